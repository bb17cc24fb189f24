/// Days of the calendar as whole numbers, so that a week has seven of them also where the clocks change.
export type Day = number; ///< since 1 January 1970
const length = 86_400_000;
export const daysOfWeek = 7;
const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/// Of "2026-12-04"; not a number where that is no date.
export const dayOf = (date: string): Day =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) ? Math.round(Date.parse(`${date}T00:00:00Z`) / length) : NaN;
export const dateOf = (day: Day): string => new Date(day * length).toISOString().slice(0, 10);

/// Monday is 0.
export const weekdayOf = (day: Day) => (((day + 3) % daysOfWeek) + daysOfWeek) % daysOfWeek;
export const mondayOf = (day: Day): Day => day - weekdayOf(day);
const parts = (day: Day) => new Date(day * length);

/// Further away than this, a day is told with its year.
const plain = 300;
/// "Fri 4 Dec"; with the year where it is far from `now`.
export function dayName(day: Day, now: Day): string {
  const year = Math.abs(day - now) < plain ? '' : ` ${yearOf(day)}`;
  return `${weekdays[weekdayOf(day)]} ${shortDay(day)}${year}`;
}
/// "4 Dec".
export const shortDay = (day: Day) => `${dayOfMonth(day)} ${shortMonths[parts(day).getUTCMonth()]}`;
export const dayOfMonth = (day: Day) => parts(day).getUTCDate();
export const monthName = (day: Day) => longMonths[parts(day).getUTCMonth()]!;
export const yearOf = (day: Day) => parts(day).getUTCFullYear();

/// The day on a wall calendar of the zone; of this machine's where the zone is unknown to it.
export function todayIn(zone: string, now = new Date()): Day {
  try {
    return dayOf(new Intl.DateTimeFormat('sv-SE', { timeZone: zone || undefined }).format(now));
  } catch {
    return dayOf(new Intl.DateTimeFormat('sv-SE').format(now));
  }
}

/// Where the months begin among these days, with their names.
export function monthMarks(from: Day, count: number): { day: Day; name: string }[] {
  const marks: { day: Day; name: string }[] = [];
  for (let day = from; day < from + count; ++day)
    if (day === from || dayOfMonth(day) === 1) marks.push({ day, name: monthName(day) });
  // Names beside each other need room: of a month that soon ends there is the short one, or none.
  return marks.flatMap((mark, at) => {
    const room = (marks[at + 1]?.day ?? from + count) - mark.day;
    if (at > 0 || room >= 10) return [mark];
    return room >= 4 ? [{ ...mark, name: mark.name.slice(0, 3) }] : [];
  });
}

/// The server writes dates as 2026-12-04; in a sentence a person reads "Fri 4 Dec".
export const datesSpoken = (text: string, now: Day) =>
  text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => (Number.isNaN(dayOf(date)) ? date : dayName(dayOf(date), now)));

/// "Berlin" of "Europe/Berlin".
export const placeOf = (zone: string) => zone.split('/').at(-1)!.replace(/_/g, ' ');

/// Whose time is shown: "audience's time (Berlin)", or how many there are.
export function zoneWords(zones: string[]): string {
  const all = [...new Set(zones)].map(placeOf).sort();
  if (!all.length) return '';
  if (all.length === 1) return `audience’s time (${all[0]})`;
  return `each in its audience’s time (${all.slice(0, 2).join(', ')}${all.length > 2 ? ` and ${all.length - 2} more` : ''})`;
}
