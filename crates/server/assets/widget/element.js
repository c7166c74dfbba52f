// `<exempelbank-search>`: a search box for Exempelbanken on any page.
//
// The form inside the element is what a reader without scripts gets. With scripts the element
// shows a form of its own in its place, with the same label, button, target and what was typed.
// The page about the widget, `/widget`, describes attributes, events, parts and variables.

/** The attributes that are one of a few words; the first is taken unless another is given. */
const CHOICES = {
  layout: ['combobox', 'list'],
  'color-mode': ['inherit', 'light', 'dark'],
};

/** The attributes that are whole numbers: the least, the most, and what goes without saying. */
const NUMBERS = {
  limit: { least: 1, most: 20, usual: 6 },
  debounce: { least: 0, most: 5000, usual: 200 },
};

/** The attributes that narrow the search: each is a filter of the API, with several values after commas. */
const FILTERS = {
  municipality: 'municipality',
  county: 'county',
  theme: 'theme',
  kind: 'kind',
  'peers-of': 'peers_of',
};

const ATTRIBUTES = [
  'api', 'lang', 'placeholder', 'target', 'url-state', 'year-from', 'year-to',
  ...Object.keys(CHOICES), ...Object.keys(NUMBERS), ...Object.keys(FILTERS),
];

/** The shortest text that is searched for while it is typed. */
const SHORTEST = 2;

/** The longest text that can be typed; the server reads a kilobyte. */
const LONGEST = 250;

/** How long a search goes on before it is said that it does, in milliseconds. */
const QUIET_MS = 400;

