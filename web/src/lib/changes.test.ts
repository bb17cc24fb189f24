import { expect, it } from 'vitest';
import { changeName, fieldName, valueText } from './changes';

it('names a field as a person would', () => {
  expect(
    ['style.production.space.value', 'core.values[1]', 'positioning.tagline', 'style.genres[0].weight'].map(fieldName),
  ).toEqual(['Space', 'Values 2', 'Tagline', 'Genres 1']);
});
it('says where one number went', () => {
  expect(
    changeName({ kind: 'evolved', diff: [{ path: 'style.production.brightness.value', before: 0.1, after: 0.13 }] }),
  ).toBe('Brightness up to 0.13');
});
it('calls a change of state by the state', () => {
  expect(changeName({ kind: 'state_changed', diff: [{ path: 'state', before: 'active', after: 'paused' }] })).toBe(
    'Paused',
  );
});
it('lists what an edit touched, and no more than two', () => {
  const diff = ['a.one', 'a.two', 'a.three'].map((path) => ({ path, before: 'x', after: 'y' }));
  expect(changeName({ kind: 'edited', diff })).toBe('Edited: one, two and 1 more');
  expect(changeName({ kind: 'created', diff: [] })).toBe('Created');
});
it('tells values apart from nothing', () => {
  expect([null, 0.5, 3, 'x', [], [{ name: 'pad' }, { name: 'bass' }]].map(valueText)).toEqual([
    'nothing',
    '0.5',
    '3',
    '“x”',
    'none',
    'pad, bass',
  ]);
});
