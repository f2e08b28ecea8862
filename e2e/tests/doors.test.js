// Other ways in: the keyboard alone, without JavaScript, with mistakes, and by invitation.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { PEOPLE, fill, fillRow, plain, press, said, signIn, startBrowser, startSamverk } from '../support.js';

const COUNCIL = '/samverkan/digitaliseringsradet';
const MODEL = `${COUNCIL}/modeller/2021-trettio-procent`;

let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

async function visitor(options = {}) {
  const context = await browser.newContext({ locale: 'sv-SE', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

async function coordinator(options) {
  const page = await visitor(options);
  await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
  return page;
}

/** What has the focus: its name, where it leads, and whether a ring of ours is drawn around it. */
const focus = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const ring = (around) => {
    const style = getComputedStyle(around);
    return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
  };
  // The skip link is drawn only while it has the focus, so being there is its mark.
  const appeared = element.matches('a[href="#main"]') && element.getBoundingClientRect().height > 20;
  const label = element.labels?.[0]?.innerText ?? element.getAttribute('aria-label') ?? element.innerText;
  return {
    name: label.replace(/\s+/g, ' ').trim(),
    href: element.getAttribute('href'),
    seen: appeared || ring(element) || ring(element.parentElement),
  };
});

const faint = new Set();

/** Presses Tab until that element has the focus, and remembers stops whose focus is hard to see. */
async function tabTo(page, isIt, most = 250) {
  for (let stops = 0; stops < most; stops += 1) {
    await page.keyboard.press('Tab');
    const here = await focus(page);
    if (!here.seen) faint.add(`${new URL(page.url()).pathname}: ${here.name.slice(0, 50)}`);
    if (isIt(here)) return here;
  }
  return assert.fail(`Tab does not reach it at ${page.url()}`);
}

const named = (name) => (here) => here.name === name;

async function enter(page) {
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
  await page.waitForLoadState();
}

async function skipToContent(page) {
  await page.keyboard.press('Tab');
  const link = await focus(page);
  assert.equal(link.name, 'Till innehållet');
  assert.ok(link.seen);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)),
    `the skip link does not move the focus into the content at ${page.url()}`);
}

async function signInByKeyboard(page) {
  await page.goto(`${samverk.address}/`);
  await tabTo(page, named('Logga in'));
  await enter(page);
  await tabTo(page, named('E-postadress'));
  await page.keyboard.type(PEOPLE.coordinator);
  await tabTo(page, named('Lösenord'));
  await page.keyboard.type(samverk.password);
  await enter(page);
  assert.doesNotMatch(page.url(), /logga-in/);
}

async function readAnAmountByKeyboard(page) {
  await tabTo(page, named('Samverkan'));
  await enter(page);
  await tabTo(page, (here) => here.href === COUNCIL);
  await enter(page);
  await tabTo(page, named('Fördelning'));
  await enter(page);
  await tabTo(page, named('Kostnadsfördelning 2021'));
  await enter(page);
  await skipToContent(page);
  await tabTo(page, (here) => here.href?.endsWith('/fordelning/2021/aneby-kommun') ?? false);
  await enter(page);
  assert.ok((await said(page)).includes('4 361 000 kr × 1,90 % = 82 859 kr'));
}

