/// What pre-flight found, as the page shows it.
type Found = { rule: string; asset: string };
export type CodeAt = { what: string; track: number };

/// One row for each rule, in the order in which they were found.
export function grouped<T extends Found>(findings: T[]): [string, T[]][] {
  const rules = new Map<string, T[]>();
  for (const each of findings) rules.set(each.rule, [...(rules.get(each.rule) ?? []), each]);
  return [...rules];
}

/// The code that a person could enter there: of a track from 1, of the release 0. Nothing of other fields.
export function codeOf(asset: string): CodeAt | undefined {
  const track = /^tracks\[(\d+)\]\.isrc$/.exec(asset);
  if (track) return { what: 'ISRC', track: Number(track[1]) + 1 };
  return asset === 'upc' ? { what: 'UPC or EAN', track: 0 } : undefined;
}
