import { spoken } from './words';

/// Versions of an artist in words.
type Version = { kind: string; diff: { path: string; before?: unknown; after?: unknown }[] };

const plain: Record<string, string> = {
  created: 'Created',
  locked: 'Core locked',
  recast: 'Recast',
  undone: 'Undone',
  state_changed: 'State changed',
  edited: 'Edited',
  evolved: 'Grew',
};

/// "style.production.space.value" as "Space"; "core.values[1]" as "Values 2".
export function fieldName(path: string): string {
  const parts = path.replace(/\.value$|\.weight$/, '').split('.');
  const last = parts.at(-1) ?? path;
  const entry = /^(.*)\[(\d+)\]$/.exec(last);
  return entry ? `${spoken(entry[1]!)} ${Number(entry[2]) + 1}` : spoken(last);
}

export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/0+$/, '');
  if (typeof value === 'string') return value.length > 80 ? `“${value.slice(0, 79)}…”` : `“${value}”`;
  if (Array.isArray(value))
    return value.length === 0
      ? 'none'
      : value
          .map((each) => (typeof each === 'object' && each && 'name' in each ? String(each.name) : valueText(each)))
          .join(', ');
  return JSON.stringify(value);
}

/// What a person would call the change: the direction of the one number that moved, or the kind and its fields.
export function changeName(version: Version): string {
  const [only] = version.diff;
  if (version.diff.length === 1 && only && typeof only.before === 'number' && typeof only.after === 'number')
    return `${fieldName(only.path)} ${only.after > only.before ? 'up' : 'down'} to ${valueText(only.after)}`;
  if (version.kind === 'state_changed' && typeof only?.after === 'string') return spoken(only.after);
  const kind = plain[version.kind] ?? spoken(version.kind);
  if (version.kind === 'created' || version.kind === 'locked' || !only) return kind;
  const names = [...new Set(version.diff.map((each) => fieldName(each.path).toLowerCase()))];
  return `${kind}: ${names.slice(0, 2).join(', ')}${names.length > 2 ? ` and ${names.length - 2} more` : ''}`;
}
