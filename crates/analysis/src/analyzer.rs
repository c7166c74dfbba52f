//! The chains of filters that make tokens of text, by field.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::definite::base_form;
use crate::finder::Finder;
use crate::fold::fold_foreign;
use crate::memo::Memo;
use crate::ngram::{bounded, pieces};
use crate::pairs::Pairs;
use crate::splitter::split;
use crate::stem::{STEMMER_VERSION, stem};
use crate::tokenizer::{each_word, range_of};
use crate::{Lexicon, Token, Tongue, is_stop_word};

/// Raised whenever a chain gives other tokens than before, so that old indexes are refused.
const CHAINS_VERSION: u32 = 4;

/// Longer words are no words; they are passed over, in the index as in the query.
const MAX_TERM_LEN: usize = 100;

/// Which tokens a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Stems of base forms, one for each position; words joined by a hyphen are one stem.
    Main,
    /// The stems of the words on either side of a hyphen and of the parts of compounds, at their
    /// own offsets.
    Parts,
    /// Pieces of four letters without marks, of all words but stop words; a word's pieces share
    /// its position and offsets.
    Ngram,
    /// Words as they are written, in lower case; each side of a hyphen has a position of its own.
    Exact,
    /// Which words follow one another, as they are written: each two as one of 16,384 numbers, which
    /// others share, at the position of the second.
    Pairs,
    /// Stems in another language, one for each position, of words as they are joined in the main
    /// chain; none of what says little in that language.
    In(Tongue),
}

/// The Swedish analyzer.
#[derive(Debug, Clone)]
pub struct Analyzer {
    lexicon: Arc<Lexicon>,
    has_base_forms: bool,
}

static OWN: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::with(Lexicon::own()));

