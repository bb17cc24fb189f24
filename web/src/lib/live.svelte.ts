import { backoff } from './backoff';
import { session } from './session.svelte';

/// A change as the server tells it; what it does not tell is asked for.
export type Change = {
  number: number;
  at: string;
  type: string;
  artist: string;
  subject: string;
  data: Record<string, unknown>;
};

const types = [
  'artist.created',
  'artist.changed',
  'artist.removed',
  'content.created',
  'content.changed',
  'content.removed',
  'plan.changed',
  'post.changed',
  'job.changed',
  'report.imported',
  'trial.changed',
];
const patience = 5000;

/// One stream of changes for the whole page. `reset` means that some were missed: read again what is shown.
class Live {
  isOpen = $state(false);
  isPaused = $state(false); ///< closed for longer than a moment
  lastAt = $state(0); ///< of the last change, in milliseconds
  nextTryAt = $state(0);
  #source: EventSource | undefined;
  #last = '';
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #heard = new Set<(change: Change) => void>();

  constructor() {
    addEventListener('online', () => this.now());
  }

  /// Calls `act` for changes until the function it gives is called.
  listen(act: (change: Change) => void): () => void {
    this.#heard.add(act);
    return () => this.#heard.delete(act);
  }

  open() {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventSource('/api/events' + (this.#last ? `?after=${this.#last}` : ''));
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#lost(source);
    for (const type of types) source.addEventListener(type, (event) => this.#tell(event));
    source.addEventListener('reset', () => this.#missed());
  }
  now() {
    this.#tries = 0;
    this.open();
  }

  #opened() {
    const wasPaused = this.isPaused;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#tries = 0;
    this.isOpen = true;
    this.isPaused = false;
    if (wasPaused) this.#missed();
  }
  #lost(source: EventSource) {
    source.close();
    if (source !== this.#source) return;
    this.isOpen = false;
    this.#pause ??= setTimeout(() => (this.isPaused = true), patience);
    if (session.isLocked) return;
    // A stream does not say why it was refused: perhaps the key is no longer good.
    if (this.#tries > 0)
      void fetch('/api/me').then(
        (reply) => {
          if (reply.status === 401) session.isLocked = true;
        },
        () => undefined,
      );
    const wait = backoff(this.#tries++, Math.random());
    this.nextTryAt = Date.now() + wait;
    this.#timer = setTimeout(() => this.open(), wait);
  }
  #tell(event: MessageEvent<string>) {
    this.#last = event.lastEventId;
    const change = JSON.parse(event.data) as Change;
    this.lastAt = Date.now();
    for (const act of [...this.#heard]) act(change);
  }
  /// The truth of the server may be another one by now.
  #missed() {
    for (const act of [...this.#heard]) act({ number: 0, at: '', type: 'reset', artist: '', subject: '', data: {} });
  }
}

export const live = new Live();
