// How the widget looks. Font and colour are the host page's; what lies over the page has a ground
// of its own. The sheet is constructed, so that a policy without inline styles lets it be.

/** The style sheet, as text; every variable is listed on the page about the widget. */
const STYLE = `
:host { display: block; }
:host([hidden]), [hidden] { display: none !important; }
.root {
  --text: var(--exempelbank-text, light-dark(#1b2220, #e5eae8));
  --muted: var(--exempelbank-muted, light-dark(#4f5c58, #a9b6b2));
  --ground: var(--exempelbank-ground, light-dark(#fff, #131819));
  --chosen: var(--exempelbank-chosen, light-dark(#e3efef, #21484c));
  --edge: var(--exempelbank-edge, light-dark(#76837f, #84928e));
  --line: var(--exempelbank-line, light-dark(#cfd7d4, #374244));
  --accent: var(--exempelbank-accent, light-dark(#0b5d66, #76ccd5));
  --on-accent: var(--exempelbank-on-accent, light-dark(#fff, #0c1c1e));
  --radius: var(--exempelbank-radius, 0.35em);
  --gap: var(--exempelbank-gap, 0.5em);
  position: relative;
  display: block;
  box-sizing: border-box;
  font-size: var(--exempelbank-font-size, inherit);
  font-style: normal;
  line-height: var(--exempelbank-line-height, 1.5);
  letter-spacing: normal;
  word-spacing: normal;
  text-align: start;
  text-indent: 0;
  text-transform: none;
  white-space: normal;
  overflow-wrap: anywhere;
  cursor: auto;
}
.root *, .root *::before { box-sizing: border-box; }
.root.light { color-scheme: light; }
.root.dark { color-scheme: dark; }
.root.light, .root.dark { color: var(--text); background: var(--ground); padding: var(--gap); }
form, p, ol, ul { margin: 0; padding: 0; }
label { display: block; font-weight: 600; margin-block-end: 0.3em; }
.row { position: relative; display: flex; flex-wrap: wrap; gap: var(--gap); }
input, button { font: inherit; border-radius: var(--radius); padding: var(--exempelbank-padding, 0.5em 0.75em); min-block-size: 2em; }
input { flex: 1 1 10em; min-inline-size: 0; color: var(--text); background: var(--ground); border: 1px solid var(--edge); }
button { cursor: pointer; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid transparent; }
:focus-visible { outline: 0.1875em solid var(--accent); outline-offset: 0.125em; }
input:focus-visible { outline-offset: 0; }
.status:not(:empty) { margin-block-start: var(--gap); }
.status.fault { padding-inline-start: 0.6em; border-inline-start: 0.25em solid var(--exempelbank-fault, light-dark(#a3231b, #ff9c92)); }
.retry { margin-block-start: var(--gap); }
ol, ul { list-style: none; }
ul {
  position: absolute;
  z-index: var(--exempelbank-z-index, 1000);
  inset-block-start: calc(100% + 0.25em);
  inset-inline: 0;
  max-block-size: var(--exempelbank-max-height, min(70vh, 32em));
  overflow-y: auto;
  overscroll-behavior: contain;
  color: var(--text);
  background: var(--ground);
  border: 1px solid var(--edge);
  border-radius: var(--radius);
  box-shadow: var(--exempelbank-shadow, 0 0.25em 1em rgb(0 0 0 / 0.2));
}
ul li { padding: 0.5em 0.75em; cursor: pointer; }
ol li { padding-block: 0.6em; }
li + li { border-block-start: 1px solid var(--line); }
ol { margin-block-start: var(--gap); }
ul li:hover, li[aria-selected="true"] { background: var(--chosen); }
li[aria-selected="true"] { box-shadow: inset 0.25em 0 0 var(--accent); }
li[aria-selected="true"]:dir(rtl) { box-shadow: inset -0.25em 0 0 var(--accent); }
.title { display: block; font-weight: 600; }
.all { font-weight: 600; }
ul .all, a { color: var(--accent); }
ol a { display: inline-block; min-block-size: 1.5em; }
.meta, .snippet { display: block; font-size: 0.9em; }
ul .snippet { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
ul .meta { color: var(--muted); }
mark { color: var(--exempelbank-on-mark, light-dark(#1b2220, #fff4cf)); background: var(--exempelbank-mark, light-dark(#ffe79a, #5c4b05)); border-radius: 0.15em; }
@media (forced-colors: active) {
  button { border-color: ButtonBorder; }
  li[aria-selected="true"] { outline: 0.1875em solid Highlight; outline-offset: -0.1875em; }
  mark { color: MarkText; background: Mark; }
}
`;

/** @type {CSSStyleSheet | undefined} */
let madeSheet;

/** The sheet that all widgets of a page share. */
function sheet() {
  if (!madeSheet) {
    madeSheet = new CSSStyleSheet();
    madeSheet.replaceSync(STYLE);
  }
  return madeSheet;
}
