/// Whether a stem sounds among others: muted ones are silent, and beside a solo every other one is.
export function isHeard(index: number, muted: ReadonlySet<number>, solo: ReadonlySet<number>): boolean {
  return solo.size > 0 ? solo.has(index) : !muted.has(index);
}
