import { describe, expect, it } from 'vitest';
import { contrast, leastContrast, tintOf, type Theme } from './tint';

/// A small generator with a seed, so that the same palettes are tried every time (mulberry32).
function numbers(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const next = numbers(7);
const colour = () =>
  '#' +
  Math.floor(next() * 0xffffff)
    .toString(16)
    .padStart(6, '0');
const grounds: Record<Theme, string[]> = { dark: ['#0e0e10', '#161618'], light: ['#f8f8f6', '#ffffff'] };

describe('tintOf', () => {
  for (const theme of ['dark', 'light'] as Theme[])
    it(`reads on every ground of the ${theme} theme, for 500 palettes`, () => {
      for (let i = 0; i < 500; ++i) {
        const made = tintOf([colour(), colour(), colour(), colour(), colour()], theme);
        if (!made) continue;
        for (const ground of [...grounds[theme], made.tint, made.on])
          expect(contrast(made.artist, ground), `${made.artist} on ${ground}`).toBeGreaterThanOrEqual(leastContrast);
      }
    });
  it('leaves a grey palette without a tint', () => {
    expect(tintOf(['#111111', '#777777', '#eeeeee'], 'dark')).toBeUndefined();
    expect(tintOf([], 'light')).toBeUndefined();
  });
  it('keeps the hue of the strongest colour', () => {
    const made = tintOf(['#070816', '#d97588', '#c8becc'], 'dark')!;
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(made.artist.slice(at, at + 2), 16)) as [number, number, number];
    expect(r).toBeGreaterThan(g);
    expect(r).toBeGreaterThan(b);
  });
});

describe('contrast', () => {
  it('is 21 between black and white, whichever comes first', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
  });
});
