// A list that is put in order by hand: rows are dragged with a pointer, also with a finger, and a line says where each now stands.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { NARROW, PEOPLE, WIDE, axeFindings, overflow, signIn, startBrowser, startSamverk } from '../support.js';

const ORDER = '/samverkan/digitaliseringsradet/grupper/ordna';
let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

const names = (page) => page.locator('.kept-order > li').evaluateAll((rows) => rows.map((row) => row.dataset.name));

async function opened(options) {
  const context = await browser.newContext({ locale: 'sv-SE', ...options });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
  await page.goto(samverk.address + ORDER);
  return { context, page, errors };
}

/** The middle of what a row is dragged by. */
async function handle(page, place) {
  const box = await page.locator('.ordered__handle').nth(place).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const saved = (page) => page.waitForResponse((answer) => answer.url().includes('/ordna') && answer.request().method() === 'GET');

test('a row is dragged to its place, and stays there', { timeout: 120_000 }, async () => {
  const { context, page, errors } = await opened({ viewport: WIDE });
  const [first, second, third, ...rest] = await names(page);
  const [from, to] = [await handle(page, 0), await handle(page, 2)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(from.x, to.y + 30, { steps: 5 });
  await Promise.all([saved(page), page.mouse.up()]);
  await page.getByRole('status').filter({ hasText: `${first} står nu på plats 3 av` }).waitFor();
  const moved = [second, third, first, ...rest];
  assert.deepEqual(await names(page), moved);
  await page.reload();
  assert.deepEqual(await names(page), moved, 'it is kept');
  // What is let go with Escape goes back.
  const again = await handle(page, 0);
  await page.mouse.move(again.x, again.y);
  await page.mouse.down();
  await page.mouse.move(again.x, again.y + 300, { steps: 5 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  assert.deepEqual(await names(page), moved);
  // The buttons do the same, by keyboard.
  const up = page.locator('.kept-order > li').nth(2).getByRole('button', { name: 'Flytta upp' });
  await up.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.has('notis'));
  assert.deepEqual((await names(page)).slice(0, 3), [second, first, third]);
  assert.deepEqual([...await axeFindings(page), ...errors], []);
  await context.close();
});

test('with a finger, on a phone', { timeout: 120_000 }, async () => {
  const { context, page, errors } = await opened({ viewport: NARROW, hasTouch: true, isMobile: true });
  const [first, second, ...rest] = await names(page);
  await page.locator('.ordered__handle').first().scrollIntoViewIfNeeded();
  const [from, to] = [await handle(page, 0), await handle(page, 1)];
  const finger = await context.newCDPSession(page);
  const touch = (type, point) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] });
  await touch('touchStart', from);
  for (let step = 1; step <= 10; step++) {
    await touch('touchMove', { x: from.x, y: from.y + (to.y + 130 - from.y) * (step / 10) });
  }
  await Promise.all([saved(page), touch('touchEnd')]);
  await page.getByRole('status').filter({ hasText: `${first} står nu på plats 2 av` }).waitFor();
  assert.deepEqual(await names(page), [second, first, ...rest]);
  assert.deepEqual([...await axeFindings(page), ...await overflow(page), ...errors], []);
  await context.close();
});

test('without script there are the buttons', { timeout: 60_000 }, async () => {
  const { context, page } = await opened({ viewport: WIDE, javaScriptEnabled: false });
  assert.equal(await page.locator('.ordered__handle').count(), 0);
  const [first, second] = await names(page).catch(() => page.locator('.kept-order__name > span:first-child').allTextContents());
  await page.locator('.kept-order > li').first().getByRole('button', { name: 'Flytta ned' }).click();
  const now = await page.locator('.kept-order__name > span:first-child').allTextContents();
  assert.deepEqual(now.slice(0, 2), [second, first]);
  await context.close();
});
