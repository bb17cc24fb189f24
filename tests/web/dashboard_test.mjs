// One artist, from the prompt to a decision, as a person would do it: in Debian's Chromium, on the real server, with real media.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, Server, sizes, violations } from './browser.mjs';

const prompt = 'A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence';
let server, browser, artist, release;

before(async () => {
  server = await new Server('home').start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('an empty roster says what to do, and the first screen is light and quick', async () => {
  const { page, context, faults } = await open(browser, server);
  const scripts = [];
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(Number((await response.allHeaders())['content-length'] ?? 0));
  });
  await page.goto('/');
  await page.getByRole('heading', { name: 'Nobody here yet' }).waitFor();
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
  assert.ok(scripts.reduce((sum, each) => sum + each, 0) < 120_000, `scripts of the first screen: ${scripts}`);
  assert.ok(painted > 0, 'it was painted');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a sentence becomes an artist, seen step by step, also after a reload', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Nobody here yet' }).waitFor();
  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  await page.getByText('Say in a sentence what the artist is like.').waitFor();
  await page.keyboard.type(prompt);
  await page.keyboard.press('Enter');
  const making = page.getByRole('region', { name: 'Artist being created' });
  await making.locator('li.done', { hasText: 'Persona' }).waitFor();
  const name = await making.locator('.name').textContent();
  assert.notEqual(name, 'A new artist');
  await making.locator('img').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await making.locator('.name', { hasText: name }).waitFor();
  await page.getByRole('link', { name: 'Hear it' }).waitFor({ timeout: 600_000 });
  assert.equal(await making.locator('li.done').count(), 6);
  await page.getByRole('link', { name: 'Hear it' }).click();
  await page.waitForURL('**/releases/*');
  release = page.url().split('/').at(-1);
  artist = (await server.ask('GET', '/api/roster')).items[0].id;
  assert.deepEqual(faults, []);
  await context.close();
});

test('the song plays: its time advances, and a section goes to its beginning', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto(`/releases/${release}`);
  await page
    .getByRole('button', { name: /^Play (?!the teaser)/ })
    .first()
    .click();
  const position = () => page.getByRole('slider').getAttribute('aria-valuenow').then(Number);
  await page.waitForFunction(() => Number(document.querySelector('[role=slider]')?.getAttribute('aria-valuenow')) >= 2);
  const sections = page.getByRole('group', { name: 'Sections' }).getByRole('button');
  const last = sections.last();
  const [, minutes, seconds] = /(\d+):(\d+)/.exec(await last.getAttribute('aria-label'));
  await last.click();
  await page.waitForFunction(
    (to) => Number(document.querySelector('[role=slider]')?.getAttribute('aria-valuenow')) >= to,
    Number(minutes) * 60 + Number(seconds),
  );
  assert.ok(Math.abs((await position()) - Number(minutes) * 60 - Number(seconds)) < 5);
  assert.equal(await last.getAttribute('aria-current'), 'true');
  await page.keyboard.press('Shift+ArrowLeft');
  assert.equal(await last.getAttribute('aria-current'), null);
  // It goes on where one leaves the page, in the small player.
  await page.getByRole('link', { name: 'Roster' }).first().click();
  await page
    .getByRole('region', { name: 'Now playing' })
    .getByRole('button', { name: /^Pause/ })
    .click();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a stem is muted when the stems are there', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto(`/releases/${release}`);
  await page.getByRole('button', { name: /^Load to mute/ }).click();
  const mute = page.getByRole('button', { name: /^Mute/ }).first();
  await mute.waitFor({ timeout: 300_000 });
  await mute.click();
  assert.equal(await mute.getAttribute('aria-pressed'), 'true');
  assert.deepEqual(faults, []);
  await context.close();
});

