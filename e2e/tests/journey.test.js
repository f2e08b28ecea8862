// A coordinator takes document 003 into Samverk by hand, from an empty collaboration to public pages.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  PEOPLE, countWork, fill, fillRow, plain, press, said, signIn, startBrowser, startSamverk,
} from '../support.js';

const REGION = 'Region Jönköpings län';
const SHARES = [
  ['Aneby kommun', '1,90', '82 859'],
  ['Eksjö kommun', '4,80', '209 328'],
  ['Gislaveds kommun', '8,50', '370 685'],
  ['Gnosjö kommun', '2,80', '122 108'],
  ['Habo kommun', '3,20', '139 552'],
  ['Jönköpings kommun', '38,00', '1 657 180'],
  ['Mullsjö kommun', '2,10', '91 581'],
  ['Nässjö kommun', '8,70', '379 407'],
  ['Sävsjö kommun', '3,20', '139 552'],
  ['Tranås kommun', '5,40', '235 494'],
  ['Vaggeryds kommun', '3,90', '170 079'],
  ['Vetlanda kommun', '7,80', '340 158'],
  ['Värnamo kommun', '9,70', '423 017'],
];
const RUNNING = 'Löpande verksamhet';
const AREAS = [
  ['Infrastruktur och digitala tjänster', '2 350 000'],
  ['Kompetens', '2 200 000'],
  ['Ledning & styrning', '500 000'],
  ['Säkerhet & trygghet', '1 900 000'],
];
const LINES = [
  ['Projektkoordinator, projektledare', '800 000'],
  ['Medlemsavgift Sambruk', '185 000'],
  ['Projektstyrningsverktyg', '300 000'],
  ['Övrigt', '150 000'],
];
const GROUPS = [
  ['Ledningsgruppen för kompetens', 'Egen grupp', '3 Samverkan', '4 Samhandling'],
  ['Arkitekter i länet', 'Omgivande grupp', '1 Samtal', '2 Samsyn'],
];

let samverk;
let browser;
let page;
let work;
before(async () => {
  [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]);
  page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
  page.setDefaultTimeout(10_000);
  work = await countWork(page);
});
after(async () => { await browser?.close(); await samverk?.stop(); });

const section = (name) => page.getByRole('navigation', { name: 'Platser i samverkan' })
  .getByRole('link', { name, exact: true }).click();
const follow = (name) => page.getByRole('main').getByRole('link', { name, exact: true }).first().click();
const choose = (group, name) => page.getByRole('group', { name: group }).getByLabel(name, { exact: true }).check();

async function save(button) {
  const status = await press(page, button);
  assert.ok(status < 400, `${page.url()} answered ${status}: ${await said(page)}`);
}

async function openCollaboration() {
  await signIn(page, samverk.address, PEOPLE.administrator, samverk.password);
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Samverkan', exact: true }).click();
  await follow('Skapa en samverkan');
  await fill(page, 'Namn', 'Provrådet');
  await fill(page, 'Syfte', 'Digitalisera länet tillsammans.');
  await save('Skapa en samverkan');
  assert.match(page.url(), /\/samverkan\/provradet\/medlemmar\/lagg-till/);
  assert.match(await said(page), /Samverkan är skapad/);
}

/** The step of the flow that one is at. */
const step = () => page.getByRole('navigation', { name: 'Stegen till en samverkan' }).locator('[aria-current=step]').innerText();

async function addMembers() {
  assert.equal(await step(), 'Medlemmar');
  const county = page.getByLabel('Länets kommuner och region');
  await county.selectOption(await county.getByRole('option', { name: new RegExp(REGION) }).getAttribute('value'));
  await save('Lägg till medlemmarna');
}

async function makeTheCoordinatorResponsible() {
  assert.equal(await step(), 'Personer och roller');
  await fill(page, 'E-postadress', PEOPLE.coordinator);
  await choose('Roll', 'Samordnare');
  await save('Bjud in');
  await page.getByRole('button', { name: /^Inloggad som/ }).click();
  await page.getByRole('button', { name: 'Logga ut' }).click();
  await signIn(page, samverk.address, PEOPLE.coordinator, samverk.password);
  await page.goto(`${samverk.address}/samverkan/provradet`);
  await page.getByRole('heading', { name: 'Medlemmar (14)' }).waitFor();
  await follow('Fortsätt steg för steg');
}

async function addFirstGroup() {
  assert.equal(await step(), 'Samverkansgrupper');
  const [[name, kind]] = GROUPS;
  await fill(page, 'Grupp', name);
  await choose('Typ', kind);
  await save('Lägg till');
}

