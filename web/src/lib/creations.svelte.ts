import { api, ask, once, type Shape } from './api';
import { isOver, madeBy, stepsOf, type Job } from './creation';
import { live } from './live.svelte';

/// A debut on its way: who it is, as soon as that is known, and how far.
export class Creation {
  jobs = $state.raw<Job[]>([]);
  artist = $state.raw<Shape['Artist']>();
  cover = $state('');
  isHidden = $state(false);
  began = Date.now();

  constructor(
    readonly group: string,
    readonly prompt: string,
  ) {}

  get steps() {
    return stepsOf(this.jobs);
  }
  get isOver() {
    return this.jobs.length > 0 && this.jobs.every(isOver);
  }
  get isDone() {
    return this.jobs.length > 0 && this.jobs.every((job) => job.state === 'done');
  }
  get failed() {
    return this.jobs.find((job) => (job.state === 'failed' || job.state === 'cancelled') && !job.because_of);
  }
  get release() {
    const job = this.jobs.find((each) => each.kind === 'release.make');
    return job && madeBy(job).content;
  }
}

/// The debuts that somebody waits for: begun here, or found in the queue after a reload.
class Creations {
  all = $state.raw<Creation[]>([]);
  #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor() {
    live.listen((change) => {
      const group = change.data['group'];
      if (change.type === 'reset') for (const each of this.all) this.#soon(each);
      if (change.type === 'job.changed' && typeof group === 'string' && group.startsWith('debut/')) this.#hear(group);
    });
  }

  async begin(prompt: string) {
    const begun = await ask(api.POST('/api/debuts', { body: { prompt, is_new: true }, ...once() }));
    const job = await ask(api.GET('/api/jobs/{job_id}', { params: { path: { job_id: begun.job_id } } }));
    return this.#watch(job.group, prompt);
  }

  /// Those that are under way.
  async find() {
    const pages = await Promise.all(
      (['running', 'ready', 'waiting'] as const).map((state) =>
        ask(api.GET('/api/jobs', { params: { query: { state, limit: 100 } } })),
      ),
    );
    for (const job of pages.flatMap((page) => page.items))
      if (job.group.startsWith('debut/')) await this.#watch(job.group, '');
  }

  async cancel(creation: Creation) {
    for (const job of creation.jobs.filter((each) => !isOver(each)))
      await ask(api.POST('/api/jobs/{job_id}/cancel', { params: { path: { job_id: job.id } } })).catch(() => undefined);
    await this.read(creation);
  }
  async again(creation: Creation) {
    for (const job of creation.jobs.filter(
      (each) => (each.state === 'failed' || each.state === 'cancelled') && !each.because_of,
    ))
      await ask(api.POST('/api/jobs/{job_id}/retry', { params: { path: { job_id: job.id } } }));
    await this.read(creation);
  }
  forget(creation: Creation) {
    this.all = this.all.filter((each) => each !== creation);
  }

  async read(creation: Creation) {
    const page = await ask(api.GET('/api/jobs', { params: { query: { group: creation.group, limit: 100 } } }));
    creation.jobs = page.items;
    const first = creation.jobs.find((job) => job.kind === 'artist.create');
    if (first?.created) creation.began = Date.parse(first.created);
    const artist = first?.state === 'done' && !creation.artist ? madeBy(first).artist : undefined;
    if (artist)
      creation.artist = await ask(
        api.GET('/api/artists/{artist_id}', { params: { path: { artist_id: artist } } }),
      ).catch(() => undefined);
    const cover = creation.jobs.find((job) => job.kind === 'cover.make');
    if (cover?.state === 'done' && !creation.cover) creation.cover = madeBy(cover).content ?? '';
  }

  async #watch(group: string, prompt: string) {
    let creation = this.all.find((each) => each.group === group);
    if (!creation) {
      creation = new Creation(group, prompt);
      this.all = [creation, ...this.all];
    }
    await this.read(creation);
    return creation;
  }
  #hear(group: string) {
    const known = this.all.find((each) => each.group === group);
    if (known) this.#soon(known);
    else void this.#watch(group, '').catch(() => undefined);
  }
  /// At most four readings a second, however fast the progress is told.
  #soon(creation: Creation) {
    if (this.#timers.has(creation.group)) return;
    this.#timers.set(
      creation.group,
      setTimeout(() => {
        this.#timers.delete(creation.group);
        void this.read(creation).catch(() => undefined);
      }, 250),
    );
  }
}

export const creations = new Creations();
