/// What contents say of themselves: `details` of the API is any JSON; this is what the page reads of it, and absent fields
/// are absent, not wrong.
export type Section = { name: string; start: number; end: number };
export type Line = { start: number; end: number; text: string };
export type Take = { content: string; number: number; reason: string; marks: { total: number } };
export type TrackDetails = {
  takes?: Take[];
  analysis?: { seconds?: number; lufs?: number; true_peak_dbtp?: number };
  timeline?: { length?: number; tempo?: number; sections?: Section[]; lyrics?: Line[] };
  key?: string;
  peaks?: number[];
};
export type ReleaseDetails = {
  release?: {
    title?: string;
    artist?: string;
    kind?: string;
    release_date?: string;
    genre?: string;
    label?: string;
    tracks?: { title: string; file: string; seconds?: number }[];
  };
};
export type ReleaseBrief = {
  track?: string | null;
  cover?: string | null;
  order?: { tracks?: string[] };
  tracks?: string[];
};

const object = (value: unknown) => (value && typeof value === 'object' ? value : {}) as Record<string, unknown>;
export const trackDetails = (details: unknown) => object(details) as TrackDetails;
export const releaseDetails = (details: unknown) => object(details) as ReleaseDetails;

/// Id of the song of a release: of its first where it has several.
export function songOf(brief: unknown): string | undefined {
  const read = object(brief) as ReleaseBrief;
  return read.track ?? read.tracks?.[0] ?? read.order?.tracks?.[0] ?? undefined;
}

/// What goes on at that second, or nothing.
export function during<T extends { start: number; end: number }>(all: T[], at: number): number {
  return all.findLastIndex((each) => at >= each.start - 0.02 && at < each.end);
}
