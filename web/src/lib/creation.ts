import type { Shape } from './api';

/// The steps of a debut as a person names them, and the jobs that each is made of.
export type Job = Shape['JobPage']['items'][number];
export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
export type Step = { name: string; state: StepState; progress: number; took: number; why: string; jobs: Job[] };

const steps: [string, string[]][] = [
  ['Persona', ['artist.create']],
  ['Words and 90-day plan', ['words.write', 'plan.create']],
  ['Cover art and kit', ['cover.make', 'kit.make']],
  ['First track', ['track.make']],
  ['Teasers', ['teaser.make', 'canvas.make']],
  ['Posts, checks, package', ['posts.write', 'release.make']],
];

function stateOf(jobs: Job[]): StepState {
  const has = (state: Job['state']) => jobs.some((job) => job.state === state);
  if (has('failed')) return 'failed';
  if (has('cancelled')) return 'cancelled';
  if (jobs.length > 0 && jobs.every((job) => job.state === 'done')) return 'done';
  return has('running') || (has('done') && jobs.length > 1) ? 'running' : 'waiting';
}

/// Milliseconds from the first beginning to the last end.
function tookOf(jobs: Job[]): number {
  const times = (which: 'started' | 'finished') =>
    jobs
      .map((job) => job[which])
      .filter((time): time is string => !!time)
      .map((time) => Date.parse(time));
  const began = times('started'),
    ended = times('finished');
  return began.length && ended.length ? Math.max(0, Math.max(...ended) - Math.min(...began)) : 0;
}

export function stepsOf(jobs: Job[]): Step[] {
  return steps.map(([name, kinds]) => {
    const own = jobs.filter((job) => kinds.includes(job.kind));
    const progress = own.length
      ? own.reduce((sum, job) => sum + (job.state === 'done' ? 1 : job.progress), 0) / own.length
      : 0;
    const failed =
      own.find((job) => job.state === 'failed' && !job.because_of) ?? own.find((job) => job.state === 'failed');
    return { name, state: stateOf(own), progress, took: tookOf(own), why: failed?.error?.message ?? '', jobs: own };
  });
}

/// What a job is called on the page.
const names: Record<string, string> = {
  'artist.create': 'Persona',
  'words.write': 'Words',
  'plan.create': '90-day plan',
  'track.make': 'Track',
  'track.redo': 'Section made anew',
  'cover.make': 'Cover art',
  'kit.make': 'Identity kit',
  'teaser.make': 'Teaser',
  'canvas.make': 'Canvas',
  'posts.write': 'Posts',
  'release.make': 'Checks and package',
  'release.pack': 'Package',
};
export const jobName = (kind: string) =>
  names[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('.', ', ');

export const isOver = (job: Job) => job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';

/// What of a job's input names the artist and the content it makes.
export function madeBy(job: Job): { artist?: string; content?: string } {
  const input = (job.input ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    artist: text(input['artist']) ?? (job.kind === 'artist.create' ? text(input['id']) : undefined),
    content: text(input['content']) ?? text(input['release']),
  };
}
