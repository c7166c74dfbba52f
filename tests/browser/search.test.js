// What a person does on the search page and the page of an example.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBank, startBrowser } from './bank.js';

let bank;
let browser;

before(async () => {
  [bank, browser] = await Promise.all([startBank(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  bank?.stop();
});

const titles = (page) => page.getByRole('main').getByRole('heading', { level: 3 }).allInnerTexts();

for (const javaScriptEnabled of [true, false]) {
  test(`a search finds the right examples (JavaScript ${javaScriptEnabled ? 'on' : 'off'})`, async () => {
    const page = await openPage(browser, bank.address, { javaScriptEnabled });
    await page.goto(bank.address);
    await page.locator('#q').fill('trygghetskamera');
    await page.locator('#q').press('Enter');
    await page.waitForURL(/q=trygghetskamera/);
    const found = (await titles(page)).slice(0, 5).join('\n');
    for (const place of ['Kungsbacka', 'Skellefteå']) assert.match(found, new RegExp(place));
    assert.ok((await page.locator('mark').count()) > 0, 'the word is marked');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('a facet gives as many hits as it shows, and can be taken away again', async () => {
  const page = await openPage(browser, bank.address, { javaScriptEnabled: false });
  await page.goto(`${bank.address}/?q=robot`);
  const hits = async () => Number(/\d+/.exec(await page.getByRole('status').innerText())[0]);
  const before = await hits();
  const label = page.locator('label').filter({ has: page.locator('input[name=theme]') }).first();
  const promised = Number(/(\d+)\s*$/.exec((await label.innerText()).trim())[1]);
  await label.click();
  await page.getByRole('button', { name: 'Visa träffar' }).first().click();
  await page.waitForURL(/theme=/);
  assert.equal(await hits(), promised);
  await page.getByRole('link', { name: /^Ta bort filtret/ }).first().click();
  assert.equal(await hits(), before);
  await page.context().close();
});

test('a misspelt word and a place are understood, and the place is offered as a filter', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=${encodeURIComponent('bygglovsrobbot Nacka')}`);
  const understood = page.getByRole('region', { name: 'Så tolkade vi din sökning' });
  assert.match(await understood.innerText(), /bygglovsrobbot → bygglovsrobot/);
  await understood.getByRole('link', { name: 'visa bara dessa' }).click();
  await page.waitForURL(/municipality=0182/);
  for (const places of await page.locator('.hit .places').allInnerTexts()) {
    assert.match(places, /Nacka/);
  }
  await page.context().close();
});

test('an example shows its evidence and is reached by its own address', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=lov-isa`);
  await page.getByRole('main').getByRole('heading', { level: 3 }).first().getByRole('link').click();
  await page.waitForURL(/\/exempel\/nacka-/);
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /Lov-isa/);
  const text = await page.getByRole('main').innerText();
  assert.match(text, /Bygglov\.se/);
  const source = page.getByRole('main').locator('a[href^="https://bygglov.se/"]').first();
  assert.ok(await source.isVisible());
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('an example that is not there is told so, with a way on', async () => {
  const page = await openPage(browser, bank.address);
  const answer = await page.goto(`${bank.address}/exempel/finns-inte`);
  assert.equal(answer.status(), 404);
  assert.ok(await page.locator('#q').isVisible());
  await page.context().close();
});

test('a search without hits says so and offers a way out', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=xyzzyqwerty`);
  assert.match(await page.locator('#count').innerText(), /^0 exempel/);
  assert.ok((await page.getByRole('main').getByRole('link').count()) > 0);
  await page.context().close();
});

test('what is typed stays text', async () => {
  const page = await openPage(browser, bank.address);
  await page.goto(`${bank.address}/?q=${encodeURIComponent('"><script>document.title="x"</script>')}`);
  assert.notEqual(await page.title(), 'x');
  assert.equal(await page.locator('#q').inputValue(), '"><script>document.title="x"</script>');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
