/// An artist's own colour on their pages, made of the palette under the contrast rules: text on it, and it on every
/// ground, at 4.5:1 or better.
export type Theme = 'dark' | 'light';
export type Tint = { artist: string; tint: string; line: string; on: string };
type Triple = [number, number, number];

const grounds: Record<Theme, string[]> = { dark: ['#0e0e10', '#161618'], light: ['#f8f8f6', '#ffffff'] };
const wanted = {
  dark: { l: 0.74, mostChroma: 0.15, tintL: 0.2, tintChroma: 0.03, lineL: 0.32, lineChroma: 0.05, step: 0.01 },
  light: { l: 0.42, mostChroma: 0.15, tintL: 0.96, tintChroma: 0.015, lineL: 0.88, lineChroma: 0.03, step: -0.01 },
};
const leastChroma = 0.04;
export const leastContrast = 4.5;

const toLight = (s: number) => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4);
const toByte = (light: number) => {
  const s = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, s)) * 255);
};
const lightOf = (hex: string): Triple =>
  [1, 3, 5].map((at) => toLight(parseInt(hex.slice(at, at + 2), 16) / 255)) as Triple;

/// Lightness, chroma and hue in OKLCH (Ottosson 2020).
export function oklch(hex: string): Triple {
  const [r, g, b] = lightOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(a, bb), Math.atan2(bb, a)];
}

function linear([l, c, h]: Triple): Triple {
  const a = c * Math.cos(h),
    b = c * Math.sin(h);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/// As a hex colour; chroma gives way until the colour is one that sRGB has.
function hexOf([l, c, h]: Triple): string {
  let rgb = linear([l, c, h]);
  for (let chroma = c; chroma > 0 && rgb.some((each) => each < -0.0005 || each > 1.0005); chroma -= 0.004)
    rgb = linear([l, chroma, h]);
  return '#' + rgb.map((each) => toByte(each).toString(16).padStart(2, '0')).join('');
}

export function contrast(one: string, other: string): number {
  const [a, b] = [one, other].map((hex) => {
    const [r, g, bl] = lightOf(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl + 0.05;
  }) as [number, number];
  return Math.max(a, b) / Math.min(a, b);
}

/// Nothing for a palette without a colour to speak of: the page stays ink on paper.
export function tintOf(palette: string[], theme: Theme): Tint | undefined {
  const strongest = palette
    .filter((hex) => /^#[0-9a-f]{6}$/i.test(hex))
    .map(oklch)
    .sort((a, b) => b[1] - a[1])[0];
  if (!strongest || strongest[1] < leastChroma) return undefined;
  const rule = wanted[theme];
  const [, chroma, hue] = strongest;
  const tint = hexOf([rule.tintL, Math.min(chroma, rule.tintChroma), hue]);
  const on = theme === 'light' ? '#ffffff' : hexOf([0.18, Math.min(chroma, 0.03), hue]);
  const reads = (hex: string) =>
    [...grounds[theme], tint, on].every((ground) => contrast(hex, ground) >= leastContrast);
  let l = rule.l;
  let artist = hexOf([l, Math.min(chroma, rule.mostChroma), hue]);
  while (!reads(artist) && l > 0.1 && l < 0.98)
    artist = hexOf([(l += rule.step), Math.min(chroma, rule.mostChroma), hue]);
  return { artist, tint, line: hexOf([rule.lineL, Math.min(chroma, rule.lineChroma), hue]), on };
}
