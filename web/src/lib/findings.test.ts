import { expect, it } from 'vitest';
import { codeOf, grouped } from './findings';

it('makes one row of a rule, however often it was broken', () => {
  const all = [
    { rule: 'ID04', asset: 'upc' },
    { rule: 'MD15', asset: 'x' },
    { rule: 'ID04', asset: 'sender.dpid' },
  ];
  expect(grouped(all).map(([rule, each]) => [rule, each.length])).toEqual([
    ['ID04', 2],
    ['MD15', 1],
  ]);
});
it('knows which codes a person may enter', () => {
  expect(codeOf('tracks[2].isrc')).toEqual({ what: 'ISRC', track: 3 });
  expect(codeOf('upc')).toEqual({ what: 'UPC or EAN', track: 0 });
  expect(codeOf('sender.dpid')).toBeUndefined();
});
