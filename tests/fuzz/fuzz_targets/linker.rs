//! Names, years, outcomes and parts in any text: pieces that the rules look for, put together as
//! the bytes say.

#![no_main]

/// What the rules look for, and what may stand between.
const PIECES: &[&str] = &[
    "Kungsbacka", "Haparandas", "Karlstads kommun", "Lidingö stad", "Region Gotland", "Vara",
    "Mark", "Berg", "Sala", "Upplands Väsby", "Malung-Sälen", "MORA", "Stockholms universitet",
    "Göteborgsregionen", "kommunerna", "kommun", "och", "samt", "i", "från", "är", "har nominerats",
    "utsågs till", "vann", "Sveriges DigitaliseringsKommun", "Sveriges IT-kommun", "2013", "2017",
    "(2001)", "2013 års", "under 2018", "senast 2020", "den 14 november", "finalister",
    "De nominerade är:", "Tidigare vinnare är", "svarar på frågan \"Hur?\"", "säger", "berättar",
    "digital strateg", "Några exempel på", "mest stolt över", "effekt", "lärdomar", "\n", "\n\n",
    "\n• ", "\n- ", ", ", ". ", ": ", "? ", "– ", "\"", "”", "(", ")", "-", "\u{301}", "\u{ad}",
    "IT öppnar för samarbete", "7\nnov", "|", "0",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut text = String::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match PIECES.get(usize::from(*first)) {
            Some(piece) => {
                text.push_str(piece);
                text.push(' ');
            }
            None => {
                let length = usize::from(*first % 8).min(rest.len());
                text.push_str(&String::from_utf8_lossy(&rest[..length]));
                rest = &rest[length..];
            }
        }
    }
    fuzz::parse("documents/x.txt", text.as_bytes(), None);
});
