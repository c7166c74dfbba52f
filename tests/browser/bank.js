// The program serving the whole corpus, and a browser to look at it with.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const project = resolve(import.meta.dirname, '../..');
const program = join(project, 'target/debug/exempelbank');

/** Starts the program at a port of its own, over the corpus or another; `stop` ends it. */
export async function startBank(corpus = join(project, 'corpus')) {
  const folder = mkdtempSync(join(tmpdir(), 'exempelbank-'));
  const ingest = spawnSync(program, ['ingest', '--quiet', corpus], { cwd: folder });
  if (ingest.status !== 0) throw new Error(String(ingest.stderr));
  const server = spawn(program, ['serve', '--listen', '127.0.0.1:0'], { cwd: folder });
  const address = await new Promise((found, failed) => {
    server.once('exit', (code) => failed(new Error(`the program ended with ${code}`)));
    createInterface({ input: server.stderr }).on('line', (line) => {
      const match = /http:\/\/[^/]+/.exec(line);
      if (match) found(match[0]);
    });
  });
  return {
    address,
    stop() {
      server.removeAllListeners('exit');
      server.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Reads an address on a connection of its own: a kept one may have been closed meanwhile. */
export function read(address) {
  return fetch(address, { headers: { connection: 'close' } });
}

/** Starts the browser that `CHROMIUM` names, or Debian's. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run',
    ],
  });
}

/** A page that remembers what went wrong on it: errors, and requests to anywhere but `address`. */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ locale: 'sv-SE', ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error') page.faults.push(message.text());
  });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) page.faults.push(`a request to ${request.url()}`);
  });
  return page;
}
