import { api, ask, type Shape } from './api';
import { roster } from './roster.svelte';

/// What came back for one artist, or for all of the roster. The page adds it up itself: a year of four platforms is 1,500 rows.
export type Observed = Shape['Observation'];
export type Out = { content: string; title: string; date: string; palette: string[]; report: Shape['ReleaseReport'] };
export const mostArtists = 100;
const atOnce = 6;
const mostReleases = 12;

/// In their order, a few at a time.
async function each<T, R>(all: T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (let at = 0; at < all.length; at += atOnce)
    made.push(...(await Promise.all(all.slice(at, at + atOnce).map(act))));
  return made;
}

export async function observed(artists: string[]): Promise<Observed[]> {
  const read = (id: string) =>
    ask(api.GET('/api/artists/{artist_id}/observations', { params: { path: { artist_id: id } } }));
  return (await each(artists.slice(0, mostArtists), read)).flatMap((page) => page.rows);
}

/// The newest releases with how they do: of one artist all that are shown, of a roster each artist's newest.
export async function releases(artist: string | undefined): Promise<Out[]> {
  const wanted = artist
    ? (
        await ask(
          api.GET('/api/artists/{artist_id}/content', {
            params: { path: { artist_id: artist }, query: { type: 'release', limit: mostReleases } },
          }),
        )
      ).items.map((item) => ({ id: item.id, palette: roster.find(artist)?.palette ?? [] }))
    : roster.all
        .flatMap((glance) => (glance.newest ? [{ id: glance.newest.content_id, palette: glance.palette }] : []))
        .slice(0, mostReleases);
  return each(wanted, async ({ id, palette }) => {
    const report = await ask(api.GET('/api/releases/{release_id}/report', { params: { path: { release_id: id } } }));
    return { content: id, title: report.title, date: report.release_date, palette, report };
  });
}
