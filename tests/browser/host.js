// Somebody else's site with the widget on it: another origin than the bank's.

import { createServer } from 'node:http';

/** The policy of a strict site, which lets the bank in and nothing else. */
export const strictPolicy = (bank) => (
  `default-src 'none'; script-src 'self' ${bank}; style-src 'self'; connect-src ${bank}; form-action 'self' ${bank}; `
  + "base-uri 'none'; require-trusted-types-for 'script'");

/** A style sheet that resets everything, and sets what a careless site sets on everything. */
const reset = `
*, *::before, *::after { all: unset; box-sizing: border-box; }
head, style, script, title { display: none; }
body { display: block; margin: 2rem; font: 10px/1 "Liberation Serif", serif; letter-spacing: 0.2em; text-transform: uppercase; text-align: center; color: #422; background: #fdf6ec; }
h1, p, form, label, ul, li { display: block; }
form { padding: 3rem; border: 1rem solid hotpink; }
input { color: transparent; }
`;

const plain = `
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font-family: "DejaVu Serif", serif; overflow-wrap: anywhere; color: #233; background: #fff; }
`;

/** The element with its form, as the page about the widget has it. */
export const element = (bank, attributes = '') => `
<exempelbank-search ${attributes}>
<form action="${bank}/"><label>Sök exempel <input name="q"></label> <button>Sök</button></form>
</exempelbank-search>`;

/**
 * Serves pages with the widget.
 *
 * `/plain`, `/reset` and `/strict` are a plain page, one with a style sheet that resets everything,
 * and one with a strict policy. `show(body, head)` is a strict page with a body of one's own; it
 * gives the page's address.
 */
export async function startHost(bank) {
  const script = `<script type="module" src="${bank}/widget/v1/exempelbank.js"></script>`;
  const shown = new Map();
  const document = (style, body, head = script, lang = 'sv') => (
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>En kommuns webbplats</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/${style}.css">${head}</head><body>
<main><h1>Digitalisering hos oss</h1><p>Så här har andra kommuner gjort.</p>${body}<p>Mer om oss.</p></main></body></html>`);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    const styles = { '/plain.css': plain, '/strict.css': plain, '/reset.css': reset };
    const respond = (type, body, headers = {}) => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers });
      response.end(body);
    };
    const strict = { 'content-security-policy': strictPolicy(bank) };
    if (pathname in styles) respond('text/css', styles[pathname]);
    else if (pathname === '/plain' || pathname === '/reset') respond('text/html', document(pathname.slice(1), element(bank)));
    else if (pathname === '/strict') respond('text/html', document('strict', element(bank)), strict);
    else if (shown.has(pathname)) respond('text/html', shown.get(pathname), strict);
    else { response.writeHead(404); response.end(); }
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  const address = `http://127.0.0.1:${server.address().port}`;
  return {
    address,
    show(body, { head = script, lang = 'sv' } = {}) {
      const path = `/shown/${shown.size}`;
      shown.set(path, document('strict', body, head, lang));
      return address + path;
    },
    stop() { server.closeAllConnections(); server.close(); },
  };
}
