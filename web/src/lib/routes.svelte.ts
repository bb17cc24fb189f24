/// Where the page is. Every screen, tab and open item is in the address, so that a link opens the same for a colleague.
class Routes {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.read());
    addEventListener('click', (event) => this.#follow(event));
  }

  /// Goes to an address of the page; `replace` leaves no step to come back to, as for tabs and filters.
  go(address: string, how: 'push' | 'replace' = 'push') {
    const isElsewhere = new URL(address, location.href).pathname !== location.pathname;
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address);
    this.read();
    if (isElsewhere) scrollTo(0, 0);
  }

  /// The same screen with one thing of its query changed; null takes it out.
  set(name: string, value: string | null) {
    const query = new URLSearchParams(location.search);
    if (value === null) query.delete(name);
    else query.set(name, value);
    this.go(location.pathname + (query.size ? `?${query}` : ''), 'replace');
  }

  /// The words of the path: ["artists", "01a2.."].
  get words() {
    return this.path.split('/').filter(Boolean).map(decodeURIComponent);
  }

  read() {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  #follow(event: MouseEvent) {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const anchor = (event.target as Element | null)?.closest('a');
    if (!anchor || anchor.target || anchor.hasAttribute('download') || anchor.origin !== location.origin) return;
    if (
      /^\/(api|docs|openapi\.json|metrics)(\/|$)/.test(anchor.pathname) ||
      anchor.getAttribute('href')?.startsWith('#')
    )
      return;
    event.preventDefault();
    this.go(anchor.pathname + anchor.search);
  }
}

export const routes = new Routes();
