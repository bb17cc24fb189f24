import { api, ask, once, Refusal } from '../../lib/api';
import { dateOf, dayName, dayOf, todayIn, type Day } from '../../lib/days';
import { spokenStep, verdictsOf, pickedUp, stepOf, stepped, wayOut, type Verdicts } from '../../lib/moving';
import { followers, heldBy, isRelease, titleOf, type Item, type Plan } from '../../lib/plan_items';
import type { Plans } from '../../lib/plans.svelte';
import { session } from '../../lib/session.svelte';
import { toasts } from '../../lib/toasts.svelte';
import { plural } from '../../lib/words';

export type Held = { artist: string; item: Item; title: string; own: Day; at: Day; how: 'pointer' | 'keys' };
export type Blocked = {
  artist: string;
  item: Item;
  title: string;
  own: Day;
  wanted: Day;
  reason: string;
  way: Day | undefined;
  followers: number;
  verdicts: Verdicts;
  near?: { x: number; y: number };
};

/// What is picked up at the moment, where it may go, and what the server said of it. One for a screen.
export class Mover {
  held = $state.raw<Held>();
  verdicts = $state.raw<Verdicts>(new Map());
  blocked = $state.raw<Blocked>();
  said = $state(''); ///< for the live region
  isSending = $state(false);
  #turn = 0;

  constructor(private plans: Plans) {}

  /// What the lane shows as picked up: what is held, or what was just refused, until that is settled.
  get lifted(): { held: Held; verdicts: Verdicts } | undefined {
    if (this.held) return { held: this.held, verdicts: this.verdicts };
    const stopped = this.blocked;
    return stopped && { held: { ...stopped, at: stopped.wanted, how: 'pointer' }, verdicts: stopped.verdicts };
  }
  /// Why the item stays where it is, or nothing.
  stops(item: Item) {
    return session.missing('editor') || heldBy(item);
  }

  pick(artist: string, plan: Plan, item: Item, how: Held['how']) {
    const stop = this.stops(item);
    const title = titleOf(item, plan);
    if (stop) {
      this.said = `${title}. ${stop}`;
      return false;
    }
    const own = dayOf(item.date);
    this.blocked = undefined;
    this.verdicts = new Map();
    this.held = { artist, item, title, own, at: own, how };
    if (how === 'keys') this.said = pickedUp(title, own, todayIn(item.zone));
    void this.#judge(item.id);
    return true;
  }
  /// The days of an item as the server judges them.
  async judge(id: string): Promise<Verdicts> {
    const reply = await ask(api.GET('/api/plan-items/{item_id}/days', { params: { path: { item_id: id } } }));
    return verdictsOf(reply.days);
  }
  async #judge(id: string) {
    const turn = ++this.#turn;
    try {
      const verdicts = await this.judge(id);
      if (turn === this.#turn) this.verdicts = verdicts;
    } catch {
      // Without it the lane shows no verdicts; the drop is judged all the same.
    }
  }
  to(day: Day) {
    if (this.held && this.held.at !== day) this.held = { ...this.held, at: day };
  }
  back() {
    const held = this.held;
    this.#let();
    if (held) this.said = `${held.title} is back on ${dayName(held.own, todayIn(held.item.zone))}.`;
  }
  #let() {
    this.#turn += 1;
    this.held = undefined;
    this.verdicts = new Map();
  }

  /// Whether the key was for what is held.
  key(event: KeyboardEvent): boolean {
    const held = this.held;
    if (!held || held.how !== 'keys') return false;
    if (event.key === 'Escape') this.back();
    else if (event.key === 'Enter' || event.key === 'l') void this.drop();
    else if (stepOf(event.key)) {
      this.to(stepped(held.at, stepOf(event.key), this.verdicts));
      this.said = spokenStep(this.held!.at, held.own, this.verdicts, todayIn(held.item.zone));
    } else return false;
    return true;
  }
  async drop(near?: Blocked['near']) {
    const held = this.held;
    const verdicts = this.verdicts;
    if (!held) return;
    this.#let();
    if (held.at === held.own) {
      this.said = `${held.title} stays on ${dayName(held.own, todayIn(held.item.zone))}.`;
      return;
    }
    await this.send(held.artist, held.item, held.title, held.at, { near, verdicts });
  }

  /// Asks the server for the move: its word decides.
  async send(
    artist: string,
    item: Item,
    title: string,
    to: Day,
    more: { near?: Blocked['near']; verdicts?: Verdicts; isUndo?: boolean } = {},
  ) {
    const own = dayOf(item.date);
    const now = todayIn(item.zone);
    const before = this.plans.all.get(artist)?.plan;
    this.blocked = undefined;
    this.isSending = true;
    this.plans.place(artist, item.id, dateOf(to));
    try {
      const moved = await ask(
        api.POST('/api/plan-items/{item_id}/move', {
          params: { path: { item_id: item.id } },
          body: { date: dateOf(to) },
          ...once(),
        }),
      );
      const after = (await this.plans.read(artist)).plan;
      const lost = before && after ? skipped(after) - skipped(before) : 0;
      const along = after && isRelease(item) ? followers(item, after) : 0;
      const words = `${title} ${more.isUndo ? 'is back on' : 'moved to'} ${dayName(to, now)}.${
        along ? ` ${plural(along, 'item')} moved along.` : ''
      }${lost > 0 ? ` ${plural(lost, 'item')} fell outside the plan: skipped.` : ''}`;
      toasts.say(
        words,
        more.isUndo ? undefined : { label: 'Undo', run: () => this.send(artist, moved, title, own, { isUndo: true }) },
      );
    } catch (error) {
      this.plans.place(artist, item.id, item.date);
      void this.plans.read(artist);
      const refusal = error instanceof Refusal ? error : new Refusal(0, String(error));
      if (refusal.isAway || [401, 403, 404].includes(refusal.status)) toasts.fail(refusal.message);
      else await this.#stopped(artist, item, title, to, refusal.message, more);
    } finally {
      this.isSending = false;
    }
  }
  async #stopped(
    artist: string,
    item: Item,
    title: string,
    wanted: Day,
    reason: string,
    more: { near?: Blocked['near']; verdicts?: Verdicts },
  ) {
    const verdicts = more.verdicts?.size ? more.verdicts : await this.judge(item.id).catch(() => new Map() as Verdicts);
    const plan = this.plans.all.get(artist)?.plan;
    const own = dayOf(item.date);
    this.blocked = {
      artist,
      item,
      title,
      own,
      wanted,
      reason,
      way: wayOut(verdicts, wanted, own),
      followers: plan ? followers(item, plan) : 0,
      verdicts,
      near: more.near,
    };
  }

  async lock(artist: string, item: Item, title: string) {
    const to = item.locked ? 'unlock' : 'lock';
    try {
      await ask(
        api.POST(to === 'lock' ? '/api/plan-items/{item_id}/lock' : '/api/plan-items/{item_id}/unlock', {
          params: { path: { item_id: item.id } },
          ...once(),
        }),
      );
      const words = to === 'lock' ? `${title} is locked. Nothing moves it.` : `${title} may be moved again.`;
      toasts.say(words);
      await this.plans.read(artist);
    } catch (error) {
      toasts.fail(error instanceof Refusal ? error.message : String(error));
    }
  }
}

const skipped = (plan: Plan) => plan.items.filter((each) => each.state === 'skipped').length;
