//! Queries that no friend would type.

use crate::random::Random;

/// Queries that have broken search engines, and their like.
const BY_HAND: &[&str] = &[
    "",
    " ",
    "\t\n\r",
    "\0",
    "\u{1}\u{2}\u{1b}[31m",
    "\"",
    "\"\"",
    "\"\"\"\"\"",
    "\"öppna data",
    "öppna data\"",
    "“öppna” „data«",
    "(",
    ")",
    "()",
    ")(",
    "(()",
    "((((((((((robot",
    "robot))))))))",
    "+",
    "-",
    "+-",
    "-+-+-",
    "--robot",
    "++robot",
    "-robot",
    "+robot -robot",
    "-(robot)",
    "-\"\"",
    "AND",
    "OR",
    "NOT",
    "AND AND AND",
    "OR robot",
    "robot NOT",
    "NOT NOT NOT robot",
    "AND OR NOT",
    "robot AND OR bygglov",
    "(AND)",
    "NOT (",
    "*",
    "**",
    "* * *",
    "?",
    "a*",
    "*a",
    "*robot*",
    "rob*t",
    "\"bygg*\"",
    "\"bygg\"*",
    "~",
    "robot~",
    "robot~2",
    "robot^5",
    "robot^",
    "^",
    "[2010 TO 2020]",
    "{a TO z}",
    "[x",
    "x]",
    "{",
    "}",
    "år:",
    "år:..",
    "år:abc",
    "år:2020..2010",
    "år:9999999999",
    "kommun:",
    "kommun:()",
    "kommun:\"\"",
    "kommun:\"Nacka",
    "kommun:kommun:kommun:",
    "tema:*",
    "sort:",
    "sort:sort:sort",
    ":",
    "::",
    ":a",
    "a:",
    "a:b:c:d",
    "_id:1",
    "_all:x",
    "title:robot",
    "body:*",
    "kl 10:30",
    "AI:stöd",
    "projekt: bygglov",
    "https://www.example.org/a?b=c&d=e#f",
    "http://",
    "file:///etc/passwd",
    "mailto:a@b",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "%00",
    "%2e%2e%2f",
    "%",
    "%%",
    "' OR '1'='1",
    "'; DROP TABLE records; --",
    "1=1",
    "\" OR 1=1 --",
    "UNION SELECT NULL",
    "$where: 1",
    "{\"$gt\": \"\"}",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "<b>x</b>",
    "&lt;b&gt;",
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "$(id)",
    "`id`",
    "| cat /etc/passwd",
    "; ls",
    "&& ls",
    "(a+)+$",
    "^(a|a)*$",
    ".*.*.*.*=.*",
    "\\",
    "\\\\",
    "\\\"",
    "\\u0000",
    "[[:alpha:]]",
    "(?i)robot",
    "\\d{1,9999}",
    "och",
    "i att det som",
    "vara",
    "Vara",
    "to be or not to be",
    "är det",
    "å",
    "ä ö",
    "aaaa",
    "\u{202e}tobor",
    "\u{200b}",
    "\u{200b}robot\u{200b}",
    "\u{feff}robot",
    "a\u{308}ldre",
    "\u{308}\u{308}\u{308}",
    "e\u{301}\u{301}\u{301}\u{301}",
    "שלום עולם",
    "مرحبا",
    "你好世界",
    "\u{1f600}",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "\u{1f1f8}\u{1f1ea}",
    "ﬁ ﬂ",
    "İstanbul",
    "ſ",
    "ß",
    "ΑΒΓ",
    "\u{fffd}",
    "\u{10ffff}",
    "\u{e000}",
    "１２３",
    "Ⅷ",
    "½",
    "24/7",
    "1-1",
    "-1",
    "+46",
    "e-",
    "-e",
    "e--tjänst",
    "e-e-e-e-e-e-e",
    "för- och grundskola",
    "SKR:s",
    "10:e",
    "C++",
    "C#",
    ".NET",
    "NaN",
    "null",
    "undefined",
    "true",
    "Infinity",
    "-0",
    "1e309",
    "0x1F",
    "9223372036854775808",
    "trygghetskamera",
    "tryghetskamra",
    "aldreomsorgsdigitaliseringsstrategi",
];

