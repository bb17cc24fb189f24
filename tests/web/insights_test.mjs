// What came back, and the settings: reports go in through the page, what they show is undone, keys are made and revoked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, Server, sizes, violations } from './browser.mjs';

const days = 60;
let server, browser, artist, track, liked, ignored;

/// "2026-11-20" so many days before today.
const dayBefore = (count) => new Date(Date.now() - count * 86_400_000).toISOString().slice(0, 10);
const head = 'date,platform,territory,track,streams,listeners,saves,skips,shares';
const file = (name, lines) => ({ name, mimeType: 'text/csv', buffer: Buffer.from([head, ...lines].join('\n') + '\n') });

/// Two platforms, of which one falls silent; one country saves the song far more often than the other.
function report() {
  const lines = [];
  for (let day = days; day >= 1; day--) {
    const date = dayBefore(day);
    lines.push(`${date},spotify,${liked},${track},300,200,36,60,`);
    lines.push(`${date},spotify,${ignored},${track},300,200,6,60,`);
    if (day > 10) lines.push(`${date},deezer,${liked},${track},40,,,,`);
  }
  return lines;
}

async function finished(job) {
  for (let tries = 0; tries < 600; tries++) {
    const { state, error } = await server.ask('GET', `/api/jobs/${job}`);
    if (state === 'done') return;
    assert.ok(!['failed', 'cancelled'].includes(state), JSON.stringify(error));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.fail('the track was not made in five minutes');
}

before(async () => {
  server = await new Server('insights').start();
  browser = await launch();
  const begun = await server.ask('POST', '/api/artists', { prompt: 'A slow singer of harbour songs', seed: 7 });
  await finished(begun.job_id);
  artist = (await server.ask('GET', '/api/roster')).items[0].id;
  const song = await server.ask('POST', `/api/artists/${artist}/content`, { type: 'track', seconds: 12 });
  await finished(song.job_id);
  track = (await server.ask('GET', `/api/artists/${artist}/content?type=track`)).items[0].id;
  const { territories } = (await server.ask('GET', `/api/artists/${artist}`)).audience;
  [ignored, liked] = [territories[0], territories.at(-1)];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function importing(page, given) {
  await page.getByRole('button', { name: 'Import a report' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a file' });
  await dialog.getByLabel('File', { exact: true }).setInputFiles(given);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  return dialog;
}

test('nothing reported is not zero', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto(`/insights?artist=${artist}`);
  await page.getByRole('heading', { name: 'Nothing was reported yet' }).waitFor();
  await page.getByText('That is not zero', { exact: false }).waitFor();
  await page.getByText('No evidence yet.', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByRole('heading', { name: 'Nothing yet. What would tell:' }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a refused file is called by its own name, and refused lines say why', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto(`/insights?artist=${artist}`);
  const dialog = await importing(page, {
    name: 'harbour may.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('not,a,report\n'),
  });
  const alert = dialog.getByRole('alert');
  await alert.waitFor();
  const words = await alert.textContent();
  assert.ok(words.includes('harbour may.csv'), words);
  assert.ok(!words.includes('.upload'), words);
  assert.deepEqual(await violations(page), []);
  await dialog
    .getByLabel('File', { exact: true })
    .setInputFiles(file('half.csv', [`${dayBefore(90)},spotify,DE,${track},many,,,,`]));
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByText('half.csv was not taken in').waitFor();
  await dialog.getByText('Line 2', { exact: false }).waitFor();
  await dialog.getByText('many', { exact: false }).first().waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(
    faults.filter((each) => !each.includes('400')),
    [],
  );
  assert.equal((await server.ask('GET', `/api/artists/${artist}/observations`)).rows.length, 0);
  await context.close();
});

test('a report that goes in is drawn and told, and is known the second time', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto(`/insights?artist=${artist}&range=all`);
  const lines = report();
  let dialog = await importing(page, file('weeks.csv', lines));
  await dialog.getByText('weeks.csv is read').waitFor();
  await dialog.getByText(`${lines.length} rows read and ${lines.length} new`, { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const chart = page.getByRole('img', { name: /^Streams a day from/ });
  await chart.waitFor();
  assert.match(await chart.getAttribute('aria-label'), /Not reported: by Deezer/);
  const ink = await chart.locator('canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
  });
  assert.ok(ink, 'something is drawn');
  await page.getByText('Not reported', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Show numbers' }).click();
  const table = page.getByRole('region', { name: 'Numbers of the chart' });
  assert.equal(await table.locator('tbody tr').count(), days);
  const [newest, oldest] = [table.locator('tbody tr').first(), table.locator('tbody tr').last()];
  assert.match(await newest.textContent(), /600.*Deezer/s);
  assert.match(await oldest.textContent(), /640.*Nobody/s);
  assert.deepEqual(await violations(page), []);

  dialog = await importing(page, file('weeks again.csv', lines));
  await dialog.getByText('already known', { exact: false }).waitFor();
  await page.keyboard.press('Escape');

  // What changes elsewhere is shown as it happens.
  const before = await page.locator('.figures .value').first().textContent();
  await server.ask('POST', `/api/content/${track}/observations`, {
    date: dayBefore(1),
    platform: 'tidal',
    streams: 5000,
  });
  await page.waitForFunction((was) => document.querySelector('.figures .value')?.textContent !== was, before);
  assert.deepEqual(faults, []);
  await context.close();
});

test('what the numbers made of the artist is explained, and undone', async () => {
  const { page, context, faults } = await open(browser, server);
  const was = (await server.ask('GET', `/api/artists/${artist}`)).audience.territories;
  await page.goto(`/artists/${artist}?tab=insights`);
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByText('1 change would be made').waitFor();
  assert.deepEqual((await server.ask('GET', `/api/artists/${artist}`)).audience.territories, was);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('has changed, kept as version 2', { exact: false }).waitFor();
  const now = (await server.ask('GET', `/api/artists/${artist}`)).audience.territories;
  assert.notDeepEqual(now, was);
  const moved = page.getByRole('region', { name: /^What moves/ }).getByRole('row', { name: /version 2/ });
  await moved.waitFor();
  await moved.getByText('Too early').waitFor();
  await page.getByRole('tab', { name: 'Identity' }).click();
  await page
    .getByRole('button', { name: /^Undo: version/ })
    .first()
    .click();
  await page.getByText('As in version', { exact: false }).waitFor();
  assert.deepEqual((await server.ask('GET', `/api/artists/${artist}`)).audience.territories, was);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a key is shown once, opens the server, and is revoked', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto('/settings');
  await page.getByLabel('Whose').fill('Ana');
  await page.getByLabel('May').selectOption('editor');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const field = page.getByLabel('The key of Ana, shown once');
  const secret = await field.inputValue();
  assert.match(secret, /^troupe_/);
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  assert.deepEqual(await violations(page), []);
  const me = async () =>
    (await fetch(server.url + '/api/me', { headers: { Authorization: `Bearer ${secret}` } })).json();
  assert.equal((await me()).name, 'Ana');
  await page.reload();
  const revoke = page.getByRole('button', { name: 'Revoke the key of Ana' });
  await revoke.waitFor();
  const shown = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify(localStorage));
  assert.ok(!shown.includes(secret.slice(7, 20)), 'the page still has the key');
  await revoke.click();
  const sure = page.getByRole('dialog');
  assert.deepEqual(await violations(page), []);
  await sure.getByRole('button', { name: 'Revoke' }).press('Enter');
  await page.getByText('opens nothing any more', { exact: false }).waitFor();
  assert.notEqual((await me()).name, 'Ana');
  assert.deepEqual(faults, []);
  await context.close();
});

test('who makes what is told in order, without any key', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto('/settings');
  const music = page.locator('#port-music');
  await music.locator('summary').press('Enter');
  await music.getByText('SUNO_API_KEY').waitFor();
  await music.getByText('Off').waitFor();
  await page.getByText('SQLite,', { exact: false }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('single letters can be turned off, and the theme is chosen and kept', async () => {
  const { page, context, faults } = await open(browser, server);
  await page.goto('/settings');
  await page.getByLabel('Single letters are commands').uncheck();
  await page.getByLabel('Light', { exact: true }).check();
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.waitForTimeout(300);
  assert.ok(page.url().endsWith('/settings'));
  await page.getByLabel('Single letters are commands').check();
  await page.locator('h1').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.getByRole('heading', { level: 1, name: 'Insights' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

const all = { ...sizes, tablet: { width: 1024, height: 768 }, 'a narrow phone': { width: 320, height: 640 } };
for (const [device, size] of Object.entries(all))
  for (const theme of ['dark', 'light'])
    test(`axe has nothing against insights and settings: ${device}, ${theme}`, async () => {
      const { page, context, faults } = await open(browser, server, { size, theme, motion: 'reduce' });
      for (const path of ['/insights', `/insights?artist=${artist}`, `/artists/${artist}?tab=insights`, '/settings']) {
        await page.goto(path);
        await page.locator('h1').first().waitFor({ state: 'attached' });
        if (path.startsWith('/insights')) await page.getByRole('img', { name: /^Streams/ }).waitFor();
        await page.waitForTimeout(500);
        assert.deepEqual(await violations(page), [], path);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${path} is ${overflow} px wider than ${device}`);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });

test('a viewer sees the numbers, why importing is off, and nobody’s keys', async () => {
  const { secret } = await server.ask('POST', '/api/keys', { name: 'Guest', role: 'viewer' });
  await server.stop();
  server.environment = { TROUPE_REQUIRE_KEYS: '1' };
  await server.start();
  const { page, context } = await open(browser, server);
  await page.goto(`/insights?artist=${artist}`);
  await page.getByLabel('Key').fill(secret);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /^Streams/ }).waitFor();
  const button = page.getByRole('button', { name: 'Import a report' });
  assert.ok(await button.isDisabled());
  assert.equal(await button.getAttribute('title'), 'Needs the role editor; you have viewer.');
  await page.goto('/settings');
  await page.getByText('Only an admin sees who has a key.').waitFor();
  await page.getByText('Only an admin sees which programs are told.').waitFor();
  assert.deepEqual(await violations(page), []);
  await context.close();
});
