// Starts Samverk in demo mode on a free port with an empty data folder, and a browser beside it.
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
export const pictures = join(here, 'out');
mkdirSync(pictures, { recursive: true });

const PASSWORD = /lösenord: (\S+)/;

const freePort = () => new Promise((resolve, reject) => {
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** A running Samverk with the examples: { address, stop }. */
export async function startSamverk(environment = {}) {
  const binary = process.env.SAMVERK_BINARY;
  if (!binary) throw new Error('SAMVERK_BINARY names the binary to test; run: make e2e');
  const data = mkdtempSync(join(tmpdir(), 'samverk-e2e-'));
  const port = await freePort();
  const server = spawn(binary, ['serve'], {
    cwd: root,
    env: { ...process.env, SAMVERK_DEMO: '1', SAMVERK_DATA: data, SAMVERK_LISTEN: `127.0.0.1:${port}`, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let greeting = '';
  server.stderr.on('data', (chunk) => { said += chunk; });
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (chunk) => {
      greeting += chunk;
      if (PASSWORD.test(greeting)) resolve();
    });
    server.once('exit', () => reject(new Error(`Samverk stopped: ${said}`)));
  });
  return {
    address: `http://127.0.0.1:${port}`,
    said: () => said,
    password: greeting.match(PASSWORD)[1],
    stop: () => new Promise((resolve) => {
      server.once('exit', () => { rmSync(data, { recursive: true, force: true }); resolve(); });
      server.kill('SIGTERM');
    }),
  };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 390, height: 844 };
export const NARROWEST = { width: 320, height: 700 };

export const PEOPLE = {
  administrator: 'administrator@exempel.se',
  coordinator: 'samordnare@exempel.se',
  economist: 'ekonom@exempel.se',
  partyAdministrator: 'partsadministrator@exempel.se',
  representative: 'representant@exempel.se',
  reader: 'lasare@exempel.se',
  opener: 'initiativtagare@exempel.se',
};

/** Signs in by the form, as a person does. */
export async function signIn(page, address, email, password) {
  await page.goto(`${address}/logga-in`);
  await page.getByLabel('E-postadress').fill(email);
  await page.getByLabel('Lösenord').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Logga in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/logga-in'));
}

const axeSource = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page, in short. The policy forbids scripts, so axe is added around it. */
export async function axeFindings(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
  }));
  return result.violations.map((violation) =>
    `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
}

/**
 * Whether the page has a kind of element in a kind of place that none before it had; it is remembered.
 * What axe says of an element hangs on what it is and where it stands, not on whose name it shows.
 */
export async function isNewShape(page, known) {
  const kinds = await page.evaluate(() => {
    const kindOf = (element) => [element.localName, ...element.classList, element.type ?? '',
      ...element.getAttributeNames().filter((name) => /^(aria-|role|scope|required|disabled|open)/.test(name))].join('.');
    const elements = [...document.querySelectorAll('*')];
    return [...new Set(elements.map((element) =>
      `${kindOf(element.parentElement?.parentElement ?? element)}>${kindOf(element.parentElement ?? element)}>${kindOf(element)}`))];
  });
  const unseen = kinds.filter((kind) => !known.has(kind));
  unseen.forEach((kind) => known.add(kind));
  return unseen.length > 0;
}

/** Elements that make the page wider than the screen, with the text spaced out as WCAG 1.4.12 allows a reader to. */
export const overflow = (page) => page.evaluate(() => {
  const spacing = new CSSStyleSheet();
  spacing.replaceSync('* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }');
  document.adoptedStyleSheets = [spacing];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const limit = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > limit && !element.closest('.table-scroll'))
    .slice(0, 3)
    .map((element) => `${element.tagName}.${element.className} ${Math.round(element.getBoundingClientRect().right)}px`);
});

/** Where the page's links lead, and its searches and filters with something filled in. */
const waysOn = (page) => page.evaluate(() => {
  const links = [...document.querySelectorAll('a[href]')].map((anchor) => anchor.getAttribute('href'));
  const searches = [...document.querySelectorAll('form[method=get]')].map((form) => {
    const boxes = [...form.querySelectorAll('input[type=checkbox]')];
    boxes.slice(0, 3).forEach((box) => { box.checked = true; });
    form.querySelectorAll('input[type=search]').forEach((input) => { input.value = 'digital'; });
    // Without an address of its own a form asks its own page.
    return `${form.action.split('?')[0]}?${new URLSearchParams(new FormData(form))}`;
  });
  return [...links, ...searches];
});

/** Words of addresses that stand where keys of things do otherwise. */
const WORDS = new Set(['ny', 'flera', 'vyer', 'ordna', 'redigera', 'ta-bort', 'lagg-till', 'tidplan', 'rangordning']);
/** Whose names end addresses: files are handed out, and the API's rows are its own. */
const NO_PAGE = /format=|\.[a-z]{2,4}(\?|$)|sida=|\/arbetsbok$|^\/api\/v1/;

/** The address without keys: 311 parties look alike, and so do two plans. */
function shapeOf({ pathname }) {
  const parts = pathname.split('/').slice(1);
  const place = parts[0] === 'samverkan' ? 3 : 1;
  return parts.map((part, at) => {
    const key = at === place || (at === 1 && place === 3) || (at > place && /[\d-]/.test(part));
    return key && !WORDS.has(part) ? '*' : part;
  }).join('/');
}

/** How many of a shape are looked at: the collaborations, where all begins, and what lies deep in them less and less. */
const enough = (shape) => [6, 6, 6, 2, 2][shape.split('/').length] ?? 1;

/** Opens the page; nothing where a file is handed out instead. */
async function opened(page, address) {
  try {
    const response = await page.goto(address);
    return (response.headers()['content-type'] ?? '').startsWith('text/html') ? response : null;
  } catch (problem) {
    if (String(problem).includes('Download is starting')) return null;
    throw problem;
  }
}

/** Every address of our own that the pages lead to, from `/` and onwards: a few of each shape. */
export async function crawl(page, address, visit, most = 240) {
  const seen = new Set(['/']);
  const queue = ['/'];
  const shapes = new Map();
  for (let visited = 0; queue.length && visited < most; visited += 1) {
    const path = queue.shift();
    const response = await opened(page, address + path);
    if (!response) continue;
    await visit(path, response);
    for (const link of await waysOn(page)) {
      const url = new URL(link, address + path);
      if (url.origin !== address) continue;
      const next = url.pathname + url.search;
      if (seen.has(next) || NO_PAGE.test(next)) continue;
      const shape = shapeOf(url) + (url.search ? '?' : '');
      const count = shapes.get(shape) ?? 0;
      if (count >= enough(shape)) continue;
      shapes.set(shape, count + 1);
      seen.add(next);
      queue.push(next);
    }
  }
  return [...seen];
}

/** Text with ordinary spaces, as a person reads it. */
export const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\s+/g, ' ').trim();

/** Everything the page's main part says. */
export const said = async (page) => plain(await page.getByRole('main').innerText());

/** Saves the form with the button of that name and waits for the answer. */
export async function press(page, name) {
  const [response] = await Promise.all([
    // What a form asks for by itself, while one types, is no answer to the button.
    page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.request().isNavigationRequest()),
    page.getByRole('main').getByRole('button', { name, exact: true }).click(),
  ]);
  await page.waitForLoadState();
  return response.status();
}

/** Writes or chooses in the field with that label, whatever kind it is. */
export async function fill(page, label, value) {
  const field = page.getByLabel(label, { exact: true });
  if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value);
  else await field.fill(value);
}

/** Fills one row of a table of inputs: { column: value }. */
export async function fillRow(page, number, cells) {
  const [column] = Object.keys(cells);
  const at = (row) => page.getByLabel(`${column}, rad ${row}`, { exact: true });
  while (await at(number).count() === 0) {
    const table = at(1).locator('xpath=ancestor::fieldset[1]');
    await table.getByRole('button', { name: 'Lägg till rader' }).click();
    await page.waitForLoadState();
  }
  for (const [column, value] of Object.entries(cells)) await fill(page, `${column}, rad ${number}`, value);
}

/** How many rows of the table of inputs there are, and how many are filled in. */
export async function countRows(page, column) {
  const values = await page.getByLabel(new RegExp(`^${column}, rad \\d+$`))
    .evaluateAll((inputs) => inputs.map((input) => input.value));
  return { all: values.length, filled: values.filter(Boolean).length };
}

/** Fills a table of inputs in as many rounds as its empty rows demand; gives the number of rounds. */
export async function fillTable(page, open, column, rows) {
  let rounds = 0;
  let left = rows;
  while (left.length) {
    await open();
    const { all, filled } = await countRows(page, column);
    if (all === filled) throw new Error(`no empty row for ${column}`);
    const now = left.slice(0, all - filled);
    for (const [index, cells] of now.entries()) await fillRow(page, filled + index + 1, cells);
    left = left.slice(now.length);
    const status = await press(page, 'Spara');
    if (status >= 400) throw new Error(`${page.url()} answered ${status}: ${await said(page)}`);
    rounds += 1;
  }
  return rounds;
}

/** Counts what a person does on the page from here on: pages that are opened or sent, fields that are written or chosen in. */
export async function countWork(page) {
  const work = { pages: 0, fields: 0 };
  await page.exposeBinding('samverkWritten', () => { work.fields += 1; });
  await page.addInitScript(() => {
    const seen = new WeakSet();
    addEventListener('input', ({ target }) => {
      if (seen.has(target)) return;
      seen.add(target);
      globalThis.samverkWritten();
    }, true);
  });
  page.on('request', (request) => {
    const isPage = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (isPage && !request.redirectedFrom()) work.pages += 1;
  });
  return work;
}
