// The page with every component in all its states: axe finds nothing wide, narrow, by night or in forced colours; and printed, what is folded is open.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { NARROW, NARROWEST, WIDE, axeFindings, overflow, startBrowser, startSamverk } from '../support.js';

let samverk;
let browser;
before(async () => { [samverk, browser] = await Promise.all([startSamverk(), startBrowser()]); });
after(async () => { await browser?.close(); await samverk?.stop(); });

for (const [looks, options] of [
  ['by day', { colorScheme: 'light' }],
  ['by night', { colorScheme: 'dark' }],
  ['in forced colours', { forcedColors: 'active' }],
]) {
  test(`all components ${looks}`, { timeout: 180_000 }, async () => {
    const context = await browser.newContext({ locale: 'sv-SE', ...options });
    const page = await context.newPage();
    const answer = await page.goto(`${samverk.address}/komponenter`);
    assert.equal(answer.status(), 200);
    assert.ok(!(await page.textContent('body')).includes('⟦'));
    for (const size of [WIDE, NARROW]) {
      await page.setViewportSize(size);
      assert.deepEqual(await axeFindings(page), [], `at ${size.width}`);
    }
    await page.setViewportSize(NARROWEST);
    assert.deepEqual(await overflow(page), []);
    await context.close();
  });
}

test('what is folded is open on paper', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ locale: 'sv-SE', viewport: WIDE });
  const page = await context.newPage();
  await page.goto(`${samverk.address}/komponenter`);
  const inside = page.locator('details:not([open]) textarea').first();
  assert.equal(await inside.isVisible(), false);
  await page.emulateMedia({ media: 'print' });
  const height = await inside.evaluate((element) => element.getBoundingClientRect().height);
  assert.ok(height > 0 && await inside.isVisible());
  await context.close();
});
