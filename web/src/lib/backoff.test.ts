import { expect, it } from 'vitest';
import { backoff } from './backoff';

it('doubles up to half a minute, a quarter more or less', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map((tries) => backoff(tries, 0.5))).toEqual([
    1000, 2000, 4000, 8000, 16000, 30000, 30000,
  ]);
  expect(backoff(0, 0)).toBe(750);
  expect(backoff(0, 1)).toBe(1250);
});