async function assessGroups() {
  for (const [at, [name, kind, level, wanted]] of GROUPS.entries()) {
    await section('Grupper');
    if (at === 0) await follow(name);
    else await addGroup(name, kind);
    await assess(level, wanted);
  }
}

async function addGroup(name, kind) {
  await follow('Lägg till grupp');
  await fill(page, 'Grupp', name);
  await choose('Typ', kind);
  await save('Lägg till');
}

async function assess(level, wanted) {
  await follow('Lägg till en bedömning');
  await page.getByLabel(level, { exact: true }).check();
  await page.getByLabel('Önskad nivå').selectOption(wanted);
  await page.getByLabel('Datum').fill('2021-02-01');
  await save('Lägg till en bedömning');
  const text = await said(page);
  assert.ok(text.includes(level) && text.includes(wanted), text);
}

async function beginPlan() {
  assert.equal(await step(), 'Plan med mål');
  await fill(page, 'Titel', 'Verksamhetsplan 2021–2023');
  await fill(page, 'Första dag', '2021-01-01');
  await fill(page, 'Sista dag', '2023-12-31');
  await save('Skapa planen');
}

async function writePlan() {
  await section('Planer');
  await follow('Verksamhetsplan 2021–2023');
  await follow('Skriv texter');
  await page.getByLabel('Vision').fill('Ett hållbart digitaliserat Sverige.');
  await save('Spara');
  await follow('Nytt fokusområde');
  await fill(page, 'Namn', 'Kompetens');
  await page.getByLabel('Syfte').fill('Visa vilken kompetens som behövs.');
  await page.getByLabel('Ledningsgrupp').selectOption('Ledningsgruppen för kompetens');
  await page.getByLabel('Del i budgeten').fill('kompetens');
  await page.getByRole('group', { name: /^Mål i strategier/ }).getByLabel(/^M3 /).check();
  await save('Spara');
}

const goalText = (year) => `Kompetensen har ökat, ${year}.`;

async function addGoalWithIndicator() {
  await follow('Nytt effektmål för Kompetens');
  for (const [index, year] of [2021, 2022, 2023].entries()) {
    await fillRow(page, index + 1, { År: `${year}`, Effektmål: goalText(year), 'Mål i strategier': 'M11' });
  }
  await page.getByLabel('Ansvarig').fill('Fokusområdets ledningsgrupp');
  await save('Spara');
  await follow('Ny indikator');
  await page.getByLabel('Effektmål', { exact: true }).selectOption({ index: 1 });
  await fill(page, 'Indikator', 'Andel utbildade');
  await page.getByLabel('Enhet').fill('%');
  await page.getByLabel('Utgångsvärde (frivilligt)').fill('20');
  for (const [index, [year, target]] of [['2021', '40'], ['2022', '60'], ['2023', '80']].entries()) {
    await fillRow(page, index + 1, { År: year, Mål: target });
  }
  await save('Lägg till');
}

async function measure() {
  await section('Planer');
  await follow('Verksamhetsplan 2021–2023');
  await follow('Andel utbildade');
  await follow('Registrera mätning');
  await page.getByLabel('Mätdatum').fill('2022-01-31');
  await page.getByLabel('Värde (frivilligt)', { exact: true }).fill('30,5');
  await save('Registrera');
  assert.match(await said(page), /30,5[\s\S]*Ligger efter|Ligger efter[\s\S]*30,5/);
}

const PARTS = [[RUNNING, 'Löpande verksamhet', '1 435 000'], ...AREAS.map(([name, sum]) => [name, 'Fokusområde', sum])];

async function openBudget(link) {
  await section('Budget');
  await follow('Budget för 2021');
  if (link) await follow(link);
}

/** Cells that are copied in a spreadsheet, in the form's table. */
async function paste(rows) {
  await page.getByText('Klistra in från kalkylark').click();
  await page.getByLabel('Celler från kalkylarket').fill(rows.map((cells) => cells.join('\t')).join('\n'));
  await save('Fyll i raderna');
}

async function writeBudget() {
  assert.equal(await step(), 'Årets budget');
  await fill(page, 'År', '2021');
  await fill(page, 'Rubrik', 'Budget för 2021');
  await paste([
    ...LINES.map(([item, sum]) => [RUNNING, item, 'Kostnad', sum]),
    ...AREAS.map(([name, sum]) => [name, name, 'Kostnad', sum]),
    ['', 'Ej upparbetade medel', 'Ej upparbetade medel', '3 655 000'],
  ]);
  await save('Spara');
}

