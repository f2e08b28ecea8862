// A list of contracts is tried and saved, the joint window for a need is found, and work begins from it.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  NARROWEST, PEOPLE, WIDE, axeFindings, overflow, press, said, signIn, startBrowser, startSamverk,
} from '../support.js';

const PARTY = '/aktorer/provkopings-kommun';
const COUNCIL = '/samverkan/digitala-radet-i-exempellanet';
const LIST = 'Avtal;Behovsområde;Leverantör;Slut;Option;Uppsägning\n'
  + 'Bokningssystemet;E-tjänster;Fantasisystem Sverige AB;2030-06-30;2 x 12;3\n'
  + 'Parkeringen;Parkering;Hittepå IT;tills vidare;;6\n';

let samverk;
let browser;
let page;
before(async () => {
  [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]);
});
after(async () => { await browser?.close(); await samverk?.stop(); });

/** Somebody at a browser of their own. */
async function as(person) {
  await page?.context().close();
  page = await (await browser.newContext({ locale: 'sv-SE', viewport: WIDE })).newPage();
  page.setDefaultTimeout(10_000);
  await signIn(page, samverk.address, PEOPLE[person], samverk.password);
}

const go = (path) => page.goto(samverk.address + path);
const follow = (name) => page.getByRole('main').getByRole('link', { name, exact: true }).first().click();

/** Nothing is wrong for those who see, hear or type their way, nor on the narrowest screen. */
async function looksRight() {
  assert.deepEqual(await axeFindings(page), [], page.url());
  await page.setViewportSize(NARROWEST);
  assert.deepEqual(await overflow(page), [], page.url());
  await page.setViewportSize(WIDE);
}

test('a list of contracts is tried, saved, and its look-alikes judged', async () => {
  await as('partyAdministrator');
  await go(`${PARTY}/avtal`);
  await looksRight();
  await follow('Läs in avtal');
  await looksRight();
  const file = join(await mkdtemp(join(tmpdir(), 'avtal-')), 'avtal.csv');
  await writeFile(file, LIST);
  await page.getByLabel('Fil (CSV eller Excel)').setInputFiles(file);
  assert.equal(await press(page, 'Läs filen'), 200);
  await page.getByText('2 avtal läggs till.').waitFor();
  await page.getByText('Fantasisystem Sverige AB liknar').waitFor();
  await looksRight();
  await page.getByLabel('Fil (CSV eller Excel)').setInputFiles(file);
  await page.getByLabel('Spara avtalen').check();
  const status = await press(page, 'Läs filen');
  assert.ok(status < 400, await said(page));
  await follow('Bokningssystemet');
  await page.getByText('Avtalet slutar 2030-06-30').waitFor();
  await looksRight();
  await go('/leverantorer');
  await looksRight();
  await follow('Liknande namn');
  await looksRight();
  await page.getByRole('button', { name: 'Samma: Fantasisystem AB gäller' }).first().click();
  await page.getByRole('button', { name: /^Ångra för/ }).first().waitFor();
  await looksRight();
  await page.getByRole('button', { name: /^Ångra för/ }).first().click();
  await page.getByRole('button', { name: 'Samma: Fantasisystem AB gäller' }).first().waitFor();
});

test('the window for a need is found, and a joint purchase begins from it', async () => {
  await as('coordinator');
  await go(`${COUNCIL}/systemkarta`);
  await looksRight();
  await go(`${COUNCIL}/avtalsfonster`);
  await looksRight();
  await page.getByLabel('Behovsområde').selectOption({ label: 'E-tjänster' });
  await page.getByRole('button', { name: 'Räkna ut' }).press('Enter');
  await page.getByRole('heading', { name: /^Gemensam start \d{4}-\d\d-\d\d$/ }).waitFor();
  await looksRight();
  await page.getByLabel('Så köper vi').selectOption({ label: 'Ramavtal: var och en avropar när det egna avtalet slutar' });
  await page.getByRole('button', { name: 'Räkna ut' }).press('Enter');
  await page.getByText('Avrop kan göras till och med').waitFor();
  await page.getByRole('button', { name: 'Starta en gemensam upphandling' }).press('Enter');
  await page.getByRole('heading', { name: 'Gemensam upphandling: E-tjänster', level: 1 }).waitFor();
  await looksRight();
  await follow('Initiativ');
  await page.getByRole('heading', { name: 'Gemensam upphandling: E-tjänster', level: 1 }).waitFor();
  await looksRight();
  await go('/behovsomraden/e-tjanster');
  await looksRight();
});
