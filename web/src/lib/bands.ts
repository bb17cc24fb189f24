/// How far one change of evolution may move a trait: this share of its range, times its plasticity (evolution::Limits).
export const traitStep = 0.05;

export type Trait = { value: number; low: number; high: number; plasticity: number };
export type Band = { at: number; from: number; to: number };

/// Where the value stands in its range, and the piece of the range that one change may reach, all 0..1.
export function bandOf(trait: Trait): Band {
  const range = trait.high - trait.low || 1;
  const share = (value: number) => Math.min(1, Math.max(0, (value - trait.low) / range));
  const reach = traitStep * range * trait.plasticity;
  return { at: share(trait.value), from: share(trait.value - reach), to: share(trait.value + reach) };
}
