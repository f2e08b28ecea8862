// Writing that is not lost and looks as it should: signed out while typing, another person's session, and a plan's chapters with their toolbar.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  NARROW, NARROWEST, PEOPLE, WIDE, axeFindings, fill, overflow, press, said, signIn, startBrowser, startSamverk,
} from '../support.js';

let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

const NEW_GROUP = '/samverkan/digitaliseringsradet/grupper/ny';

for (const javaScriptEnabled of [true, false]) {
  test(`signed out while typing, ${javaScriptEnabled ? 'with' : 'without'} script`, { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ locale: 'sv-SE', viewport: NARROW, javaScriptEnabled });
    const page = await context.newPage();
    await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
    await page.goto(samverk.address + NEW_GROUP);
    const name = `Aftongruppen ${javaScriptEnabled}`;
    await page.locator('input[name=name]').fill(name);
    await page.locator('input[name=key]').fill(`afton-${javaScriptEnabled}`);
    await page.locator('textarea').first().fill('Rad ett "åäö"\n\n- rad två <b>');
    for (const group of await page.locator('main fieldset:has(input[type=radio])').all()) {
      await group.locator('input[type=radio]').first().check();
    }
    await context.clearCookies();
    const submit = await page.locator('main .form__buttons button').first().innerText();
    assert.equal(await press(page, submit), 401);
    assert.match(await said(page), /Du har blivit utloggad/);
    if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), []);
    const [beside] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Logga in i en ny flik' }).click(),
    ]);
    await beside.getByLabel('E-postadress').fill(PEOPLE.coordinator);
    await beside.getByLabel('Lösenord').fill(samverk.password);
    await beside.getByRole('main').getByRole('button', { name: 'Logga in' }).click();
    await beside.getByText('Gå tillbaka till fliken').waitFor();
    await beside.close();
    await press(page, 'Skicka igen');
    const text = await said(page);
    assert.ok(text.includes(name) && text.includes('rad två <b>'), text);
    await context.close();
  });
}

test('what somebody else began is not sent as one\'s own', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: WIDE });
  const page = await context.newPage();
  await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
  await page.goto(`${samverk.address}/samverkan/digitaliseringsradet/redigera`);
  await page.locator('textarea').first().fill('Ett nytt syfte');
  await context.clearCookies();
  const beside = await context.newPage();
  await signIn(beside, samverk.address, PEOPLE.administrator, samverk.password);
  assert.equal(await press(page, 'Spara'), 409);
  assert.match(await said(page), /Någon annan är inloggad nu/);
  assert.deepEqual(await axeFindings(page), []);
  await page.setViewportSize(NARROWEST);
  assert.deepEqual(await overflow(page), []);
  await context.close();
});

const PLANS = '/samverkan/digitaliseringsradet/planer';

/** The form with the texts of a new plan. */
async function openTexts(page, key) {
  await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
  await page.goto(`${samverk.address}${PLANS}/ny`);
  await fill(page, 'Titel', `Plan ${key}`);
  const short = page.getByLabel('Kortnamn i adressen');
  if (await short.count()) await short.first().fill(key);
  await fill(page, 'Första dag', '2031-01-01');
  await fill(page, 'Sista dag', '2033-12-31');
  assert.ok(await press(page, 'Skapa planen') < 400, await said(page));
  await page.goto(`${samverk.address}${PLANS}/${key}`);
  await page.getByRole('link', { name: 'Skriv texter' }).click();
  await page.waitForURL(/\/text$/);
}

