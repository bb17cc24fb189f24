/// What came back, from rows as the server has them to what is drawn. Days are "2026-11-20". What was not reported is never 0.
export type Row = {
  date: string;
  platform: string;
  streams: number;
  listeners?: number | null;
  saves?: number | null;
  skips?: number | null;
  flags: string[];
};
export type Span = '28' | '180' | 'all';
export type Window = { from: string; until: string };
export type Silence = Window & { platform: string };
export type Block = Window & { platforms: string[]; isWhole: boolean };
/// null: nobody reported it.
export type Sums = { streams: number | null; listeners: number | null; saves: number | null; skips: number | null };
export type Point = Window & Sums;

/// So many days without a row are a silence, not a slow report.
export const silentAfter = 3;
const oneDay = 86_400_000;

export const numberOf = (date: string) => Math.round(Date.parse(date + 'T00:00:00Z') / oneDay);
export const dateOf = (number: number) => new Date(number * oneDay).toISOString().slice(0, 10);
export const plusDays = (date: string, count: number) => dateOf(numberOf(date) + count);
export const lengthOf = (span: Window) => numberOf(span.until) - numberOf(span.from) + 1;

/// Rows that look made by machines count for nothing.
export const honest = <T extends Row>(rows: T[]) => rows.filter((row) => row.flags.length === 0);

/// The days that are shown: they end with the last one that anybody reported.
export function windowOf(rows: Row[], span: Span): Window | undefined {
  let first = '';
  let last = '';
  for (const { date } of rows) {
    if (!first || date < first) first = date;
    if (date > last) last = date;
  }
  if (!first) return undefined;
  return { from: span === 'all' ? first : plusDays(last, 1 - Number(span)), until: last };
}

export const within = <T extends Row>(rows: T[], { from, until }: Window) =>
  rows.filter((row) => row.date >= from && row.date <= until);

/// The days in which a platform that had reported before said nothing. `until` is the last day that is looked at.
export function silences(rows: Row[], { from, until }: Window): Silence[] {
  const days = new Map<string, Set<number>>();
  for (const row of rows) {
    if (row.date > until) continue;
    let reported = days.get(row.platform);
    if (!reported) days.set(row.platform, (reported = new Set()));
    reported.add(numberOf(row.date));
  }
  const found: Silence[] = [];
  for (const [platform, reported] of days) {
    const all = [...reported].sort((a, b) => a - b);
    [...all, numberOf(until) + 1].reduce((before, next) => {
      const gap = { platform, from: dateOf(before + 1), until: dateOf(next - 1) };
      if (next - before > silentAfter && gap.until >= from)
        found.push({ ...gap, from: gap.from < from ? from : gap.from });
      return next;
    });
  }
  return found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.platform < b.platform ? -1 : 1));
}

/// Silences as blocks that do not overlap: each with those that are silent in all of it.
export function blocks(silent: Silence[], rows: Row[]): Block[] {
  const known = new Set(rows.map((row) => row.platform));
  const edges = [...new Set(silent.flatMap((each) => [each.from, plusDays(each.until, 1)]))].sort();
  const made: Block[] = [];
  edges.slice(0, -1).forEach((from, index) => {
    const until = plusDays(edges[index + 1]!, -1);
    const platforms = silent.filter((each) => each.from <= from && each.until >= until).map((each) => each.platform);
    if (platforms.length) made.push({ from, until, platforms, isWhole: platforms.length === known.size });
  });
  return made;
}

export function sumOf(rows: Row[]): Sums {
  const sums: Sums = { streams: null, listeners: null, saves: null, skips: null };
  for (const row of rows)
    for (const what of ['streams', 'listeners', 'saves', 'skips'] as const) {
      const count = row[what];
      if (count !== null && count !== undefined) sums[what] = (sums[what] ?? 0) + count;
    }
  return sums;
}

/// Days, or weeks where there are more than `mostDays`. A week counts up to the window's last day; the first may be shorter.
const mostDays = 62;
export function points(rows: Row[], { from, until }: Window, size = 0): Point[] {
  const first = numberOf(from);
  const last = numberOf(until);
  const step = size || (last - first + 1 > mostDays ? 7 : 1);
  const byDay = new Map<number, Row[]>();
  for (const row of rows) {
    const at = numberOf(row.date);
    if (!byDay.has(at)) byDay.set(at, []);
    byDay.get(at)!.push(row);
  }
  const made: Point[] = [];
  for (let end = last; end >= first; end -= step) {
    const begin = Math.max(first, end - step + 1);
    const inside: Row[] = [];
    for (let at = begin; at <= end; at++) inside.push(...(byDay.get(at) ?? []));
    made.unshift({ from: dateOf(begin), until: dateOf(end), ...sumOf(inside) });
  }
  return made;
}

