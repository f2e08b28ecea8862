// On the phone, as the representative of a party: what awaits us, why we pay what we pay, and an answer to a draft.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { NARROW, PEOPLE, axeFindings, overflow, press, said, signIn, startBrowser, startSamverk } from '../support.js';

const DRAFT = 'Lämna synpunkter på Program för informationssäkerhet och beredskap 2027–2029';
const ANSWER = 'Vi vill att övningen hålls före budgeten beslutas.';

let samverk;
let browser;
let page;
before(async () => {
  [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]);
  page = await (await browser.newContext({ locale: 'sv-SE', viewport: NARROW, hasTouch: true, isMobile: true })).newPage();
  page.setDefaultTimeout(10_000);
  await signIn(page, samverk.address, PEOPLE.representative, samverk.password);
});
after(async () => { await browser?.close(); await samverk?.stop(); });

const main = () => page.getByRole('main');

async function tap(link) {
  await Promise.all([page.waitForEvent('load'), link.tap()]);
  assert.deepEqual(await overflow(page), [], page.url());
}

test('what awaits the party stands first, with one button each', { timeout: 60_000 }, async () => {
  assert.match(await said(page), /^Mitt arbete \d+ saker väntar på dig/);
  const task = main().getByRole('link', { name: new RegExp(`^Lämna synpunkter: ${DRAFT}`) });
  assert.equal(await task.count(), 1);
  assert.deepEqual(await axeFindings(page), []);
});

test('why the party pays what it pays is two taps away', { timeout: 60_000 }, async () => {
  await tap(main().getByRole('link', { name: 'Provköpings kommun', exact: true }));
  const text = await said(page);
  assert.match(text, /Betalar \d{4} [\d ]+ kr/);
  assert.ok(text.indexOf('Väntar på er') < text.indexOf('Vad ni betalar och varför'), text);
  await tap(main().getByRole('table', { name: /^Vad Provköpings kommun betalar/ }).getByRole('link').nth(1));
  assert.match(await said(page), /Provköpings kommun[\s\S]*[\d ]+ kr/);
  assert.match(page.url(), /\/fordelning\/\d{4}[^/]*\/provkopings-kommun/);
});

test('a draft is answered, and then it awaits nobody', { timeout: 60_000 }, async () => {
  await page.goto(samverk.address);
  await tap(main().getByRole('link', { name: new RegExp(`^Lämna synpunkter: ${DRAFT}`) }));
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel(/^Fokusområdet Beredskap/).fill(ANSWER);
  assert.ok(await press(page, 'Lämna svaret') < 400, await said(page));
  assert.ok((await said(page)).includes(ANSWER), 'the answer stands where one comes to');
  await page.goto(samverk.address);
  assert.ok(!(await said(page)).includes(DRAFT), 'the task is gone');
});
