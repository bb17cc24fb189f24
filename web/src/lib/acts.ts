import { api, ask, once, Refusal } from './api';
import { toasts } from './toasts.svelte';

/// What a toast offers as a way back. None of it belongs to a screen: the toast outlives the page that showed it, and what
/// is shown follows by the live changes.
async function tried(what: () => Promise<unknown>, said: string, back?: () => unknown): Promise<void> {
  try {
    await what();
    toasts.say(said, back ? { label: 'Undo', run: back } : undefined);
  } catch (error) {
    toasts.fail(error instanceof Refusal ? error.message : String(error));
  }
}

/// A decision about a content, while no store has heard of it.
export function takeBack(id: string, title: string) {
  const call = () =>
    ask(api.POST('/api/content/{content_id}/take-back', { params: { path: { content_id: id } }, ...once() }));
  return tried(call, `${title} waits for your decision again.`);
}

const turn = (id: string, state: 'paused' | 'active') =>
  ask(api.PUT('/api/artists/{artist_id}/state', { params: { path: { artist_id: id } }, body: { state }, ...once() }));
export const resume = (id: string, name: string) => tried(() => turn(id, 'active'), `${name} is active again.`);
export const pause = (id: string, name: string) =>
  tried(
    () => turn(id, 'paused'),
    `${name} is paused. Nothing new is made or posted.`,
    () => resume(id, name),
  );

/// The artist as in an earlier version, kept as a new one.
export async function goTo(id: string, to: number): Promise<void> {
  try {
    const made = await ask(
      api.POST('/api/artists/{artist_id}/undo', { params: { path: { artist_id: id } }, body: { to }, ...once() }),
    );
    const number = made.version.number;
    toasts.say(`As in version ${to} again, kept as version ${number}.`, {
      label: 'Redo',
      run: () => goTo(id, number - 1),
    });
  } catch (error) {
    toasts.fail(error instanceof Refusal ? error.message : String(error));
  }
}

export const nextRelease = (id: string) =>
  tried(
    () =>
      ask(api.POST('/api/artists/{artist_id}/releases', { params: { path: { artist_id: id } }, body: {}, ...once() })),
    'The next release is being made. Activity shows how far it is.',
  );

/// This take of a song instead of the others.
export const chooseTake = (id: string, number: number) =>
  tried(
    () => ask(api.POST('/api/content/{content_id}/choose', { params: { path: { content_id: id } }, ...once() })),
    `Take ${number} is the song now.`,
  );
