import { api, ask } from './api';
import { live } from './live.svelte';
import { roster } from './roster.svelte';
import { session } from './session.svelte';

/// Finds out who uses the page, and begins to listen. Without a good key it ends with `session.isLocked`.
export async function enter(): Promise<void> {
  try {
    const me = await ask(api.GET('/api/me'));
    session.enter(me.name, me.role, me.has_key);
    await roster.read();
  } catch {
    // A 401 shows the prompt for the key, anything else the banner: live.open tries until the server answers.
  }
  if (!session.isLocked) live.open();
}
