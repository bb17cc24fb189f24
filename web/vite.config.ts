import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// `npm run dev` shows the page beside a running `troupe serve`.
const server = process.env['TROUPE_URL'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [svelte()],
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: true },
  server: { proxy: { '/api': server, '/docs': server, '/openapi.json': server, '/readyz': server } },
});
