import { expect, it } from 'vitest';
import { during, songOf, trackDetails } from './details';

it('finds the song of a release, however it was ordered', () => {
  expect(songOf({ track: 'a' })).toBe('a');
  expect(songOf({ track: null, tracks: ['b', 'c'] })).toBe('b');
  expect([songOf(null), songOf('x'), songOf({})]).toEqual([undefined, undefined, undefined]);
});
it('reads details that are not there as nothing', () => {
  expect(trackDetails(null).timeline?.sections).toBeUndefined();
});
it('says what goes on: nothing before the first and after the last', () => {
  const lines = [
    { start: 1, end: 2 },
    { start: 2, end: 4 },
  ];
  expect([0.5, 1, 1.99, 2, 3.9, 4].map((at) => during(lines, at))).toEqual([-1, 0, 1, 1, 1, -1]);
});
