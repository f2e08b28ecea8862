// From need to decision, as the README's tour has it: Jämtland from a survey to the signed letter of intent and the
// meeting that decides, and a national initiative through every step of its preparation.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { PEOPLE, axeFindings, fill, press, said, signIn, startBrowser, startSamverk } from '../support.js';

const JAMTLAND = '/samverkan/e-och-it-i-jamtland';
const COUNCIL = '/samverkan/digitala-radet-i-exempellanet';
const SURVEY = 'Nuläge och behov 2026';
const WISH = 'Någon att ringa när vi ska ta fram en e-tjänst.';
/** The local day: what a meeting decides is entered on its day, or later. */
const TODAY = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
const NEED = 'Gemensamt stöd när vi tar fram e-tjänster';

let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

/** Somebody at a browser of their own, and what they do there. */
async function somebody(email) {
  const page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
  page.setDefaultTimeout(10_000);
  await signIn(page, samverk.address, email, samverk.password);
  const main = page.getByRole('main');
  return {
    page,
    open: (path) => page.goto(samverk.address + path),
    follow: (name) => main.getByRole('link', { name, exact: typeof name === 'string' }).first().click(),
    write: (label, value) => page.getByLabel(label).fill(value),
    choose: (label, value) => page.getByLabel(label).selectOption(value),
    tick: (name) => main.getByLabel(name, { exact: true }).check(),
    fill: (label, value) => fill(page, label, value),
    async save(button) {
      const status = await press(page, button);
      assert.ok(status < 400, `${page.url()} answered ${status}: ${await said(page)}`);
      return said(page);
    },
    async sees(...facts) {
      const text = await said(page);
      for (const fact of facts) assert.ok(text.includes(fact), `${page.url()} lacks ${fact}: ${text}`);
    },
    /** What waits for them at home is where they begin. */
    async begin(task) {
      await page.goto(samverk.address);
      await main.getByRole('link', { name: task, exact: true }).click();
    },
    async isAccessible() { assert.deepEqual(await axeFindings(page), [], page.url()); },
  };
}

/** Walks the steps in order and stops at the first that fails. */
async function walk(t, steps) {
  for (const [name, step] of steps) {
    let went = false;
    await t.test(name, async () => { await step(); went = true; });
    if (!went) return;
  }
}

/** Answers every check of the phase that the page shows with yes and what shows it. */
async function meetChecks(one, evidence) {
  await one.follow('Besvara kraven');
  const answers = one.page.getByLabel(/^Uppfyllt, rad \d+$/);
  for (let row = 1; row <= await answers.count(); row += 1) {
    await one.fill(`Uppfyllt, rad ${row}`, 'Ja');
    await one.fill(`Belägg, rad ${row}`, evidence);
  }
  await one.save('Spara');
}

async function writeBasis(one, text) {
  await one.follow('Skriv beslutsunderlaget');
  const boxes = one.page.getByRole('main').locator('textarea');
  for (let index = 0; index < await boxes.count(); index += 1) await boxes.nth(index).fill(`${text} (${index + 1})`);
  await one.save('Spara');
}

async function decide(one, decision, { paragraph, condition, day = '2026-11-20' }) {
  await one.follow('Registrera beslut');
  await one.tick(decision);
  if (condition) await one.fill('Villkor, rad 1', condition);
  await one.fill('Beslutsdatum', day);
  await one.write(/^Paragraf/, paragraph);
  await one.save('Registrera beslutet');
}

