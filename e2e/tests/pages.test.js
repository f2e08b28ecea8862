// Every page that can be reached by links, as the public and as a coordinator: no request fails,
// nothing is wider than 320 px, and where the page holds something new, axe finds nothing wide or narrow.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  NARROW, NARROWEST, PEOPLE, WIDE, axeFindings, crawl, isNewShape, overflow, signIn, startBrowser, startSamverk,
} from '../support.js';

let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

const demoPassword = () => samverk.password;
/** What axe has judged, whoever looked. */
const shapes = new Set();

async function lookAtEverything(context) {
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${page.url()} console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => troubles.push(`${page.url()} failed: ${request.url()}`));
  const seen = await crawl(page, samverk.address, async (path, response) => {
    if (response.status() >= 400) troubles.push(`${path} answered ${response.status()}`);
    const text = await page.textContent('body');
    if (text.includes('⟦')) troubles.push(`${path} lacks a text: ${text.split('⟦')[1].slice(0, 60)}`);
    const sizes = await isNewShape(page, shapes) ? [WIDE, NARROW] : [];
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const finding of await axeFindings(page)) troubles.push(`${path} at ${size.width}: ${finding}`);
    }
    await page.setViewportSize(NARROWEST);
    for (const element of await overflow(page)) troubles.push(`${path} wider than 320: ${element}`);
    await page.setViewportSize(WIDE);
  });
  await page.close();
  return { seen, troubles };
}

test('the public side', { timeout: 900_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE' });
  const { seen, troubles } = await lookAtEverything(context);
  await context.close();
  for (const path of [
    '/samverkan/digitaliseringsradet',
    '/samverkan/digitaliseringsradet/fordelning/2021',
    '/samverkan/digitaliseringsradet/planer/2021-2023',
    '/samverkan/e-forvaltning-i-varmdo',
  ]) assert.ok(seen.includes(path), `${path} cannot be reached from /`);
  assert.deepEqual(troubles, []);
});

test('the coordinator\'s side', { timeout: 900_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE' });
  const page = await context.newPage();
  await signIn(page, samverk.address, PEOPLE.coordinator, demoPassword());
  await page.close();
  const { seen, troubles } = await lookAtEverything(context);
  await context.close();
  assert.ok(seen.some((path) => path.endsWith('/redigera')), 'the coordinator finds the forms');
  assert.deepEqual(troubles, []);
});

test('the public side in English', { timeout: 300_000 }, async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(samverk.address);
  await page.getByRole('button', { name: 'In English' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Parties' }).click();
  assert.match(await page.title(), /Samverk/);
  assert.deepEqual(await axeFindings(page), []);
  await context.close();
});
