import { describe, expect, test } from 'vitest';
import { dateOf, dayOf } from './days';
import { clipped, dayAt, daysShown, inOrder, lanesInView, shareOf, squaresOf } from './lanes';
import type { Item } from './plan_items';

const item = (date: string, local_time = '12:00', kind: Item['kind'] = 'post', state: Item['state'] = 'planned') =>
  ({ id: `${date} ${local_time}`, date, local_time, at: `${date}T${local_time}:00Z`, kind, state }) as Item;

describe('lanes', () => {
  test('every day has the same width, those where the clocks change too', () => {
    const from = dayOf('2026-10-19'); // the clocks of Europe go back in this week, those of America in the next
    const width = 1004;
    const edges = Array.from({ length: daysShown + 1 }, (_, at) => shareOf(from + at, from) * width);
    const widths = edges.slice(1).map((edge, at) => edge - edges[at]!);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1e-9);
    expect(dateOf(dayAt(edges[6]! + 1, width, from))).toBe('2026-10-25');
    expect(dateOf(dayAt(edges[7]! + 1, width, from))).toBe('2026-10-26');
  });
  test('a place gives the day that is drawn there, and never one outside', () => {
    const from = dayOf('2027-03-22');
    for (const day of [from, from + 6, from + 7, from + 90])
      expect(dayAt((shareOf(day, from) + 0.5 / daysShown) * 700, 700, from)).toBe(day);
    expect(dayAt(-50, 700, from)).toBe(from);
    expect(dayAt(9000, 700, from)).toBe(from + 90);
  });
  test('what is outside is cut', () => {
    const from = dayOf('2026-11-23');
    expect(clipped(from - 10, from + 3, from)).toEqual({ from, to: from + 3 });
    expect(clipped(from - 10, from - 1, from)).toBeUndefined();
  });
  test('posts of a day stand in three rows, and the third counts those behind it', () => {
    const from = dayOf('2026-11-23');
    const five = ['09:00', '10:00', '11:00', '12:00', '13:00'].map((time) => item('2026-11-25', time));
    const squares = squaresOf([...five, item('2026-11-25', '00:00', 'release')], from);
    expect(squares.map((each) => each.row)).toEqual([0, 1, 2, 2, 2]);
    expect(squares.map((each) => each.more)).toEqual([0, 0, 2, 0, 0]);
  });
  test('the arrows go by time and leave out what is skipped or not shown', () => {
    const all = [
      item('2026-11-26'),
      item('2026-11-25', '18:00'),
      item('2026-11-25', '09:00'),
      item('2026-11-24', '09:00', 'post', 'skipped'),
      item('2026-11-20'),
    ];
    expect(inOrder(all, dayOf('2026-11-23')).map((each) => each.id)).toEqual([
      '2026-11-25 09:00',
      '2026-11-25 18:00',
      '2026-11-26 12:00',
    ]);
  });
  test('of a thousand lanes a screenful is drawn, and the rest keeps its room', () => {
    const heights = Array.from({ length: 1000 }, (_, at) => (at % 5 ? 108 : 56));
    const whole = heights.reduce((sum, each) => sum + each, 0);
    for (const top of [0, 5000, 60_000, whole - 500]) {
      const view = lanesInView(heights, top, 500);
      const drawn = heights.slice(view.first, view.end).reduce((sum, each) => sum + each, 0);
      expect(view.end - view.first).toBeLessThan(16);
      expect(view.above + drawn + view.below).toBe(whole);
      expect(view.above).toBeLessThanOrEqual(top);
      expect(view.above + drawn).toBeGreaterThanOrEqual(Math.min(whole, top + 500));
    }
    expect(lanesInView([], 0, 500)).toEqual({ first: 0, end: 0, above: 0, below: 0 });
  });
});
