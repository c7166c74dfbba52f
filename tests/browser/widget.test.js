// The widget on somebody else's site: another origin, with a strict policy.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startBank, startBrowser } from './bank.js';
import { element, startHost } from './host.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
let bank;
let browser;
let host;

before(async () => {
  browser = await startBrowser();
  bank = await startBank();
  host = await startHost(bank.address);
});

after(async () => {
  await browser?.close();
  host?.stop();
  bank?.stop();
});

/** Opens a page of the host that remembers errors, questions to the API and the widget's events. */
async function open(address, options = {}) {
  const context = await browser.newContext({ locale: 'sv-SE', ...options });
  const page = await context.newPage();
  page.faults = [];
  page.questions = [];
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.startsWith('/api/')) page.questions.push(url);
    else if (![bank.address, host.address].includes(url.origin)) page.faults.push(`a request to ${url}`);
  });
  await page.addInitScript(() => {
    window.told = [];
    for (const name of ['ready', 'query', 'results', 'select', 'error']) {
      addEventListener(`exempelbank-${name}`, (event) => {
        window.told.push({ name, cancelable: event.cancelable, composed: event.composed, detail: event.detail });
        if (window.refused === name) event.preventDefault();
      });
    }
  });
  await page.goto(address);
  return page;
}

const field = (page) => page.getByRole('combobox', { name: 'Sök exempel' });
const options = (page) => page.getByRole('option');
const told = (page, name) => page.evaluate((wanted) => window.told.filter((one) => one.name === wanted), name);
const show = (attributes = '', how = {}) => host.show(element(bank.address, attributes), how);

test('a visitor of a site with a strict policy finds an example and goes to it', async () => {
  const page = await open(`${host.address}/strict`);
  await field(page).fill('trygghetskamera');
  await options(page).first().waitFor();
  assert.match((await options(page).allInnerTexts()).join('\n'), /Kungsbacka/);
  assert.match(await page.getByRole('status').innerText(), /^\d+ exempel$/);
  assert.ok(await page.locator('exempelbank-search mark').count() > 0, 'the word is marked');
  const [{ detail }] = await told(page, 'results');
  await options(page).first().click();
  await page.waitForURL(`${bank.address}/exempel/${detail.records[0].id}`);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('the keyboard: arrows, Enter, Escape that closes and then clears, Tab that leaves', async () => {
  const page = await open(show());
  await page.keyboard.press('Tab');
  await page.keyboard.type('robot');
  await options(page).first().waitFor();
  const count = await options(page).count();
  const active = async () => {
    const id = await field(page).getAttribute('aria-activedescendant');
    const chosen = await options(page).evaluateAll((all) => all.map((one) => one.ariaSelected === 'true' && one.id));
    assert.deepEqual(chosen.filter(Boolean), id ? [id] : []);
    return chosen.indexOf(id);
  };
  assert.equal(await field(page).getAttribute('aria-expanded'), 'true');
  assert.equal(await active(), -1);
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), 0);
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), count - 1, 'from the first to the last');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), 1);
  await page.keyboard.press('Escape');
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
  assert.equal(await field(page).inputValue(), 'robot', 'the first Escape closes');
  await page.keyboard.press('Escape');
  assert.equal(await field(page).inputValue(), '', 'the second clears');
  await page.keyboard.type('robot');
  await options(page).first().waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await options(page).count(), 0, 'Tab closes');
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.part.value), 'button');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const { id } = (await told(page, 'results')).at(-1).detail.records[1];
  await page.keyboard.press('Enter');
  await page.waitForURL(`${bank.address}/exempel/${id}`);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('Enter without a choice, and the last option, lead to the whole search with its filters', async () => {
  for (const keys of [['Enter'], ['ArrowUp', 'Enter']]) {
    const page = await open(show('theme="welfare-technology, automation-ai" year-from="2015"'));
    await field(page).fill('robot');
    await options(page).first().waitFor();
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForURL(`${bank.address}/?q=robot&theme=welfare-technology&theme=automation-ai&year=2015..`);
    assert.match(await page.locator('#count').innerText(), /\d+ exempel/);
    await page.context().close();
  }
});