/**
 * Makes an element.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} name its `part` and its class; none if empty
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) {
    element.className = name;
    element.setAttribute('part', name);
  }
  element.append(...children);
  return element;
}

class ExempelbankSearch extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #root = make('div', 'root');
  #form = make('form', 'form');
  #label = make('label', 'label');
  #field = make('input', 'input');
  #button = make('button', 'button');
  #popup = make('ul', 'popup');
  #list = make('ol', 'list');
  #status = make('p', 'status');
  #retry = make('button', 'retry');
  #all = make('a', 'all');
  #answers = new Answers();
  /** @type {Combobox} */
  #combobox;
  /** @type {WidgetAnswer | null} */
  #answer = null;
  /** What was typed when the answer was asked for, and what was asked for. */
  #answered = '';
  #asked = '';
  #isReady = false;
  #isStale = false;
  #timer = 0;
  /** What has been said about attributes, to say it once. */
  #warned = new Set();

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    shadow.adoptedStyleSheets = [sheet()];
    this.#field.id = 'field';
    this.#field.type = 'text';
    this.#field.maxLength = LONGEST;
    this.#field.enterKeyHint = 'search';
    this.#label.htmlFor = 'field';
    this.#popup.id = 'options';
    this.#button.type = 'submit';
    this.#retry.type = 'button';
    this.#status.setAttribute('role', 'status');
    this.#form.setAttribute('role', 'search');
    this.#list.hidden = this.#retry.hidden = this.#all.hidden = true;
    const row = make('div', '', this.#field, this.#button, this.#popup);
    row.className = 'row';
    this.#form.append(this.#label, row);
    // What stands inside the element is not shown, but read, and read again when it changes.
    const fallback = make('slot', '');
    const unseen = make('div', '', fallback);
    unseen.hidden = true;
    this.#root.append(this.#form, this.#status, this.#retry, this.#list, this.#all);
    shadow.append(this.#root, unseen);
    this.#combobox = new Combobox(this.#field, this.#popup, {
      choose: (at, event) => this.#choose(at, event),
      clear: () => { this.query = ''; },
    });
    fallback.addEventListener('slotchange', () => this.#dress());
    this.#field.addEventListener('input', () => this.#typed());
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    this.#retry.addEventListener('click', () => {
      this.#field.focus();
      this.#search();
    });
    for (const kind of ['click', 'auxclick']) {
      this.#list.addEventListener(kind, (event) => this.#follow(event));
      this.#all.addEventListener(kind, (event) => this.#follow(event));
    }
  }

  get api() { return this.#text('api'); } set api(value) { this.setAttribute('api', value); }
  get municipality() { return this.#text('municipality'); } set municipality(value) { this.setAttribute('municipality', value); }
  get county() { return this.#text('county'); } set county(value) { this.setAttribute('county', value); }
  get theme() { return this.#text('theme'); } set theme(value) { this.setAttribute('theme', value); }
  get kind() { return this.#text('kind'); } set kind(value) { this.setAttribute('kind', value); }
  get peersOf() { return this.#text('peers-of'); } set peersOf(value) { this.setAttribute('peers-of', value); }
  get yearFrom() { return this.#text('year-from'); } set yearFrom(value) { this.setAttribute('year-from', value); }
  get yearTo() { return this.#text('year-to'); } set yearTo(value) { this.setAttribute('year-to', value); }
  get placeholder() { return this.#text('placeholder'); } set placeholder(value) { this.setAttribute('placeholder', value); }
  get target() { return this.#text('target'); } set target(value) { this.setAttribute('target', value); }
  get urlState() { return this.#text('url-state'); } set urlState(value) { this.setAttribute('url-state', value); }
  get layout() { return this.#word('layout'); } set layout(value) { this.setAttribute('layout', value); }
  get colorMode() { return this.#word('color-mode'); } set colorMode(value) { this.setAttribute('color-mode', value); }
  get limit() { return this.#number('limit'); } set limit(value) { this.setAttribute('limit', String(value)); }
  get debounce() { return this.#number('debounce'); } set debounce(value) { this.setAttribute('debounce', String(value)); }

  /** What stands in the field; giving it searches. */
  get query() { return this.#field.value; }

  set query(text) {
    this.#field.value = text;
    this.#typed();
  }

  connectedCallback() {
    if (!this.#isReady) {
      // What a script gave before the element was known hides the properties.
      for (const name of Object.keys(Object.getOwnPropertyDescriptors(ExempelbankSearch.prototype))) {
        if (Object.hasOwn(this, name)) {
          const own = /** @type {any} */ (this);
          const value = own[name];
          delete own[name];
          own[name] = value;
        }
      }
    }
    addEventListener('popstate', this.#arrived);
    this.#takeOver();
    this.#dress();
    this.#readPlace();
    if (!this.#isReady) {
      this.#isReady = true;
      this.#tell('ready', {});
    }
    if (this.#wants()) this.#search();
  }

  disconnectedCallback() {
    removeEventListener('popstate', this.#arrived);
    this.#stop();
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected || this.#isStale) return;
    // Several changes at once are one.
    this.#isStale = true;
    queueMicrotask(() => {
      this.#isStale = false;
      if (!this.isConnected) return;
      this.#dress();
      this.#empty();
      if (this.#wants()) this.#search();
    });
  }

  /** @param {string} name */
  #text(name) {
    return this.getAttribute(name) ?? '';
  }

  /** @param {keyof typeof CHOICES} name */
  #word(name) {
    const words = CHOICES[name];
    const word = this.#text(name);
    if (word && !words.includes(word)) this.#warn(name, word, words.join(', '));
    return words.includes(word) ? word : words[0];
  }

  /** @param {keyof typeof NUMBERS} name */
  #number(name) {
    const { least, most, usual } = NUMBERS[name];
    const text = this.#text(name);
    const number = Number(text);
    if (text && Number.isInteger(number) && number >= least && number <= most) return number;
    if (text) this.#warn(name, text, `${least} to ${most}`);
    return usual;
  }

  /** @param {string} name @param {string} value @param {string} accepted */
  #warn(name, value, accepted) {
    const told = `exempelbank-search: ${name}="${value}" is not one of: ${accepted}`;
    if (!this.#warned.has(told)) console.warn(told);
    this.#warned.add(told);
  }

  /** The language: the element's own, or else that of what it stands in; Swedish unless it is English. */
  get #lang() {
    const within = /** @type {HTMLElement | null} */ (this.closest('[lang]'));
    return /^en\b/i.test(within?.lang ?? '') ? 'en' : 'sv';
  }

  get #words() {
    return WORDS[/** @type {'sv' | 'en'} */ (this.#lang)];
  }

  get #isList() {
    return this.layout === 'list';
  }

  /** The form that stands inside, for those without scripts. */
  get #fallback() {
    return this.querySelector('form');
  }

  /** The fallback's field for the query. */
  get #fallbackField() {
    return /** @type {HTMLInputElement | null} */ (this.querySelector('input[name="q"]'));
  }

  /** Takes what has been typed into the fallback, and the focus. */
  #takeOver() {
    const field = this.#fallbackField;
    if (!field?.value || this.#field.value) return;
    this.#field.value = field.value;
    if (document.activeElement === field) {
      this.#field.focus();
      this.#field.setSelectionRange(field.selectionStart, field.selectionEnd);
    }
  }

  /** Puts words, layout and colours as the attributes and the fallback have them. */
  #dress() {
    const words = this.#words;
    const field = this.#fallbackField;
    const label = field?.labels?.[0]?.textContent?.trim() || field?.ariaLabel;
    const button = this.#fallback?.querySelector('button, [type=submit]');
    this.#root.lang = this.#lang;
    this.#root.className = `root ${this.colorMode}`;
    this.#label.textContent = label || words.label;
    this.#button.textContent = button?.textContent?.trim() || button?.getAttribute('value') || words.button;
    this.#retry.textContent = words.retry;
    this.#field.placeholder = this.placeholder || field?.placeholder || '';
    this.#popup.ariaLabel = this.#list.ariaLabel = words.results;
    if (this.#isList) {
      for (const name of ['role', 'aria-expanded', 'aria-controls', 'aria-autocomplete']) this.#field.removeAttribute(name);
    } else {
      this.#field.setAttribute('role', 'combobox');
      this.#field.setAttribute('aria-expanded', String(this.#combobox.isOpen));
      this.#field.setAttribute('aria-controls', this.#popup.id);
      this.#field.setAttribute('aria-autocomplete', 'list');
    }
  }

  /** Where the server is. */
  get #base() {
    const own = new URL(import.meta.url).origin;
    const given = this.api.trim();
    const url = URL.canParse(given) ? new URL(given) : null;
    if (url && /^https?:$/.test(url.protocol)) return new URL(url.pathname.replace(/\/?$/, '/'), url);
    if (given) this.#warn('api', given, 'addresses such as https://host');
    return new URL('/', own);
  }

  /** Puts a query and the filters into an address. @param {URL} url @param {string} query */
  #ask(url, query) {
    if (query) url.searchParams.set('q', query);
    for (const [attribute, parameter] of Object.entries(FILTERS)) {
      for (const value of this.#text(attribute).split(',')) {
        if (value.trim()) url.searchParams.append(parameter, value.trim());
      }
    }
    const [from, to] = [this.yearFrom.trim(), this.yearTo.trim()];
    if (from || to) url.searchParams.append('year', from === to ? from : `${from}..${to}`);
    return url;
  }

  /** A search as a page of the server's own. @param {string} query */
  #page(query) {
    const action = this.#fallback?.getAttribute('action');
    const url = new URL(action || this.#base, document.baseURI);
    if (this.#lang === 'en') url.searchParams.set('lang', 'en');
    return this.#ask(url, query);
  }

  /** A search as a question to the API. @param {string} query */
  #question(query) {
    const url = this.#ask(new URL('api/v1/records', this.#base), query);
    url.searchParams.set('limit', String(this.limit));
    url.searchParams.set('select', FIELDS);
    url.searchParams.set('lang', this.#lang);
    return url;
  }

  /** Whether there is something to search for: in a list, everything is. */
  #wants() {
    return this.#isList || this.query.trim().length >= SHORTEST;
  }

  /** Ends the search that is waited for, if there is one. */
  #stop() {
    clearTimeout(this.#timer);
    this.#answers.stop();
    if (this.#root.ariaBusy === 'true') this.#say('');
    this.#root.ariaBusy = 'false';
  }

  #typed() {
    this.#stop();
    if (this.#wants()) {
      // What stands there is of an earlier text; the way to all of it goes by this one.
      this.#all.href = this.#page(this.#sought).href;
      this.#timer = setTimeout(() => this.#search(), this.debounce);
    } else {
      this.#writePlace();
      this.#empty();
    }
  }

  /** What all of it is found by: what was asked for, unless the text is another by now. */
  get #sought() {
    const query = this.query.trim();
    return query === this.#answered ? this.#asked : query;
  }

  /** Takes away what was found. */
  #empty() {
    this.#answer = null;
    this.#say('');
    this.#combobox.fill([]);
    this.#list.hidden = this.#all.hidden = true;
    this.#list.replaceChildren();
  }

  async #search() {
    clearTimeout(this.#timer);
    const query = this.query.trim();
    const url = this.#question(query);
    if (!this.#tell('query', { query, url: url.href })) return;
    this.#writePlace();
    const slow = setTimeout(() => { if (this.#root.ariaBusy === 'true') this.#say(this.#words.searching); }, QUIET_MS);
    this.#root.ariaBusy = 'true';
    try {
      let asked = query;
      let answer = await this.#answers.ask(url);
      // The last word may be the beginning of one.
      if (answer?.meta.total === 0 && /[\p{L}\p{N}]{2}$/u.test(query)) {
        asked = `${query}*`;
        answer = await this.#answers.ask(this.#question(asked));
      }
      if (!answer) return;
      this.#root.ariaBusy = 'false';
      clearTimeout(slow);
      this.#answer = answer;
      this.#answered = query;
      this.#asked = asked;
      this.#show(answer);
      this.#tell('results', { query, total: answer.meta.total, records: answer.records });
    } catch (fault) {
      if (!(fault instanceof WidgetFault)) throw fault;
      clearTimeout(slow);
      this.#root.ariaBusy = 'false';
      this.#empty();
      this.#say(`${this.#words.faults[fault.reason]} ${fault.reason === 'refused' ? fault.detail : ''}`.trim(), fault.reason);
      this.#tell('error', { query, reason: fault.reason, status: fault.status, message: fault.detail });
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Says something aloud and in sight, with a way to try again after a fault that may pass.
   *
   * @param {string} text
   * @param {Fault | null} fault
   */
  #say(text, fault = null) {
    this.#status.classList.toggle('fault', fault !== null);
    // The same words are not news.
    if (this.#status.textContent !== text) this.#status.textContent = text;
    this.#retry.hidden = fault === null || fault === 'refused';
  }

  /** @param {WidgetAnswer} answer */
  #show(answer) {
    const { meta: { total }, records } = answer;
    const words = this.#words;
    this.#say(total === 0 ? words.none(this.query.trim()) : words.count(total));
    if (this.#isList) {
      this.#combobox.fill([]);
      this.#list.replaceChildren(...records.map((record) => {
        const title = make('a', 'title', ...this.#pieces(record, 'title'));
        title.href = this.#address(record).href;
        return make('li', 'item', title, ...this.#about(record));
      }));
      this.#all.textContent = words.all(total);
      this.#all.href = this.#page(this.#asked).href;
      for (const link of [this.#all, ...this.#list.querySelectorAll('a')]) {
        link.target = this.target;
        link.rel = 'noopener';
      }
      this.#list.hidden = this.#all.hidden = total === 0;
    } else {
      this.#list.hidden = this.#all.hidden = true;
      const options = records.map((record) => (
        make('li', 'item', make('span', 'title', ...this.#pieces(record, 'title')), ...this.#about(record))));
      if (total > 0) options.push(make('li', 'item', make('span', 'all', words.all(total))));
      this.#combobox.fill(options);
    }
  }

  /** What is said of a record under its title. @param {WidgetRecord} record */
  #about(record) {
    const places = record.municipalities.map(({ name }) => name);
    const shown = places.length > 3 ? [...places.slice(0, 3), `+${places.length - 3}`] : places;
    const facts = [shown.join(', '), record.year?.value ?? this.#words.unknownYear, record.source?.publisher];
    const snippet = this.#pieces(record);
    return [
      make('span', 'meta', facts.filter(Boolean).join(' · ')),
      ...(snippet.length > 0 ? [make('span', 'snippet', ...snippet)] : []),
    ];
  }

  /**
   * A piece of a record's text with the words of the query marked: of its title, or the first of
   * the others that has any.
   *
   * @param {WidgetRecord} record
   * @param {'title'} [field]
   * @returns {(Node | string)[]}
   */
  #pieces(record, field) {
    const pieces = record.highlights.filter((piece) => (piece.field === 'title') === (field === 'title'));
    const piece = pieces.find(({ ranges }) => ranges.length > 0) ?? pieces[0];
    if (!piece) return field ? [record.title] : [];
    // Ranges count code points.
    const letters = [...piece.text];
    /** @type {(Node | string)[]} */
    const parts = [piece.cut_before ? '… ' : ''];
    let at = 0;
    for (const [start, end] of piece.ranges) {
      parts.push(letters.slice(at, start).join(''), make('mark', 'mark', letters.slice(start, end).join('')));
      at = end;
    }
    parts.push(letters.slice(at).join(''), piece.cut_after ? ' …' : '');
    return parts;
  }

  /** Where a record's own page is: on the server, whatever the answer says. @param {WidgetRecord} record */
  #address(record) {
    const base = this.#base;
    const url = new URL(record.links.html, base);
    const own = new URL(url.pathname, base.origin);
    if (this.#lang === 'en') own.searchParams.set('lang', 'en');
    return own;
  }

  /** An option was taken. @param {number} at @param {Event} event */
  #choose(at, event) {
    const record = this.#answer?.records[at] ?? null;
    const url = record ? this.#address(record) : this.#page(this.#sought);
    if (!this.#tell('select', { record, query: this.#answered, url: url.href })) return;
    const pressed = /** @type {MouseEvent} */ (event);
    const isAside = event instanceof MouseEvent && (pressed.ctrlKey || pressed.metaKey || pressed.button === 1);
    this.#combobox.close();
    this.#go(url, isAside ? '_blank' : this.target);
  }

  /** A link of the list was followed. @param {Event} event */
  #follow(event) {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (!(link instanceof HTMLAnchorElement)) return;
    const at = [...this.#list.children].findIndex((item) => item.contains(link));
    const record = this.#answer?.records[at] ?? null;
    if (!this.#tell('select', { record, query: this.#answered, url: link.href })) event.preventDefault();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    if (this.#isList) {
      this.#search();
    } else {
      const query = this.query.trim();
      const url = this.#page(query);
      if (this.#tell('select', { record: null, query, url: url.href })) this.#go(url, this.target);
    }
  }

  /** @param {URL} url @param {string} target */
  #go(url, target) {
    const link = make('a', '');
    link.href = url.href;
    link.target = target;
    link.rel = 'noopener';
    link.click();
  }

  /** The parameter of the page's own address that holds the query; empty if none does. */
  get #parameter() {
    return this.hasAttribute('url-state') ? this.urlState || 'exempelbank' : '';
  }

  /** Writes the query into the page's address. */
  #writePlace() {
    if (!this.#parameter) return;
    const url = new URL(location.href);
    const query = this.query.trim();
    if ((url.searchParams.get(this.#parameter) ?? '') === query) return;
    if (query) url.searchParams.set(this.#parameter, query);
    else url.searchParams.delete(this.#parameter);
    history.replaceState(history.state, '', url);
  }

  /** Reads the query from the page's address. Gives whether it is another one. */
  #readPlace() {
    const query = this.#parameter && new URL(location.href).searchParams.get(this.#parameter);
    if (query === '' || query === null || query === this.query) return false;
    this.#field.value = query.slice(0, LONGEST);
    return true;
  }

  #arrived = () => {
    const isLeft = this.#parameter && !new URL(location.href).searchParams.has(this.#parameter);
    if (isLeft && this.query) this.query = '';
    else if (this.#readPlace()) this.#typed();
  };

  /**
   * Tells the page what happens. Gives whether to go on.
   *
   * @param {'ready' | 'query' | 'results' | 'select' | 'error'} name
   * @param {object} detail
   */
  #tell(name, detail) {
    return this.dispatchEvent(new CustomEvent(`exempelbank-${name}`, {
      bubbles: true, composed: true, cancelable: name === 'query' || name === 'select', detail,
    }));
  }
}

// The script may be on a page twice, at both of its addresses.
if (!customElements.get('exempelbank-search')) customElements.define('exempelbank-search', ExempelbankSearch);
