import { expect, it } from 'vitest';
import { bandOf } from './bands';

const near = (band: ReturnType<typeof bandOf>) => [band.at, band.from, band.to].map((each) => Number(each.toFixed(4)));

it('reaches a twentieth of the range, times the plasticity', () => {
  expect(near(bandOf({ value: 0, low: -1, high: 1, plasticity: 0.6 }))).toEqual([0.5, 0.47, 0.53]);
});
it('ends where the range ends', () => {
  expect(near(bandOf({ value: 0.98, low: -1, high: 1, plasticity: 1 }))).toEqual([0.99, 0.94, 1]);
});
it('is a point where nothing may move, or there is no range', () => {
  expect(near(bandOf({ value: 0, low: -1, high: 1, plasticity: 0 }))).toEqual([0.5, 0.5, 0.5]);
  expect(near(bandOf({ value: 3, low: 3, high: 3, plasticity: 1 }))).toEqual([0, 0, 0.05]);
});
