import { describe, expect, it } from 'vitest';
import { madeBy, stepsOf, type Job } from './creation';

const job = (kind: string, state: Job['state'], more: Partial<Job> = {}) =>
  ({ kind, state, progress: 0, ...more }) as Job;

describe('stepsOf', () => {
  it('is done when all jobs of a step are', () => {
    const steps = stepsOf([
      job('artist.create', 'done'),
      job('words.write', 'done'),
      job('plan.create', 'running', { progress: 0.5 }),
    ]);
    expect(steps.map((step) => step.state)).toEqual(['done', 'running', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(steps[1]!.progress).toBe(0.75);
  });
  it('says why a step failed, by the job that failed of itself', () => {
    const cause = job('teaser.make', 'failed', {
      error: { code: 'unavailable', message: 'ffmpeg is not installed' } as Job['error'],
    });
    const step = stepsOf([job('canvas.make', 'failed', { because_of: 'x' }), cause])[4]!;
    expect([step.state, step.why]).toEqual(['failed', 'ffmpeg is not installed']);
  });
  it('takes from the first beginning to the last end', () => {
    const step = stepsOf([
      job('cover.make', 'done', { started: '2026-11-24T10:00:00.000Z', finished: '2026-11-24T10:00:01.000Z' }),
      job('kit.make', 'done', { started: '2026-11-24T10:00:00.500Z', finished: '2026-11-24T10:00:02.500Z' }),
    ])[2]!;
    expect(step.took).toBe(2500);
  });
});

it('finds the artist and the content in what a job was given', () => {
  expect(madeBy(job('artist.create', 'ready', { input: { id: 'a' } as Job['input'] }))).toEqual({
    artist: 'a',
    content: undefined,
  });
  expect(madeBy(job('cover.make', 'ready', { input: { artist: 'a', content: 'c' } as Job['input'] }))).toEqual({
    artist: 'a',
    content: 'c',
  });
});