async function editAGroupByKeyboard(page) {
  await tabTo(page, named('Grupper'));
  await enter(page);
  await tabTo(page, named('Arkitektgruppen'));
  await enter(page);
  await tabTo(page, named('Ändra uppgifterna'));
  await enter(page);
  await tabTo(page, (here) => here.name.startsWith('Anmärkning'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Skrivet med tangenterna.');
  await tabTo(page, named('Spara'));
  await enter(page);
  assert.ok((await said(page)).includes('Skrivet med tangenterna.'));
}

test('the main task with the keyboard alone', { timeout: 180_000 }, async () => {
  const page = await visitor();
  await signInByKeyboard(page);
  await readAnAmountByKeyboard(page);
  await editAGroupByKeyboard(page);
  assert.deepEqual([...faint], [], 'the focus is hard to see');
  await page.context().close();
});

test('without JavaScript', { timeout: 60_000 }, async () => {
  const page = await coordinator({ javaScriptEnabled: false });
  await page.goto(`${samverk.address}${COUNCIL}/grupper/arkitektgruppen`);
  await page.getByRole('link', { name: 'Ändra uppgifterna' }).click();
  await page.getByLabel(/^Så samverkar vi/).fill('Utan skript.');
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.waitForURL(/grupper\/arkitektgruppen(\?|$)/);
  assert.ok(plain(await page.getByRole('main').innerText()).includes('Utan skript.'));
  await page.context().close();
});

/** The summary names the mistake and its link leads to a field; gives that field. */
async function fieldOfTheMistake(page, words) {
  const link = page.getByRole('alert').getByRole('link', { name: words }).first();
  const target = await link.getAttribute('href');
  assert.match(target, /^#/);
  await link.click();
  const field = page.locator(target);
  await field.waitFor();
  return field;
}

test('bad input is told at its field', { timeout: 180_000 }, async (t) => {
  const page = await coordinator();
  const go = (path) => page.goto(samverk.address + path);

  await t.test('percentages that sum to 99,9', async () => {
    await go(MODEL);
    await page.getByRole('link', { name: 'Ändra ”Kommunerna delar resten”' }).click();
    await page.getByRole('button', { name: 'Hur mycket?' }).click();
    const first = page.getByLabel('Andel i procent, rad 1', { exact: true });
    await first.fill('1,80');
    assert.equal(await press(page, 'Spara'), 422);
    await fieldOfTheMistake(page, /99,90 %, inte 100,00 %/);
    assert.equal(await first.inputValue(), '1,80');
    await go(MODEL);
    assert.doesNotMatch(await said(page), /1,80 %/);
  });

  await t.test('a negative amount', async () => {
    await go(`${COUNCIL}/modeller/2021-trettio-procent/ny-regel/fixed`);
    await fill(page, 'Regelns namn', 'Minus');
    await press(page, 'Nästa');
    await page.getByLabel('Hela budgeten', { exact: true }).check();
    await press(page, 'Nästa');
    const amount = page.getByLabel('Belopp i kronor', { exact: true });
    await amount.fill('-100');
    assert.equal(await press(page, 'Spara'), 422);
    const field = await fieldOfTheMistake(page, /negativt/);
    const around = field.locator('xpath=ancestor-or-self::*[starts-with(@id, "field-")][1]');
    assert.match(plain(await around.innerText()), /negativt/);
    assert.equal(await amount.inputValue(), '-100');
  });

  await t.test('a negative amount in a table', async () => {
    await go(`${COUNCIL}/fordelning/2021-30-procent/tryckt-tabell`);
    const cell = page.getByLabel('Belopp i dokumentet, rad 2', { exact: true });
    await cell.fill('-82 859');
    assert.equal(await press(page, 'Spara'), 422);
    await fieldOfTheMistake(page, /Rad 2, .*negativt/);
    assert.equal(await cell.getAttribute('aria-invalid'), 'true');
  });

  await t.test('a member twice', async () => {
    await go(`${COUNCIL}/medlemmar/redigera`);
    const rows = await page.getByLabel(/^Aktör, rad/).count();
    const last = rows - 1;
    await fillRow(page, last, { Aktör: 'Aneby kommun', 'Deltar som': 'Medlem' });
    assert.equal(await press(page, 'Spara'), 422);
    await fieldOfTheMistake(page, /Aneby kommun står två gånger/);
    const names = await page.getByLabel(/^Aktör, rad/).evaluateAll((inputs) => inputs.map((input) => input.value));
    assert.equal(names.filter((name) => name === 'Aneby kommun').length, 2);
    await go(`${COUNCIL}/medlemmar`);
    assert.equal(await page.getByRole('table', { name: 'Medlemmar' }).getByRole('link', { name: 'Aneby kommun' }).count(), 1);
  });

  await t.test('an unknown party', async () => {
    await go(`${COUNCIL}/medlemmar/redigera`);
    await fillRow(page, 16, { Aktör: 'Anebyy kommun', 'Deltar som': 'Medlem' });
    assert.equal(await press(page, 'Spara'), 422);
    await fieldOfTheMistake(page, /Anebyy kommun/);
  });

  await t.test('an assessment without a level', async () => {
    await go(`${COUNCIL}/grupper/arkitektgruppen`);
    await page.getByRole('link', { name: 'Lägg till en bedömning' }).click();
    await page.getByLabel(/^Önskad nivå/).selectOption('2 Samsyn');
    assert.equal(await press(page, 'Lägg till en bedömning'), 422);
    await fieldOfTheMistake(page, /Nivå nu/);
  });
  await page.context().close();
});

test('a door that is not hers tells a signed-in person so', { timeout: 60_000 }, async () => {
  const page = await coordinator();
  for (const path of ['/samverkan/ny', '/personer', '/samverkan/e-forvaltning-i-varmdo/redigera']) {
    const response = await page.goto(samverk.address + path);
    assert.ok([403, 404].includes(response.status()), `${path} answered ${response.status()}`);
    await page.getByRole('link', { name: 'Till startsidan' }).waitFor();
  }
  await page.context().close();
});

const NEW_PASSWORD = 'ett-langt-losenord-for-proven';
const NEWCOMER = 'ny.ekonom@exempel.se';

async function invite() {
  const page = await coordinator();
  await page.goto(`${samverk.address}${COUNCIL}`);
  await page.getByRole('link', { name: 'Personer och roller' }).click();
  await page.getByRole('link', { name: 'Bjud in' }).click();
  await fill(page, 'Namn (frivilligt)', 'Ny Ekonom');
  await fill(page, 'E-postadress', NEWCOMER);
  await page.getByLabel('Ekonom', { exact: true }).check();
  await press(page, 'Bjud in');
  const link = await page.getByRole('main').getByRole('link', { name: /^http/ }).getAttribute('href');
  await page.context().close();
  return link;
}

async function acceptInvitation(page, link) {
  await page.goto(link);
  const fields = await page.locator('input[type=password]').all();
  for (const field of fields) await field.fill(NEW_PASSWORD);
  await page.getByRole('main').getByRole('button').click();
  await page.waitForLoadState();
}

test('an invited economist chooses a password, signs in and ends another session', { timeout: 120_000 }, async () => {
  const link = await invite();
  const first = await visitor();
  await acceptInvitation(first, link);
  const second = await visitor();
  await signIn(second, samverk.address, NEWCOMER, NEW_PASSWORD);
  await second.goto(`${samverk.address}${COUNCIL}/budget/2021`);
  assert.ok((await said(second)).includes('4 730 000 kr'));
  await signIn(first, samverk.address, NEWCOMER, NEW_PASSWORD);
  await first.goto(`${samverk.address}/mina-uppgifter`);
  const sessions = first.getByRole('table', { name: 'Inloggningar som gäller nu' });
  while (await sessions.getByRole('button').count()) {
    await sessions.getByRole('button').first().click();
    await first.waitForLoadState();
  }
  await second.goto(`${samverk.address}/mina-uppgifter`);
  assert.match(second.url(), /logga-in/);
  await first.goto(`${samverk.address}/mina-uppgifter`);
  assert.match(await said(first), /Ny Ekonom/);
  await first.goto(link);
  assert.equal(await first.locator('input[type=password]').count(), 0, 'a used link opens nothing');
});
