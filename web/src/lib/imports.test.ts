import { expect, test } from 'vitest';
import { reportResult } from './imports';

const read = {
  file: 'may.csv',
  rows: 3,
  imported: 1,
  already_known: 2,
  replaced: 0,
  outdated: 0,
  accepted: true,
  quarantined: false,
  rejected: [],
  unmatched: [],
  doubtful: [],
  flagged: [],
};

test('what was new is told from what was known', () => {
  expect(reportResult(read).said).toEqual(['3 rows read', '1 new', '2 already known']);
});

test('a refused file keeps nothing, and its lines say why', () => {
  const refused = reportResult({
    ...read,
    accepted: false,
    rejected: [{ line: 4, column: 'streams', value: 'many', reason: 'expected a number' }],
  });
  expect(refused.said).toContain('nothing kept');
  expect(refused.refused).toEqual([{ line: 4, text: 'streams, “many”, expected a number' }]);
});