/// A week's streams as if every platform that reported in it had gone on like on the days that it reported: a slow report, or days
/// that were left out, make no week smaller. null where nobody reported.
export function paced(rows: Row[], point: Window): number | null {
  const own = new Map<string, { streams: number; days: Set<string> }>();
  for (const row of within(rows, point)) {
    const sum = own.get(row.platform) ?? { streams: 0, days: new Set() };
    sum.streams += row.streams;
    sum.days.add(row.date);
    own.set(row.platform, sum);
  }
  if (!own.size) return null;
  return [...own.values()].reduce((all, { streams, days }) => all + (streams / days.size) * 7, 0);
}

export type Drawn = { until: string; value: number | null };
/// The line with an end on either side of a time in which nobody at all reported, where its points are further apart than that.
export function broken(line: Drawn[], silent: Block[]): Drawn[] {
  const at = (date: string): number | null => {
    const next = line.findIndex((point) => point.until >= date);
    const [a, b] = [line[Math.max(0, next - 1)], line[next]];
    if (!a || !b || a.value === null || b.value === null) return null;
    const length = numberOf(b.until) - numberOf(a.until);
    return length ? a.value + ((b.value - a.value) * (numberOf(date) - numberOf(a.until))) / length : b.value;
  };
  const made = new Map(line.map((point) => [point.until, point.value]));
  for (const { from, until, isWhole } of silent) {
    if (!isWhole) continue;
    const [before, after] = [plusDays(from, -1), plusDays(until, 1)];
    for (const date of [before, after]) if (!made.has(date) && at(date) !== null) made.set(date, at(date));
    for (const date of [...made.keys()]) if (date >= from && date <= until) made.delete(date);
    made.set(from, null);
  }
  return [...made].map(([until, value]) => ({ until, value })).sort((a, b) => (a.until < b.until ? -1 : 1));
}

/// A part of another count, from rows that report both: saves by 100 listeners.
export function rate(rows: Row[], what: 'saves' | 'skips', of: 'listeners' | 'streams'): number | null {
  let part = 0;
  let whole = 0;
  for (const row of rows) {
    const [a, b] = [row[what], row[of]];
    if (a === null || a === undefined || b === null || b === undefined) continue;
    part += a;
    whole += b;
  }
  return whole > 0 ? part / whole : null;
}

export type Change = { percent: number; low: number; high: number };
// Student's t, two sides, 90 %, by degrees of freedom (NIST handbook 1.3.6.7.2).
const student = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753];
const least = 3;

/// How far the mean of the weeks after stands from that of the weeks before, in percent, with its likely range (90 %: logarithms
/// of means, delta method). Nothing where either side has under three weeks, or none of it.
export function change(before: number[], after: number[]): Change | undefined {
  if (before.length < least || after.length < least) return undefined;
  const mean = (all: number[]) => all.reduce((sum, each) => sum + each, 0) / all.length;
  const [a, b] = [mean(before), mean(after)];
  if (a <= 0 || b <= 0) return undefined;
  const error = (all: number[], at: number) =>
    all.reduce((sum, each) => sum + (each - at) ** 2, 0) / (all.length - 1) / all.length / at ** 2;
  const t = student[Math.min(before.length, after.length) - 2] ?? 1.645;
  const half = t * Math.sqrt(error(before, a) + error(after, b));
  const at = Math.log(b / a);
  const percent = (log: number) => (Math.exp(log) - 1) * 100;
  return { percent: percent(at), low: percent(at - half), high: percent(at + half) };
}

/// The weeks before a window and those in it; of everything, and where there are not enough before, its two halves.
export function halves(rows: Row[], window: Window): { before: Point[]; after: Point[]; how: string } {
  const whole = (all: Point[]) => all.filter((each) => lengthOf(each) === 7 && each.streams !== null);
  const length = lengthOf(window);
  const earlier = { from: plusDays(window.from, -length), until: plusDays(window.from, -1) };
  const after = whole(points(rows, window, 7));
  const before = whole(points(rows, earlier, 7));
  if (before.length >= least) return { before, after, how: `against the ${length} days before` };
  const middle = Math.floor(after.length / 2);
  return { before: after.slice(0, middle), after: after.slice(middle), how: 'second half against first' };
}