test('filters and peers narrow what is found', async () => {
  const page = await open(show('municipality="Kungsbacka,1480" theme="automation-ai" kind="initiative" year-from="2015" limit="3"'));
  await field(page).fill('robot');
  await options(page).first().waitFor();
  const asked = page.questions.at(-1).searchParams;
  assert.deepEqual(asked.getAll('municipality'), ['Kungsbacka', '1480']);
  assert.deepEqual([asked.get('theme'), asked.get('kind'), asked.get('year'), asked.get('limit')],
    ['automation-ai', 'initiative', '2015..', '3']);
  for (const record of (await told(page, 'results')).at(-1).detail.records) {
    assert.ok(record.municipalities.some(({ code }) => ['1384', '1480'].includes(code)), record.id);
  }
  const peers = await open(show('peers-of="1384"'));
  await field(peers).fill('nattillsyn');
  await options(peers).first().waitFor();
  assert.equal(peers.questions.at(-1).searchParams.get('peers_of'), '1384');
  const [{ detail }] = await told(peers, 'results');
  assert.ok(detail.records.every(({ municipalities }) => !municipalities.some(({ code }) => code === '1384')));
  await page.context().close();
  await peers.context().close();
});

test('an attribute that changes is taken up at once, as an attribute and as a property', async () => {
  const page = await open(show());
  await field(page).fill('robot');
  await options(page).first().waitFor();
  const total = async () => (await told(page, 'results')).at(-1).detail.total;
  const all = await total();
  const answered = (count) => page.waitForFunction((wanted) => window.told.filter(({ name }) => name === 'results').length === wanted, count);
  await page.evaluate(() => { document.querySelector('exempelbank-search').theme = 'welfare-technology'; });
  await answered(2);
  assert.ok(await total() < all);
  assert.equal(await page.locator('exempelbank-search').getAttribute('theme'), 'welfare-technology');
  await page.evaluate(() => {
    const widget = document.querySelector('exempelbank-search');
    widget.removeAttribute('theme');
    widget.limit = 2;
    widget.lang = 'en';
  });
  await answered(3);
  assert.equal(await total(), all);
  assert.equal((await told(page, 'results')).length, 3, 'three changes are one question');
  assert.match(await page.getByRole('status').innerText(), /^\d+ examples$/);
  const read = await page.evaluate(() => {
    const { limit, debounce, layout, colorMode, peersOf, query } = document.querySelector('exempelbank-search');
    return { limit, debounce, layout, colorMode, peersOf, query };
  });
  assert.deepEqual(read, { limit: 2, debounce: 200, layout: 'combobox', colorMode: 'inherit', peersOf: '', query: 'robot' });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('the answer to an earlier question never stands under a later one', async () => {
  const page = await open(show('debounce="0"'));
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route('**/api/v1/records?q=robot&*', async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await field(page).fill('robot');
  await page.waitForRequest(/q=robot/);
  await field(page).fill('trygghetskamera');
  await options(page).first().waitFor();
  const before = await options(page).allInnerTexts();
  release();
  await page.waitForTimeout(500);
  assert.deepEqual(await options(page).allInnerTexts(), before);
  assert.deepEqual((await told(page, 'results')).map(({ detail }) => detail.query), ['trygghetskamera']);
  assert.deepEqual(await told(page, 'error'), []);
  await page.context().close();
});

for (const [how, reason, words, fault] of [
  ['not at all', 'network', /går inte att nå/, (route) => route.abort()],
  ['with a fault', 'status', /har ett fel/, (route) => route.fulfill({ status: 500, body: 'broken', headers: { 'access-control-allow-origin': '*' } })],
  ['that it is busy', 'status', /har ett fel/, (route) => route.fulfill({ status: 503, body: '{}', headers: { 'retry-after': '1', 'access-control-allow-origin': '*' } })],
  ['with a page', 'format', /inte går att läsa/, (route) => route.fulfill({ contentType: 'text/html', body: '<p>x', headers: { 'access-control-allow-origin': '*' } })],
  ['with something else', 'format', /inte går att läsa/, (route) => route.fulfill({ json: { meta: {}, records: [{}] }, headers: { 'access-control-allow-origin': '*' } })],
]) {
  test(`a server that answers ${how} is told of, and asked again`, async () => {
    const page = await open(show());
    let isBroken = true;
    await page.route('**/api/v1/records*', (route) => (isBroken ? fault(route) : route.continue()));
    await field(page).fill('robot');
    const retry = page.getByRole('button', { name: 'Försök igen' });
    await retry.waitFor();
    assert.match(await page.getByRole('status').innerText(), words);
    const errors = await told(page, 'error');
    assert.deepEqual(errors.map(({ detail }) => [detail.query, detail.reason]), [['robot', reason]]);
    assert.equal(page.questions.length, reason === 'format' ? 1 : 2, 'what may pass is asked once more by itself');
    isBroken = false;
    await retry.click();
    await options(page).first().waitFor();
    assert.ok(await field(page).evaluate((input) => input.getRootNode().activeElement === input), 'focus is in the field');
    assert.ok(!await retry.isVisible());
    await page.context().close();
  });
}

test('a server that does not answer in time is told of', async () => {
  const page = await open(show());
  await page.route('**/api/v1/records*', () => {});
  await field(page).fill('robot');
  await page.getByText('Söker …').waitFor();
  await page.getByRole('button', { name: 'Försök igen' }).waitFor({ timeout: 15_000 });
  assert.match(await page.getByRole('status').innerText(), /svarar inte just nu/);
  assert.equal((await told(page, 'error'))[0].detail.reason, 'late');
  await page.context().close();
});

test('a filter that does not exist is told in the box, with what may have been meant', async () => {
  const page = await open(show('municipality="Kunsbacka"'));
  await field(page).fill('robot');
  await page.getByText('felaktigt inställd').waitFor();
  assert.match(await page.getByRole('status').innerText(), /municipality: .*Kunsbacka.*Kungsbacka/);
  assert.equal((await told(page, 'error'))[0].detail.status, 400);
  await page.context().close();
});

test('other attributes that cannot be read are told in the console, and do no harm', async () => {
  const warnings = [];
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'warning') warnings.push(message.text()); });
  await page.goto(show('limit="many" layout="grid" color-mode="pink" debounce="-1" api="javascript:alert(1)"'));
  await page.getByRole('combobox').fill('robot');
  await options(page).first().waitFor();
  const text = warnings.join('\n');
  for (const told of ['limit="many"', 'layout="grid"', 'color-mode="pink"', 'debounce="-1"', 'api="javascript:alert(1)"']) {
    assert.match(text, new RegExp(told.replaceAll(/[()]/g, '\\$&')));
  }
  assert.match(text, /1 to 20/);
  assert.equal(new Set(warnings).size, warnings.length, 'each is told once');
  await context.close();
});