async function compareBudgetWithDocument() {
  await openBudget('Ändra uppgifter och delar');
  for (const [index, [, kind, sum]] of PARTS.entries()) await fillRow(page, index + 1, { Typ: kind, 'Delsumma i dokumentet': sum });
  await page.getByLabel(/^Summa i dokumentet/).fill('4 730 000');
  await save('Spara');
  await openBudget();
  const text = await said(page);
  for (const sum of ['1 435 000 kr', '8 385 000 kr', '−3 655 000 kr', '4 730 000 kr']) assert.ok(text.includes(sum), sum);
  assert.match(text, /Stämmer/);
}

async function makeModel() {
  assert.equal(await step(), 'Fördelningsmodell');
  await fill(page, 'Namn', 'Fördelning 2021');
  await choose('Om summan inte stämmer efter avrundning', 'Avrunda rad för rad och visa skillnaden');
  await save('Spara');
  assert.equal(await step(), 'Kostnadsfördelning');
  await follow('Hoppa över steget');
  assert.match(await said(page), /Det var det sista steget/);
}

async function writeRules() {
  await section('Fördelningsmodeller');
  await follow('Fördelning 2021');
  await addRegionRule();
  await addMunicipalRule();
}

async function addRegionRule() {
  await follow('Ny regel');
  await follow('Fast belopp');
  await fill(page, 'Regelns namn', 'Regionens avgift');
  await page.getByLabel('Vilka betalar?').selectOption('Alla regioner');
  await save('Nästa');
  await choose('Av vad?', 'De delar av budgeten som jag väljer');
  await save('Nästa');
  await choose(/^Valda delar/, RUNNING);
  await save('Nästa');
  await page.getByLabel('Belopp i kronor', { exact: true }).fill('369 000');
  await save('Spara');
}

async function addMunicipalRule() {
  await follow('Ny regel');
  await follow('Dela ett underlag');
  await fill(page, 'Regelns namn', 'Kommunerna delar resten');
  await page.getByLabel('Vilka betalar?').selectOption('Alla kommuner');
  await save('Nästa');
  await choose('Av vad?', 'Det som är kvar efter tidigare regler');
  await save('Nästa');
  await page.getByLabel('Efter vilket mått?').selectOption('Fasta andelar (tabellen här under)');
  await save('Visa fälten för valen');
  const shareFields = page.getByRole('group', { name: /^Fasta andelar/ }).getByRole('row');
  for (const [name, share] of SHARES) {
    const row = shareFields.filter({ has: page.locator('option:checked', { hasText: name }) });
    await row.getByRole('textbox').fill(share);
  }
  await save('Spara');
}

async function distribute() {
  await section('Fördelning');
  await follow('Ny fördelning');
  await fill(page, 'Rubrik', 'Kostnadsfördelning 2021');
  await page.getByLabel('Budget', { exact: true }).selectOption('2021 – Budget för 2021');
  await page.getByLabel('Fördelningsmodell', { exact: true }).selectOption('Fördelning 2021');
  await save('Spara');
}

async function attachPrintedTable() {
  const rows = [[REGION, '30 % av kostnad löpande verksamhet', '369 000'],
    ...SHARES.map(([name, share, sum]) => [name, `${share} %`, sum])];
  await follow('Tabellen i dokumentet');
  await paste(rows);
  await page.getByLabel(/^Summa i dokumentet/).fill('4 730 000');
  assert.equal(await press(page, 'Spara'), 422);
  assert.match(await said(page), /369 000 kr, men 30,00 % av 1 435 000 kr är 430 500 kr/);
  await page.getByLabel('Uppgifterna stämmer ändå').check();
  await save('Spara');
  const text = await said(page);
  assert.match(text, /Alla 14 rader stämmer på kronan/);
  assert.match(text, /Folkmängd 31 december 2011 .*exakt den tryckta kolumnen/);
}

async function decide(button, bodyLabel) {
  await page.getByLabel(bodyLabel).fill('Provrådet');
  await page.getByLabel('Beslutsdatum').fill('2020-11-20');
  await page.getByLabel('Paragraf').fill('§ 12');
  await save(button);
  const text = await said(page);
  for (const fact of ['Antagen', 'Provrådet', '2020-11-20', '§ 12']) assert.ok(text.includes(fact), `${fact}: ${text}`);
}

async function checkAmounts() {
  const table = page.getByRole('table', { name: 'Kostnadsfördelning 2021' });
  for (const [name, , sum] of [...SHARES, [REGION, '', '369 000']]) {
    const row = plain(await table.getByRole('row', { name: new RegExp(`^${name}`) }).innerText());
    assert.ok(row.endsWith(`${sum} kr`), row);
  }
  assert.match(plain(await table.innerText()), /Summa 100,00 % 4 730 000 kr/);
}

