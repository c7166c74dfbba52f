// How much each page weighs, in how many requests, and how soon its first byte comes.
//
// The weights are held, gzipped as they are sent; times are printed and held by nobody, since they
// say more about the machine.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openPage, startBank, startBrowser } from './bank.js';
import { pages } from './pages.js';

/** The most that a page may weigh with its style sheet and its script, in bytes. */
const MOST = 30_000;

let bank;
let browser;

before(async () => {
  [bank, browser] = await Promise.all([startBank(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  bank?.stop();
});

test('a page is light, and asks no other host for anything', async (t) => {
  const rows = [];
  for (const [name, address] of pages) {
    const page = await openPage(browser, bank.address);
    const loaded = [];
    page.on('response', (response) => loaded.push(response));
    await page.goto(bank.address + address, { waitUntil: 'networkidle' });
    const kinds = { document: 0, stylesheet: 0, script: 0, other: 0 };
    for (const response of loaded) {
      const kind = response.request().resourceType();
      const body = await response.body().catch(() => Buffer.alloc(0));
      kinds[kind in kinds ? kind : 'other'] += gzipSync(body, { level: 6 }).length;
    }
    const ttfb = await page.evaluate(() => {
      const [timing] = performance.getEntriesByType('navigation');
      return timing.responseStart - timing.requestStart;
    });
    const sum = kinds.document + kinds.stylesheet + kinds.script;
    rows.push({ name, ...kinds, sum, requests: loaded.length, ttfb: ttfb.toFixed(0) });
    assert.deepEqual(page.faults.filter((fault) => fault.startsWith('a request')), [], name);
    await page.context().close();
  }
  const line = (cells) => cells.map((cell, at) => (at ? String(cell).padStart(8) : cell.padEnd(32))).join('');
  t.diagnostic(line(['bytes, gzipped', 'HTML', 'CSS', 'JS', 'other', 'sum', 'requests', 'TTFB ms']));
  for (const row of rows) {
    t.diagnostic(line([row.name, row.document, row.stylesheet, row.script, row.other, row.sum, row.requests, row.ttfb]));
  }
  for (const row of rows) {
    assert.ok(row.sum <= MOST, `${row.name} weighs ${row.sum} bytes, more than ${MOST}`);
  }
});
