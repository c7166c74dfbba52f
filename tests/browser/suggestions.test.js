// Suggestions in the search box of the search page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openPage, startBank, startBrowser } from './bank.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
let bank;
let browser;

before(async () => {
  browser = await startBrowser();
  bank = await startBank();
});

after(async () => {
  await browser?.close();
  bank?.stop();
});

const box = (page) => page.getByRole('combobox', { name: 'Sök exempel' });
const options = (page) => page.getByRole('option');

test('words, places, themes and examples are suggested, and lead where they say', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(bank.address);
  await box(page).pressSequentially('kungsb');
  const place = options(page).filter({ hasText: 'kommun' }).filter({ hasText: 'Kungsbacka' }).first();
  await place.waitFor();
  assert.ok(await options(page).locator('mark').count() > 0, 'what was typed is marked');
  await place.click();
  await page.waitForURL(/municipality=1384/);
  assert.match(await page.locator('#chips').innerText(), /Kungsbacka/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('the keyboard takes a suggestion, Escape closes and then clears, Enter alone sends the form', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?lang=sv`);
  await box(page).focus();
  await page.keyboard.type('trygg');
  await options(page).first().waitFor();
  await page.keyboard.press('ArrowDown');
  const first = await options(page).first().getAttribute('id');
  assert.equal(await box(page).getAttribute('aria-activedescendant'), first);
  await page.keyboard.press('Escape');
  assert.equal(await options(page).count(), 0);
  assert.equal(await box(page).inputValue(), 'trygg');
  await page.keyboard.press('Escape');
  assert.equal(await box(page).inputValue(), '');
  await page.keyboard.type('robot');
  await options(page).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?q=robot/);
  await box(page).fill('trygg');
  await options(page).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.search.includes('q=robot'));
  assert.ok(await page.locator('.hit').count() > 0, 'what is suggested has hits');
  await page.context().close();
});

test('a server that does not suggest anything is no hindrance', async () => {
  const page = await openPage(browser, bank.address);
  await page.route('**/api/v1/suggestions*', (route) => route.fulfill({ status: 503, body: 'busy' }));
  await page.goto(bank.address);
  await box(page).fill('trygghetskamera');
  await page.waitForTimeout(400);
  await box(page).press('Enter');
  await page.waitForURL(/q=trygghetskamera/);
  assert.ok(await page.locator('.hit').count() > 0);
  await page.context().close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing while suggestions are open (${colorScheme})`, async () => {
    const page = await openPage(browser, bank.address, { colorScheme });
    await page.goto(bank.address);
    await box(page).pressSequentially('digital');
    await options(page).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document));
    assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    await page.context().close();
  });
}

test('an English reader gets names in English and stays in English', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?lang=en`);
  const english = page.getByRole('combobox', { name: 'Search examples' });
  await english.pressSequentially('öppna d');
  await options(page).filter({ hasText: 'theme' }).first().waitFor();
  await options(page).filter({ hasText: 'Open data' }).first().click();
  await page.waitForURL(/theme=open-data.*lang=en/);
  await page.context().close();
});
