// The widget as files: its types, its weight, and how it is served.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { read, startBank } from './bank.js';

/** The most that the widget may weigh, gzipped, in bytes. */
const MOST = 10_000;

let bank;

before(async () => {
  bank = await startBank();
});

after(() => bank?.stop());

test('the types of the widget hold', () => {
  const folder = import.meta.dirname;
  const config = resolve(folder, '../../crates/server/assets/widget/tsconfig.json');
  const checked = spawnSync(join(folder, 'node_modules/.bin/tsc'), ['-p', config], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stdout);
});

test('the widget is light, and has no comments of ours in it', async (t) => {
  const script = await (await read(`${bank.address}/widget/v1/exempelbank.js`)).text();
  const weight = gzipSync(script, { level: 6 }).length;
  t.diagnostic(`the widget weighs ${weight} bytes gzipped, ${script.length} as it is`);
  assert.ok(weight <= MOST, `${weight} bytes`);
  assert.doesNotMatch(script, /^\s*(\/\/|\/\*\*|\* @)/m);
  assert.equal(script.match(/--exempelbank-[a-z-]+/g).filter((name, at, all) => all.indexOf(name) === at).length <= 20, true);
});

test('the widget is served to any site, at an address that stays and one that names its content', async () => {
  const guide = (await (await read(`${bank.address}/api`)).text()).replaceAll('&#34;', '"');
  const fixed = /src="(http[^"]+)"\s+integrity="([^"]+)"/.exec(guide);
  const [, address, integrity] = fixed;
  assert.ok(address.startsWith(bank.address), address);
  const [stays, names] = await Promise.all([`${bank.address}/widget/v1/exempelbank.js`, address].map(async (one) => {
    const answer = await read(one);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/javascript/);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin');
    return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }));
  assert.deepEqual(stays.bytes, names.bytes);
  assert.equal(integrity, `sha384-${createHash('sha384').update(names.bytes).digest('base64')}`);
  assert.match(names.headers.get('cache-control'), /immutable/);
  assert.match(stays.headers.get('cache-control'), /max-age=600,/);
  const again = await fetch(`${bank.address}/widget/v1/exempelbank.js`, {
    headers: { 'if-none-match': stays.headers.get('etag'), connection: 'close' },
  });
  assert.equal(again.status, 304);
  assert.equal((await read(`${bank.address}/widget/v1/exempelbank.0000000000000000.js`)).status, 404);
});

test('the page about the widget names every attribute, event, part and variable', async () => {
  const script = await (await read(`${bank.address}/widget/v1/exempelbank.js`)).text();
  const page = await (await read(`${bank.address}/widget`)).text();
  const told = new Set([...page.matchAll(/<code>([^<]+)<\/code>/g)].map(([, name]) => name));
  const attributes = [
    'api', 'lang', 'municipality', 'county', 'theme', 'year-from', 'year-to', 'kind', 'peers-of', 'limit',
    'debounce', 'placeholder', 'color-mode', 'target', 'url-state', 'layout',
  ];
  const variables = [...script.matchAll(/--exempelbank-([a-z-]+)/g)].map(([, name]) => name);
  const parts = [...script.matchAll(/make\('[a-z]+', '([a-z]+)'/g)].map(([, name]) => name).filter((name) => name !== 'root');
  const events = [...script.matchAll(/#tell\('([a-z]+)'/g)].map(([, name]) => `exempelbank-${name}`);
  assert.ok(variables.length > 10 && parts.length > 10 && events.length >= 5);
  for (const name of [...attributes, ...variables, ...parts, ...events]) {
    assert.ok(told.has(name), `${name} is not told of`);
  }
});
