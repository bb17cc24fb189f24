// A server of the finished program and a browser that looks at it.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');

export const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};
const patience = 60_000;

export class Server {
  constructor(name, environment = {}) {
    this.home = join(process.env.WORK, name);
    mkdirSync(this.home, { recursive: true });
    this.environment = environment;
    this.port = 0;
  }
  async start() {
    this.process = spawn(process.env.TROUPE, ['serve', '--port', String(this.port)], {
      cwd: this.home,
      env: {
        PATH: process.env.PATH,
        HOME: this.home,
        TROUPE_HOME: this.home,
        ...this.environment,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = await new Promise((resolve, reject) => {
      let text = '';
      this.process.stderr.on('data', (bytes) => {
        text += bytes;
        if (/http:\/\/[^:]+:\d+/.test(text)) resolve(text);
      });
      this.process.on('exit', () => reject(new Error('the server ended: ' + text)));
    });
    this.port = Number(/:(\d+)/.exec(/http:\/\/[^;]+/.exec(said)[0].slice(5))[1]);
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }
  async stop(signal = 'SIGTERM') {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill(signal);
    await ended;
  }
  async ask(method, path, body, headers = {}) {
    const reply = await fetch(this.url + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
    });
    const text = await reply.text();
    assert.ok(reply.ok, `${method} ${path}: ${reply.status} ${text}`);
    return text && reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  }
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });

/// A page of its own that remembers what it should not have done.
export async function open(browser, server, { size = sizes.desktop, theme = 'dark', motion = 'no-preference' } = {}) {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    reducedMotion: motion,
    deviceScaleFactor: size.width < 500 ? 2 : 1,
    baseURL: server.url,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const faults = [];
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && faults.push(`${message.type()}: ${message.text()}`),
  );
  page.on('response', (response) => response.status() >= 400 && faults.push(`${response.status()}: ${response.url()}`));
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on(
    'request',
    (request) =>
      !request.url().startsWith(server.url) &&
      !request.url().startsWith('data:') &&
      faults.push(`asked elsewhere: ${request.url()}`),
  );
  return { page, context, faults };
}

/// What axe has against the page as it stands, in short.
export async function violations(page) {
  // Half faded in, everything has too little contrast.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().iterations !== Infinity)
        .map((each) => each.finished.catch(() => undefined)),
    ),
  );
  // The page allows no inline script: the reader is put in past its policy, as a debugger would.
  const session = await page.context().newCDPSession(page);
  const { readFileSync } = await import('node:fs');
  await session.send('Runtime.evaluate', {
    expression: readFileSync(axe, 'utf8'),
  });
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  );
  await session.detach();
  return found.violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.target.join(' ')} (${node.failureSummary?.split('\n')[1]?.trim()})`),
  );
}
