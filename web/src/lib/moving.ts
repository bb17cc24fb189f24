import { dayName, dayOf, datesSpoken, type Day } from './days';
import { sentence } from './words';

/// What the server says of each day that an item could go to.
export type Verdict = { isFree: boolean; reason: string };
export type Verdicts = Map<Day, Verdict>;

export const verdictsOf = (days: { date: string; free: boolean; reason: string }[]): Verdicts =>
  new Map(days.map((each) => [dayOf(each.date), { isFree: each.free, reason: each.reason }]));

/// Days beside each other with the same verdict are one stretch.
export type Stretch = { from: Day; to: Day; isFree: boolean };
export function stretches(verdicts: Verdicts): Stretch[] {
  const all: Stretch[] = [];
  for (const [day, { isFree }] of [...verdicts].sort(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last && last.isFree === isFree && last.to === day - 1) last.to = day;
    else all.push({ from: day, to: day, isFree });
  }
  return all;
}

/// The way out of a blocked day: the first free day from there on, else the last one before it. The item's own day is none.
export function wayOut(verdicts: Verdicts, wanted: Day, own: Day): Day | undefined {
  const free = [...verdicts].filter(([day, each]) => each.isFree && day !== own).map(([day]) => day);
  free.sort((a, b) => a - b);
  return free.find((day) => day >= wanted) ?? free.at(-1);
}

/// "date: 2026-12-11 is no Friday. The nearest possible day is 2026-12-18" as a person reads it.
export const spokenReason = (reason: string, now: Day) => sentence(datesSpoken(reason.replace(/^date: /, ''), now));

/// The broken rule, and what the server proposes instead, if it does.
export function rulesOf(reason: string, now: Day): { rule: string; nearest: Day | undefined } {
  const [rule = '', rest = ''] = reason.split(
    /(?:\. The nearest possible day is |: (?=\d{4}-\d{2}-\d{2} is the nearest free day))/,
  );
  const date = /\d{4}-\d{2}-\d{2}/.exec(rest)?.[0];
  return { rule: spokenReason(rule, now), nearest: date ? dayOf(date) : undefined };
}

/// By the keys, a day or a week; nothing for another key.
export function stepOf(key: string): number {
  return { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -7, PageDown: 7 }[key] ?? 0;
}

/// Where a step leads: never out of the days that the server spoke of.
export function stepped(day: Day, by: number, verdicts: Verdicts): Day {
  const known = [...verdicts.keys()];
  if (!known.length) return day + by;
  return Math.min(Math.max(...known), Math.max(Math.min(...known), day + by));
}

/// One step, as it is spoken.
export function spokenStep(day: Day, own: Day, verdicts: Verdicts, now: Day): string {
  const name = dayName(day, now);
  if (day === own) return `${name}, where it was.`;
  const verdict = verdicts.get(day);
  if (!verdict) return `${name}, outside the plan.`;
  return verdict.isFree ? `${name}, free.` : `${name}, blocked. ${spokenReason(verdict.reason, now)}`;
}

export const pickedUp = (title: string, day: Day, now: Day) =>
  `Picked up ${title}, ${dayName(day, now)}. Left and right move it by a day, up and down by a week. Enter drops it, Escape puts it back.`;
