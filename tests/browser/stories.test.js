// What people come for, from the first page to the answer.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openPage, read, startBank, startBrowser } from './bank.js';

let bank;
let browser;

before(async () => {
  [bank, browser] = await Promise.all([startBank(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  bank?.stop();
});

const count = async (page) => Number(/\d+/.exec(await page.locator('#count').innerText())[0]);

for (const javaScriptEnabled of [true, false]) {
  const how = `JavaScript ${javaScriptEnabled ? 'on' : 'off'}`;

  test(`an official in Kungsbacka finds who like them has digital night supervision (${how})`, async () => {
    const page = await openPage(browser, bank.address, { javaScriptEnabled });
    await page.goto(bank.address);
    await page.getByLabel('Välj din kommun').fill('Kungsbacka');
    await page.getByRole('button', { name: 'Jämför' }).click();
    await page.waitForURL('**/kommuner/1384');
    await page.getByLabel('Sök bland deras exempel').fill('nattillsyn');
    await page.getByLabel('Sök bland deras exempel').press('Enter');
    await page.waitForURL(/peers_of=1384/);
    assert.ok(await count(page) > 0);
    await page.locator('.hit h3 a').first().click();
    await page.waitForURL(/\/exempel\//);
    assert.ok(await page.getByRole('heading', { name: 'Underlag' }).isVisible());
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test(`an official sees what municipalities like theirs have done that they have not (${how})`, async () => {
    const page = await openPage(browser, bank.address, { javaScriptEnabled });
    await page.goto(`${bank.address}/kommuner/1384`);
    const main = page.getByRole('main');
    assert.ok(await main.getByRole('heading', { name: 'Teman som vi har exempel på från andra, men inte från Kungsbacka' }).isVisible());
    const theme = main.getByRole('heading', { level: 3 }).filter({ hasText: /\d+ av \d+ har exempel/ });
    assert.ok(await theme.count() >= 3);
    // What is told as missing is missing: the row of the matrix has a 0 for Kungsbacka.
    const name = await theme.first().getByRole('link').innerText();
    const row = main.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).last();
    assert.equal(await row.getByRole('cell').first().innerText(), '0');
    // Other peers are picked, and the address says which.
    for (const box of await main.getByRole('checkbox').all()) await box.uncheck();
    await main.getByRole('checkbox', { name: /^Mölndal/ }).check();
    await main.getByLabel('Lägg till en kommun').fill('Borås');
    await main.getByRole('button', { name: 'Jämför med valda' }).click();
    await page.waitForURL('**/kommuner/1384?with=1481&with=1490');
    assert.match(await main.innerText(), /Jämfört med dem som du valde: Mölndal, Borås/);
    const shared = await main.getByRole('region', { name: 'Dela jämförelsen' }).getByRole('link').getAttribute('href');
    assert.equal(shared, page.url());
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('a researcher narrows to 2015–2019 and automation, and takes the results along', async () => {
  const page = await openPage(browser, bank.address, { javaScriptEnabled: false });
  await page.goto(`${bank.address}/?q=robot`);
  await page.getByLabel('Från').fill('2015');
  await page.getByLabel('Till', { exact: true }).fill('2019');
  await page.getByRole('checkbox', { name: /^AI och automatisering/ }).check();
  await page.getByRole('button', { name: 'Visa träffar' }).first().click();
  await page.waitForURL(/theme=automation-ai/);
  assert.match(page.url(), /year=2015\.\.2019/);
  const hits = await count(page);
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Ladda ner träffarna som CSV' }).click();
  const lines = (await readFile(await (await waiting).path(), 'utf8')).trimEnd().split('\r\n');
  assert.equal(lines.length, hits + 1);
  await page.getByRole('link', { name: 'Visa på karta' }).click();
  await page.waitForURL(/\/kommuner\?/);
  assert.match(await page.locator('.shown-search').innerText(), new RegExp(`${hits} exempel`));
  await page.context().close();
});

test('a ticked filter is applied at once, and focus and the way back stay', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=robot`);
  const before = await count(page);
  const box = page.getByRole('checkbox', { name: /^AI och automatisering/ });
  await box.focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/theme=automation-ai/);
  assert.ok(await count(page) < before);
  assert.ok(await box.isChecked());
  assert.ok(await box.evaluate((element) => element === document.activeElement), 'focus stays');
  assert.equal(await page.evaluate(() => performance.getEntriesByType('navigation').length), 1);
  await page.goBack();
  await page.waitForFunction((number) => document.getElementById('count').innerText.startsWith(number), String(before));
  assert.ok(!(await box.isChecked()));
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

for (const [how, answer] of [
  ['not at all', (route) => route.abort()],
  ['too late', () => {}],
  ['wrongly', (route) => route.fulfill({ status: 500, body: 'broken' })],
  ['with another page', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>x' })],
]) {
  test(`a filter works although the server answers the script ${how}`, async () => {
    const page = await openPage(browser, bank.address);
    await page.goto(`${bank.address}/?q=robot`);
    await page.route('**/*theme=automation-ai*', (route) => (
      route.request().resourceType() === 'fetch' ? answer(route) : route.continue()));
    await page.getByRole('checkbox', { name: /^AI och automatisering/ }).check();
    await page.waitForURL(/theme=automation-ai/);
    await page.waitForLoadState();
    assert.ok(await page.getByRole('checkbox', { name: /^AI och automatisering/ }).isChecked());
    await page.context().close();
  });
}

test('the last of two quick choices is the one that is shown', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=robot`);
  let slow = true;
  await page.route('**/*theme=automation-ai*', async (route) => {
    if (slow) {
      slow = false;
      await new Promise((done) => { setTimeout(done, 1500); });
    }
    await route.continue().catch(() => {});
  });
  await page.getByRole('checkbox', { name: /^AI och automatisering/ }).check();
  await page.getByRole('checkbox', { name: /^Välfärdsteknik/ }).check();
  await page.waitForURL(/theme=automation-ai&theme=welfare-technology/);
  await page.waitForTimeout(2000);
  assert.match(page.url(), /theme=automation-ai&theme=welfare-technology/);
  assert.equal(await page.locator('#chips .chip').count(), 2);
  await page.context().close();
});

test('the keyboard alone goes from the first page to an example', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(bank.address);
  const tabTo = async (matches) => {
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(matches)) return;
    }
    assert.fail(`not reached: ${matches}`);
  };
  await tabTo(() => document.activeElement.id === 'q');
  await page.keyboard.type('trygghetskamera');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=trygghetskamera/);
  await tabTo(() => document.activeElement.closest('h3') !== null);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/exempel\//);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.context().close();
});

test('a visitor who reads English is spoken to in English all the way', async () => {
  const page = await openPage(browser, bank.address, { locale: 'en-GB' });
  await page.goto(bank.address);
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL(/lang=en/);
  await page.getByLabel('Search examples').fill('building permit');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.waitForURL(/q=building/);
  assert.ok(await count(page) > 0, 'English words find Swedish examples');
  await page.locator('.hit .places a').first().click();
  await page.waitForURL(/\/kommuner\/\d{4}\?lang=en/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('button', { name: 'Compare with those ticked' }).click();
  await page.waitForURL(/lang=en/);
  const navigation = page.getByRole('navigation', { name: 'Sections' });
  for (const name of ['Municipalities', 'Themes', 'The award', 'Statistics', 'About']) {
    await navigation.getByRole('link', { name }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', name);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a search is taken along as files for references and maps, and subscribed to', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=robot&theme=automation-ai&sort=year`);
  const hits = await count(page);
  const records = { RIS: /^TY  - /gm, BibTeX: /^@\w+\{/gm };
  for (const [name, entry] of Object.entries(records)) {
    const href = await page.getByRole('link', { name: `Ladda ner träffarna som ${name}`, exact: true }).getAttribute('href');
    const file = await (await read(new URL(href, bank.address))).text();
    assert.ok(file.match(entry).length >= hits, name);
  }
  const feed = await page.getByRole('link', { name: 'Prenumerera på sökningen (Atom)' }).getAttribute('href');
  const answer = await read(new URL(feed, bank.address));
  assert.match(answer.headers.get('content-type'), /^application\/atom\+xml/);
  assert.match(await answer.text(), /<entry>/);
  assert.equal(await page.locator('link[type="application/atom+xml"]').getAttribute('href'), feed);
  await page.context().close();
});

test('the map leads where the table leads', async () => {
  const page = await openPage(browser, bank.address, { viewport: { width: 1280, height: 1000 } });
  await page.goto(`${bank.address}/kommuner`);
  const dots = await page.locator('svg.map a').evaluateAll((all) => all.map((dot) => dot.getAttribute('href')));
  const rows = await page.locator('tbody th a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.equal(dots.length, 290);
  assert.deepEqual(dots.sort(), rows.sort());
  await page.locator('svg.map a[href="/kommuner/2584"] circle').click();
  await page.waitForURL('**/kommuner/2584');
  await page.context().close();
});

test('a municipality’s name that is misspelt is asked about', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/kommuner`);
  await page.getByLabel('Välj din kommun').fill('Kunsbacka');
  await page.getByRole('button', { name: 'Jämför' }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Kungsbacka' }).click();
  await page.waitForURL('**/kommuner/1384');
  await page.context().close();
});

test('an edition of the award goes from nominees to winner, and on to a municipality', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/utmarkelser`);
  await page.getByRole('link', { name: 'Sveriges IT-kommun 2013' }).click();
  const row = page.getByRole('row', { name: /Karlstad/ });
  assert.match(await row.innerText(), /ja\s+ja\s+ja/);
  await row.getByRole('link', { name: 'Karlstad' }).click();
  await page.waitForURL('**/kommuner/1780');
  assert.match(await page.locator('.facts').innerText(), /Vinnare Sveriges IT-kommun 2013/);
  await page.context().close();
});

test('every table of numbers comes as a file that says the same', async () => {
  const page = await openPage(browser, bank.address);
  for (const [address, rows] of [
    ['/kommuner?theme=open-data', 290], ['/statistik', 16], ['/kommuner/1384', 10], ['/teman/open-data', 20], ['/utmarkelser', 30],
  ]) {
    await page.goto(bank.address + address);
    for (const link of await page.locator('a[download]').all()) {
      const file = await read(new URL(await link.getAttribute('href'), bank.address));
      assert.match(file.headers.get('content-type'), /^text\/csv/, address);
      assert.ok((await file.text()).trimEnd().split('\r\n').length > rows, address);
    }
  }
  await page.context().close();
});
