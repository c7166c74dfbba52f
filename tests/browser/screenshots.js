// Makes the screenshots of the README: `node screenshots.js`, after `cargo build`.

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openPage, startBank, startBrowser } from './bank.js';

const folder = resolve(import.meta.dirname, '../../crates/server/screenshots');
mkdirSync(folder, { recursive: true });
const [bank, browser] = await Promise.all([startBank(), startBrowser()]);
for (const [name, address] of [
  ['search', '/?q=trygghetskamera'],
  ['municipality', '/kommuner/1384'],
  ['map', '/kommuner?theme=welfare-technology'],
]) {
  const page = await openPage(browser, bank.address, { viewport: { width: 1200, height: 800 } });
  await page.goto(bank.address + address);
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 60 });
  await page.context().close();
}
await browser.close();
bank.stop();
