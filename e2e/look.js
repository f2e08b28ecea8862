// Pictures of pages for a person to look at: node look.js ADDRESS OUT [as EMAIL PASSWORD] PATH...
import { NARROW, WIDE, axeFindings, overflow, signIn, startBrowser } from './support.js';

const [address, out, ...rest] = process.argv.slice(2);
const signedIn = rest[0] === 'as';
const paths = signedIn ? rest.slice(3) : rest;
const browser = await startBrowser();
const context = await browser.newContext({ locale: 'sv-SE', viewport: WIDE });
const page = await context.newPage();
if (signedIn) await signIn(page, address, rest[1], rest[2]);
for (const path of paths) {
  const name = path.replace(/[^a-z0-9]+/gi, '_').replace(/^_|_$/g, '') || 'start';
  for (const [label, size] of [['wide', WIDE], ['narrow', NARROW]]) {
    await page.setViewportSize(size);
    const response = await page.goto(address + path);
    await page.screenshot({ path: `${out}/${name}-${label}.png`, fullPage: true });
    const findings = await axeFindings(page);
    console.log(response.status(), path, label, [...findings, ...await overflow(page)].join('\n   '));
  }
}
await browser.close();
