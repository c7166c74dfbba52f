// Makes pictures of every page at three widths, light and dark, and of the widget on three sites,
// to be looked at: `node pictures.js` after `cargo build` puts them into `output/`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, startBank, startBrowser } from './bank.js';
import { startHost } from './host.js';
import { pages } from './pages.js';

const folder = join(import.meta.dirname, 'output');
mkdirSync(folder, { recursive: true });
const browser = await startBrowser();
const bank = await startBank();
const host = await startHost(bank.address);
const wanted = process.argv[2];

for (const width of [360, 768, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await openPage(browser, bank.address, { colorScheme, viewport: { width, height: 900 } });
    for (const [name, address] of pages) {
      if (wanted && !name.includes(wanted)) continue;
      await page.goto(bank.address + address);
      const path = join(folder, `${name.replaceAll(/[ ,]+/g, '-')}-${width}-${colorScheme}.jpg`);
      await page.screenshot({ path, type: 'jpeg', quality: 70, fullPage: true });
    }
    await page.context().close();
  }
}
for (const site of ['plain', 'reset', 'strict']) {
  for (const layout of ['combobox', 'list']) {
    for (const colorScheme of ['light', 'dark']) {
      if (wanted && !'widget'.includes(wanted)) continue;
      const page = await openPage(browser, bank.address, { colorScheme, viewport: { width: 800, height: 700 } });
      await page.goto(`${host.address}/${site}`);
      await page.evaluate(([to, color]) => {
        const widget = document.querySelector('exempelbank-search');
        widget.layout = to;
        if (color === 'dark') widget.colorMode = 'dark';
      }, [layout, colorScheme]);
      await page.locator('exempelbank-search .input').fill('trygghetskamera');
      await page.locator('exempelbank-search .item').first().waitFor();
      if (layout === 'combobox') await page.keyboard.press('ArrowDown');
      await page.screenshot({ path: join(folder, `widget-${site}-${layout}-${colorScheme}.jpg`), type: 'jpeg', quality: 70 });
      await page.context().close();
    }
  }
}
await browser.close();
host.stop();
bank.stop();
