// What makes the pages quicker. Without it everything works, by loading pages as a browser does.
//
// A filter that is ticked is applied at once: the same address that the form would lead to is
// fetched, and what changed is put into the page. Focus stays where it is, the number of hits is
// announced, and the address and the way back are those of the form. When anything goes wrong,
// the form is sent.

const form = document.getElementById('search');
const parts = ['chips', 'sorts', 'facets', 'found'];
const patience = 8000;
let pending;

/** The address that the form leads to, without the fields that are empty. */
function address() {
  const fields = [...new FormData(form)].filter(([, value]) => value !== '');
  return `${form.getAttribute('action')}?${new URLSearchParams(fields)}`;
}

/** Where the reader is in the filters, to go back there in the new ones. */
function placeIn(facets) {
  const { name, value, type } = document.activeElement;
  return {
    folds: [...facets.querySelectorAll('details')].map((fold) => [fold.dataset.name, fold.open]),
    find: () => [...document.querySelectorAll('#facets input')]
      .find((input) => input.name === name && (type !== 'checkbox' || input.value === value)),
  };
}

/** Puts what is at an address into the page, and gives the one spelling of the address. */
async function show(url) {
  pending?.abort();
  const current = new AbortController();
  pending = current;
  const late = setTimeout(() => current.abort('late'), patience);
  document.getElementById('found').setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(url, { signal: current.signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok || !parts.every((id) => page.getElementById(id))) throw new Error('not the page');
    const place = placeIn(document.getElementById('facets'));
    for (const id of parts) document.getElementById(id).replaceWith(page.getElementById(id));
    for (const [name, open] of place.folds) {
      const fold = document.querySelector(`#facets details[data-name="${name}"]`);
      if (fold) fold.open = open;
    }
    place.find()?.focus();
    document.title = page.title;
    // A live region speaks when its content changes, not when it is new.
    document.getElementById('count').replaceChildren(...page.getElementById('count').childNodes);
    const { pathname, search } = new URL(page.querySelector('link[rel=canonical]').href);
    return pathname + search;
  } finally {
    clearTimeout(late);
    if (pending === current) document.getElementById('found').removeAttribute('aria-busy');
  }
}

async function choose() {
  const url = address();
  try {
    const shown = await show(url);
    history.pushState(null, '', shown);
  } catch (error) {
    if (error?.name !== 'AbortError') form.submit();
  }
}

if (form && parts.every((id) => document.getElementById(id))) {
  document.addEventListener('change', (event) => {
    if (event.target.form === form && event.target.closest('#facets')) choose();
  });
  addEventListener('popstate', () => show(location.href).catch(() => location.reload()));
}
