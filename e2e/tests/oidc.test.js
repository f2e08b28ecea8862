// Sign-in with identity providers: a real one, honest, refusing and forged.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NARROWEST, PEOPLE, axeFindings, overflow, press, said, signIn, startBrowser, startSamverk } from '../support.js';
import { decode, signed, signingKey, startProvider, unsigned } from '../provider.js';

const SECRET = 'hemligheten-som-ingen-far-se';
const PARTY = '/aktorer/jonkopings-kommun/personer';

const folder = mkdtempSync(join(tmpdir(), 'samverk-oidc-'));
const own = signingKey('samverk-1');
const keys = [signingKey('first'), signingKey('second')];

let kommun;
let region;
let samverk;
let browser;

/** One with a secret, one with a key: each municipality has its own. */
function configuration() {
  const pem = join(folder, 'samverk.pem');
  const file = join(folder, 'samverk.toml');
  writeFileSync(pem, own.pem);
  writeFileSync(file, `
[[identity_provider]]
key = "jonkoping"
name = "Jönköpings kommun"
issuer = "${kommun.issuer}"
client_id = "samverk"
client_secret_env = "SAMVERK_OIDC_SECRET"
party = "jonkopings-kommun"
role_claim = "groups"
roles = { ombud = "representative", lasare = "reader" }
just_in_time = true

[[identity_provider]]
key = "aneby"
name = "Aneby kommun"
issuer = "${region.issuer}"
client_id = "samverk"
private_key_file = "${pem}"
private_key_id = "samverk-1"
party = "aneby-kommun"
role = "reader"
`);
  return { SAMVERK_CONFIG: file, SAMVERK_OIDC_SECRET: SECRET };
}

const at = (key) => ({
  redirect_uris: [`${samverk.address}/logga-in/${key}/svar`],
  post_logout_redirect_uris: [`${samverk.address}/`],
});
const openKommun = (...with_) => kommun.open(with_, { ...at('jonkoping'), client_secret: SECRET });
const openRegion = (...with_) => region.open(with_, {
  ...at('aneby'),
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  jwks: { keys: [own.publicJwk] },
});