test('the page can stop a question and a choice', async () => {
  const page = await open(show());
  await page.evaluate(() => { window.refused = 'query'; });
  await field(page).fill('robot');
  await page.waitForFunction(() => window.told.some(({ name }) => name === 'query'));
  await page.waitForTimeout(300);
  assert.equal(page.questions.length, 0);
  await page.evaluate(() => { window.refused = 'select'; });
  await field(page).fill('robotar');
  await options(page).first().waitFor();
  const here = page.url();
  await options(page).first().click();
  await page.waitForTimeout(300);
  assert.equal(page.url(), here);
  const [select] = await told(page, 'select');
  assert.ok(select.detail.url.startsWith(`${bank.address}/exempel/`));
  for (const { name, cancelable, composed } of await page.evaluate(() => window.told)) {
    assert.equal(cancelable, ['query', 'select'].includes(name), name);
    assert.ok(composed, name);
  }
  await page.context().close();
});

test('a list shows the newest at once, and what is searched for on the page', async () => {
  const page = await open(show('layout="list" municipality="1384" limit="3" target="_blank"'));
  const links = page.locator('exempelbank-search').getByRole('list').getByRole('link');
  await links.first().waitFor();
  assert.equal(await links.count(), 3);
  assert.equal(await page.getByRole('combobox').count(), 0, 'it is a field like others');
  await page.getByRole('textbox', { name: 'Sök exempel' }).fill('trygghetskamera');
  await page.waitForFunction(() => window.told.filter(({ name }) => name === 'results').length === 2);
  const [other] = await Promise.all([page.context().waitForEvent('page'), links.first().click()]);
  await other.waitForURL(/\/exempel\//);
  assert.equal(await other.evaluate(() => window.opener), null);
  const all = page.getByRole('link', { name: /i Exempelbanken/ });
  assert.equal(await all.getAttribute('href'), `${bank.address}/?q=trygghetskamera&municipality=1384`);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a question that is given up leaves nothing busy', async () => {
  const page = await open(show('debounce="0"'));
  await page.route('**/api/v1/records?*', () => {});
  const isBusy = () => page.evaluate(() => document.querySelector('exempelbank-search').shadowRoot.querySelector('.root').ariaBusy);
  for (const giveUp of [
    () => field(page).fill(''),
    () => page.evaluate(() => { const box = document.querySelector('exempelbank-search'); window.box = box; box.remove(); }),
  ]) {
    await field(page).fill('robot');
    await page.waitForTimeout(600);
    assert.equal(await isBusy(), 'true');
    await giveUp();
    const root = await page.evaluate(() => {
      const box = document.querySelector('exempelbank-search') ?? window.box;
      const inner = box.shadowRoot;
      return [inner.querySelector('.root').ariaBusy, inner.querySelector('[role=status]').textContent];
    });
    assert.deepEqual(root, ['false', '']);
  }
  await page.context().close();
});

test('the way to all goes by the text that stands there, also while it waits', async () => {
  const page = await open(show('layout="list" debounce="0"'));
  const all = page.getByRole('link', { name: /i Exempelbanken/ });
  await all.waitFor();
  await page.evaluate(() => { document.querySelector('exempelbank-search').debounce = 5000; });
  await page.waitForFunction(() => window.told.filter(({ name }) => name === 'results').length === 2);
  await page.getByRole('textbox', { name: 'Sök exempel' }).fill('robot');
  assert.equal(await all.getAttribute('href'), `${bank.address}/?q=robot`);
  await page.context().close();
});

test('back to an address without the query empties the field', async () => {
  const page = await open(show('url-state="q" debounce="0"'));
  await page.evaluate(() => history.pushState(null, '', location.href));
  await field(page).fill('robot');
  await options(page).first().waitFor();
  assert.equal(new URL(page.url()).search, '?q=robot');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('exempelbank-search').query === '');
  assert.equal(await options(page).count(), 0);
  await page.context().close();
});