impl Analyzer {
    /// The analyzer that knows our own list of word parts and nothing else.
    pub fn swedish() -> &'static Self {
        &OWN
    }

    /// The analyzer that knows the words of a lexicon.
    pub fn with(lexicon: Lexicon) -> Self {
        Self {
            lexicon: Arc::new(lexicon),
            has_base_forms: true,
        }
    }

    /// The same analyzer that stems words as they are, to measure what base forms are worth.
    #[must_use]
    pub fn without_base_forms(self) -> Self {
        Self {
            has_base_forms: false,
            ..self
        }
    }

    /// The words it knows.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What this analyzer's tokens depend on beside its lexicon's words: the chains, the stemmer
    /// and our own lists.
    pub fn fingerprint() -> String {
        format!(
            "chains {CHAINS_VERSION}; {STEMMER_VERSION}; lists {:08x}",
            Lexicon::lists_digest()
        )
    }

    /// The tokens of a text by one chain, in order of position.
    ///
    /// Offsets are bytes of `text`, which should be normalised.
    pub fn tokens(&self, chain: Chain, text: &str) -> Vec<Token> {
        self.tokens_by(chain, text, &mut Memo::default())
    }

    /// The same, remembering what was worked out for each word.
    pub fn tokens_by(&self, chain: Chain, text: &str, memo: &mut Memo) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.each_token(chain, text, memo, |term, range, position| {
            tokens.push(Token {
                text: term.to_owned(),
                start: range.start,
                end: range.end,
                position,
            });
        });
        tokens
    }

    /// Gives the same tokens to a function one by one, as their term, their bytes in the text and
    /// their position; nothing is copied for it.
    pub fn each_token(
        &self,
        chain: Chain,
        text: &str,
        memo: &mut Memo,
        mut take: impl FnMut(&str, Range<usize>, usize),
    ) {
        let mut lower = String::new();
        let mut pairs = Pairs::default();
        let mut position = 0;
        each_word(text, |sides| match chain {
            Chain::Pairs => {
                for side in sides {
                    lower.clear();
                    push_surface(&text[side.clone()], &mut lower);
                    if let Some(pair) = pairs.with(&lower) {
                        take(pair, side.clone(), position);
                    }
                    position += 1;
                }
            }
            Chain::Exact => {
                for side in sides {
                    lower.clear();
                    push_surface(&text[side.clone()], &mut lower);
                    if is_term(&lower) {
                        take(&lower, side.clone(), position);
                    }
                    position += 1;
                }
            }
            Chain::Parts => {
                self.each_part(sides, text, memo, |term, range| take(term, range, position));
                position += 1;
            }
            Chain::Ngram => {
                join(sides, text, &mut lower);
                for piece in pieces(memo.bounded(&lower, || to_cut(&lower))) {
                    take(piece, range_of(sides), position);
                }
                position += 1;
            }
            Chain::Main | Chain::In(_) => {
                join(sides, text, &mut lower);
                let stem = match chain {
                    Chain::In(tongue) => memo.stem_in(tongue, &lower, || {
                        if tongue.is_stop_word(&lower) {
                            String::new()
                        } else {
                            tongue.stem(&lower)
                        }
                    }),
                    _ => memo.stem(&lower, || self.stem(&lower)),
                };
                if is_term(stem) {
                    take(stem, range_of(sides), position);
                }
                position += 1;
            }
        });
    }

    /// What finds some terms in texts.
    pub fn finder<'a>(&'a self, terms: &'a BTreeSet<String>) -> Finder<'a> {
        Finder::new(self, terms)
    }

    /// The term that the main chain makes of one word.
    pub fn term(&self, word: &str) -> String {
        self.stem(&surface(word))
    }

    /// Whether a word is a compound of known words.
    pub fn is_compound(&self, word: &str) -> bool {
        !split(&surface(word), &self.lexicon).is_empty()
    }

    /// The stem of a lower-case word's base form.
    pub(crate) fn stem(&self, word: &str) -> String {
        if self.has_base_forms {
            stem(&base_form(word, &self.lexicon))
        } else {
            stem(word)
        }
    }

    /// Gives the parts of a word, whose sides of hyphens are given: those sides, and the parts of
    /// each that is a compound.
    pub(crate) fn each_part(
        &self,
        sides: &[Range<usize>],
        text: &str,
        memo: &mut Memo,
        mut take: impl FnMut(&str, Range<usize>),
    ) {
        let mut lower = String::new();
        for side in sides {
            let written = &text[side.clone()];
            lower.clear();
            push_surface(written, &mut lower);
            // A side that says something by itself has two letters or more.
            if sides.len() > 1 && written.chars().nth(1).is_some() {
                let stem = memo.stem(&lower, || self.stem(&lower));
                if is_term(stem) {
                    take(stem, side.clone());
                }
            }
            // Offsets carry over only where lower case has the same bytes, as in Swedish.
            if lower.len() != written.len() {
                continue;
            }
            let parts = memo.parts(&lower, || {
                let term = |piece: &Range<usize>| {
                    self.part_stem(&lower[piece.clone()], piece.end < lower.len())
                };
                let pieces = split(&lower, &self.lexicon).into_iter();
                pieces
                    .map(|piece| (piece.clone(), term(&piece).into()))
                    .collect()
            });
            for (piece, term) in parts.iter().filter(|(_, term)| is_term(term)) {
                take(term, side.start + piece.start..side.start + piece.end);
            }
        }
    }

    /// The stem of a part: one that stands before another is taken to the word it is a form of.
    fn part_stem(&self, piece: &str, is_modifier: bool) -> String {
        match self.lexicon.modifier_base(piece).filter(|_| is_modifier) {
            Some(base) => self.stem(base),
            None => self.stem(piece),
        }
    }
}

/// Joins the sides of a word into one, in lower case and Swedish letters.
pub(crate) fn join(sides: &[Range<usize>], text: &str, joined: &mut String) {
    joined.clear();
    for side in sides {
        push_surface(&text[side.clone()], joined);
    }
}

/// What pieces are cut from: a word between its bounds; nothing where it is none.
fn to_cut(word: &str) -> String {
    if is_stop_word(word) || word.len() > MAX_TERM_LEN {
        String::new()
    } else {
        bounded(word)
    }
}

/// A word in lower case, in Swedish letters.
pub(crate) fn surface(word: &str) -> String {
    let mut surface = String::with_capacity(word.len());
    push_surface(word, &mut surface);
    surface
}

pub(crate) fn push_surface(word: &str, surface: &mut String) {
    let mut rest = word;
    loop {
        let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let (plain, others) = rest.split_at(rest.bytes().take_while(is_plain).count());
        surface.push_str(plain);
        let mut others = others.chars();
        match others.next() {
            None => return,
            Some(letter @ ('å' | 'ä' | 'ö')) => surface.push(letter),
            Some(letter) if letter.is_ascii() => surface.push(letter.to_ascii_lowercase()),
            Some(letter) => surface.extend(letter.to_lowercase().map(fold_foreign)),
        }
        rest = others.as_str();
    }
}

