// The calendar in a real browser: moves by pointer, by keys and by date, what stops them, locks, plans and links.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, Server, sizes, violations } from './browser.mjs';

let server, browser, artist, other, release;
const themes = ['dark', 'light'];
// A refused move and an artist without a plan are answers too; the browser's console calls them errors.
const expected = (fault) => /^400: .*\/move$|^404: .*\/plan$|Failed to load resource/.test(fault);
const others = (faults) => faults.filter((each) => !expected(each));

const create = async (prompt, seed) =>
  (await server.ask('POST', '/api/artists', { prompt, seed }, { Prefer: 'wait=60' })).id;
const plan = (id) => server.ask('GET', `/api/artists/${id}/plan`);
const itemNow = async () => (await plan(artist)).items.find((each) => each.id === release.id);
const verdicts = async () => (await server.ask('GET', `/api/plan-items/${release.id}/days`)).days;
const number = (date) => Date.parse(date) / 86_400_000;

before(async () => {
  server = await new Server('calendar').start();
  artist = await create('A mysterious electronic music producer with dark, atmospheric soundscapes', 3);
  other = await create('A quiet piano player from a harbour town', 7);
  await server.ask('POST', `/api/artists/${artist}/plan`, { days: 90 }, { Prefer: 'wait=60' });
  release = (await plan(artist)).items.find((each) => each.kind === 'release');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function show(address = '/calendar', options = {}) {
  const opened = await open(browser, server, { motion: 'reduce', ...options });
  await opened.page.goto(address);
  return opened;
}
const cover = (page) => page.locator(`#lane-${release.id}`);
const says = (page, words) => page.locator('#calendar-says').filter({ hasText: words }).waitFor({ state: 'attached' });

/// Drags the release so that it comes to stand on this day.
async function drag(page, date) {
  const [box, lane] = [await cover(page).boundingBox(), await cover(page).locator('..').boundingBox()];
  const by = ((number(date) - number((await itemNow()).date)) * lane.width) / 91;
  await page.mouse.move(box.x + 8, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 8 + by, box.y + 12, { steps: 6 });
}

test('lanes, month, week and list have nothing against them, in both themes and on a phone', async () => {
  for (const theme of themes)
    for (const size of [...Object.values(sizes), { width: 320, height: 640 }]) {
      const { page, context, faults } = await show('/calendar', { theme, size });
      await page.getByRole('heading', { level: 1, name: 'Calendar' }).waitFor();
      await page.getByText('audience’s time', { exact: false }).waitFor();
      for (const view of ['lanes', 'month', 'week', 'list']) {
        await page.getByLabel('View').selectOption(view);
        if (view === 'lanes') await cover(page).waitFor();
        else await page.locator('.ec').waitFor();
        assert.match(page.url(), new RegExp(`view=${view}`));
        assert.deepEqual(await violations(page), [], `${view} ${theme} ${size.width}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(over, 0, `${view} at ${size.width} goes beyond the page`);
      }
      assert.deepEqual(others(faults), []);
      await context.close();
    }
});

test('an artist without a plan gets one from the lane', async () => {
  const { page, context, faults } = await show();
  await page.getByRole('button', { name: 'Plan 90 days' }).click();
  await page
    .getByRole('region', { name: (await server.ask('GET', `/api/artists/${other}`)).core.name })
    .getByRole('listbox')
    .waitFor();
  assert.equal((await plan(other)).days, 90);
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('a release dragged to a free day moves there, and Undo moves it back', async () => {
  const { page, context, faults } = await show(`/calendar?artist=${artist}`);
  await cover(page).waitFor();
  const free = (await verdicts()).find((each) => each.free && each.date !== release.date).date;
  await drag(page, free);
  await page.locator('.judged.free').first().waitFor();
  await page.locator('.judged:not(.free)').first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.mouse.up();
  await page.getByRole('status').filter({ hasText: 'moved to' }).waitFor();
  assert.equal((await itemNow()).date, free);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('status').filter({ hasText: 'is back on' }).waitFor();
  assert.equal((await itemNow()).date, release.date);
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('Escape while dragging leaves it where it was', async () => {
  const { page, context } = await show(`/calendar?artist=${artist}`);
  await cover(page).waitFor();
  await drag(page, (await verdicts()).find((each) => each.free && each.date !== release.date).date);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await says(page, 'is back on');
  assert.equal((await itemNow()).date, release.date);
  await context.close();
});

test('a blocked day is refused with the rule that the server names, and the way out moves it', async () => {
  const { page, context, faults } = await show(`/calendar?artist=${artist}`);
  await cover(page).waitFor();
  const days = await verdicts();
  const blocked = days.find((each) => !each.free && /no Friday/.test(each.reason) && each.date > days[20].date);
  await drag(page, blocked.date);
  await page.locator('.slot').waitFor();
  await page.mouse.up();
  const panel = page.getByRole('dialog');
  await panel.getByRole('heading', { name: /cannot go out on/ }).waitFor();
  await panel.getByText('is no Friday', { exact: false }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal((await itemNow()).date, release.date);
  const free = days.filter((each) => each.free && each.date !== release.date);
  const first = free.find((each) => each.date >= blocked.date) ?? free.at(-1);
  await panel
    .getByRole('button', { name: /^Move to/ })
    .first()
    .click();
  await page.getByRole('status').filter({ hasText: 'moved to' }).waitFor();
  assert.equal((await itemNow()).date, first.date);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('status').filter({ hasText: 'is back on' }).waitFor();
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('keys alone pick up, step with a spoken verdict, put back and drop', async () => {
  const { page, context, faults } = await show(`/calendar?artist=${artist}`);
  await cover(page).waitFor();
  const lane = page.getByRole('listbox');
  await lane.focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 200; ++step) {
    if ((await lane.getAttribute('aria-activedescendant')) === `lane-${release.id}`) break;
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('l');
  await says(page, 'Picked up');
  await page.locator('.judged').first().waitFor();
  await page.keyboard.press('ArrowRight');
  await says(page, 'blocked');
  await page.keyboard.press('ArrowLeft');
  await says(page, 'where it was');
  await page.keyboard.press('Escape');
  await says(page, 'is back on');
  assert.equal((await itemNow()).date, release.date);

  const week = (await verdicts()).find((each) => number(each.date) === number(release.date) - 7);
  assert.ok(week?.free, 'the Friday before should be free in this plan');
  await page.keyboard.press('l');
  await page.locator('.judged').first().waitFor();
  await page.keyboard.press('ArrowUp');
  await says(page, 'free');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'moved to' }).waitFor();
  assert.equal((await itemNow()).date, week.date);
  await server.ask('POST', `/api/plan-items/${release.id}/move`, { date: release.date });
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('Move to takes a date, a lock holds it, and the open item is in the address', async () => {
  const { page, context, faults } = await show(`/calendar?artist=${artist}&item=${release.id}`);
  const dialog = page.getByRole('dialog');
  const days = await verdicts();
  const blocked = days.find((each) => !each.free && each.date > days[20].date);
  await dialog.getByLabel('Move to').fill(blocked.date);
  await dialog.getByText('is no Friday', { exact: false }).waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: /First free day/ }).click();
  await dialog.getByText('is free.', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Lock', exact: true }).click();
  await dialog.getByRole('button', { name: 'Unlock' }).waitFor();
  assert.equal((await itemNow()).locked, true);
  assert.ok(await dialog.getByLabel('Move to').isDisabled());
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.doesNotMatch(page.url(), /item=/);

  await drag(page, days[40].date);
  await page.getByRole('alert').filter({ hasText: 'It is locked' }).waitFor();
  await page.mouse.up();
  assert.equal((await itemNow()).date, release.date);
  await server.ask('POST', `/api/plan-items/${release.id}/unlock`);
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('in the month a post is dragged to another day, and the server decides', async () => {
  const items = (await plan(artist)).items;
  const post = items.find((each) => each.kind === 'post' && items.filter((one) => one.date === each.date).length === 1);
  const days = (await server.ask('GET', `/api/plan-items/${post.id}/days`)).days;
  const free = days.find(
    (each) => each.free && each.date !== post.date && each.date.slice(0, 7) === post.date.slice(0, 7),
  );
  assert.ok(free, 'a post should have a free day in its month');
  const { page, context, faults } = await show(`/calendar?view=month&artist=${artist}&from=${post.date}`);
  const cell = (date) => page.locator(`.ec-day:has(time[datetime="${date}"])`).first();
  const event = page
    .locator('.ec-event')
    .filter({ hasText: post.brief.title })
    .filter({ hasText: post.local_time })
    .first();
  await event.scrollIntoViewIfNeeded();
  const [from, to] = [await event.boundingBox(), await cell(free.date).boundingBox()];
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
  await page.mouse.up();
  await page.getByRole('status').filter({ hasText: 'moved to' }).waitFor();
  const moved = (await plan(artist)).items.find((each) => each.id === post.id);
  assert.equal(moved.date, free.date);
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('a week is picked, a card opens its item, and the artist has a tab of the same', async () => {
  const { page, context, faults } = await show(`/artists/${artist}?tab=calendar`);
  await page.getByRole('listbox').waitFor();
  await page.getByRole('group', { name: 'Weeks' }).getByRole('button').nth(6).click();
  assert.match(page.url(), /week=\d{4}-\d{2}-\d{2}/);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('group', { name: 'Weeks' }).getByRole('button').nth(4).click();
  await page.locator('section[aria-labelledby=week-name] li button').first().click();
  await page.getByRole('dialog').getByLabel('Move to').waitFor();
  assert.match(page.url(), /item=/);
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('an address for calendar programs is shown once, works, and ends', async () => {
  const { page, context, faults } = await show('/calendar?subscribe=1');
  await page.getByLabel('Calendar of').selectOption(artist);
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.getByLabel('Copy it now', { exact: false }).inputValue();
  // Half back from busy, the button has too little contrast.
  await page.locator('button:enabled', { hasText: 'Make an address' }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.match(await (await fetch(address)).text(), /^BEGIN:VCALENDAR[^]*BEGIN:VEVENT/);
  await page.reload();
  await page.getByRole('button', { name: /^Revoke/ }).waitFor();
  const secret = address.split('/').at(-1).slice(0, -4);
  assert.ok(!(await page.content()).includes(secret), 'the address is shown again');
  await page.getByRole('button', { name: /^Revoke/ }).click();
  await page.getByText('None yet.').waitFor();
  assert.equal((await fetch(address)).status, 404);
  assert.deepEqual(others(faults), []);
  await context.close();
});

test('who may only look sees why, and moves nothing', async () => {
  const key = (await server.ask('POST', '/api/keys', { name: 'Guest', role: 'viewer' })).secret;
  await server.stop();
  server.environment = { TROUPE_REQUIRE_KEYS: '1' };
  await server.start();
  const { page, context } = await show(`/calendar?artist=${artist}`);
  await page.getByLabel('Key').fill(key);
  await page.keyboard.press('Enter');
  await page.getByText('You can look.', { exact: false }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Subscribe' }).isDisabled());
  await cover(page).click();
  await page.getByRole('dialog').getByText('Needs the role editor', { exact: false }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Lock', exact: true }).isDisabled());
  assert.deepEqual(await violations(page), []);
  await context.close();
});