test('Jämtland from a survey to a decision', { timeout: 300_000 }, async (t) => {
  const coordinator = await somebody(PEOPLE.coordinator);
  const representative = await somebody(PEOPLE.representative);
  const approver = await somebody(PEOPLE.partyAdministrator);

  async function buildSurvey() {
    await coordinator.open(`${JAMTLAND}/enkater`);
    await coordinator.follow('Lägg till enkät');
    await coordinator.fill('Namn', SURVEY);
    await coordinator.write(/^Syfte/, 'Vad som har blivit av med behoven från 2015, och vad som har kommit till.');
    await coordinator.tick('Parterna');
    await coordinator.write(/^Sista svarsdag/, '2099-06-30');
    await coordinator.tick('Godkännande');
    await coordinator.save('Lägg till');
    await coordinator.follow('Frågorna');
    await coordinator.save('Hämta frågorna');
    await coordinator.sees('Beskrivning av organisationen', 'Förebilder inom samverkan');
    await coordinator.isAccessible();
    await coordinator.follow('Prova formuläret');
    await coordinator.isAccessible();
  }

  async function openSurvey() {
    await coordinator.open(`${JAMTLAND}/enkater/nulage-och-behov-2026`);
    await coordinator.follow('Öppna enkäten');
    await coordinator.tick('Öppen');
    await coordinator.save('Ändra läge');
  }

  async function answer() {
    await representative.begin(`Svara: Svara på enkäten ${SURVEY}`);
    await representative.isAccessible();
    await representative.follow('Behov av samverkan');
    await representative.choose(/^Kompetens och resurser/, '5');
    await representative.page.getByRole('group', { name: 'I stället för att svara på ”It och drift”' }).getByLabel('Vet inte').check();
    await representative.write(/^Vilket är ert viktigaste behov/, WISH);
    await representative.isAccessible();
    await representative.save('Spara och markera som klart');
    await representative.sees('3 av 4', 'Klart');
    await representative.save('Lämna in svaret');
    await representative.sees('Svaret är inlämnat.');
  }

  async function approve() {
    await approver.begin(`Granska: Godkänn svaret på enkäten ${SURVEY}`);
    await approver.save('Godkänn svaret');
    await approver.sees('Svaret är godkänt.');
  }

  async function readResults() {
    await coordinator.open(`${JAMTLAND}/enkater/nulage-och-behov-2026`);
    await coordinator.sees('Bräcke kommun Godkänt');
    await coordinator.isAccessible();
    await coordinator.follow('Resultat');
    await coordinator.follow('Behov av samverkan');
    await coordinator.sees('Vet inte 1', WISH);
    await coordinator.isAccessible();
  }

  async function makeNeed() {
    await coordinator.open(`${JAMTLAND}/enkater/nulage-och-behov-2026`);
    await coordinator.follow('Bräcke kommun');
    await coordinator.follow('Gör ett behov av svaret Vilket är ert viktigaste behov?');
    await coordinator.tick('Behov');
    await coordinator.write(/^Tema/, 'E-tjänster');
    await coordinator.fill('Beskrivning', NEED);
    await coordinator.save('Spara');
    await coordinator.sees(NEED);
  }

  async function beginInitiative() {
    await coordinator.open(`${JAMTLAND}/initiativ`);
    await coordinator.follow('Lägg till initiativ');
    await coordinator.fill('Namn', 'Stöd för e-tjänster');
    await coordinator.write(/^Vad det ska leda till/, 'Alla parter får hjälp när de tar fram en e-tjänst.');
    await coordinator.choose(/^Leds av/, 'Bräcke kommun');
    await coordinator.write(/^Ägare/, 'Digitaliseringschefen');
    await coordinator.choose(/^Process/, 'Samverkansprocessen');
    await coordinator.fill('Behov, rad 1', NEED);
    await coordinator.write(/^Uppskattad kostnad/, '900 000');
    await coordinator.save('Lägg till');
    await coordinator.sees('Nästa beslutspunkt: Fånga behov', 'Kravet är inte besvarat', NEED);
    await coordinator.isAccessible();
  }

  async function passTheFirstGate() {
    await coordinator.follow('Öppna beslutspunkten');
    await meetChecks(coordinator, 'Svaren på enkäten');
    await coordinator.sees('Svaren på enkäten');
    await coordinator.isAccessible();
    await decide(coordinator, 'Gå vidare', { paragraph: '§ 14' });
    await coordinator.sees('Gå vidare', 'Kommunchefgruppen', '§ 14');
  }

  async function writeTheBasis() {
    await coordinator.open(`${JAMTLAND}/initiativ/stod-for-e-tjanster`);
    await coordinator.sees('Nästa beslutspunkt: Beskriva och bedöma');
    await coordinator.follow('Öppna beslutspunkten');
    await meetChecks(coordinator, 'Listan från mötet i november');
    await writeBasis(coordinator, 'Stödet ges av två personer som alla parter kan ringa.');
    await coordinator.sees('två personer som alla parter kan ringa. (8)');
    await coordinator.isAccessible();
    await decide(coordinator, 'Gå vidare med villkor', { paragraph: '§ 15', condition: 'Minst fem parter deltar' });
    await coordinator.sees('Gå vidare med villkor', '§ 15', 'Minst fem parter deltar');
  }

  async function findItInThePortfolio() {
    await coordinator.open(`${JAMTLAND}/portfolj`);
    await coordinator.sees('Stöd för e-tjänster', '900 000 kr');
    await coordinator.isAccessible();
    await coordinator.follow('Tidplan');
    await coordinator.isAccessible();
  }

  async function askWhoTakesPart() {
    await coordinator.open(`${JAMTLAND}/deltagande`);
    await coordinator.follow(/^Lägg till fråga/);
    await coordinator.fill('Namn', 'Deltar ni i stödet?');
    await coordinator.choose(/^Initiativ/, 'Stöd för e-tjänster');
    await coordinator.write(/^Svara senast/, '2099-06-30');
    await coordinator.save('Lägg till');
    await coordinator.follow('Fråga parterna');
    await coordinator.tick('Öppen');
    await coordinator.save('Ändra läge');
    await representative.page.goto(samverk.address);
    await representative.follow(/^Svara: .*Deltar ni i stödet/);
    await representative.isAccessible();
    await representative.tick('Deltar');
    await representative.write(/^Deltar från/, '2099-01-01');
    await representative.write(/^Beslutat av/, 'Kommunstyrelsen');
    await representative.write(/^Beslutsdatum/, '2026-11-25');
    await representative.write(/^Paragraf/, '§ 201');
    await representative.write(/^Bidrar med timmar/, '120');
    await representative.save('Spara svaret');
    await representative.sees('1 av 13 har svarat, 1 deltar', 'Kommunstyrelsen', '120');
    await representative.isAccessible();
  }

  async function sendLetter() {
    await coordinator.open(`${JAMTLAND}/avsiktsforklaringar`);
    await coordinator.follow(/^Lägg till avsiktsförklaring/);
    await coordinator.fill('Namn', 'Avsiktsförklaring om stöd');
    await coordinator.tick('Avsiktsförklaring');
    await coordinator.choose(/^Initiativ/, 'Stöd för e-tjänster');
    await coordinator.tick('Bräcke kommun');
    await coordinator.write(/^Text/, '# Avsiktsförklaring\n\n{parter} vill införa {initiativ}. Svara senast {svara_senast}.');
    await coordinator.write(/^Svara senast/, '2099-06-30');
    await coordinator.save('Lägg till');
    await coordinator.follow('Skicka till parterna');
    await coordinator.sees('Bräcke kommun vill införa Stöd för e-tjänster. Svara senast 2099-06-30.');
    await coordinator.save('Skicka till parterna');
    await coordinator.sees('0 av 1');
    await coordinator.isAccessible();
  }

  async function signLetter() {
    await representative.begin('Besluta: Besluta om Avsiktsförklaring om stöd');
    await representative.tick('Godkänner');
    await representative.fill('Vilket organ fattade beslutet?', 'Kommunstyrelsen');
    await representative.fill('Beslutsdatum', '2026-11-25');
    await representative.write(/^Paragraf/, '§ 202');
    await representative.save('Spara beslutet');
    await representative.begin('Underteckna: Underteckna Avsiktsförklaring om stöd');
    await representative.isAccessible();
    await representative.fill('Undertecknad', '2026-11-26');
    await representative.fill('Undertecknad av', 'Kommunchefen');
    await representative.save('Spara underskriften');
    await representative.sees('Gäller', '1 av 1', 'Kommunchefen', '§ 202');
    await representative.isAccessible();
  }

  async function decideAtMeeting() {
    await coordinator.open(`${JAMTLAND}/initiativ/stod-for-e-tjanster`);
    await coordinator.follow('Öppna beslutspunkten');
    await meetChecks(coordinator, 'Undertecknade avsiktsförklaringar');
    await coordinator.open(`${JAMTLAND}/moten`);
    await coordinator.follow(/^Lägg till möte/);
    await coordinator.fill('Möte', 'Kommunchefgruppen');
    await coordinator.fill('Dag', TODAY);
    await coordinator.write(/^Ordförande/, 'Kommunchefen, Berg');
    await coordinator.save('Lägg till');
    await coordinator.isAccessible();
    const suggestion = coordinator.page.getByLabel(/Stöd för e-tjänster/);
    await suggestion.check();
    await coordinator.save('Ta upp på mötet');
    await coordinator.follow(/^Skriv protokoll .*Stöd för e-tjänster/);
    await coordinator.write(/^Förslag till beslut/, 'Stödet införs hos de parter som deltar.');
    await coordinator.choose(/^Beslut vid beslutspunkten/, 'Gå vidare');
    await coordinator.save('Spara');
    await coordinator.open(`${JAMTLAND}/moten/kommunchefgruppen`);
    await coordinator.follow(/^Beslut .*Stöd för e-tjänster/);
    await coordinator.tick('Beslutat');
    await coordinator.save('Fatta beslut');
    await coordinator.open(`${JAMTLAND}/moten/kommunchefgruppen`);
    await coordinator.sees('Beslutat');
    await coordinator.isAccessible();
    await coordinator.open(`${JAMTLAND}/initiativ/stod-for-e-tjanster`);
    await coordinator.sees('Beslut passerad', 'Nästa beslutspunkt: Organisation på plats');
  }

  await walk(t, [
    ['the coordinator builds a survey of the ready one', buildSurvey],
    ['opens it', openSurvey],
    ['a representative answers for Bräcke', answer],
    ['somebody else of Bräcke approves', approve],
    ['the coordinator reads the results', readResults],
    ['makes a need of the answer', makeNeed],
    ['begins an initiative', beginInitiative],
    ['passes the first gate', passTheFirstGate],
    ['writes the basis of the decision under eight headings', writeTheBasis],
    ['finds it in the portfolio', findItInThePortfolio],
    ['each party is asked and Bräcke takes part', askWhoTakesPart],
    ['a letter of intent is sent', sendLetter],
    ['Bräcke decides and signs, and the letter is in force', signLetter],
    ['a meeting decides, and the initiative goes on by that', decideAtMeeting],
  ]);
});

