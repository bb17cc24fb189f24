// The dashboard before a large roster and beside busy workers: page.py starts this. Prints NAME value target ok|short.
import { launch, open, Server } from '../../tests/web/browser.mjs';

const [artists, jobs] = [Number(process.env.ARTISTS), Number(process.env.JOBS)];
const loads = 5;
const presses = 60;
let isShort = false;

function report(name, value, target) {
  const isMet = target === undefined || value <= target;
  isShort ||= !isMet;
  console.log(name, value.toPrecision(4), target ?? '-', isMet ? 'ok' : 'short');
}
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function all(server, path) {
  const items = [];
  for (let after = ''; after !== undefined; ) {
    const page = await server.ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${after && '&after=' + after}`);
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

/// Makes the roster, or takes that of an earlier run in the same folder.
async function fill(server) {
  const there = (await all(server, '/api/artists')).length;
  for (let i = there; i < artists; ++i)
    await server.ask('POST', '/api/artists', { prompt: `Singer number ${i} of a large choir, who sings of rain`, seed: i });
  while ((await all(server, '/api/jobs?state=ready')).length + (await all(server, '/api/jobs?state=running')).length)
    await rest(2000);
}

/// From the click on a link until the first artists can be seen, and what the scripts of that weigh.
async function firstScreen(browser, server) {
  const { page, context } = await open(browser, server);
  const weights = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      weights.push(response.allHeaders().then((headers) => Number(headers['content-length'])));
  });
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('ul[aria-label=Artists] > li a')) globalThis.seenAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto('/');
  await page.waitForFunction(() => globalThis.seenAt !== undefined);
  const seconds = (await page.evaluate(() => globalThis.seenAt)) / 1000;
  const bytes = (await Promise.all(weights)).reduce((sum, each) => sum + each, 0);
  await context.close();
  return { seconds, kilobytes: bytes / 1000 };
}

/// Keys and the time until the picture that answers them, as the browser's own event timing has it (in steps of 8 ms).
async function interactions(browser, server) {
  const { page, context } = await open(browser, server);
  await page.goto('/');
  await page.waitForFunction(() => document.querySelector('ul[aria-label=Artists] > li a'));
  await page.evaluate(() => {
    globalThis.durations = [];
    new PerformanceObserver((list) => {
      for (const each of list.getEntries()) if (each.interactionId) globalThis.durations.push(each.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  });
  const keys = ['Control+k', 'r', 'a', 'Escape', 'g', 't', 'g', 'a', 'g', 'r', 'Tab', 'Tab'];
  for (let i = 0; i < presses; ++i) {
    await page.keyboard.press(keys[i % keys.length]);
    await rest(150);
  }
  const slow = await page.evaluate(() => globalThis.durations);
  await context.close();
  // What took under 16 ms is not told: it counts as 16.
  return [...slow, ...Array(Math.max(0, presses - slow.length)).fill(16)].toSorted((a, b) => a - b);
}

const server = await new Server('roster').start();
await fill(server);
const browser = await launch();
const screens = [];
for (let i = 0; i < loads; ++i) screens.push(await firstScreen(browser, server));
report('web.first_screen_s', middle(screens.map((each) => each.seconds)), 1);
report('web.first_load_script_kb', screens[0].kilobytes, 120);
const quiet = await interactions(browser, server);
report('web.interaction_quiet_ms_p98', quiet[Math.floor(quiet.length * 0.98)]);

const roster = (await all(server, '/api/artists')).slice(0, jobs);
for (const each of roster) await server.ask('POST', `/api/artists/${each.id}/content`, { type: 'track' });
const busy = await interactions(browser, server);
const left = (await all(server, '/api/jobs?state=ready')).length + (await all(server, '/api/jobs?state=running')).length;
report('web.jobs_left_at_the_end', left);
report('web.interaction_ms_p98', busy[Math.floor(busy.length * 0.98)], 100);
report('web.interaction_ms_worst', busy.at(-1));
for (const each of await all(server, '/api/jobs?state=ready')) await server.ask('POST', `/api/jobs/${each.id}/cancel`);
await browser.close();
await server.stop();
process.exit(isShort ? 1 : 0);
