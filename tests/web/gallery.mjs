// The pictures of docs/gallery/dashboard.md: `node tests/web/gallery.mjs URL FOLDER`, of a server with a finished debut;
// a third word makes those of one screen alone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, open, sizes } from './browser.mjs';

process.env.CHROMIUM ??= '/usr/bin/chromium';
const [url, folder, only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const server = { url };
const newest = (await (await fetch(url + '/api/roster')).json()).items.find((each) => each.newest);
const shots = [
  ['roster', '/'],
  ['release', `/releases/${newest.newest.content_id}`],
  ['artist', `/artists/${newest.id}`],
  ['approvals', '/approvals'],
  ['activity', '/activity'],
  ['calendar', `/calendar?week=${newest.next?.date ?? ''}`],
  ['insights', `/insights?artist=${newest.id}`],
  ['settings', '/settings'],
];

const browser = await launch();
// Those that docs/gallery/dashboard.md shows.
const wanted = [
  'desktop-dark:roster,release,artist,approvals,calendar,insights,settings',
  'desktop-light:roster,release,artist,activity,calendar,insights,settings',
  'phone-dark:roster,artist,calendar,insights',
  'phone-light:release,settings',
];
for (const [device, size] of Object.entries(sizes))
  for (const theme of ['dark', 'light'])
    for (const [name, path] of shots) {
      if (only && only !== name) continue;
      if (
        !wanted.some((each) => each.startsWith(`${device}-${theme}:`) && each.split(':')[1].split(',').includes(name))
      )
        continue;
      const { page, context, faults } = await open(browser, server, {
        size,
        theme,
        motion: 'reduce',
      });
      await page.goto(path);
      await page.waitForTimeout(2500);
      await page.screenshot({
        path: join(folder, `dashboard-${name}-${device}-${theme}.jpg`),
        type: 'jpeg',
        quality: 84,
      });
      if (faults.length) console.log(name, device, theme, faults);
      await context.close();
    }
await browser.close();
