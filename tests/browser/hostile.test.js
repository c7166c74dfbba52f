// Texts that try to become more than text: in examples, in documents and their names, and in what is
// asked. The browser is told to ignore the policy of the pages, so that escaping alone holds them.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openPage, startBank, startBrowser } from './bank.js';
import { element, startHost } from './host.js';

const attempts = [
  '<script>window.taken = 1</script>',
  '<img src="x" onerror="window.taken = 1">',
  '"><svg onload="window.taken = 1">',
  "' onmouseover='window.taken = 1' autofocus onfocus='window.taken = 1",
  '</title></textarea></script><iframe srcdoc="<script>parent.taken = 1</script>"></iframe>',
  '{{constructor.constructor("window.taken = 1")()}}',
  '&lt;b onclick=window.taken=1&gt;',
];
const all = attempts.join(' ');
const yaml = (text) => JSON.stringify(text);

let bank;
let browser;
let folder;
let host;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exempelbank-hostile-'));
  mkdirSync(join(folder, 'examples/automation-ai'), { recursive: true });
  mkdirSync(join(folder, 'documents'));
  attempts.forEach((attempt, nth) => writeFileSync(join(folder, `examples/automation-ai/robot-${nth}.md`), `---
title: ${yaml(`Robot ${nth} ${attempt}`)}
kind: statement
question: ${yaml(`Vad är ni stolta över? ${all}`)}
status: in_use
municipalities: [Nacka]
year: 2019
year_basis: stated
themes: [automation-ai]
partners: [${yaml(all)}]
effect: ${yaml(`Handläggningen går fortare ${all}`)}
lessons: ${yaml(`Börja smått ${all}`)}
editor_note: ${yaml(all)}
voice: municipality
source:
  title: ${yaml(`Om roboten ${attempt}`)}
  publisher: ${yaml(`Tidningen ${attempt}`)}
  url: https://example.org/${nth}?a="onmouseover=window.taken=1
---

Roboten avgör ärenden. ${all}
`));
  // A slash is the one sign that no name can hold.
  const name = attempts[1].replaceAll('/', '');
  writeFileSync(join(folder, 'documents', `${name}.txt`), `Nacka kommuns robot ${all}

Nacka kommun nominerades till Sveriges IT-kommun 2013. ${all}

"Roboten ${attempts[0]} sparar tid", säger kommunens digitaliseringschef.
`);
  browser = await startBrowser();
  bank = await startBank(folder);
  host = await startHost(bank.address);
});

after(async () => {
  await browser?.close();
  host?.stop();
  bank?.stop();
  rmSync(folder, { recursive: true });
});

/** What there is on a page, below all shadow roots too, that none of ours would be. */
function foreign() {
  const found = [];
  const look = (root) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      const handlers = one.getAttributeNames().filter((name) => name.startsWith('on'));
      const script = one.localName === 'script' && !one.src && one.type !== 'application/ld+json';
      const href = one.getAttribute('href') ?? one.getAttribute('action') ?? '';
      if (handlers.length > 0 || script || ['iframe', 'object', 'embed'].includes(one.localName)
        || /^\s*(javascript|data|vbscript):/i.test(href)) found.push(one.outerHTML.slice(0, 200));
    }
  };
  look(document);
  return { found, taken: window.taken };
}

async function visit(page, address) {
  const answer = await page.goto(address);
  // Whatever waits for the pointer or the keyboard gets both.
  await page.mouse.move(200, 200);
  await page.keyboard.press('Tab');
  assert.deepEqual(await page.evaluate(foreign), { found: [], taken: undefined }, address);
  return answer;
}

test('what stands in examples and documents stays text on every page', async () => {
  const page = await openPage(browser, bank.address, { bypassCSP: true });
  const answer = await fetch(`${bank.address}/api/v1/records?limit=100`);
  const { records } = await answer.json();
  assert.ok(records.length > attempts.length, 'the document is there too');
  for (const { id } of records) {
    for (const language of ['sv', 'en']) {
      assert.equal((await visit(page, `${bank.address}/exempel/${id}?lang=${language}`)).status(), 200);
    }
  }
  for (const address of ['/', '/?q=robot', '/?q=taken+onerror', '/kommuner', '/kommuner/0182', '/teman/automation-ai',
    '/utmarkelser/2013', '/statistik', '/om']) await visit(page, bank.address + address);
  // They are there, as text.
  await page.goto(`${bank.address}/exempel/robot-0`);
  assert.ok((await page.getByRole('main').innerText()).includes(attempts[0]));
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('what is asked stays text on every page', async () => {
  const page = await openPage(browser, bank.address, { bypassCSP: true });
  for (const attempt of attempts) {
    const value = encodeURIComponent(attempt);
    for (const address of [`/?q=${value}`, `/?q=robot&theme=${value}`, `/?year=${value}`, `/?municipality=${value}`,
      `/?${value}=1`, `/?q=robot&sort=${value}`, `/?q=robot&page=${value}`, `/?lang=${value}`, `/?q=kommun:${value}`,
      `/exempel/${value}`, `/kommuner/${value}`, `/kommuner?name=${value}`, `/teman/${value}`, `/utmarkelser/${value}`,
      `/${value}`]) await visit(page, bank.address + address);
  }
  await page.context().close();
});

test('nothing that is found becomes more than text in the search box or in the widget', async () => {
  const page = await openPage(browser, bank.address, { bypassCSP: true });
  await page.goto(bank.address);
  await page.locator('#q').fill('robot');
  await page.getByRole('option').first().waitFor();
  assert.deepEqual(await page.evaluate(foreign), { found: [], taken: undefined });
  await page.goto(host.show(element(bank.address)));
  await page.getByRole('combobox', { name: 'Sök exempel' }).fill('robot');
  await page.getByRole('option').first().waitFor();
  assert.deepEqual(await page.evaluate(foreign), { found: [], taken: undefined });
  await page.context().close();
});

test('no answer for machines is taken for a page', async () => {
  const value = encodeURIComponent(attempts[0]);
  for (const path of ['records?q=', 'export?format=csv&q=', 'feed.atom?q=', 'suggest?q=', 'citation?q=', 'records/']) {
    const answer = await fetch(`${bank.address}/api/v1/${path}${value}`);
    assert.ok(!answer.headers.get('content-type').startsWith('text/html'), path);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    assert.match(answer.headers.get('content-security-policy'), /^default-src 'none'/, path);
    await answer.arrayBuffer();
  }
});
