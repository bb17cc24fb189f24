import type { Theme } from './tint';

/// As the system has it, until somebody chooses. theme.js has set it before the first paint.
class Themes {
  now = $state<Theme>(document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark');

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
      if (!localStorage.getItem('troupe.theme')) this.#show(event.matches ? 'dark' : 'light');
    });
  }
  toggle() {
    this.#show(this.now === 'dark' ? 'light' : 'dark');
    localStorage.setItem('troupe.theme', this.now);
  }
  #show(theme: Theme) {
    this.now = theme;
    document.documentElement.dataset['theme'] = theme;
  }
}

export const themes = new Themes();
