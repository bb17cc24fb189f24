import { expect, test } from 'vitest';
import { changeText, placeOf, rangeText, reachOf, standingOf } from './evidence';

test('ranges are said with true minus signs', () => {
  expect(rangeText(1.6, 16.2)).toBe('+2 to +16 %');
  expect(rangeText(-3, 17)).toBe('−3 to +17 %');
  expect(rangeText(-19, -0.2)).toBe('−19 to 0 %');
});

test('a change whose range holds zero is no change to count on', () => {
  expect(changeText({ percent: 9, low: 2, high: 16 })).toEqual({
    text: 'Up 9 %,',
    range: 'likely 2 to 16 %',
    tone: 'ok',
  });
  expect(changeText({ percent: 1, low: -3, high: 4 })).toEqual({
    text: 'No clear change,',
    range: 'likely −3 to 4 %',
    tone: '',
  });
  expect(changeText({ percent: -9, low: -16, high: -2 })).toMatchObject({
    text: 'Down 9 %,',
    range: 'likely 2 to 16 %',
    tone: 'bad',
  });
  expect(changeText(undefined).text).toBe('Too early to compare');
});

test('no evidence, too early and not tried are three things', () => {
  const across = { effect: 1, low: 0.9, high: 1.1 };
  expect(standingOf({ ...across, tries: 0 })).toBe('untried');
  expect(standingOf({ ...across, tries: 3 })).toBe('leaning');
  expect(standingOf({ ...across, tries: 41 })).toBe('none');
  expect(standingOf({ effect: 1.2, low: 1.05, high: 1.3, tries: 3 })).toBe('helps');
  expect(standingOf({ effect: 0.8, low: 0.7, high: 0.95, tries: 3 })).toBe('hurts');
});

test('a bar stays on its line', () => {
  expect(reachOf([{ low: 0.85, high: 1.42 }])).toBe(50);
  expect(placeOf({ effect: 1, low: 0.5, high: 9 }, 50)).toEqual({ at: 0.5, from: 0, to: 1 });
});
