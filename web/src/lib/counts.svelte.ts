import { api, ask } from './api';
import { live } from './live.svelte';
import { session } from './session.svelte';

/// The two numbers beside the navigation: what waits for a person, and what runs.
class Counts {
  waiting = $state('');
  running = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    $effect.root(() => {
      $effect(() => {
        if (session.isKnown) void this.read();
      });
    });
    live.listen((change) => {
      if (!/^(content|job|reset)/.test(change.type)) return;
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.read();
      }, 700);
    });
  }

  async read() {
    const some = (page: { items: unknown[]; next?: string | null }) =>
      page.items.length ? `${page.items.length}${page.next ? '+' : ''}` : '';
    try {
      const [waiting, running] = await Promise.all([
        ask(api.GET('/api/approvals', { params: { query: { type: 'release', limit: 20 } } })),
        ask(api.GET('/api/jobs', { params: { query: { state: 'running', limit: 20 } } })),
      ]);
      this.waiting = some(waiting);
      this.running = some(running);
    } catch {
      // The numbers stay what they were; the banner says that the server is away.
    }
  }
}

export const counts = new Counts();