test('a chapter is marked up with buttons and keys, and shown beside', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: WIDE });
  const page = await context.newPage();
  await openTexts(page, 'skrivplan');
  const box = page.locator('textarea[name="sections.0.text"]');
  await page.locator('input[name="sections.0.title"]').fill('Läget');
  const button = (name) => page.locator('td:has(textarea[name="sections.0.text"])').getByRole('button', { name, exact: true });
  await box.focus();
  await button('Rubrik').click();
  await page.keyboard.type('Mål');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Det är ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('viktigt');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await button('Punktlista').click();
  await page.keyboard.type('ett');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await button('Tabell').click();
  assert.match(await box.inputValue(), /^## Mål\n\nDet är \*\*viktigt\*\*\n\n- ett\n\n\| Rubrik \| Rubrik \|\n\| --- \| --- \|/);
  // What is typed is shown beside, by the server, before anything is saved.
  const beside = page.locator('[data-preview]');
  await beside.locator('table').waitFor();
  assert.equal(await beside.locator('strong', { hasText: 'viktigt' }).count(), 1);
  assert.equal(await beside.locator('li', { hasText: 'ett' }).count(), 1);
  assert.equal(await beside.getByRole('heading', { name: 'Mål' }).count(), 1);
  assert.deepEqual(await axeFindings(page), []);
  await page.setViewportSize(NARROWEST);
  assert.deepEqual(await overflow(page), []);
  await page.setViewportSize(WIDE);
  await press(page, 'Spara');
  await page.goto(`${samverk.address}${PLANS}/skrivplan/versioner/1/hela`);
  assert.deepEqual(await axeFindings(page), []);
  const main = page.getByRole('main');
  assert.equal(await main.getByRole('heading', { name: 'Mål', level: 3, exact: true }).count(), 1);
  assert.equal(await main.locator('strong', { hasText: 'viktigt' }).count(), 1);
  await context.close();
});

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

test('a picture among the files of the plan is put in with a button and shown beside', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: WIDE });
  const page = await context.newPage();
  await openTexts(page, 'skrivplan-bild');
  assert.match(await said(page), /inga bilder att lägga in/);
  await page.goto(`${samverk.address}${PLANS}/skrivplan-bild`);
  await page.getByRole('link', { name: 'Lägg till en fil' }).click();
  await page.locator('input[type=file]').setInputFiles({ name: 'karta.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') });
  assert.ok(await press(page, 'Lägg till en fil') < 400, await said(page));
  await page.goto(`${samverk.address}${PLANS}/skrivplan-bild/versioner/1/text`);
  const box = page.locator('textarea[name="summary"]');
  const bar = box.locator('xpath=preceding-sibling::*[1]');
  await box.focus();
  const open = bar.getByRole('button', { name: 'Bild', exact: true });
  await open.press('Enter');
  assert.equal(await open.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await axeFindings(page), []);
  await bar.getByRole('button', { name: 'karta.png' }).press('Enter');
  await page.keyboard.type('Karta över länet');
  assert.equal(await box.inputValue(), '![Karta över länet](fil:karta-png)\n\n');
  await page.locator('[data-preview]').getByRole('img', { name: 'Karta över länet' }).waitFor();
  await page.setViewportSize(NARROWEST);
  assert.deepEqual(await overflow(page), []);
  await page.setViewportSize(WIDE);
  await press(page, 'Spara');
  await page.goto(`${samverk.address}${PLANS}/skrivplan-bild`);
  const picture = page.getByRole('img', { name: 'Karta över länet' });
  assert.equal(await picture.evaluate((one) => one.complete && one.naturalWidth), 1, 'the browser draws it');
  assert.deepEqual(await axeFindings(page), []);
  await context.close();
});

test('without script the texts are shown with a button', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: NARROW, javaScriptEnabled: false });
  const page = await context.newPage();
  await openTexts(page, 'skrivplan-tva');
  assert.match(await said(page), /## för underrubrik/);
  await page.locator('input[name="sections.0.title"]').fill('Läget');
  await page.locator('textarea[name="sections.0.text"]').fill('## Mål\n\n[Om](/om) och <b>inte</b>');
  assert.equal(await press(page, 'Förhandsgranska'), 200);
  const beside = page.locator('[data-preview]');
  assert.equal(await beside.getByRole('link', { name: 'Om' }).getAttribute('href'), '/om');
  assert.match(await beside.innerText(), /<b>inte<\/b>/);
  assert.equal(await page.locator('textarea[name="sections.0.text"]').inputValue(), '## Mål\n\n[Om](/om) och <b>inte</b>');
  await context.close();
});
