import type { IconName } from '../parts/Icon.svelte';
import { creations } from './creations.svelte';
import { signOut } from './api';
import { roster } from './roster.svelte';
import { session } from './session.svelte';
import { themes } from './theme.svelte';
import { spoken } from './words';

export type Command = { label: string; hint: string; href?: string; run?: () => void };

type Place = { path: string; name: string; icon: IconName; key: string; isLow?: boolean };

/// The places of the page, in their order; a low one stands apart, at the foot. A screen joins when it is there.
export const places: readonly Place[] = [
  { path: '/', name: 'Roster', icon: 'roster', key: 'r' },
  { path: '/calendar', name: 'Calendar', icon: 'calendar', key: 'c' },
  { path: '/insights', name: 'Insights', icon: 'insights', key: 'i' },
  { path: '/approvals', name: 'Approvals', icon: 'approvals', key: 'a' },
  { path: '/activity', name: 'Activity', icon: 'activity', key: 't' },
  { path: '/settings', name: 'Settings', icon: 'settings', key: 's', isLow: true },
];

const most = 12;

/// What fits the words, best first: all of them must stand in the name or beside it.
export function commands(wanted: string): Command[] {
  const all: Command[] = [
    ...places.map((place) => ({ label: place.name, hint: `G ${place.key.toUpperCase()}`, href: place.path })),
    { label: 'New artist', hint: 'N', href: '/?new=1' },
    { label: themes.now === 'dark' ? 'Light theme' : 'Dark theme', hint: 'Theme', run: () => themes.toggle() },
    ...(session.hasKey
      ? [{ label: 'Forget the key of this browser', hint: session.name, run: () => void signOut() }]
      : []),
    { label: 'What can be asked over HTTP', hint: 'Opens /docs', run: () => void open('/docs') },
    ...creations.all
      .filter((each) => !each.isOver)
      .map((each) => ({ label: each.artist?.name ?? 'The artist being created', hint: 'Being created', href: '/' })),
    ...roster.all.map((artist) => ({
      label: artist.name,
      hint: spoken(artist.home_genre),
      href: `/artists/${artist.id}`,
    })),
  ];
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (each: Command) => `${each.label} ${each.hint}`.toLowerCase();
  const fitting = all.filter((each) => words.every((word) => text(each).includes(word)));
  const first = words[0] ?? '';
  return fitting
    .sort((a, b) => Number(b.label.toLowerCase().startsWith(first)) - Number(a.label.toLowerCase().startsWith(first)))
    .slice(0, most);
}
