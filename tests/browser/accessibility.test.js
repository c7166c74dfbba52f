// Every page, light and dark, narrow and wide: axe finds nothing, and nothing is cut off.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openPage, startBank, startBrowser } from './bank.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const pages = [
  '/', '/?q=robot', '/?q=robot&theme=automation-ai&year=2015..2019&sort=year', '/?q=xyzzyqwerty',
  '/?year=abc', '/exempel/nacka-lovisa-bygglovsrobot-2023', '/exempel/finns-inte', '/?lang=en&q=robot',
  '/exempel/lidingo-digitaliseringskommun-2019?lang=en',
];

let bank;
let browser;

before(async () => {
  [bank, browser] = await Promise.all([startBank(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  bank?.stop();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing and nothing is cut off (${colorScheme}, ${width} px)`, async () => {
      const page = await openPage(browser, bank.address, {
        colorScheme, viewport: { width, height: 800 },
      });
      for (const path of pages) {
        await page.goto(bank.address + path);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        }));
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
        assert.deepEqual(told, [], path);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${path} is ${over} px too wide`);
      }
      await page.context().close();
    });
  }
}

test('the keyboard alone reaches the search, the hits and the filters', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=robot`);
  const reached = new Set();
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      const ring = getComputedStyle(element);
      return { kind: element.type || element.localName, href: element.getAttribute('href') || '',
        ring: ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) > 0 };
    });
    assert.ok(focus.ring || focus.kind === 'body', `no focus to be seen on ${focus.kind} ${focus.href}`);
    reached.add(focus.href.startsWith('/exempel/') ? 'hit' : focus.kind);
  }
  for (const kind of ['search', 'hit', 'checkbox', 'submit']) {
    assert.ok(reached.has(kind), `${kind} is not reached: ${[...reached]}`);
  }
  await page.context().close();
});