before(async () => {
  const verified = { email_verified: true };
  kommun = await startProvider({
    representant: { name: 'Representant Exempel', email: PEOPLE.representative, ...verified },
    ny: { name: 'Ny Person', email: 'ny.person@exempel.se', groups: ['ombud', 'annat'], ...verified },
    oviss: { name: 'Oviss Person', email: PEOPLE.reader, email_verified: false },
    ekonom: { name: 'Ekonom Exempel', email: PEOPLE.economist, ...verified },
  });
  region = await startProvider({ ny: { name: 'Annan Person', email: 'ny.person@exempel.se', ...verified } });
  [samverk, browser] = await Promise.all([startSamverk(configuration()), startBrowser()]);
  openKommun(keys[0]);
  openRegion(keys[0]);
});
after(async () => {
  await browser?.close();
  await Promise.all([kommun, region, samverk].map((one) => one?.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** A visitor; what the provider's pages fetch from elsewhere is left out. */
async function visitor(options = {}) {
  const context = await browser.newContext({ locale: 'sv-SE', ...options });
  await context.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

const toProvider = async (page, name, till = '') => {
  await page.goto(`${samverk.address}/logga-in${till && `?till=${till}`}`);
  await page.getByRole('link', { name, exact: true }).click();
};

async function asPerson(page, login) {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('spelar-ingen-roll');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(`${samverk.address}/**`);
}

async function signInAt(page, name, login, till) {
  await toProvider(page, name, till);
  await asPerson(page, login);
}

const isSignedIn = async (page) => {
  const response = await page.goto(`${samverk.address}/mina-uppgifter`);
  return new URL(response.url()).pathname === '/mina-uppgifter';
};

test('the sign-in page shows the providers beside the password', { timeout: 60_000 }, async () => {
  const page = await visitor({ viewport: NARROWEST });
  await page.goto(`${samverk.address}/logga-in`);
  for (const name of ['Jönköpings kommun', 'Aneby kommun']) {
    await page.getByRole('link', { name, exact: true }).waitFor();
  }
  await page.getByLabel('Lösenord').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(await overflow(page), []);
  await page.context().close();
});

test('a known person signs in, is known again, and signs out of both', { timeout: 120_000 }, async () => {
  const page = await visitor({ javaScriptEnabled: false });
  await signInAt(page, 'Jönköpings kommun', 'representant', '/mina-uppgifter');
  assert.equal(new URL(page.url()).pathname, '/mina-uppgifter');
  assert.ok((await said(page)).includes('Representant, Jönköpings kommun'));

  await page.getByRole('button', { name: /^Inloggad som/ }).click();
  await page.getByRole('button', { name: 'Logga ut', exact: true }).first().click();
  await page.waitForURL(`${kommun.issuer}/**`);
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.waitForURL(`${samverk.address}/`);
  assert.equal(await isSignedIn(page), false);

  await toProvider(page, 'Jönköpings kommun');
  await page.locator('input[name=login]').waitFor();
  await asPerson(page, 'representant');
  assert.equal(await isSignedIn(page), true);
  await page.context().close();
});

test('a person who stops at the provider comes back to the sign-in page', { timeout: 60_000 }, async () => {
  const page = await visitor();
  await toProvider(page, 'Jönköpings kommun');
  await page.getByRole('link', { name: /Cancel/ }).click();
  await page.waitForURL(`${samverk.address}/**`);
  assert.ok((await said(page)).includes('Jönköpings kommun lät dig inte logga in'));
  assert.deepEqual(await axeFindings(page), []);
  assert.equal(await isSignedIn(page), false);
  await page.context().close();
});

test('an address that is not verified, or belongs elsewhere, opens nothing', { timeout: 60_000 }, async () => {
  for (const [login, words] of [['oviss', 'har inte bekräftat någon e-postadress'], ['ekonom', 'ingen roll hos Jönköpings kommun']]) {
    const page = await visitor();
    await signInAt(page, 'Jönköpings kommun', login);
    assert.ok((await said(page)).includes(words), login);
    assert.equal(await isSignedIn(page), false, login);
    await page.context().close();
  }
});

test('a new person is added only when the party allows it', { timeout: 120_000 }, async () => {
  const stranger = await visitor();
  await signInAt(stranger, 'Jönköpings kommun', 'ny');
  assert.ok((await said(stranger)).includes('Be administratören för Jönköpings kommun att bjuda in dig'));
  await stranger.context().close();

  const administrator = await visitor();
  await signIn(administrator, samverk.address, PEOPLE.partyAdministrator, samverk.password);
  await administrator.goto(samverk.address + PARTY);
  await press(administrator, 'Lägg till vid första inloggningen');
  await administrator.getByRole('button', { name: 'Sluta lägga till vid första inloggningen' }).waitFor();
  assert.deepEqual(await axeFindings(administrator), []);

  const newcomer = await visitor();
  await signInAt(newcomer, 'Jönköpings kommun', 'ny');
  assert.equal(await isSignedIn(newcomer), true);
  const about = await said(newcomer);
  assert.ok(about.includes('Ny Person') && about.includes('Representant, Jönköpings kommun'), about);
  await newcomer.context().close();
  await administrator.reload();
  assert.ok((await said(administrator)).includes('ny.person@exempel.se'));
  await administrator.context().close();
});

test('the provider that knows Samverk by its key accepts it', { timeout: 60_000 }, async () => {
  const page = await visitor();
  await signInAt(page, 'Aneby kommun', 'ny');
  assert.ok((await said(page)).includes('ny.person@exempel.se har ett konto men ingen roll hos Aneby kommun'));
  await page.context().close();
});

test('forged answers are refused, each for its own reason', { timeout: 180_000 }, async (t) => {
  const change = (changes) => (token) => signed(keys[0], { ...decode(token), ...changes });
  const forged = {
    nonce: change({ nonce: 'another' }),
    audience: change({ aud: 'another-client' }),
    expired: change({ exp: Math.floor(Date.now() / 1000) - 120 }),
    issuer: change({ iss: 'https://login.ond.se' }),
    unsigned: (token) => unsigned(decode(token)),
    signature: (token) => signed({ ...signingKey('first') }, decode(token)),
  };
  for (const [fault, forge] of Object.entries(forged)) {
    await t.test(fault, async () => {
      const page = await visitor();
      kommun.desk.forge = forge;
      await signInAt(page, 'Jönköpings kommun', 'representant');
      kommun.desk.forge = (token) => token;
      const words = await said(page);
      assert.ok(words.includes('går inte att lita på') && words.includes(`(${fault})`), words);
      assert.equal(await isSignedIn(page), false);
      await page.context().close();
    });
  }
});

test('a replayed answer and an answer in another browser are refused', { timeout: 60_000 }, async () => {
  const page = await visitor();
  const answers = [];
  page.on('request', (request) => { if (request.url().includes('/svar?')) answers.push(request.url()); });
  await signInAt(page, 'Jönköpings kommun', 'representant');
  assert.equal(answers.length, 1);
  for (const again of [page, await visitor()]) {
    const response = await again.goto(answers[0]);
    assert.equal(response.status(), 422);
    assert.ok((await said(again)).includes('är redan använd'));
    await again.context().close();
  }
});

test('the provider changes its keys', { timeout: 60_000 }, async () => {
  openKommun(keys[1], keys[0]);
  const page = await visitor();
  await signInAt(page, 'Jönköpings kommun', 'representant');
  assert.equal(await isSignedIn(page), true);
  await page.context().close();
});

test('the check asks every provider', { timeout: 60_000 }, async () => {
  const env = { ...process.env, SAMVERK_DATA: folder, ...configuration() };
  const told = await new Promise((resolve) => {
    execFile(process.env.SAMVERK_BINARY, ['check'], { env }, (_, out) => resolve(out));
  });
  for (const key of ['jonkoping', 'aneby']) assert.match(told, new RegExp(`Identitetsutgivare ${key}: \\S+ svarar\n`));
});

test('no secret stands in the log', () => {
  const log = samverk.said();
  assert.match(log, /no sign-in by provider/);
  for (const secret of [SECRET, 'eyJ', '?code=', '&code=', 'BEGIN']) assert.ok(!log.includes(secret), `${secret} in ${log.split('\n').find((line) => line.includes(secret))}`);
});
