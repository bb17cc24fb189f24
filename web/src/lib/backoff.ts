/// How long to wait before the next try of a connection: 1, 2, 4 .. 30 s, a quarter more or less, so that many pages do not
/// come back at the same moment. `draw` gives 0..1.
export function backoff(tries: number, draw: number): number {
  const seconds = Math.min(30, 2 ** Math.max(0, tries));
  return Math.round(seconds * 1000 * (0.75 + draw * 0.5));
}