/// What generated queries are put together from.
const PIECES: &[&str] = &[
    "robot",
    "bygglov",
    "e-tjänst",
    "äldreomsorg",
    "tryghetskamera",
    "aldreomsorg",
    "och",
    "i",
    "Nacka",
    "Vara",
    "kommun",
    "2019",
    "före 2010",
    "\"",
    "\"öppna data\"",
    "(",
    ")",
    "((",
    "))",
    "+",
    "-",
    "*",
    "AND",
    "OR",
    "NOT",
    "kommun:",
    "tema:",
    "år:",
    "sort:",
    "år:2013..2019",
    "kommun:Nacka",
    ":",
    "..",
    "!",
    "\\",
    "'",
    "<",
    "&",
    "%",
    "\0",
    "\u{7f}",
    "\u{200b}",
    "\u{202e}",
    "\u{308}",
    "\u{1f600}",
    "ש",
    "\u{fffd}",
    "a*",
    "bygg*",
    "e-",
    "10:30",
    "https://",
    "--",
    ";",
    "night camera",
    "AI",
];

/// Letters of words without end.
const LETTERS: &[char] = &[
    'a',
    'b',
    's',
    't',
    'å',
    'ö',
    'é',
    'ß',
    '\u{1f600}',
    '1',
    '-',
];

/// So many queries, those by hand first: unbalanced, endless, of operators alone, in other
/// scripts, with control characters, in the languages of databases. Some are over every limit.
pub fn hostile_queries(seed: u64, count: usize) -> Vec<String> {
    let mut random = Random::new(seed, u64::MAX);
    let mut queries: Vec<String> = BY_HAND.iter().map(|query| (*query).to_owned()).collect();
    queries.extend(over_limits());
    while queries.len() < count {
        let query = match random.below(10) {
            0..6 => {
                let between = *random.pick(&["", " ", " "]);
                let pieces: Vec<&str> = (0..random.between(1, 40))
                    .map(|_| *random.pick(PIECES))
                    .collect();
                pieces.join(between)
            }
            6 => random_text(&mut random),
            7 => {
                let len = random.between(1, 900);
                (0..len).map(|_| *random.pick(LETTERS)).collect()
            }
            8 => {
                let piece = *random.pick(PIECES);
                vec![piece; random.between(2, 200)].join(" ")
            }
            _ => {
                let depth = random.between(1, 400);
                format!(
                    "{}robot{}",
                    "(".repeat(depth),
                    ")".repeat(random.between(0, depth))
                )
            }
        };
        queries.push(query);
    }
    queries.truncate(count);
    queries
}

/// Queries that are long in every way.
fn over_limits() -> Vec<String> {
    let words = |count: usize| -> String {
        let all: Vec<String> = (0..count).map(|nth| format!("ord{nth}")).collect();
        all.join(" ")
    };
    vec![
        "(".repeat(800),
        format!("{}robot{}", "(".repeat(800), ")".repeat(800)),
        "(robot ".repeat(100),
        ")".repeat(1000),
        "\"".repeat(1000),
        "+".repeat(1000),
        "-".repeat(1000),
        "*".repeat(1000),
        ":".repeat(1000),
        "\u{308}".repeat(500),
        "\u{200b}".repeat(300),
        "NOT ".repeat(250),
        "a OR ".repeat(200),
        "a ".repeat(100),
        "a ".repeat(65),
        "ö ".repeat(70),
        words(64),
        words(65),
        words(1000),
        "a* b* c* d* e* ".repeat(12),
        "ab* ac* ad* al* an* ar* as* at* av* be* ".repeat(6),
        "x".repeat(1024),
        "x".repeat(1025),
        "ö".repeat(512),
        "a-".repeat(500),
        "trygghets".repeat(110),
        "skola".repeat(12),
        "skolskolskolskolskolskolskolskolskolskolskola".to_owned(),
        "y".repeat(1_000_000),
    ]
}

/// Characters of any sort.
fn random_text(random: &mut Random) -> String {
    let len = random.between(1, 120);
    (0..len)
        .filter_map(|_| {
            let limit = *random.pick(&[0x80, 0x250, 0x3000, 0x11_0000]);
            u32::try_from(random.below(limit))
                .ok()
                .and_then(char::from_u32)
        })
        .collect()
}
