// A consultation comes in, two parties draft together, one adopts and one adapts, they decide and send, and the
// coordinator sees both matrices.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  NARROWEST, PEOPLE, WIDE, axeFindings, overflow, plain, press, said, signIn, startBrowser, startSamverk,
} from '../support.js';

const COUNCIL = '/samverkan/digitala-radet-i-exempellanet';
const TITLE = 'Gemensam inloggning';
const CONSULTATION = `${COUNCIL}/remisser/gemensam-inloggning`;
const ANSWER = (party) => `${COUNCIL}/remissvar/gemensam-inloggning-${party}`;
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(new Date());

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

/** Writes or chooses in the field, whether it must be filled in or not. */
async function write(label, value) {
  const field = page.getByRole('main').getByLabel(new RegExp(`^${label}( \\(frivilligt\\))?$`));
  if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value);
  else await field.fill(value);
}

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

async function addPoint(title, text) {
  await go(CONSULTATION);
  await follow('Ny punkt');
  await write('Punkt', title);
  await write('Förslag eller fråga', text);
  await save('Lägg till punkten');
}

test('the coordinator registers it once and opens it', async () => {
  await as('coordinator');
  await go(`${COUNCIL}/remisser/ny`);
  await write('Remiss', TITLE);
  await page.getByLabel('Vi svarar', { exact: true }).check();
  await write('Avsändare', 'Påhittade myndigheten');
  await write('Avsändarens diarienummer', 'PM 2026/0500');
  await write('Missiv', 'Vi vill ha ett ställningstagande till två förslag.');
  await write('Svara senast', '2027-12-01');
  await save('Lägg till');
  await addPoint('En inloggning', 'Alla e-tjänster ska ha samma inloggning.');
  await addPoint('Ombud', 'Den som behöver ska kunna ha ett ombud.');
  await follow('Öppna remissen');
  await page.getByLabel('Öppen', { exact: true }).check();
  await save('Ändra läge');
  await go(CONSULTATION);
  assert.match(await said(page), /0 av 13 svar är expedierade/);
  await looksRight();
});

async function draft(point, stance, reason) {
  await go(`${COUNCIL}/remisspunkter/${point}/redigera`);
  await write('Gemensamt ställningstagande', stance);
  await write('Gemensamma skäl', reason);
  await save('Spara');
}

test('two parties draft together', async () => {
  await draft('en-inloggning', 'Tillstyrker', 'En inloggning är enklare för invånarna.');
  await as('representative');
  await draft('ombud', 'Vill ändra', 'Ombud behövs, men reglerna ska vara desamma i hela landet.');
  await go(CONSULTATION);
  assert.match(await said(page), /En inloggning är enklare[^]*Ombud behövs/);
});

test('one adopts, with a case of its own', async () => {
  await as('representative');
  await go('/');
  assert.match(await said(page), /Öppna eller avstå från remissen Gemensam inloggning/);
  await go(ANSWER('provkopings-kommun'));
  await looksRight();
  await follow('Registrera ärende');
  await save('Registrera ärende');
  assert.match(await said(page), /KS \d{4}\/\d{5}/);
  await save('Anta det gemensamma utkastet för dem');
  await follow('Skriv yttrandet');
  await write('Sammanfattning', 'Kommunen ställer sig bakom det gemensamma utkastet.');
  await save('Spara');
  await looksRight();
});

async function decideAndSend() {
  await follow('Yttrandet är klart för beslut');
  await save('Yttrandet är klart för beslut');
  await follow('Registrera beslut');
  await write('Beslutat av', 'Kommunstyrelsen');
  await write('Beslutsdatum', today());
  await write('Paragraf', '§ 12');
  await save('Registrera beslut');
  await follow('Registrera expediering');
  await save('Registrera expediering');
  assert.match(await said(page), /Expedierat/);
}

test('it decides and sends, as PDF and as Word, with both numbers', async () => {
  await decideAndSend();
  const told = await said(page);
  assert.match(told, /Ämnesrad: Remissvar: Gemensam inloggning, KS \d{4}\/\d{5}, PM 2026\/0500/);
  for (const ending of ['pdf', 'docx', 'zip']) {
    const file = await page.request.get(`${samverk.address}${ANSWER('provkopings-kommun')}/remissvar.${ending}`);
    assert.equal(file.status(), 200, ending);
    assert.ok((await file.body()).length > 1_000, ending);
  }
  // The case has what was sent, and leads back.
  const number = told.match(/KS (\d{4})\/(\d{5})/);
  const place = `/aktorer/provkopings-kommun/diarier/kommunstyrelsen/arenden/ks-${number[1]}-${number[2]}`;
  for (let tries = 0; tries < 40; tries += 1) {
    await go(place);
    if (/Remissvar: Gemensam inloggning/.test(await said(page))) break;
    await page.waitForTimeout(500);
  }
  assert.match(await said(page), /Remissvar: Gemensam inloggning/);
  await looksRight();
  await follow('Gemensam inloggning');
  assert.match(await said(page), /Expedierat/);
});

test('the other adapts, and the difference is shown', async () => {
  await as('economist');
  await go(ANSWER('exempelstads-kommun'));
  await follow('Ange diarienummer');
  await write('Eget diarienummer', 'KS 2026:950');
  await save('Ange diarienummer');
  await page.locator('#en-inloggning').getByRole('link', { name: /Anpassa eller skriv eget/ }).click();
  await looksRight();
  await page.getByRole('radio', { name: /Anpassar det gemensamma/ }).check();
  await write('Ställningstagande', 'Vill ändra');
  await write('Skäl', 'En inloggning är enklare för invånarna, om den är frivillig.');
  await save('Spara avsnittet');
  await page.locator('#en-inloggning summary').first().click();
  assert.equal(plain(await page.locator('#en-inloggning ins').first().innerText()).length > 0, true);
  await looksRight();
  await decideAndSend();
});

test('the coordinator sees both matrices and the compiled result', async () => {
  await as('coordinator');
  await go(CONSULTATION);
  const told = await said(page);
  assert.match(told, /2 av 13 svar är expedierade/);
  assert.match(told, /KS \d{4}\/\d{5}/);
  assert.match(told, /KS 2026:950/);
  await looksRight();
  await follow('Sammanställning');
  const compiled = await said(page);
  assert.match(compiled, /2 av 13 svar är beslutade/);
  assert.match(compiled, /Provköpings kommun[^]*Tillstyrker/);
  assert.match(compiled, /Exempelstads kommun[^]*Vill ändra/);
  await looksRight();
});
