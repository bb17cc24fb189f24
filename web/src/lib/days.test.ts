import { describe, expect, test } from 'vitest';
import { dateOf, datesSpoken, dayName, dayOf, mondayOf, monthMarks, todayIn, weekdayOf, zoneWords } from './days';

describe('days', () => {
  test('a date and back, over leap days and years', () => {
    for (const date of ['1969-12-31', '2026-12-31', '2027-01-01', '2028-02-29']) expect(dateOf(dayOf(date))).toBe(date);
    expect(dayOf('2027-01-01') - dayOf('2026-12-31')).toBe(1);
    expect(dayOf('next Friday')).toBeNaN();
  });
  test('a week has seven days where the clocks change, in any zone of this machine', () => {
    // Berlin goes back on 25 October 2026 and on on 28 March 2027; New York on 1 November and 14 March.
    for (const monday of ['2026-10-19', '2026-10-26', '2027-03-08', '2027-03-22']) {
      const first = dayOf(monday);
      expect(weekdayOf(first)).toBe(0);
      expect(Array.from({ length: 7 }, (_, at) => mondayOf(first + at))).toEqual(Array(7).fill(first));
      expect(dateOf(first + 7)).toBe(dateOf(mondayOf(first + 7)));
    }
    expect(dateOf(dayOf('2026-10-24') + 2)).toBe('2026-10-26');
    expect(dateOf(dayOf('2027-03-27') + 2)).toBe('2027-03-29');
  });
  test('today is that of the zone, also in the hour that comes twice', () => {
    expect(dateOf(todayIn('Europe/Berlin', new Date('2026-11-23T23:30:00Z')))).toBe('2026-11-24');
    expect(dateOf(todayIn('America/Los_Angeles', new Date('2026-11-23T23:30:00Z')))).toBe('2026-11-23');
    expect(dateOf(todayIn('Europe/Berlin', new Date('2026-10-25T01:30:00Z')))).toBe('2026-10-25');
    expect(dateOf(todayIn('Atlantis/Deep', new Date('2026-11-23T12:00:00Z')))).toBe('2026-11-23');
  });
  test('names, with the year where it is far', () => {
    const now = dayOf('2026-11-23');
    expect(dayName(dayOf('2026-12-04'), now)).toBe('Fri 4 Dec');
    expect(dayName(dayOf('2027-01-08'), now)).toBe('Fri 8 Jan');
    expect(dayName(dayOf('2027-11-26'), now)).toBe('Fri 26 Nov 2027');
    expect(datesSpoken('2026-12-09 is no Friday', now)).toBe('Wed 9 Dec is no Friday');
  });
  test('a month that soon ends has a short name', () => {
    expect(monthMarks(dayOf('2026-11-23'), 91).map((each) => each.name)).toEqual([
      'Nov',
      'December',
      'January',
      'February',
    ]);
    expect(monthMarks(dayOf('2026-11-30'), 91)[0]!.name).toBe('December');
  });
  test('whose time it is', () => {
    expect(zoneWords(['Europe/Berlin', 'Europe/Berlin'])).toBe('audience’s time (Berlin)');
    expect(zoneWords(['Europe/Malta', 'America/New_York'])).toBe('each in its audience’s time (Malta, New York)');
    expect(zoneWords([])).toBe('');
  });
});
