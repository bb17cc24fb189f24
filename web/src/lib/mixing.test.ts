import { expect, it } from 'vitest';
import { isHeard } from './mixing';

const heard = (muted: number[], solo: number[]) =>
  [0, 1, 2].map((index) => isHeard(index, new Set(muted), new Set(solo)));

it('silences what is muted', () => expect(heard([1], [])).toEqual([true, false, true]));
it('silences all but solos, also a muted one that is solo', () =>
  expect(heard([1], [1])).toEqual([false, true, false]));
it('hears all when nothing is chosen', () => expect(heard([], [])).toEqual([true, true, true]));
