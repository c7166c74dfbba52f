// What the widget says, in both languages.

const WORDS = {
  sv: {
    label: 'Sök exempel',
    button: 'Sök',
    results: 'Exempel',
    searching: 'Söker …',
    retry: 'Försök igen',
    unknownYear: 'okänt år',
    count: (/** @type {number} */ n) => `${n.toLocaleString('sv')} exempel`,
    all: (/** @type {number} */ n) => (n === 1 ? 'Visa sökningen i Exempelbanken' : `Visa alla ${n.toLocaleString('sv')} i Exempelbanken`),
    none: (/** @type {string} */ query) => (query ? `Inga exempel för ”${query}”.` : 'Inga exempel.'),
    faults: {
      network: 'Exempelbanken går inte att nå.',
      late: 'Exempelbanken svarar inte just nu.',
      status: 'Exempelbanken har ett fel just nu.',
      format: 'Exempelbanken svarade något som inte går att läsa.',
      refused: 'Sökrutan på den här sidan är felaktigt inställd:',
    },
  },
  en: {
    label: 'Search examples',
    button: 'Search',
    results: 'Examples',
    searching: 'Searching …',
    retry: 'Try again',
    unknownYear: 'unknown year',
    count: (/** @type {number} */ n) => (n === 1 ? '1 example' : `${n.toLocaleString('en')} examples`),
    all: (/** @type {number} */ n) => (n === 1 ? 'Show the search in Exempelbanken' : `Show all ${n.toLocaleString('en')} in Exempelbanken`),
    none: (/** @type {string} */ query) => (query ? `No examples for “${query}”.` : 'No examples.'),
    faults: {
      network: 'Exempelbanken cannot be reached.',
      late: 'Exempelbanken does not answer right now.',
      status: 'Exempelbanken has a fault right now.',
      format: 'Exempelbanken gave an answer that cannot be read.',
      refused: 'The search on this page is set up wrongly:',
    },
  },
};
