// An address of every kind of page, for the tests that hold for all of them.

const swedish = {
  start: '/',
  search: '/?q=robot&theme=automation-ai&year=2015..2019&sort=year',
  'search, second page': '/?q=kommun&page=2',
  'search among peers': '/?q=nattillsyn&peers_of=1384',
  'nothing found': '/?q=%2Brobot+%2Bxyzzyqwerty&theme=education',
  'nothing like it': '/?q=xyzzyqwerty',
  'faulty address': '/?year=abc',
  example: '/exempel/nacka-lovisa-bygglovsrobot-2023',
  'example of many': '/exempel/lidingo-digitaliseringskommun-2019',
  'no such example': '/exempel/finns-inte',
  municipalities: '/kommuner',
  'municipalities of a search': '/kommuner?theme=open-data&order=count',
  'no such municipality': '/kommuner?name=Kunsbacka',
  municipality: '/kommuner/1384',
  'municipality with chosen peers': '/kommuner/1384?with=0182&with=1380',
  'municipality without examples': '/kommuner/1440',
  themes: '/teman',
  theme: '/teman/welfare-technology',
  awards: '/utmarkelser',
  award: '/utmarkelser/2017',
  'award little is known of': '/utmarkelser/2001',
  statistics: '/statistik',
  about: '/om',
  api: '/api',
  widget: '/widget',
  accessibility: '/tillganglighet',
};

/** The English twin of an address. */
export const inEnglish = (address) => `${address}${address.includes('?') ? '&' : '?'}lang=en`;

/** Name and address of every kind of page, in Swedish. */
export const pages = Object.entries(swedish);

/** The same in both languages. */
export const allPages = pages.flatMap(([name, address]) => [
  [name, address],
  [`${name}, English`, inEnglish(address)],
]);
