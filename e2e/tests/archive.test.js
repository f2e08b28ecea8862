// A case that has ended is delivered to the e-archive and tells where it is; another is disposed of by two people.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  NARROWEST, PEOPLE, WIDE, axeFindings, overflow, press, said, signIn, startBrowser, startSamverk,
} from '../support.js';

const PARTY = '/aktorer/provkopings-kommun';
const REGISTRY = `${PARTY}/diarier/kommunstyrelsen`;
const DELIVERY = `${PARTY}/leveranser/kommunstyrelsen-2018`;
const DISPOSAL = `${PARTY}/gallringar/begaran-om-handling-2026`;
const OLD = `${REGISTRY}/arenden/2018-018-ks`;
const REQUEST = `${REGISTRY}/arenden/ks-2026-00005`;

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

async function save(button) {
  const status = await press(page, button);
  assert.ok(status < 400, `${page.url()} answered ${status}: ${await said(page)}`);
}

/** Nothing is wrong for those who see, hear or type their way, nor on the narrowest screen. */
async function looksRight() {
  assert.deepEqual(await axeFindings(page), [], page.url());
  await page.setViewportSize(NARROWEST);
  assert.deepEqual(await overflow(page), [], page.url());
  await page.setViewportSize(WIDE);
}

/** Begins a long work from the page and waits until it is done. */
async function work(button) {
  await follow(button);
  await save('Sätt igång');
  await page.getByText('Klart', { exact: true }).first().waitFor({ timeout: 30_000 });
}

test('a case is delivered to the e-archive and tells where it is', async () => {
  await as('partyAdministrator');
  await go(DELIVERY);
  await looksRight();
  await work('Gör paketet');
  const [package_] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').getByRole('link', { name: /Hämta/ }).first().click(),
  ]);
  assert.match(package_.suggestedFilename(), /\.tar$/);
  await go(DELIVERY);
  await looksRight();
  // The list of the package is itself such a table as an archive answers with.
  const list = page.getByRole('main').getByRole('link', { name: /filer.*\.csv/ }).first();
  const bytes = await (await page.request.get(samverk.address + await list.getAttribute('href'))).body();
  const folder = await mkdtemp(join(tmpdir(), 'kvitto-'));
  const [wrong, right] = [join(folder, 'fel.csv'), join(folder, 'kvitto.csv')];
  await writeFile(right, bytes);
  await writeFile(wrong, bytes.toString().split('\n').slice(0, -2).join('\n'));
  await follow('Läs in arkivets kvitto');
  await looksRight();
  await page.getByLabel('Kvittot').setInputFiles(wrong);
  assert.equal(await press(page, 'Läs in arkivets kvitto'), 422);
  assert.match(await said(page), /saknas i kvittot/);
  await page.getByLabel('Kvittot').setInputFiles(right);
  await save('Läs in arkivets kvitto');
  assert.match(await said(page), /Mottagen/);
  await go(OLD);
  assert.match(await said(page), /Finns hos Exempellänets e-arkiv/);
  await looksRight();
});

test('what the plan lets go is listed by one, reviewed by another, and gone', async () => {
  await as('partyAdministrator');
  await go(`${REQUEST}/gallring`);
  await looksRight();
  await page.getByLabel(/^Handlingstyp i planen/).selectOption('avtal');
  await page.getByLabel(/^Avtalet upphörde/).fill('2014-06-30');
  await save('Spara');
  assert.match(await said(page), /Får gallras nu/);
  await go(`${REGISTRY}/att-gallra`);
  await looksRight();
  await go(DISPOSAL);
  await work('Lista det som får gallras');
  await as('representative');
  await go(DISPOSAL);
  assert.match(await said(page), /KS 2026\/00005/);
  await looksRight();
  await follow('Ändra läge');
  await page.getByLabel('Godkänd').check();
  await save('Ändra läge');
  await as('partyAdministrator');
  await go(DISPOSAL);
  await work('Genomför gallringen');
  await go(DISPOSAL);
  assert.match(await said(page), /Gallrat/);
  await looksRight();
  const gone = await go(REQUEST);
  assert.equal(gone.status(), 404);
});
