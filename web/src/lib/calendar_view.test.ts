import { expect, test } from 'vitest';
import { beginOf, lookOf, rangeWords, stepFrom } from './calendar_view';
import { dateOf, dayOf } from './days';

test('the address says what is shown, and what it does not know is left out', () => {
  const look = lookOf(new URLSearchParams('view=month&from=2026-12-01&week=2026-12-03&artist=a1'));
  expect(look).toEqual({ view: 'month', from: dayOf('2026-12-01'), week: dayOf('2026-11-30'), artist: 'a1' });
  expect(lookOf(new URLSearchParams('view=year&from=soon'))).toEqual({
    view: undefined,
    from: undefined,
    week: undefined,
    artist: '',
  });
});
test('each view begins and steps in its own measure', () => {
  const day = dayOf('2026-11-25');
  expect(dateOf(beginOf('lanes', day))).toBe('2026-11-23');
  expect(dateOf(beginOf('month', day))).toBe('2026-11-01');
  expect(dateOf(beginOf('list', day))).toBe('2026-11-25');
  expect(dateOf(stepFrom('month', dayOf('2026-12-01'), 1))).toBe('2027-01-01');
  expect(dateOf(stepFrom('month', dayOf('2027-01-01'), -1))).toBe('2026-12-01');
  expect(dateOf(stepFrom('week', dayOf('2026-10-19'), 1))).toBe('2026-10-26');
});
test('the range is told in words', () => {
  expect(rangeWords('lanes', dayOf('2026-11-23'))).toBe('23 Nov to 21 Feb');
  expect(rangeWords('month', dayOf('2026-12-01'))).toBe('December 2026');
  expect(rangeWords('week', dayOf('2026-11-30'))).toBe('30 Nov to 6 Dec');
});
