// Suggestions under the search box, as one types. What is taken leads where a search or a record
// stands; the box itself still sends its form.

const typingPause = 150;
const kinds = {
  sv: { municipality: 'kommun', theme: 'tema', record: 'exempel', list: 'Förslag', count: (n) => `${n} förslag` },
  en: { municipality: 'municipality', theme: 'theme', record: 'example', list: 'Suggestions', count: (n) => (n === 1 ? '1 suggestion' : `${n} suggestions`) },
};

/** Gives a search box suggestions. */
function suggest(field) {
  const words = kinds[document.documentElement.lang] ?? kinds.sv;
  const list = document.createElement('ul');
  list.id = 'suggestions';
  list.className = 'suggestions';
  list.setAttribute('aria-label', words.list);
  const told = document.createElement('p');
  told.className = 'visually-hidden';
  told.setAttribute('role', 'status');
  field.closest('.search-row').append(list, told);
  // A field of the kind `search` clears itself at Escape, which here closes first.
  field.type = 'text';
  let offers = [];
  let asking;
  let timer;
  const combobox = new Combobox(field, list, {
    choose: (at) => {
      const url = new URL(offers[at].links.html, location.href);
      if (document.documentElement.lang === 'en') url.searchParams.set('lang', 'en');
      location.assign(url);
    },
    clear: () => {
      field.value = '';
    },
  });

  function fill(suggestions) {
    offers = suggestions;
    combobox.fill(offers.map(option));
    told.textContent = offers.length > 0 ? words.count(offers.length) : '';
  }

  /** An option: what was typed is marked, and what sort of thing it is stands beside it. */
  function option({ kind, text, label, query, ranges, count }) {
    const item = document.createElement('li');
    const shown = document.createElement('span');
    const letters = [...text];
    let at = 0;
    for (const [start, end] of ranges) {
      const mark = document.createElement('mark');
      mark.textContent = letters.slice(start, end).join('');
      shown.append(letters.slice(at, start).join(''), mark);
      at = end;
    }
    shown.append(letters.slice(at).join(''));
    // A place or a theme goes with the words before it, and has its name in the reader's language.
    if (label && label !== text) shown.replaceChildren(label);
    if (label && query) shown.prepend(`${query} · `);
    const beside = document.createElement('span');
    beside.className = 'count';
    beside.textContent = [words[kind], kind === 'record' ? '' : count].filter(Boolean).join(' · ');
    item.append(shown, ' ', beside);
    return item;
  }

  async function ask() {
    asking?.abort();
    const typed = field.value.trim();
    if (typed.length < 2) return fill([]);
    asking = new AbortController();
    const query = new URLSearchParams({ q: typed, limit: '4', lang: document.documentElement.lang });
    try {
      const answer = await fetch(`/api/v1/suggestions?${query}`, { signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      fill((await answer.json()).suggestions);
    } catch (error) {
      // A search works without suggestions.
      if (error?.name !== 'AbortError') fill([]);
    }
  }

  field.addEventListener('input', () => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(ask, typingPause);
  });
}

const box = document.querySelector('#search #q');
if (box) suggest(box);
