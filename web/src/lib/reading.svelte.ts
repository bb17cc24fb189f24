import { Refusal } from './api';
import { live, type Change } from './live.svelte';
import { session } from './session.svelte';

/// Something that a screen shows and the server has: read once, again after a sign-in, and again when a change concerns it.
/// What was read stays while it is read again, and when that fails.
export class Reading<T> {
  data = $state.raw<T>();
  problem = $state.raw<Refusal>();
  isBusy = $state(false);
  readAt = $state(0);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /// To be made where a component begins: it ends with it. `concerns` says which changes make it out of date.
  constructor(
    private fetch: () => Promise<T>,
    private concerns: (change: Change) => boolean = () => false,
  ) {
    $effect(() => {
      void session.turn;
      void this.read();
      const end = live.listen((change) => (change.type === 'reset' || this.concerns(change)) && this.#soon());
      return () => {
        end();
        clearTimeout(this.#timer);
        this.#turn += 1;
      };
    });
  }

  async read() {
    const turn = ++this.#turn;
    this.isBusy = true;
    try {
      const data = await this.fetch();
      if (turn !== this.#turn) return;
      this.data = data;
      this.problem = undefined;
      this.readAt = Date.now();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.problem = error instanceof Refusal ? error : new Refusal(0, String(error));
    } finally {
      if (turn === this.#turn) this.isBusy = false;
    }
  }

  /// Many changes at once are one reading.
  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.read(), 250);
  }
}