test('a national initiative through its steps', { timeout: 300_000 }, async (t) => {
  const coordinator = await somebody(PEOPLE.coordinator);
  const representative = await somebody(PEOPLE.representative);
  const place = `${COUNCIL}/initiativ/tillstand-pa-samma-satt`;

  async function capture() {
    await coordinator.open(`${COUNCIL}/initiativ`);
    await coordinator.follow('Lägg till initiativ');
    await coordinator.fill('Namn', 'Tillstånd på samma sätt');
    await coordinator.write(/^Vad det ska leda till/, 'Miljökontoren tar emot ansökningar genom en nationell tjänst.');
    await coordinator.write(/^Ägare/, 'Språkröret för miljö');
    await coordinator.choose(/^Process/, 'Beredning av nationella initiativ');
    await coordinator.save('Lägg till');
    await coordinator.sees('Nästa beslutspunkt: Behov');
  }

  /** A phase of checks, with or without texts. */
  const phase = (name, options = {}) => async () => {
    await coordinator.open(place);
    await coordinator.sees(`Nästa beslutspunkt: ${name}`);
    await coordinator.follow('Öppna beslutspunkten');
    if (options.checks !== false) await meetChecks(coordinator, 'Länk till myndighetens sida');
    if (options.basis) await writeBasis(coordinator, 'Alla miljökontor får samma e-tjänst.');
    await decide(coordinator, 'Gå vidare', { paragraph: options.paragraph });
    await coordinator.sees('Gå vidare', options.paragraph);
  };

  async function askAssessor() {
    await coordinator.open(place);
    await coordinator.follow('Öppna beslutspunkten');
    await coordinator.follow('Välj bedömare');
    await coordinator.fill('Bedömare, rad 1', 'Miljöchefen, Provköping');
    await coordinator.fill('Part, rad 1', 'Provköpings kommun');
    await coordinator.fill('Senast, rad 1', '2099-12-31');
    await coordinator.save('Spara');
  }

  async function assess() {
    await representative.page.goto(samverk.address);
    await representative.follow(/Tillstånd på samma sätt/);
    for (const [index, score] of ['4', '5', '3'].entries()) {
      await representative.fill(`Poäng, rad ${index + 1}`, score);
      await representative.fill(`Belägg, rad ${index + 1}`, 'Ärendena 2025');
    }
    await representative.isAccessible();
    await representative.save('Spara');
  }

  async function rank() {
    await coordinator.open(`${COUNCIL}/portfolj/rangordning/nationellt-initiativ/urval`);
    await coordinator.sees('Tillstånd på samma sätt');
    await coordinator.isAccessible();
  }

  await walk(t, [
    ['a need is caught by the coordinator', capture],
    ['the need', phase('Behov', { paragraph: '§ 1' })],
    ['the backlog', phase('Bruttolista', { paragraph: '§ 2' })],
    ['an assessor is asked', askAssessor],
    ['a representative assesses', assess],
    ['it is ranked among the others', rank],
    ['the selection', phase('Urval', { paragraph: '§ 3', checks: false })],
    ['the quick analysis', phase('Snabbanalys', { paragraph: '§ 4', basis: true })],
    ['the qualification', phase('Kvalificering', { paragraph: '§ 5', basis: true })],
    ['the offer', phase('Erbjudande', { paragraph: '§ 6', basis: true })],
    ['each step is documented for the evaluation', async () => {
      await coordinator.open(place);
      await coordinator.page.locator('summary', { hasText: 'Steg för steg' }).click();
      await coordinator.sees('Parternas svar', '§ 1', '§ 6');
      await coordinator.isAccessible();
    }],
  ]);
});
