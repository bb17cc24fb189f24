import type { Theme } from './tint';

/// As the system has it, until somebody chooses. theme.js has set it before the first paint.
class Themes {
  now = $state<Theme>(document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark');
  chosen = $state<Theme | 'system'>((localStorage.getItem('troupe.theme') as Theme | null) ?? 'system');

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
      if (!localStorage.getItem('troupe.theme')) this.#show(event.matches ? 'dark' : 'light');
    });
  }
  toggle() {
    this.choose(this.now === 'dark' ? 'light' : 'dark');
  }
  choose(theme: Theme | 'system') {
    this.chosen = theme;
    if (theme === 'system') localStorage.removeItem('troupe.theme');
    else localStorage.setItem('troupe.theme', theme);
    this.#show(theme !== 'system' ? theme : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  }
  #show(theme: Theme) {
    this.now = theme;
    document.documentElement.dataset['theme'] = theme;
  }
}

export const themes = new Themes();
