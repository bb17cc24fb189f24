import { spoken } from './words';

/// Effects and verdicts in words. A range is always said with its doubt.
const whole = (value: number, digits = 0) => (Number(value.toFixed(digits)) || 0).toFixed(digits).replace('-', '−');

/// Ends that would both be said as 0 get a digit more.
const digitsOf = (low: number, high: number) => (Math.abs(low) < 1 && Math.abs(high) < 1 ? 1 : 0);

/// "+2 to +16 %", "−3 to +17 %".
export function rangeText(low: number, high: number): string {
  const sign = (value: number) => (Math.round(value) > 0 ? '+' : '') + whole(value);
  return `${sign(low)} to ${sign(high)} %`;
}

export type Said = { text: string; range: string; tone: '' | 'ok' | 'bad' };
/// "Up 9 %" and "likely 2 to 16 %"; a range over zero is no change that one could count on. `isGood`: more is better.
export function changeText(change: { percent: number; low: number; high: number } | undefined, isGood = true): Said {
  if (!change) return { text: 'Too early to compare', range: '', tone: '' };
  const { percent, low, high } = change;
  if (low <= 0 && high >= 0)
    return {
      text: 'No clear change,',
      range: `likely ${whole(low, digitsOf(low, high))} to ${whole(high, digitsOf(low, high))} %`,
      tone: '',
    };
  const [least, most] = low > 0 ? [low, high] : [-high, -low];
  const isUp = low > 0;
  return {
    text: `${isUp ? 'Up' : 'Down'} ${whole(Math.abs(percent))} %,`,
    range: `likely ${whole(least)} to ${whole(most)} %`,
    tone: isUp === isGood ? 'ok' : 'bad',
  };
}

/// How sure an effect is: what its bar looks like, and its word.
export type Standing = 'helps' | 'hurts' | 'leaning' | 'none' | 'untried';
const enough = 8; ///< tries after which a range over zero is an answer
export type Effect = { effect: number; low: number; high: number; tries: number };

/// `effect`, `low`, `high`: times the odds.
export function standingOf({ low, high, tries }: Effect): Standing {
  if (tries === 0) return 'untried';
  if (low > 1) return 'helps';
  if (high < 1) return 'hurts';
  return tries < enough ? 'leaning' : 'none';
}
export const standingText: Record<Standing, [string, string]> = {
  helps: ['Helps', 'ok'],
  hurts: ['Hurts', 'bad'],
  leaning: ['Too early', ''],
  none: ['No evidence', ''],
  untried: ['Not tried', ''],
};

export type Ruling = 'kept' | 'no_verdict_yet' | 'harmful' | 'taken_back';
export const rulingText: Record<Ruling, [string, string]> = {
  kept: ['Kept', 'ok'],
  no_verdict_yet: ['Too early', ''],
  harmful: ['Did harm', 'bad'],
  taken_back: ['Taken back', 'bad'],
};

export const percentOf = (times: number) => (times - 1) * 100;

/// Where an effect stands on a line from -reach to +reach percent, all 0..1.
export function placeOf(effect: { effect: number; low: number; high: number }, reach: number) {
  const share = (times: number) => Math.min(1, Math.max(0, 0.5 + percentOf(times) / reach / 2));
  return { at: share(effect.effect), from: share(effect.low), to: share(effect.high) };
}
/// A reach that holds most of them without making the small ones invisible.
export function reachOf(effects: { low: number; high: number }[]): number {
  const most = Math.max(10, ...effects.flatMap((each) => [percentOf(each.high), -percentOf(each.low)]));
  return Math.min(100, Math.ceil(most / 10) * 10);
}

const factorNames: Record<string, string> = {
  tempo_third: 'Tempo',
  lyric_theme: 'Theme of the words',
  visual_family: 'Look',
};
const levelNames: Record<string, string> = {
  lower: 'the slower third',
  middle: 'the middle third',
  upper: 'the faster third',
};
export const factorName = (factor: string) => factorNames[factor] ?? spoken(factor);
export const levelName = (factor: string, level: string) =>
  factor === 'tempo_third' ? (levelNames[level] ?? level) : spoken(level).toLowerCase();

/// Experiments in words.
export const trialText: Record<string, [string, string]> = {
  running: ['Running', 'info'],
  promoted: ['Made the way', 'ok'],
  stopped: ['Stopped', ''],
  undecided: ['No difference found', ''],
  rolled_back: ['Rolled back', 'bad'],
};
export const measureText: Record<string, string> = {
  approved_unedited: 'approved without an edit',
  review_rounds: 'rounds of review',
  cost: 'cost',
  saves: 'saves',
};
