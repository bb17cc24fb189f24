import type { Component } from 'svelte';

export type Screen = { load: () => Promise<{ default: Component<{ id: string }> }>; id: string };

/// The screens by the first word of their address, each loaded when it is opened.
const loaders: Record<string, Screen['load']> = {
  '': () => import('../screens/Roster.svelte'),
  artists: () => import('../screens/Artist.svelte'),
  releases: () => import('../screens/Release.svelte'),
  calendar: () => import('../screens/Calendar.svelte'),
  approvals: () => import('../screens/Approvals.svelte'),
  activity: () => import('../screens/Activity.svelte'),
  insights: () => import('../screens/Insights.svelte'),
  settings: () => import('../screens/Settings.svelte'),
};

export function screenOf(words: string[]): Screen {
  return { load: loaders[words[0] ?? ''] ?? (() => import('../screens/Nowhere.svelte')), id: words[1] ?? '' };
}
