export type Toast = { id: number; text: string; isBad: boolean; act?: { label: string; run: () => unknown } };
const shownFor = 6000;

/// What was done just now, with a way back where there is one.
class Toasts {
  all = $state<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  say(text: string, act?: Toast['act']) {
    this.#add({ id: this.#next++, text, isBad: false, act });
  }
  fail(text: string, act?: Toast['act']) {
    this.#add({ id: this.#next++, text, isBad: true, act });
  }
  /// While it is pointed at or holds the focus.
  hold(id: number) {
    clearTimeout(this.#timers.get(id));
  }
  release(id: number) {
    this.#timers.set(
      id,
      setTimeout(() => this.close(id), shownFor),
    );
  }
  close(id: number) {
    this.all = this.all.filter((each) => each.id !== id);
  }
  #add(toast: Toast) {
    this.all = [...this.all.slice(-2), toast];
    this.release(toast.id);
  }
}

export const toasts = new Toasts();
