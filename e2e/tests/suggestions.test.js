// What is suggested while one types in the search box of the head: by keyboard alone, wide and on a phone, and without script.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { NARROW, PEOPLE, WIDE, axeFindings, overflow, signIn, startBrowser, startSamverk } from '../support.js';

let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

const box = (page) => page.getByRole('combobox', { name: 'Sökord' });
const list = (page) => page.getByRole('listbox', { name: 'Förslag' });
const status = (page) => page.locator('.site-search [role=status]');

/** What the box says is chosen, as it is read out. */
const chosen = (page) => page.evaluate(() => {
  const id = document.activeElement.getAttribute('aria-activedescendant');
  const option = id && document.getElementById(id);
  return option?.getAttribute('aria-selected') === 'true' ? option.innerText : null;
});

test('by keyboard alone', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: WIDE });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('/sok/forslag')) asked.push(request.url()); });
  await page.goto(samverk.address);
  await page.keyboard.press('/');
  assert.equal(await box(page).getAttribute('aria-expanded'), 'false');
  await page.keyboard.type('jönk');
  await list(page).waitFor();
  assert.equal(asked.length, 1, 'typed fast, asked once');
  assert.equal(await box(page).getAttribute('aria-expanded'), 'true');
  const count = await list(page).getByRole('option').count();
  assert.match(await status(page).innerText(), new RegExp(`^${count} förslag`));
  assert.deepEqual(await axeFindings(page), []);
  assert.equal(await chosen(page), null);
  await page.keyboard.press('ArrowDown');
  assert.match(await chosen(page), /Jönköping/);
  // Round the end, where what was typed stands.
  await page.keyboard.press('ArrowUp');
  assert.equal(await chosen(page), null);
  await page.keyboard.press('ArrowUp');
  const last = await chosen(page);
  assert.equal(last, await list(page).getByRole('option').last().innerText());
  await page.keyboard.press('Escape');
  assert.equal(await list(page).count(), 0);
  assert.equal(await box(page).inputValue(), 'jönk', 'the list is gone, what was typed is not');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const href = await page.locator('[aria-selected=true]').getAttribute('data-href');
  await Promise.all([page.waitForURL(samverk.address + href), page.keyboard.press('Enter')]);
  // Without a choice the box searches in everything.
  await page.keyboard.press('/');
  await page.keyboard.type('bygglov');
  await Promise.all([page.waitForURL(/\/sok\?q=bygglov$/), page.keyboard.press('Enter')]);
  await context.close();
});

test('one\'s own first, and on a phone', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: NARROW });
  const page = await context.newPage();
  await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
  await page.goto(`${samverk.address}/samverkan`);
  await page.keyboard.press('/');
  await page.keyboard.type('jönk');
  await list(page).waitFor();
  assert.match(await list(page).getByRole('option').first().innerText(), /Samverkan$/);
  const option = list(page).getByRole('option').first();
  const { x, width } = await option.boundingBox();
  assert.ok(x >= 0 && x + width <= NARROW.width, 'the list is on the screen');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(await overflow(page), []);
  const href = await option.getAttribute('data-href');
  await Promise.all([page.waitForURL(samverk.address + href), option.click()]);
  await context.close();
});

test('without script the box leads to the page', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: WIDE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(samverk.address);
  await page.getByRole('searchbox', { name: 'Sökord' }).fill('jönköping');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sok\?q=/);
  assert.match(await page.getByRole('main').innerText(), /träff/);
  await context.close();
});
