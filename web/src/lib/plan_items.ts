import type { Shape } from './api';
import { dayOf, type Day } from './days';

/// A plan as the calendar shows it.
export type Plan = Shape['Plan'];
export type Item = Plan['items'][number];
export type Sending = Shape['OutboxRecordPage']['items'][number];

/// How far an item is: outlined while planned, filled once it was approved.
export type Progress = 'planned' | 'approved' | 'out' | 'failed' | 'skipped';

export function progressOf(item: Item, sending?: Sending): Progress {
  if (item.state === 'published' || sending?.state === 'sent') return 'out';
  if (item.state === 'skipped') return 'skipped';
  if (sending?.state === 'failed') return 'failed';
  return item.state === 'ready' || (sending && sending.state !== 'cancelled') ? 'approved' : 'planned';
}

export const isFixed = (item: Item) => item.locked || item.state === 'published';
export const isRelease = (item: Item) => item.kind === 'release';

/// Why it cannot be picked up, or nothing.
export const heldBy = (item: Item) =>
  item.state === 'published'
    ? 'It is out: its day is history.'
    : item.locked
      ? 'It is locked. Unlock it to move it.'
      : '';

/// The plan's own name of what comes out; until it has one, its number.
export function titleOf(item: Item, plan: Plan): string {
  if (!isRelease(item)) return item.brief.title;
  const release = plan.releases.find((each) => each.number === item.release);
  if (!release) return item.brief.title;
  return release.title_known ? release.title : `Release ${release.number}`;
}

/// What a move of a release takes along.
export const followers = (item: Item, plan: Plan) =>
  isRelease(item)
    ? plan.items.filter(
        (each) =>
          each.id !== item.id && each.release === item.release && !['published', 'skipped'].includes(each.state),
      ).length
    : 0;

export type Band = { stage: Item['arc_stage']; from: Day; to: Day };

/// The stages of the story: each from its first item to the day before the next one begins.
export function bandsOf(plan: Plan): Band[] {
  const bands: Band[] = [];
  for (const item of [...plan.items].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const day = dayOf(item.date);
    const last = bands.at(-1);
    if (last?.stage === item.arc_stage) last.to = Math.max(last.to, day);
    else {
      if (last) last.to = Math.max(last.from, day - 1);
      bands.push({ stage: item.arc_stage, from: day, to: day });
    }
  }
  const last = bands.at(-1);
  if (last) last.to = Math.max(last.to, dayOf(plan.start) + plan.days - 1);
  return bands;
}

/// A stage in a word that says what it does.
export const stageWord: Record<Item['arc_stage'], string> = {
  setup: 'Setup',
  escalation: 'Escalation',
  turn: 'Turn',
  climax: 'Climax',
  release: 'Rest',
};
