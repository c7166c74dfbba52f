// Asks Pagefind in a browser: a question a line comes in, the number of its hits goes out.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { createInterface } from "node:readline";

const { chromium } = createRequire(new URL("../browser/", import.meta.url))("playwright-core");
const site = process.argv[2];
const types = { ".js": "text/javascript", ".html": "text/html; charset=utf-8", ".wasm": "application/wasm" };

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  try {
    const content = await readFile(join(site, path));
    const type = types[path.slice(path.lastIndexOf("."))] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/1.html`);
await page.evaluate(async () => {
  window.pagefind = await import("/pagefind/pagefind.js");
  await window.pagefind.options({ excerptLength: 40 });
  await window.pagefind.init();
  // The counts of facets come with every answer once the filters are known.
  await window.pagefind.filters();
});
for await (const line of createInterface({ input: process.stdin })) {
  const total = await page.evaluate(async ({ text, filters, snippets }) => {
    const options = text === null ? { filters, sort: { year: "desc" } } : { filters };
    const found = await window.pagefind.search(text, options);
    if (snippets) {
      await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    }
    return found.results.length;
  }, JSON.parse(line));
  console.log(total);
}
await browser.close();
server.close();
