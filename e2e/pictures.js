// The README's pictures, made by walking its tour; a step that no longer works stops it: make pictures
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PEOPLE, signIn, startBrowser, startSamverk } from './support.js';

const out = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'pictures');
mkdirSync(out, { recursive: true });
const [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]);

/** A page of somebody's own, wide and as high as the pictures are. */
async function somebody(email) {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: { width: 1280, height: 1000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  if (email) await signIn(page, samverk.address, email, samverk.password);
  else await page.goto(samverk.address);
  return page;
}

const menu = (page, name) => page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name, exact: true }).click();
const place = (page, name) => page.getByRole('navigation', { name: 'Platser i samverkan' }).getByRole('link', { name, exact: true }).click();
const follow = (page, name) => page.getByRole('main').getByRole('link', { name }).first().click();

async function picture(page, name) {
  await page.waitForLoadState();
  await page.screenshot({ path: join(out, `${name}.png`) });
  console.log(`${name}.png: ${page.url().replace(samverk.address, '')}`);
}

try {
  const coordinator = await somebody(PEOPLE.coordinator);
  await coordinator.getByRole('heading', { name: 'Mitt arbete', exact: true }).waitFor();
  await picture(coordinator, 'work');
  await menu(coordinator, 'Samverkan');
  await follow(coordinator, /^Digitala rådet i Exempellänet/);
  await place(coordinator, 'Mål');
  await coordinator.getByRole('heading', { name: 'Mål och läge', exact: true }).waitFor();
  await picture(coordinator, 'goals');
  await place(coordinator, 'Fördelning');
  await follow(coordinator, 'Kostnadsfördelning 2026');
  await follow(coordinator, /^1\s227\s407\skr/);
  await coordinator.getByRole('heading', { name: 'Så räknas beloppet för Exempelstads kommun' }).waitFor();
  await picture(coordinator, 'explained');
  await menu(coordinator, 'Samverkan');
  await follow(coordinator, /^Digitaliseringsrådet i Jönköpings län/);
  await place(coordinator, 'Fördelning');
  await coordinator.getByRole('main').getByRole('heading', { name: /Kostnadsfördelning|Fördelning/ }).first().waitFor();
  await coordinator.goto(`${samverk.address}/samverkan/digitaliseringsradet/fordelning/2021`);
  await picture(coordinator, 'distribution');
  await place(coordinator, 'Scenarier');
  await follow(coordinator, /folkmängd/i);
  await picture(coordinator, 'whatif');

  await coordinator.goto(`${samverk.address}/samverkan/digitala-radet-i-exempellanet`);
  await place(coordinator, 'Initiativ');
  await follow(coordinator, 'Gemensamt stöd för informationsklassning');
  await follow(coordinator, 'Öppna beslutspunkten');
  await picture(coordinator, 'gate');
  await place(coordinator, 'Portfölj');
  await coordinator.getByRole('heading', { name: 'Portfölj', exact: true }).waitFor();
  await picture(coordinator, 'portfolio');

  const visitor = await somebody();
  await menu(visitor, 'Samverkan');
  await follow(visitor, /^Regional samverkan inom e och IT/);
  await place(visitor, 'Karta');
  await picture(visitor, 'map');

  const representative = await somebody(PEOPLE.representative);
  await follow(representative, 'Provköpings kommun');
  await picture(representative, 'party');
} finally {
  await browser.close();
  await samverk.stop();
}