test('two on a page do not disturb each other', async () => {
  const page = await open(host.show(element(bank.address, 'url-state="a"') + element(bank.address, 'url-state="b" lang="en" theme="education"')));
  const [first, second] = [0, 1].map((at) => page.locator('exempelbank-search').nth(at));
  await first.getByRole('combobox').fill('robot');
  await first.getByRole('option').first().waitFor();
  await second.getByRole('combobox').fill('lärplattor');
  await second.getByRole('option').first().waitFor();
  assert.equal(await first.getByRole('option').count(), 0, 'the one that is left is closed');
  assert.match(await first.getByRole('status').innerText(), /exempel$/);
  assert.match(await second.getByRole('status').innerText(), /examples?$/);
  assert.equal(new URL(page.url()).search, '?a=robot&b=l%C3%A4rplattor');
  await page.reload();
  await page.waitForFunction(() => window.told.filter(({ name }) => name === 'results').length === 2);
  assert.equal(await first.getByRole('combobox').inputValue(), 'robot');
  assert.equal(await second.getByRole('combobox').inputValue(), 'lärplattor');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('without scripts the form inside searches', async () => {
  const page = await open(`${host.address}/strict`, { javaScriptEnabled: false }).catch(() => null);
  await page.getByLabel('Sök exempel').fill('trygghetskamera');
  await page.getByRole('button', { name: 'Sök' }).click();
  await page.waitForURL(`${bank.address}/?q=trygghetskamera`);
  assert.match(await page.getByRole('main').innerText(), /Kungsbacka/);
  await page.context().close();
});

test('what was typed before the script came is kept, with the focus', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route('**/widget/v1/exempelbank.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(show(), { waitUntil: 'commit' });
  await page.getByLabel('Sök exempel').pressSequentially('trygg');
  release();
  await page.getByRole('combobox', { name: 'Sök exempel' }).waitFor();
  await page.keyboard.type('hetskamera');
  assert.equal(await page.getByRole('combobox').inputValue(), 'trygghetskamera');
  await options(page).first().waitFor();
  await context.close();
});

test('a page may tie the script to its digest; another digest leaves the form', async () => {
  const api = await (await fetch(`${bank.address}/api`)).text();
  const fixed = /src="(http[^"]+)"\s+integrity="([^"]+)"/.exec(api.replaceAll('&#34;', '"'));
  const tied = (integrity) => ({ head: `<script type="module" crossorigin src="${fixed[1]}" integrity="${integrity}"></script>` });
  const page = await open(show('', tied(fixed[2])));
  await field(page).fill('robot');
  await options(page).first().waitFor();
  const other = await open(show('', tied(`sha384-${'A'.repeat(64)}`)));
  assert.equal(await other.getByRole('combobox').count(), 0);
  assert.ok(await other.getByLabel('Sök exempel').isVisible());
  await page.context().close();
  await other.context().close();
});

for (const colorScheme of ['light', 'dark']) {
  for (const layout of ['combobox', 'list']) {
    for (const mode of ['inherit', 'light', 'dark']) {
      test(`axe finds nothing in a ${layout}, ${mode} on a ${colorScheme} page`, async () => {
        const page = await open(`${host.address}/plain`, { colorScheme });
        await page.evaluate(([to, color, scheme]) => {
          document.documentElement.style.colorScheme = scheme;
          if (scheme === 'dark') document.body.style.cssText = 'background: #111; color: #eee';
          const widget = document.querySelector('exempelbank-search');
          widget.layout = to;
          widget.colorMode = color;
        }, [layout, mode, colorScheme]);
        await page.locator('exempelbank-search .input').fill('trygghetskamera');
        await page.locator('exempelbank-search .item').first().waitFor();
        if (layout === 'combobox') await page.keyboard.press('ArrowDown');
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run(document));
        assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`), []);
        await page.context().close();
      });
    }
  }
}

test('it fits 320 pixels at twice the size of text, from right to left, and in forced colours', async () => {
  const page = await open(show(), { viewport: { width: 320, height: 700 }, forcedColors: 'active' });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
    document.documentElement.dir = 'rtl';
  });
  await field(page).fill('trygghetskamera');
  await options(page).first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  const marked = await options(page).evaluateAll((all) => all.map((one) => getComputedStyle(one).outlineStyle));
  assert.deepEqual([marked[0], marked[1]], ['solid', 'none'], 'the choice is seen without colours');
  await page.context().close();
});
