// A server that asks for keys, and people who may not do everything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, Server, violations } from './browser.mjs';

let open_server, server, browser, viewer;

before(async () => {
  open_server = await new Server('keyed').start();
  viewer = (
    await open_server.ask('POST', '/api/keys', {
      name: 'Guest',
      role: 'viewer',
    })
  ).secret;
  const begun = await open_server.ask(
    'POST',
    '/api/artists',
    { prompt: 'A quiet piano player from a harbour town', seed: 7 },
    { Prefer: 'wait=60' },
  );
  assert.ok(begun.id);
  await open_server.stop();
  server = await new Server('keyed', { TROUPE_REQUIRE_KEYS: '1' }).start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the page asks for a key, says when it is wrong, and keeps it where no script reads it', async () => {
  const { page, context } = await open(browser, server);
  await page.goto('/');
  await page.getByRole('heading', { name: 'This server asks for a key' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel('Key').fill('troupe_wrong');
  await page.keyboard.press('Enter');
  await page.getByText('This key opens nothing here', { exact: false }).waitFor();
  await page.getByLabel('Key').fill(viewer);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Roster' }).waitFor();
  await page.getByText('Connected, Guest').waitFor();
  const kept = await page.evaluate(
    () => document.cookie + JSON.stringify(localStorage) + document.documentElement.outerHTML,
  );
  assert.ok(!kept.includes(viewer.slice(7, 20)), 'the page can read the key');
  const [cookie] = await context.cookies();
  assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, 'Strict']);
  await page.reload();
  await page.getByText('Connected, Guest').waitFor();
  await context.close();
});

test('a viewer sees why a button is off', async () => {
  const { page, context } = await open(browser, server);
  await page.goto('/');
  await page.getByLabel('Key').fill(viewer);
  await page.keyboard.press('Enter');
  await page.getByText('Needs the role editor; you have viewer.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'New artist' }).isDisabled());
  assert.deepEqual(await violations(page), []);
  await context.close();
});
