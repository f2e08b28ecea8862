// Pages that no link from the start page leads a coordinator to: the administrator's, a party
// administrator's, refusals, forms with something wrong, and all of it in English.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  NARROW, PEOPLE, WIDE, axeFindings, overflow, signIn, startBrowser, startSamverk,
} from '../support.js';

const COUNCIL = '/samverkan/digitaliseringsradet';
let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

async function troublesOf(page, name) {
  const troubles = [];
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size);
    troubles.push(...await axeFindings(page), ...await overflow(page));
    if ((await page.textContent('body')).includes('⟦')) troubles.push('lacks a text');
  }
  await page.setViewportSize(WIDE);
  return troubles.map((trouble) => `${name}: ${trouble}`);
}

async function visit(who, paths, { status = 200, language, colorScheme = 'light' } = {}) {
  const context = await browser.newContext({ locale: 'sv-SE', colorScheme });
  const page = await context.newPage();
  if (who) await signIn(page, samverk.address, PEOPLE[who], samverk.password);
  if (language) {
    await context.addCookies([{ name: 'language', value: language, url: samverk.address }]);
  }
  const troubles = [];
  for (const path of paths) {
    const response = await page.goto(samverk.address + path);
    if (response.status() !== status) troubles.push(`${path} answered ${response.status()}`);
    troubles.push(...await troublesOf(page, path));
  }
  await context.close();
  return troubles;
}

test('the administrator\'s pages', { timeout: 300_000 }, async () => {
  const paths = ['/personer', '/logg', '/aktorer/ny', '/aktorer/folkmangd', '/samverkan/ny',
    '/mina-uppgifter', '/mina-uppgifter/epost', '/mina-uppgifter/epost/nasta', '/mina-uppgifter/foljer',
    '/mina-uppgifter/kalendrar', '/administration', '/arbeten', '/arbeten/ny/installation', '/trappor/samverkanstrappan', `${COUNCIL}/logg`];
  assert.deepEqual(await visit('administrator', paths), []);
});

test('a party administrator\'s party and people', { timeout: 120_000 }, async () => {
  const paths = ['/', '/aktorer/jonkopings-kommun', '/aktorer/jonkopings-kommun/personer'];
  assert.deepEqual(await visit('partyAdministrator', paths), []);
});

test('what is not there and what is not yours', { timeout: 120_000 }, async () => {
  assert.deepEqual(await visit(null, ['/finns-inte', '/samverkan/finns-inte'], { status: 404 }), []);
  assert.deepEqual(await visit('reader', [`${COUNCIL}/redigera`, '/samverkan/ny'], { status: 403 }), []);
});

test('by night', { timeout: 300_000 }, async () => {
  const paths = ['/', '/samverkan', COUNCIL, `${COUNCIL}/grupper`, `${COUNCIL}/karta`, `${COUNCIL}/budget/2021`,
    `${COUNCIL}/fordelning/2021`, `${COUNCIL}/planer/2021-2023`, `${COUNCIL}/mal`, `${COUNCIL}/behov`, `${COUNCIL}/behov/ny`,
    '/aktorer/jonkopings-kommun', '/sok?q=digital', '/mina-uppgifter', '/mina-uppgifter/epost'];
  assert.deepEqual(await visit('coordinator', paths, { colorScheme: 'dark' }), []);
});

test('the public pages in English', { timeout: 300_000 }, async () => {
  const paths = ['/', '/samverkan', COUNCIL, `${COUNCIL}/medlemmar`, `${COUNCIL}/grupper`,
    `${COUNCIL}/planer/2021-2023`, `${COUNCIL}/budget/2021`, `${COUNCIL}/fordelning/2021`,
    `${COUNCIL}/fordelning/2021/aneby-kommun`, `${COUNCIL}/modeller/2021-antagen`, '/aktorer',
    '/aktorer/jonkopings-kommun', '/trappor', '/strategier', '/logga-in', '/om', '/tillganglighet'];
  assert.deepEqual(await visit(null, paths, { language: 'en' }), []);
});

test('what a coordinator does, in English', { timeout: 300_000 }, async () => {
  const paths = ['/sok?q=digital', '/api', `${COUNCIL}/scenarier`, `${COUNCIL}/scenarier/folkmangd-2020`,
    `${COUNCIL}/scenarier/folkmangd-2020/aneby-kommun`, `${COUNCIL}/scenarier/folkmangd-2020/redigera`,
    `${COUNCIL}/scenarier/jamfor?med=folkmangd-2020&med=regionen-369-000&med=regionen-430-500`,
    `${COUNCIL}/fordelning/2021/senaste-folkmangd`, `${COUNCIL}/karta`, `${COUNCIL}/trappa`, `${COUNCIL}/olika-bilder`,
    `${COUNCIL}/mal`, `${COUNCIL}/planer/2021-2023/tackning`, `${COUNCIL}/planer/2021-2023/insatser`, `${COUNCIL}/aktorer`, `${COUNCIL}/kalkylblad`,
    `${COUNCIL}/logg`, '/aktorer/jonkopings-kommun', '/mina-uppgifter'];
  assert.deepEqual(await visit('coordinator', paths, { language: 'en' }), []);
});

test('a form with something wrong tells where', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE' });
  const page = await context.newPage();
  await signIn(page, samverk.address, PEOPLE.administrator, samverk.password);
  await page.goto(`${samverk.address}/aktorer/ny`);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator('form.form button[type=submit]').click();
  assert.equal((await answer).status(), 422);
  await page.waitForLoadState();
  assert.deepEqual(await troublesOf(page, '/aktorer/ny with errors'), []);
  await page.locator('.ds-error-summary a').first().click();
  const focused = await page.evaluate(() => document.activeElement.matches('input, select, textarea'));
  assert.ok(focused, 'the link in the summary leads to the field');
  await context.close();
});

test('a button that is pressed twice sends once', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE' });
  const page = await context.newPage();
  await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
  await page.goto(`${samverk.address}${COUNCIL}/behov/ny`);
  let sent = 0;
  await page.route('**/behov/ny', async (route) => {
    if (route.request().method() === 'POST') {
      sent += 1;
      await new Promise((resolve) => { setTimeout(resolve, 500); });
    }
    await route.continue();
  });
  await page.getByLabel('Behov', { exact: true }).check();
  await page.getByLabel('Beskrivning', { exact: true }).fill('Två tryck på knappen');
  await page.getByRole('main').getByRole('button', { name: 'Lägg till', exact: true }).dblclick({ noWaitAfter: true });
  await page.waitForURL((url) => !url.pathname.endsWith('/ny'));
  assert.equal(sent, 1);
  assert.equal(await page.getByText('Två tryck på knappen').first().isVisible(), true);
  await context.close();
});
