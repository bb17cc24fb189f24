import { plural } from './words';

/// Files that are taken in: all of it, or nothing, or the good rows when one says so.
export type Kind = 'report' | 'comments' | 'trends';
export const kinds: [Kind, string, string][] = [
  ['report', 'A report or statement', 'What a store or platform counted: CSV, or a DDEX sales report.'],
  ['comments', 'Listeners’ comments', 'Read by word lists for how they feel. Their words are not kept.'],
  ['trends', 'Trends', 'Readings of genres, moods and the like, as CSV.'],
];
export type Line = { line: number; text: string };
export type Result = {
  file: string;
  accepted: boolean;
  said: string[];
  refused: Line[];
  noted: Line[];
};

type Rejected = { line: number; column?: string; field?: string; value?: string; reason: string };
export const refusedLine = ({ line, column, field, value, reason }: Rejected): Line => ({
  line,
  text: [column ?? field, value ? `“${value}”` : '', reason].filter(Boolean).join(', '),
});
type Noted = { line: number; track: string; reason: string };
export const notedLine = ({ line, reason }: Noted): Line => ({ line, text: reason });

export const some = (count: number, text: string) => (count ? [text] : []);

type Report = {
  file: string;
  rows: number;
  imported: number;
  already_known: number;
  replaced: number;
  outdated: number;
  accepted: boolean;
  quarantined: boolean;
  rejected: Rejected[];
  unmatched: Noted[];
  doubtful: Noted[];
  flagged: Noted[];
};
export function reportResult(given: Report): Result {
  return {
    file: given.file,
    accepted: given.accepted,
    said: [
      `${plural(given.rows, 'row')} read`,
      ...(given.accepted ? [`${given.imported.toLocaleString('en')} new`] : ['nothing kept']),
      ...some(given.already_known, `${given.already_known.toLocaleString('en')} already known`),
      ...some(given.replaced, `${given.replaced.toLocaleString('en')} replaced`),
      ...some(given.outdated, `${given.outdated.toLocaleString('en')} older than what is known`),
      ...some(given.flagged.length, `${plural(given.flagged.length, 'row')} left out as made by machines`),
      ...some(given.unmatched.length, `${plural(given.unmatched.length, 'row')} wait for their track`),
      ...(given.quarantined ? ['held back: its totals do not agree with its rows'] : []),
    ],
    refused: given.rejected.map(refusedLine),
    noted: [...given.unmatched, ...given.doubtful, ...given.flagged].map(notedLine),
  };
}
