import { expect, test } from 'vitest';
import {
  blocks,
  broken,
  change,
  halves,
  honest,
  paced,
  plusDays,
  points,
  rate,
  silences,
  sumOf,
  windowOf,
  type Row,
} from './insights';

const row = (date: string, platform = 'spotify', more: Partial<Row> = {}): Row => ({
  date,
  platform,
  streams: 10,
  flags: [],
  ...more,
});
const daily = (from: string, count: number, platform = 'spotify', skip: (index: number) => boolean = () => false) =>
  Array.from({ length: count }, (_, index) => index)
    .filter((index) => !skip(index))
    .map((index) => row(plusDays(from, index), platform));

test('the window ends with the last day that anybody reported', () => {
  const rows = [row('2026-10-01'), row('2026-11-20')];
  expect(windowOf(rows, '28')).toEqual({ from: '2026-10-24', until: '2026-11-20' });
  expect(windowOf(rows, 'all')).toEqual({ from: '2026-10-01', until: '2026-11-20' });
  expect(windowOf([], 'all')).toBeUndefined();
});

test('three days without a row are a silence, two are a slow report', () => {
  const window = { from: '2026-11-01', until: '2026-11-20' };
  expect(
    silences(
      daily('2026-11-01', 20, 'spotify', (at) => at === 4 || at === 5),
      window,
    ),
  ).toEqual([]);
  expect(
    silences(
      daily('2026-11-01', 20, 'spotify', (at) => at >= 4 && at <= 6),
      window,
    ),
  ).toEqual([{ platform: 'spotify', from: '2026-11-05', until: '2026-11-07' }]);
});

test('a platform that stops is silent to the end, and one that begins late was not silent before', () => {
  const window = { from: '2026-11-01', until: '2026-11-20' };
  const rows = [...daily('2026-11-01', 20), ...daily('2026-11-01', 10, 'deezer'), ...daily('2026-11-12', 9, 'tidal')];
  expect(silences(rows, window)).toEqual([{ platform: 'deezer', from: '2026-11-11', until: '2026-11-20' }]);
});

test('a silence that began before the window is shown from its first day', () => {
  const rows = [...daily('2026-10-01', 10), ...daily('2026-10-20', 10)];
  expect(silences(rows, { from: '2026-10-15', until: '2026-10-29' })).toEqual([
    { platform: 'spotify', from: '2026-10-15', until: '2026-10-19' },
  ]);
});

test('blocks do not overlap, and know when nobody at all reported', () => {
  const rows = [row('2026-11-01'), row('2026-11-01', 'deezer')];
  const made = blocks(
    [
      { platform: 'spotify', from: '2026-11-03', until: '2026-11-08' },
      { platform: 'deezer', from: '2026-11-05', until: '2026-11-10' },
    ],
    rows,
  );
  expect(made).toEqual([
    { from: '2026-11-03', until: '2026-11-04', platforms: ['spotify'], isWhole: false },
    { from: '2026-11-05', until: '2026-11-08', platforms: ['spotify', 'deezer'], isWhole: true },
    { from: '2026-11-09', until: '2026-11-10', platforms: ['deezer'], isWhole: false },
  ]);
});

test('not reported, zero and a number are three things', () => {
  expect(sumOf([row('2026-11-01')]).saves).toBeNull();
  expect(sumOf([row('2026-11-01', 'a', { saves: 0 })]).saves).toBe(0);
  expect(sumOf([row('2026-11-01', 'a', { saves: 2 }), row('2026-11-01', 'b')]).saves).toBe(2);
  expect(rate([row('2026-11-01')], 'saves', 'streams')).toBeNull();
  expect(rate([row('2026-11-01', 'a', { saves: 0 })], 'saves', 'streams')).toBe(0);
});

test('a rate is taken of rows that report both', () => {
  const rows = [row('2026-11-01', 'a', { saves: 1 }), row('2026-11-01', 'b', { streams: 1000 })];
  expect(rate(rows, 'saves', 'streams')).toBe(0.1);
});

test('rows that look made by machines count for nothing', () => {
  expect(honest([row('2026-11-01'), row('2026-11-01', 'a', { flags: ['artificial: a loop'] })])).toHaveLength(1);
});

test('a long time is shown by weeks, the last one whole', () => {
  const made = points(daily('2026-01-01', 70), { from: '2026-01-01', until: '2026-03-11' });
  expect(made).toHaveLength(10);
  expect(made.at(-1)).toMatchObject({ until: '2026-03-11', streams: 70 });
  expect(points(daily('2026-01-01', 28), { from: '2026-01-01', until: '2026-01-28' })).toHaveLength(28);
});

test('a day of silence is a gap and no zero, and a week with one is not smaller for it', () => {
  const rows = daily('2026-01-01', 7, 'spotify', (at) => at > 3);
  expect(points(rows, { from: '2026-01-01', until: '2026-01-07' }, 1).at(-1)!.streams).toBeNull();
  const [week] = points(rows, { from: '2026-01-01', until: '2026-01-07' }, 7);
  expect(paced(rows, week!)).toBe(70);
});

test('a change says its likely range, and nothing where there is too little', () => {
  expect(change([100, 110], [120, 130])).toBeUndefined();
  const clear = change([100, 102, 98, 101], [130, 128, 132, 131])!;
  expect(clear.percent).toBeCloseTo(29.9, 0);
  expect(clear.low).toBeGreaterThan(20);
  const unclear = change([100, 180, 60, 120], [130, 70, 190, 110])!;
  expect(unclear.low).toBeLessThan(0);
  expect(unclear.high).toBeGreaterThan(0);
});

test('a window is held against the time before it; without one, its halves are', () => {
  const rows = daily('2026-01-01', 112);
  expect(halves(rows, { from: '2026-03-26', until: '2026-04-22' }).how).toBe('against the 28 days before');
  const all = halves(rows, { from: '2026-01-01', until: '2026-04-22' });
  expect(all.how).toBe('second half against first');
  expect([all.before.length, all.after.length]).toEqual([8, 8]);
});

test('days that one platform leaves out make no week smaller', () => {
  const rows = [...daily('2026-01-01', 7), ...daily('2026-01-01', 7, 'deezer', (at) => at > 1)];
  expect(paced(rows, { from: '2026-01-01', until: '2026-01-07' })).toBe(140);
});

test('a line of weeks ends where everybody fell silent, and begins again behind it', () => {
  const line = [
    { until: '2026-01-07', value: 70 },
    { until: '2026-01-14', value: 140 },
  ];
  const made = broken(line, [{ from: '2026-01-09', until: '2026-01-11', platforms: ['spotify'], isWhole: true }]);
  expect(made.map((point) => point.until)).toEqual([
    '2026-01-07',
    '2026-01-08',
    '2026-01-09',
    '2026-01-12',
    '2026-01-14',
  ]);
  expect(made.map((point) => point.value)).toEqual([70, 80, null, 120, 140]);
  expect(broken(line, [{ from: '2026-01-09', until: '2026-01-11', platforms: ['deezer'], isWhole: false }])).toEqual(
    line,
  );
});
