// Every page in both languages, light and dark, narrow and wide: axe finds nothing, and nothing is
// cut off.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openPage, startBank, startBrowser } from './bank.js';
import { allPages, pages } from './pages.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
let bank;
let browser;

before(async () => {
  [bank, browser] = await Promise.all([startBank(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  bank?.stop();
});

/** What axe finds on the page that is open. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

for (const [colorScheme, width, addresses] of [
  ['light', 1280, allPages], ['dark', 1280, pages], ['light', 320, pages],
]) {
  test(`axe finds nothing and nothing is cut off (${colorScheme}, ${width} px)`, async () => {
    const page = await openPage(browser, bank.address, {
      colorScheme, viewport: { width, height: 800 },
    });
    const told = [];
    for (const [name, path] of addresses) {
      await page.goto(bank.address + path);
      for (const violation of await violations(page)) told.push(`${name}: ${violation}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) told.push(`${name} is ${over} px too wide`);
    }
    assert.deepEqual(told, []);
    await page.context().close();
  });
}

test('text of twice the size in 320 px is neither cut off nor scrolled sideways', async () => {
  const page = await openPage(browser, bank.address, { viewport: { width: 320, height: 800 } });
  const told = [];
  for (const [name, path] of pages) {
    await page.goto(bank.address + path);
    const over = await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      return document.documentElement.scrollWidth - innerWidth;
    });
    if (over > 0) told.push(`${name} is ${over} px too wide`);
  }
  assert.deepEqual(told, []);
  await page.context().close();
});

test('in forced colours the pictures can still be seen', async () => {
  const page = await openPage(browser, bank.address, { forcedColors: 'active' });
  await page.goto(`${bank.address}/kommuner`);
  const inks = await page.locator('svg.map circle').evaluateAll((dots) => (
    new Set(dots.map((dot) => { const { fill, stroke } = getComputedStyle(dot); return `${fill} ${stroke}`; })).size));
  assert.ok(inks >= 2, 'with and without examples differ');
  await page.context().close();
});

test('the keyboard alone reaches the search, the hits and the filters', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=robot`);
  const reached = new Set();
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      const ring = getComputedStyle(element);
      return { kind: element.id === 'q' ? 'search' : element.type || element.localName, href: element.getAttribute('href') || '',
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
