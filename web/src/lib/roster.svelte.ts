import { api, ask, Refusal, type Shape } from './api';
import { live, type Change } from './live.svelte';

export type Glance = Shape['GlancePage']['items'][number];
const pageSize = 24;

/// The artists, newest first, as many as were asked for. Kept as long as the page is open, and kept up to date.
class Roster {
  all = $state.raw<Glance[]>([]);
  next = $state<string | null>(null);
  isRead = $state(false);
  isBusy = $state(false);
  problem = $state.raw<Refusal>();
  #due = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    live.listen((change) => this.#hear(change));
  }

  find(id: string) {
    return this.all.find((each) => each.id === id);
  }
  name(id: string) {
    return this.find(id)?.name ?? '';
  }

  async read() {
    await this.#add(undefined);
  }
  async more() {
    if (this.next && !this.isBusy) await this.#add(this.next);
  }

  /// One artist anew, or for the first time.
  async refresh(id: string) {
    try {
      const page = await ask(api.GET('/api/roster', { params: { query: { artist_id: id } } }));
      const made = page.items[0];
      if (!made) return;
      this.all = this.find(id)
        ? this.all.map((each) => (each.id === id ? made : each))
        : [made, ...this.all].sort((a, b) => (a.id < b.id ? 1 : -1));
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.all = this.all.filter((each) => each.id !== id);
    }
  }

  async #add(after: string | undefined) {
    this.isBusy = true;
    try {
      const page = await ask(api.GET('/api/roster', { params: { query: { limit: pageSize, after } } }));
      this.all = after ? [...this.all, ...page.items] : page.items;
      this.next = page.next ?? null;
      this.problem = undefined;
      this.isRead = true;
    } catch (error) {
      this.problem = error instanceof Refusal ? error : new Refusal(0, String(error));
    } finally {
      this.isBusy = false;
    }
  }

  #hear(change: Change) {
    if (change.type === 'reset') return void this.read();
    if (change.type === 'artist.removed') this.all = this.all.filter((each) => each.id !== change.subject);
    else if (change.artist && !change.type.startsWith('job.')) this.#due.add(change.artist);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#catchUp(), 300);
  }
  #catchUp() {
    const ids = [...this.#due];
    this.#due.clear();
    for (const id of ids) void this.refresh(id);
  }
}

export const roster = new Roster();
