import { describe, expect, it } from 'vitest';
import {
  away,
  bytes,
  clock,
  day,
  lasted,
  listed,
  moment,
  money,
  platformName,
  plural,
  sentence,
  signed,
  spoken,
} from './words';

const now = new Date(2026, 10, 24, 15, 0);

describe('words', () => {
  it('tells times of a song', () => {
    expect([0, 65.4, 185, -1, NaN].map(clock)).toEqual(['0:00', '1:05', '3:05', '0:00', '0:00']);
  });
  it('tells a day, with its year only where it is another one', () => {
    expect(day('2026-12-04', now)).toBe('Fri 4 Dec');
    expect(day('2027-01-08', now)).toBe('Fri 8 Jan 2027');
  });
  it('tells how far off a day is, whatever the hour', () => {
    expect(
      ['2026-11-24', '2026-11-25', '2026-11-23', '2026-12-04', '2026-11-20'].map((each) => away(each, now)),
    ).toEqual(['today', 'tomorrow', 'yesterday', 'in 10 days', '4 days ago']);
  });
  it('tells a moment of today by its hour alone', () => {
    expect(moment(new Date(2026, 10, 24, 4, 2).getTime(), now)).toBe('04:02');
    expect(moment(new Date(2026, 10, 20, 14, 2).getTime(), now)).toBe('Fri 20 Nov, 14:02');
  });
  it('tells how long something took', () => {
    expect([300, 14_200, 125_000].map(lasted)).toEqual(['0.3 s', '14 s', '2 min 5 s']);
  });
  it('writes numbers for people', () => {
    expect(signed(-14)).toBe('−14.0');
    expect([12, 8_400, 84_200_000, 2_100_000_000].map(bytes)).toEqual(['12 B', '8 kB', '84 MB', '2.1 GB']);
    expect([plural(1, 'check'), plural(1200, 'check')]).toEqual(['1 check', '1,200 checks']);
    expect([0, 13_000, 3_180_000].map(money)).toEqual(['0.00', '0.013', '3.18']);
  });
  it('speaks ids and lists', () => {
    expect(['youtube', 'deezer'].map(platformName)).toEqual(['YouTube', 'Deezer']);
    expect(spoken('dark_ambient')).toBe('Dark ambient');
    expect(['', 'shown to you', 'Is it?'].map(sentence)).toEqual(['', 'Shown to you.', 'Is it?']);
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });
});