async function checkExplanation() {
  await follow('82 859 kr');
  assert.ok((await said(page)).includes('4 361 000 kr × 1,90 % = 82 859 kr'));
  await follow('Tillbaka till hela fördelningen');
}

async function download(name) {
  const link = page.getByRole('main').getByRole('link', { name, exact: true }).first();
  const address = new URL(await link.getAttribute('href'), page.url()).href;
  // A program that is not optimised typesets slowly.
  const response = await page.request.get(address, { timeout: 120_000 });
  assert.equal(response.status(), 200, name);
  return { type: response.headers()['content-type'], body: await response.body() };
}

async function checkDownloads() {
  const sheet = await download('Excel (XLSX)');
  assert.match(sheet.type, /spreadsheetml/);
  assert.equal(sheet.body.subarray(0, 2).toString(), 'PK');
  const table = await download('CSV');
  assert.match(table.type, /^text\/csv/);
  assert.match(table.body.toString(), /Aneby kommun.*82[\s\u00a0]?859/);
  const document = await download('Hämta fördelningen som PDF');
  assert.equal(document.type, 'application/pdf');
  assert.equal(document.body.subarray(0, 4).toString(), '%PDF');
}

async function adoptPlan() {
  await section('Planer');
  await follow('Verksamhetsplan 2021–2023');
  await follow('Anta planen');
  await decide('Anta planen', 'Vilket organ fattade beslutet?');
  const document = await download('Hämta planen som PDF');
  assert.equal(document.body.subarray(0, 4).toString(), '%PDF');
}

async function publish() {
  await follow('Namn och publicering');
  await page.getByLabel('Visa för allmänheten').check();
  await save('Spara');
  await openBudget();
  await save('Visa för allmänheten');
  await section('Fördelning');
  await follow('Kostnadsfördelning 2021');
  await save('Visa för allmänheten');
  await section('Översikt');
  await follow('Ändra uppgifterna om samverkan');
  await page.getByLabel('Visa för allmänheten').check();
  await save('Spara');
}

async function readAsThePublic() {
  page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
  await page.goto(samverk.address);
  await page.getByRole('main').getByRole('link', { name: /^Provrådet/ }).first().click();
  await section('Fördelning');
  await follow('Kostnadsfördelning 2021');
  await checkAmounts();
  await checkExplanation();
  await checkDownloads();
  await openBudget();
  assert.ok((await said(page)).includes('4 730 000 kr'));
  await section('Planer');
  await follow('Verksamhetsplan 2021–2023');
  await follow('Hela planen på en sida');
  const text = await said(page);
  for (const fact of ['Ett hållbart digitaliserat Sverige.', goalText(2022), 'M11', 'Andel utbildade']) assert.ok(text.includes(fact), fact);
  await section('Grupper');
  assert.ok((await said(page)).includes('Arkitekter i länet'));
}

test('a coordinator builds document 003 from nothing by hand', { timeout: 300_000 }, async (t) => {
  const steps = [
    ['opens the collaboration', openCollaboration],
    ['adds the members', addMembers],
    ['the coordinator takes over', makeTheCoordinatorResponsible],
    ['adds a group', addFirstGroup],
    ['begins the plan', beginPlan],
    ['writes the budget', writeBudget],
    ['makes the model', makeModel],
    ['assesses groups', assessGroups],
    ['writes the plan', writePlan],
    ['adds a goal with an indicator', addGoalWithIndicator],
    ['measures', measure],
    ['compares the budget with the document', compareBudgetWithDocument],
    ['writes the rules', writeRules],
    ['distributes', distribute],
    ['attaches the printed table', attachPrintedTable],
    ['adopts the distribution', async () => { await follow('Anta'); await decide('Anta', 'Vilket organ fattade beslutet?'); }],
    ['finds every amount', checkAmounts],
    ['finds the explanation', checkExplanation],
    ['downloads', checkDownloads],
    ['adopts the plan', adoptPlan],
    ['publishes', publish],
    ['the public reads', readAsThePublic],
  ];
  for (const [name, step] of steps) {
    let went = false;
    await t.test(name, async () => { await step(); went = true; });
    if (!went) return;
  }
  // Field by field, before there were steps and pasted cells, the walk wrote in some 210.
  assert.ok(work.fields <= 104, `${work.fields} fields`);
  assert.ok(work.pages <= 90, `${work.pages} pages`);
});
