import { dayOf, type Day } from './days';
import { isRelease, type Item } from './plan_items';

/// Where things stand in the lanes. All of it in days and pixels, nothing of it on the screen yet.
export const weeksShown = 13;
export const daysShown = weeksShown * 7;
export const rowsOfPosts = 3;

/// The left edge of a day as a share of the lane, 0 to 1.
export const shareOf = (day: Day, from: Day) => (day - from) / daysShown;
/// Which day lies under a place `x` of a lane `width` wide.
export const dayAt = (x: number, width: number, from: Day): Day =>
  from + Math.min(daysShown - 1, Math.max(0, Math.floor((x / width) * daysShown)));

/// What is cut off at the edges of the shown days; nothing when it lies outside.
export function clipped(first: Day, last: Day, from: Day): { from: Day; to: Day } | undefined {
  const [a, b] = [Math.max(first, from), Math.min(last, from + daysShown - 1)];
  return a <= b ? { from: a, to: b } : undefined;
}

/// Posts of a day stand under each other; what has no room any more stands behind the last one, which counts it.
export type Square = { item: Item; day: Day; row: number; more: number };
export function squaresOf(items: Item[], from: Day): Square[] {
  const onDay = new Map<Day, Item[]>();
  for (const item of items) {
    const day = dayOf(item.date);
    if (isRelease(item) || item.state === 'skipped' || day < from || day >= from + daysShown) continue;
    onDay.set(day, [...(onDay.get(day) ?? []), item]);
  }
  return [...onDay].flatMap(([day, all]) =>
    all.map((item, at) => ({
      item,
      day,
      row: Math.min(at, rowsOfPosts - 1),
      more: at === rowsOfPosts - 1 ? all.length - rowsOfPosts : 0,
    })),
  );
}

/// Items in the order in which the arrows go through them.
export const inOrder = (items: Item[], from: Day) =>
  items
    .filter((item) => item.state !== 'skipped' && dayOf(item.date) >= from && dayOf(item.date) < from + daysShown)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/// Which lanes are drawn: those in view and a few around, of lanes with these heights.
export function lanesInView(heights: number[], top: number, height: number, around = 3) {
  let above = 0;
  let first = 0;
  while (first < heights.length - 1 && above + heights[first]! <= top) above += heights[first++]!;
  let end = first;
  for (let y = above; end < heights.length && y < top + height; ++end) y += heights[end]!;
  first = Math.max(0, first - around);
  end = Math.min(heights.length, end + around);
  const sum = (some: number[]) => some.reduce((all, each) => all + each, 0);
  return { first, end, above: sum(heights.slice(0, first)), below: sum(heights.slice(end)) };
}