/// Whether a text may be a term.
pub(crate) fn is_term(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_TERM_LEN
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::normalise;

    const CHAINS: [Chain; 7] = [
        Chain::Main,
        Chain::Parts,
        Chain::Ngram,
        Chain::Exact,
        Chain::Pairs,
        Chain::In(Tongue::English),
        Chain::In(Tongue::Finnish),
    ];

    /// Checks tokens as (term, the words they stand for, position).
    #[track_caller]
    fn check(chain: Chain, text: &str, expected: &[(&str, &str, usize)]) {
        let tokens = Analyzer::swedish().tokens(chain, text);
        let found: Vec<(&str, &str, usize)> = tokens
            .iter()
            .map(|token| {
                (
                    token.text.as_str(),
                    &text[token.start..token.end],
                    token.position,
                )
            })
            .collect();
        assert_eq!(found, expected, "{chain:?} {text:?}");
    }

    #[test]
    fn main_holds_one_stem_a_position() {
        check(
            Chain::Main,
            "E-tjänster för skolorna",
            &[
                ("etjänst", "E-tjänster", 0),
                ("för", "för", 1),
                ("skol", "skolorna", 2),
            ],
        );
        check(
            Chain::Main,
            "Idé: får ≠ far",
            &[("ide", "Idé", 0), ("får", "får", 1), ("far", "far", 2)],
        );
    }

    fn pairs(text: &str) -> Vec<String> {
        let tokens = Analyzer::swedish().tokens(Chain::Pairs, text);
        tokens.into_iter().map(|token| token.text).collect()
    }

    /// Indexes hold these: whoever changes them raises `CHAINS_VERSION`.
    #[test]
    fn the_numbers_of_pairs_are_those_of_before() {
        assert_eq!(
            pairs("Öppna data om e-tjänster"),
            ["22a5", "2611", "c78", "36d"]
        );
    }

    #[test]
    fn pairs_are_numbers_of_two_words_in_their_order() {
        let there_and_back = pairs("Öppna data öppna");
        assert_eq!(there_and_back.len(), 2);
        assert_ne!(there_and_back[0], there_and_back[1]);
        assert_eq!(pairs("öppna, DATA"), there_and_back[..1]);
        assert_eq!(pairs("data"), [""; 0]);
        // Where the words meet says what the words are.
        assert_ne!(pairs("ab c"), pairs("a bc"));
    }

    #[test]
    fn parts_holds_both_sides_of_a_hyphen_at_their_offsets() {
        check(Chain::Parts, "e-tjänster", &[("tjänst", "tjänster", 0)]);
        check(
            Chain::Parts,
            "en IT-kommun",
            &[("it", "IT", 1), ("kommun", "kommun", 1)],
        );
        check(Chain::Parts, "kommun", &[]);
    }

    #[test]
    fn what_is_electronic_has_the_same_parts_with_its_hyphen_and_without() {
        let terms = |chain, text: &str| -> Vec<String> {
            let tokens = Analyzer::swedish().tokens(chain, text);
            tokens.into_iter().map(|token| token.text).collect()
        };
        for (with, without) in [
            ("e-tjänst", "etjänst"),
            ("E-tjänster", "Etjänster"),
            ("e-hemtjänsten", "ehemtjänsten"),
            ("e-post", "epost"),
        ] {
            for chain in [Chain::Main, Chain::Parts, Chain::Ngram] {
                assert_eq!(
                    terms(chain, with),
                    terms(chain, without),
                    "{with} {chain:?}"
                );
            }
        }
        check(Chain::Parts, "elever", &[]);
        check(Chain::Parts, "emellan", &[]);
    }

    #[test]
    fn exact_holds_words_as_written() {
        check(
            Chain::Exact,
            "Öppna e-Tjänster",
            &[
                ("öppna", "Öppna", 0),
                ("e", "e", 1),
                ("tjänster", "Tjänster", 2),
            ],
        );
    }

    #[test]
    fn a_word_has_the_stem_of_the_language_that_is_asked_for() {
        let text = "Co-operating municipalities";
        check(
            Chain::In(Tongue::English),
            text,
            &[
                ("cooper", "Co-operating", 0),
                ("municip", "municipalities", 1),
            ],
        );
        check(
            Chain::In(Tongue::Finnish),
            "kunnan palvelut",
            &[("kun", "kunnan", 0), ("palvelu", "palvelut", 1)],
        );
    }

    #[test]
    fn a_word_without_end_is_passed_over() {
        let long = "x".repeat(101);
        check(
            Chain::Main,
            &format!("a {long} b"),
            &[("a", "a", 0), ("b", "b", 2)],
        );
    }

    proptest! {
        #[test]
        fn offsets_are_on_characters_and_in_order(text in any::<String>()) {
            let text = normalise(&text);
            for chain in CHAINS {
                let tokens = Analyzer::swedish().tokens(chain, &text);
                for token in &tokens {
                    prop_assert!(token.start < token.end);
                    prop_assert!(text.get(token.start..token.end).is_some());
                }
                for pair in tokens.windows(2) {
                    prop_assert!(pair[0].position <= pair[1].position);
                    prop_assert!(pair[0].start <= pair[1].start || pair[0].position == pair[1].position);
                }
            }
        }

        #[test]
        fn two_words_are_a_pair_where_one_follows_the_other(
            text in "((öppna|Data|e-tjänst|IT|x{101}|och|\\PC{1,3})[ ,.-]{1,2}){1,12}",
        ) {
            let text = normalise(&text);
            let analyzer = Analyzer::swedish();
            let exact = analyzer.tokens(Chain::Exact, &text);
            let follow = |pair: &&[Token]| pair[0].position + 1 == pair[1].position;
            let pair = |pair: &[Token]| {
                let [before, word] = pair else { unreachable!("two of them") };
                let alone = format!("{} {}", before.text, word.text);
                let number = analyzer.tokens(Chain::Pairs, &alone).remove(0).text;
                Token { text: number, ..word.clone() }
            };
            let expected: Vec<Token> = exact.windows(2).filter(follow).map(pair).collect();
            prop_assert_eq!(analyzer.tokens(Chain::Pairs, &text), expected);
        }

        #[test]
        fn what_is_remembered_of_other_texts_changes_no_token(
            texts in proptest::collection::vec(
                prop_oneof![
                    any::<String>(),
                    "((barn|gatu|e-|för-|IT-)?(böcker|skolan|Samhället|digitalt|och|ÅR|tjänster)[ ,.-]{1,2}){1,8}",
                    "([A-Za-zÅÄÖåäöé0-9]{1,12}[ :-]){1,12}",
                ],
                1..6,
            ),
        ) {
            let analyzer = Analyzer::swedish();
            // One for all chains and all texts.
            let mut memo = Memo::default();
            for text in &texts {
                let text = normalise(text);
                for chain in CHAINS {
                    let remembered = analyzer.tokens_by(chain, &text, &mut memo);
                    prop_assert_eq!(remembered, analyzer.tokens(chain, &text));
                }
            }
        }

        #[test]
        fn occurrences_are_words_with_those_terms_and_parts_of_others(
            words in proptest::collection::vec(
                prop_oneof![
                    proptest::sample::select(crate::lexicon::part_list().map(|(word, _)| word).collect::<Vec<_>>())
                        .prop_map(str::to_owned),
                    "(barn|gatu|kvinno|e-|för-)?(böcker|böckerna|städer|skolan|samhället|digitalt|händer|busstationen|IT)",
                    "[a-zåäöé]{1,9}(-[a-zåäö]{1,5})?",
                ],
                1..30,
            ),
            among in proptest::collection::vec(any::<proptest::sample::Index>(), 0..4),
        ) {
            let analyzer = Analyzer::with(Lexicon::of_texts(words.iter().map(String::as_str)));
            let text = words.join(" ");
            let all: Vec<Token> = [Chain::Main, Chain::Parts]
                .into_iter()
                .flat_map(|chain| analyzer.tokens(chain, &text))
                .collect();
            let terms: BTreeSet<String> =
                among.iter().map(|index| index.get(&all).text.clone()).collect();
            let ranges = |chain| {
                let tokens = analyzer.tokens(chain, &text).into_iter();
                let has_a_term = |token: &Token| terms.contains(&token.text);
                tokens.filter(has_a_term).map(|token| token.start..token.end).collect()
            };
            let (mut expected, mut parts): (Vec<Range<usize>>, Vec<Range<usize>>) =
                (ranges(Chain::Main), ranges(Chain::Parts));
            let whole = expected.clone();
            let is_within = |part: &Range<usize>| {
                whole.iter().any(|word| word.start <= part.start && part.end <= word.end)
            };
            parts.retain(|part| !is_within(part));
            expected.append(&mut parts);
            let mut found = analyzer.finder(&terms).occurrences(&text);
            let key = |range: &Range<usize>| (range.start, range.end);
            expected.sort_by_key(key);
            found.sort_by_key(key);
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn a_word_written_alone_gives_the_term_it_gives_in_text(word in "[a-zåäö]{1,30}") {
            let analyzer = Analyzer::swedish();
            let alone = analyzer.tokens(Chain::Main, &word);
            let text = format!("({word})");
            let within = analyzer.tokens(Chain::Main, &text);
            prop_assert_eq!(&alone[0].text, &within[0].text);
        }
    }
}
