// The pages' HTML is checked by a validator.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { read, startBank } from './bank.js';
import { allPages } from './pages.js';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // As the standard writes it, and shorter.
    'doctype-style': ['error', { style: 'lowercase' }],
    // A name that is repeated is how filters widen.
    'form-dup-name': 'off',
    // A list may have a name of its own.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // What scrolls by itself is a region, and stands in a section already.
    'prefer-native-element': ['error', { exclude: ['region'] }],
  },
});

let bank;

before(async () => {
  bank = await startBank();
});

after(() => bank?.stop());

for (const [name, address] of allPages) {
  test(`valid HTML: ${name}`, async () => {
    const html = await (await read(bank.address + address)).text();
    const report = await validator.validateString(html);
    const told = report.results.flatMap(({ messages, source }) => messages.map((message) => (
      `${message.ruleId}, line ${message.line}: ${message.message}: ${source.split('\n')[message.line - 1].slice(0, 160)}`)));
    assert.deepEqual(told, []);
  });
}