test('it is approved, that is taken back, and it is rejected with a reason, by keyboard alone', async () => {
  const { page, context, faults } = await open(browser, server);
  const state = async () => (await server.ask('GET', `/api/releases/${release}`)).state;
  await page.goto(`/releases/${release}`);
  await page.getByRole('button', { name: /^Approve/ }).waitFor();
  await page.keyboard.press('a');
  await page.getByText('is approved.', { exact: false }).waitFor();
  assert.equal(await state(), 'approved');
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('waits for your decision again.', { exact: false }).waitFor();
  assert.equal(await state(), 'in_review');
  await page.getByRole('button', { name: 'Reject', exact: true }).waitFor();
  await page.locator('h1').focus();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByLabel('Mix or master').press('Space');
  await dialog.getByLabel('Note').fill('The bass is too loud');
  await dialog.getByRole('button', { name: 'Only reject' }).press('Enter');
  await page.getByText('is rejected.', { exact: false }).waitFor();
  assert.equal(await state(), 'rejected');
  const { decisions } = await server.ask('GET', `/api/content/${release}/approvals`);
  assert.equal(decisions.at(-1).reason, 'Mix or master: The bass is too loud');
  await page.getByRole('button', { name: 'Take the decision back' }).click();
  await page.getByRole('button', { name: /^Approve/ }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a change of the artist is shown as it happens, and undone', async () => {
  const { page, context, faults } = await open(browser, server, {
    theme: 'light',
  });
  await page.goto(`/artists/${artist}`);
  await page.getByRole('heading', { name: 'Core identity' }).waitFor();
  const was = (await server.ask('GET', `/api/artists/${artist}`)).positioning.tagline;
  await server.ask('PATCH', `/api/artists/${artist}`, {
    changes: [{ field: 'positioning.tagline', value: 'Night work' }],
  });
  await page.getByText('Night work.', { exact: false }).first().waitFor();
  await page
    .getByRole('button', { name: /^Undo: version/ })
    .first()
    .click();
  await page.getByText('kept as version', { exact: false }).waitFor();
  assert.equal((await server.ask('GET', `/api/artists/${artist}`)).positioning.tagline, was);
  assert.deepEqual(faults, []);
  await context.close();
});

test('approvals are walked through on a phone, one at a time', async () => {
  const { page, context, faults } = await open(browser, server, {
    size: sizes.phone,
    theme: 'light',
  });
  await page.goto('/approvals?kind=cover');
  await page.getByRole('listitem').getByRole('link', { name: /Cover/ }).first().click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('is approved.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('listitem').getByRole('link', { name: /Cover/ }).first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('what can be found is found, and the keys lead everywhere', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto('/');
  await page.getByRole('list', { name: 'Artists' }).waitFor();
  await page.keyboard.press('Control+k');
  assert.deepEqual(await violations(page), []);
  await page.keyboard.type('activ');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
  // As on a new page, the focus is at its name.
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('heading', { level: 1, name: 'Approvals' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [device, size] of Object.entries({ ...sizes, 'a narrow phone': { width: 320, height: 640 } }))
  for (const theme of ['dark', 'light'])
    test(`axe has nothing against any screen: ${device}, ${theme}`, async () => {
      const { page, context, faults } = await open(browser, server, {
        size,
        theme,
        motion: 'reduce',
      });
      for (const path of [
        '/',
        `/releases/${release}`,
        `/artists/${artist}`,
        `/artists/${artist}?tab=releases`,
        '/approvals',
        '/activity',
        '/settings',
      ]) {
        await page.goto(path);
        await page.locator('h1').first().waitFor({ state: 'attached' });
        await page.waitForLoadState('networkidle').catch(() => undefined);
        assert.deepEqual(await violations(page), [], path);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${path} is ${overflow} px wider than ${device}`);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });

test('a server that goes away is noticed, and what changed meanwhile is there when it is back', async () => {
  const { page, context } = await open(browser, server);
  await page.goto(`/artists/${artist}`);
  await page.getByText('Connected', { exact: false }).waitFor();
  await page.getByText('On track').waitFor();
  await server.stop('SIGKILL');
  await page.getByText('Live updates paused', { exact: false }).waitFor();
  assert.deepEqual(await violations(page), []);
  await server.start();
  await server.ask('PUT', `/api/artists/${artist}/state`, { state: 'paused' });
  await page.getByText('Live updates paused', { exact: false }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Resume' }).waitFor();
  await context.close();
});
