import { SvelteMap } from 'svelte/reactivity';
import { api, ask, Refusal } from './api';
import { dayOf } from './days';
import { live, type Change } from './live.svelte';
import { progressOf, type Item, type Plan, type Progress, type Sending } from './plan_items';
import { session } from './session.svelte';

/// What is known of an artist's plan. `isMissing`: the artist has none.
export type Known = { plan?: Plan; sendings: Map<string, Sending>; isMissing: boolean; problem?: Refusal };
const atOnce = 4;

/// The plans of the artists that are shown: read when they are wanted, and again when a change concerns them.
/// To be made where a component begins: it ends with it.
export class Plans {
  all = new SvelteMap<string, Known>();
  #waiting: string[] = [];
  #reading = new Map<string, number>();
  #running = 0;
  #turn = 0;
  #due = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    $effect(() => live.listen((change) => this.#hear(change)));
    let turn = session.turn;
    $effect(() => {
      if (session.turn !== turn) for (const id of [...this.all.keys()]) this.read(id);
      turn = session.turn;
    });
  }

  /// Reads those that are not known yet.
  want(ids: string[]) {
    for (const id of ids)
      if (!this.all.has(id) && !this.#reading.has(id) && !this.#waiting.includes(id)) this.#waiting.push(id);
    this.#next();
  }
  async read(id: string): Promise<Known> {
    const turn = ++this.#turn;
    this.#reading.set(id, turn);
    const known = await this.#ask(id);
    if (this.#reading.get(id) === turn) {
      this.#reading.delete(id);
      // What was read stays while the server is away.
      this.all.set(
        id,
        known.problem && this.all.get(id)?.plan ? { ...this.all.get(id)!, problem: known.problem } : known,
      );
    }
    return known;
  }
  /// An item of any plan that was read.
  find(id: string): { artist: string; plan: Plan; item: Item } | undefined {
    for (const [artist, { plan }] of this.all) {
      const item = plan?.items.find((each) => each.id === id);
      if (plan && item) return { artist, plan, item };
    }
    return undefined;
  }
  progress(artist: string, item: Item): Progress {
    return progressOf(item, this.all.get(artist)?.sendings.get(item.id));
  }
  /// Shown at once; the server's word follows. A release takes its campaign along only then.
  place(artist: string, id: string, date: string) {
    const known = this.all.get(artist);
    if (!known?.plan || Number.isNaN(dayOf(date))) return;
    const items = known.plan.items.map((each) => (each.id === id ? { ...each, date } : each));
    this.all.set(artist, { ...known, plan: { ...known.plan, items } });
  }

  #next() {
    while (this.#running < atOnce && this.#waiting.length) {
      const id = this.#waiting.shift()!;
      this.#running += 1;
      void this.read(id).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }
  async #ask(id: string): Promise<Known> {
    const [plan, posts] = await Promise.allSettled([
      ask(api.GET('/api/artists/{artist_id}/plan', { params: { path: { artist_id: id } } })),
      ask(api.GET('/api/posts', { params: { query: { artist_id: id, limit: 500 } } })),
    ]);
    const sendings = new Map<string, Sending>();
    if (posts.status === 'fulfilled')
      for (const each of posts.value.items) if (each.item && !sendings.has(each.item)) sendings.set(each.item, each);
    if (plan.status === 'fulfilled') return { plan: plan.value, sendings, isMissing: false };
    const problem = plan.reason instanceof Refusal ? plan.reason : new Refusal(0, String(plan.reason));
    return problem.status === 404 ? { sendings, isMissing: true } : { sendings, isMissing: false, problem };
  }

  #hear(change: Change) {
    if (change.type === 'reset') for (const id of this.all.keys()) this.#due.add(id);
    else if (/^(plan|post|artist)\./.test(change.type) && this.all.has(change.artist)) this.#due.add(change.artist);
    else return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const id of this.#due) void this.read(id);
      this.#due.clear();
    }, 250);
  }
}
