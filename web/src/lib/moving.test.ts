import { describe, expect, test } from 'vitest';
import { dayOf } from './days';
import { rulesOf, spokenStep, stepOf, stepped, stretches, verdictsOf, wayOut } from './moving';

const now = dayOf('2026-11-23');
const no = (date: string, reason: string) => ({ date, free: false, reason });
const yes = (date: string) => ({ date, free: true, reason: '' });
const verdicts = verdictsOf([
  no('2026-12-10', 'date: 2026-12-10 is no Friday. The nearest possible day is 2026-12-11'),
  yes('2026-12-11'),
  no('2026-12-12', 'date: 2026-12-12 is no Friday. The nearest possible day is 2026-12-11'),
  no('2026-12-13', 'date: 2026-12-13 is no Friday. The nearest possible day is 2026-12-11'),
  yes('2026-12-14'),
  yes('2026-12-15'),
]);

describe('moving', () => {
  test('days beside each other with one verdict are one stretch', () => {
    expect(stretches(verdicts).map(({ from, to, isFree }) => [to - from + 1, isFree])).toEqual([
      [1, false],
      [1, true],
      [2, false],
      [2, true],
    ]);
    expect(stretches(new Map())).toEqual([]);
  });
  test('the way out is the first free day from there on, else the last before, never where it was', () => {
    expect(wayOut(verdicts, dayOf('2026-12-12'), dayOf('2026-12-11'))).toBe(dayOf('2026-12-14'));
    expect(wayOut(verdicts, dayOf('2026-12-12'), dayOf('2026-12-14'))).toBe(dayOf('2026-12-15'));
    expect(wayOut(verdicts, dayOf('2026-12-20'), dayOf('2026-12-11'))).toBe(dayOf('2026-12-15'));
    expect(wayOut(verdictsOf([yes('2026-12-11')]), dayOf('2026-12-10'), dayOf('2026-12-11'))).toBeUndefined();
  });
  test('the words are the server’s, with its proposal apart', () => {
    expect(rulesOf('date: 2026-12-10 is no Friday. The nearest possible day is 2026-12-11', now)).toEqual({
      rule: 'Thu 10 Dec is no Friday.',
      nearest: dayOf('2026-12-11'),
    });
    expect(rulesOf('instagram has no free time on 2026-12-10: 2026-12-09 is the nearest free day', now)).toEqual({
      rule: 'Instagram has no free time on Thu 10 Dec.',
      nearest: dayOf('2026-12-09'),
    });
    const other =
      "'Two takes' (x, 2026-12-10) may stand from 2026-12-01 to 2026-12-12: what it follows is planned around it";
    expect(rulesOf(other, now).nearest).toBeUndefined();
    expect(rulesOf(other, now).rule).toContain('may stand from Tue 1 Dec to Sat 12 Dec');
  });
  test('keys go by day and by week, and stop at the ends of the plan', () => {
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'x'].map(stepOf)).toEqual([-1, 1, -7, 7, 0]);
    expect(stepped(dayOf('2026-12-11'), 1, verdicts)).toBe(dayOf('2026-12-12'));
    expect(stepped(dayOf('2026-12-11'), -7, verdicts)).toBe(dayOf('2026-12-10'));
    expect(stepped(dayOf('2026-12-11'), 7, verdicts)).toBe(dayOf('2026-12-15'));
    // While the verdicts are on their way, nothing stops it but the server.
    expect(stepped(dayOf('2026-12-11'), 7, new Map())).toBe(dayOf('2026-12-18'));
  });
  test('each step is spoken with its verdict', () => {
    const own = dayOf('2026-12-11');
    expect(spokenStep(own, own, verdicts, now)).toBe('Fri 11 Dec, where it was.');
    expect(spokenStep(dayOf('2026-12-14'), own, verdicts, now)).toBe('Mon 14 Dec, free.');
    expect(spokenStep(dayOf('2026-12-12'), own, verdicts, now)).toMatch(/^Sat 12 Dec, blocked\. .*no Friday/);
    expect(spokenStep(dayOf('2027-03-12'), own, verdicts, now)).toBe('Fri 12 Mar, outside the plan.');
  });
});
