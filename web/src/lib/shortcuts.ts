import { places } from './commands';
import { letters } from './letters.svelte';
import { routes } from './routes.svelte';

/// Keys that work everywhere but in fields. A screen adds its own with `onkey`, and theirs come first.
type Doing = { search: () => void; help: () => void };
const own = new Set<(event: KeyboardEvent) => boolean>();
const chordPatience = 1200;
let goSince = 0;

/// `act` says whether the key was for it. Ends with the function it gives.
export function onkey(act: (event: KeyboardEvent) => boolean): () => void {
  own.add(act);
  return () => own.delete(act);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function takeKey(event: KeyboardEvent, doing: Doing) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    return doing.search();
  }
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.defaultPrevented ||
    isTyping(event.target) ||
    document.querySelector('dialog[open]')
  )
    return;
  if (event.key.length === 1 && event.key !== ' ' && !letters.areOn) return;
  if (go(event) || [...own].some((act) => act(event))) return event.preventDefault();
  const act: Record<string, () => void> = {
    '/': doing.search,
    '?': doing.help,
    g: () => (goSince = event.timeStamp),
    n: () => routes.go('/?new=1'),
  };
  if (!act[event.key]) return;
  event.preventDefault();
  act[event.key]!();
}

/// G, and then the letter of a place.
function go(event: KeyboardEvent): boolean {
  const place =
    event.timeStamp - goSince < chordPatience && goSince > 0
      ? places.find((each) => each.key === event.key)
      : undefined;
  if (event.key !== 'g') goSince = 0;
  if (place) routes.go(place.path);
  return !!place;
}
