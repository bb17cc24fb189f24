import { dateOf, dayOf, mondayOf, monthName, shortDay, yearOf, type Day } from './days';
import { daysShown } from './lanes';

/// What the address says of the calendar, and the steps from there.
export const views = ['lanes', 'month', 'week', 'list'] as const;
export const daysListed = 28;
export type View = (typeof views)[number];
export const viewWord: Record<View, string> = { lanes: '90 days', month: 'Month', week: 'Week', list: 'List' };
export type Look = { view: View | undefined; from: Day | undefined; week: Day | undefined; artist: string };

const read = (text: string | null) => {
  const day = dayOf(text ?? '');
  return Number.isNaN(day) ? undefined : day;
};
export function lookOf(query: URLSearchParams): Look {
  const [from, week] = [read(query.get('from')), read(query.get('week'))];
  return {
    view: views.find((each) => each === query.get('view')),
    from,
    week: week === undefined ? undefined : mondayOf(week),
    artist: query.get('artist') ?? '',
  };
}

/// Where a view begins that is asked for this day.
export function beginOf(view: View, day: Day): Day {
  if (view === 'month') return dayOf(dateOf(day).slice(0, 8) + '01');
  return view === 'list' ? day : mondayOf(day);
}
/// The lanes go on by four weeks, so that most of what was seen stays in sight; the others by what they show.
export function stepFrom(view: View, begin: Day, by: 1 | -1): Day {
  if (view === 'lanes') return begin + by * 28;
  if (view === 'list') return begin + by * daysListed;
  if (view === 'week') return begin + by * 7;
  return beginOf('month', by > 0 ? begin + 31 : begin - 1);
}
/// "23 Nov to 21 Feb", "December 2026", "30 Nov to 6 Dec".
export function rangeWords(view: View, begin: Day): string {
  if (view === 'month') return `${monthName(begin)} ${yearOf(begin)}`;
  const last = begin + { lanes: daysShown, week: 7, list: daysListed }[view] - 1;
  return `${shortDay(begin)} to ${shortDay(last)}`;
}
