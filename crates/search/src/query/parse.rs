//! The query language, read leniently: any text has a meaning.
//!
//! ```text
//! ord ord          any of the words, best first
//! "öppna data"     these words in this form and order
//! ord*             words that begin so
//! +ord  -ord       must be there, must not be there
//! a AND b  a OR b  NOT a      in capitals; also OCH, ELLER, INTE
//! (a b)            together; brackets that do not match are passed over
//! liknande:Nacka   about municipalities that are like it
//! kommun:Nacka  tema:open-data  år:2013..2019  -status:proposed  sort:-year
//! ```
//!
//! A field that there is none of is plain text. Of a field with a value that it does not have the
//! value is, and the answer tells which it was.

use analysis::normalise;
use vocabulary::Vocabulary;

use super::fields::{FieldName, field_name};
use super::lexer::{Lexer, Symbol};
use super::{Clause, ClauseKind, MAX_DEPTH, Occur, Query};
use crate::{Condition, Facet, PeersOf, Sort};

/// The fewest letters before a star: fewer begin half the dictionary.
const MIN_PREFIX: usize = 2;

pub(super) fn parse(text: &str, vocabulary: &Vocabulary) -> Query {
    let text = normalise(text);
    let mut parser = Parser {
        vocabulary,
        query: Query::default(),
        open: vec![Group::default()],
        too_deep: 0,
    };
    let mut symbols = Lexer::new(&text);
    while let Some(symbol) = symbols.next() {
        parser.read(symbol, &mut symbols);
    }
    while parser.open.len() > 1 {
        parser.close();
    }
    let Parser {
        mut query, open, ..
    } = parser;
    query.clauses = open
        .into_iter()
        .next()
        .map(|group| group.clauses)
        .unwrap_or_default();
    query
}

/// The brackets that are open, without recursion: nothing that is typed can exhaust the stack.
struct Parser<'a> {
    vocabulary: &'a Vocabulary,
    query: Query,
    open: Vec<Group>,
    /// How many brackets were passed over because they are too deep.
    too_deep: usize,
}

/// What stands between brackets, so far.
#[derive(Default)]
struct Group {
    clauses: Vec<Clause>,
    /// The sign before the next clause.
    sign: Option<Occur>,
    /// Whether the next clause is bound to the last one by AND.
    and: bool,
    /// The sign before the brackets themselves.
    own_occur: Option<Occur>,
}

impl Group {
    /// Adds a clause under the sign or the AND before it.
    fn add(&mut self, kind: ClauseKind) {
        let sign = self.sign.take();
        if std::mem::take(&mut self.and) {
            if let Some(last) = self
                .clauses
                .last_mut()
                .filter(|last| last.occur == Occur::May)
            {
                last.occur = Occur::Must;
            }
            self.clauses.push(Clause {
                occur: sign.unwrap_or(Occur::Must),
                kind,
            });
        } else {
            self.clauses.push(Clause {
                occur: sign.unwrap_or(Occur::May),
                kind,
            });
        }
    }
}

impl Parser<'_> {
    /// The innermost open group; the outermost is never closed.
    fn group(&mut self) -> &mut Group {
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn read(&mut self, symbol: Symbol<'_>, symbols: &mut Lexer<'_>) {
        match symbol {
            Symbol::Plus => self.group().sign = Some(Occur::Must),
            Symbol::Minus => self.group().sign = Some(Occur::MustNot),
            Symbol::Open if self.open.len() > MAX_DEPTH => self.too_deep += 1,
            Symbol::Open => {
                let own_occur = self.group().sign.take();
                self.open.push(Group {
                    own_occur,
                    ..Group::default()
                });
            }
            Symbol::Close if self.too_deep > 0 => self.too_deep -= 1,
            Symbol::Close => self.close(),
            Symbol::Quoted(phrase) => {
                let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
                self.add_if_it_says_something(ClauseKind::Phrase(phrase));
            }
            Symbol::Word("AND" | "OCH") => self.group().and = !self.group().clauses.is_empty(),
            Symbol::Word("OR" | "ELLER") => {}
            Symbol::Word("NOT" | "INTE") => self.group().sign = Some(Occur::MustNot),
            Symbol::Word(word) => self.add_word(word),
            Symbol::Field(name, is_near) => self.read_field(name, is_near, symbols),
        }
    }

    /// What follows `name:` is its value; if it cannot be, both are plain text.
    fn read_field(&mut self, name: &str, is_near: bool, symbols: &mut Lexer<'_>) {
        match symbols.next() {
            Some(Symbol::Word(value)) => {
                if !self.field(name, value) {
                    self.misread(name, value, is_near);
                    self.read(Symbol::Word(value), symbols);
                }
            }
            Some(Symbol::Quoted(value)) => {
                if !self.field(name, value) {
                    self.misread(name, value, is_near);
                    self.read(Symbol::Quoted(value), symbols);
                }
            }
            Some(Symbol::Minus) => match symbols.next() {
                // `sort:-year`
                Some(Symbol::Word(value)) if self.field(name, &format!("-{value}")) => {}
                other => {
                    self.add_word(name);
                    self.group().sign = Some(Occur::MustNot);
                    // One step down for every field in a row, of which a query holds few.
                    if let Some(symbol) = other {
                        self.read(symbol, symbols);
                    }
                }
            },
            other => {
                self.add_word(name);
                if let Some(symbol) = other {
                    self.read(symbol, symbols);
                }
            }
        }
    }

    /// A field with a value that it does not have; with a blank between they are words of a text.
    fn misread(&mut self, name: &str, value: &str, is_near: bool) {
        if is_near {
            self.query.misread.push(format!("{name}:{value}"));
        } else {
            self.add_word(name);
        }
    }

    fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        if let Some(group) = self.open.pop().filter(|group| !group.clauses.is_empty()) {
            self.group().sign = group.own_occur;
            self.group().add(ClauseKind::Group(group.clauses));
        }
    }

    fn add_word(&mut self, word: &str) {
        let stars = word.trim_end_matches('*');
        if stars.len() < word.len()
            && stars.chars().filter(|one| one.is_alphanumeric()).count() >= MIN_PREFIX
        {
            self.add_if_it_says_something(ClauseKind::Prefix(stars.to_owned()));
        } else {
            let word = initials(stars).unwrap_or_else(|| stars.to_owned());
            self.add_if_it_says_something(ClauseKind::Word(word));
        }
    }

    fn add_if_it_says_something(&mut self, kind: ClauseKind) {
        let (ClauseKind::Word(said) | ClauseKind::Prefix(said) | ClauseKind::Phrase(said)) = &kind
        else {
            return;
        };
        if said.chars().any(char::is_alphanumeric) {
            self.group().add(kind);
        } else {
            // A sign before nothing says nothing.
            self.group().sign = None;
        }
    }

    /// Takes a field as a filter or an order, if it can be one.
    fn field(&mut self, name: &str, value: &str) -> bool {
        let negated = self.group().sign == Some(Occur::MustNot);
        let understood = match field_name(name) {
            Some(FieldName::Filter(facet)) => self.filter(facet, value, negated),
            Some(FieldName::Award) => {
                self.filter(Facet::Edition, value, negated)
                    || self.filter(Facet::Outcome, value, negated)
            }
            Some(FieldName::PeersOf) => match PeersOf::parse(value, self.vocabulary) {
                Ok(mut filter) => {
                    filter.negated ^= negated;
                    self.query.peers_of.push(filter);
                    true
                }
                Err(_) => false,
            },
            Some(FieldName::Sort) => {
                let sort: Option<Sort> = value.parse().ok();
                self.query.sort = sort.or(self.query.sort);
                sort.is_some()
            }
            None => false,
        };
        if understood {
            self.group().sign = None;
        }
        understood
    }

    fn filter(&mut self, facet: Facet, value: &str, negated: bool) -> bool {
        let Ok(mut condition) = Condition::parse(facet, value, self.vocabulary) else {
            return false;
        };
        condition.negated ^= negated;
        self.query.filters.push((facet, condition));
        true
    }
}

/// Words that join what stands beside them.
const OPERATORS: [&str; 6] = ["AND", "OCH", "OR", "ELLER", "NOT", "INTE"];

/// Letters with a stop after each as the one word that they are: `A.I.` is `AI`.
fn initials(word: &str) -> Option<String> {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_letter = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    if !word.contains('.') || !word.split('.').all(is_letter) {
        return None;
    }
    let letters = word.replace('.', "");
    // Written out, that would be no word.
    (!OPERATORS.contains(&letters.as_str())).then_some(letters)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let vocabulary = Vocabulary::embedded();
        assert_eq!(
            parse(text, vocabulary).to_text(vocabulary),
            expected,
            "{text:?}"
        );
    }

    #[test]
    fn words_phrases_and_signs_are_read() {
        check("", "");
        check("  trygghetskamera   natt ", "trygghetskamera natt");
        check("\"öppna data\" portal", "\"öppna data\" portal");
        check("+robot -bygglov", "+robot -bygglov");
        check("-\"sociala medier\"", "-\"sociala medier\"");
        check("e-tjänst 24/7", "e-tjänst 24/7");
        check("bygg* lov**", "bygg* lov*");
        check("A.I. a.i, +A.I", "AI ai +AI");
        check("O.R. A.1 t.ex. v.2", "O.R. A.1 t.ex. v.2");
    }

    #[test]
    fn operators_and_brackets_are_read() {
        check("robot AND bygglov", "+robot +bygglov");
        check("robot OCH INTE bygglov", "+robot -bygglov");
        check("robot OR bygglov NOT pilot", "robot bygglov -pilot");
        check(
            "(robot OR chattbot) AND bygglov",
            "+(robot chattbot) +bygglov",
        );
        check("-(a (b c)) +d", "-(a (b c)) +d");
        check("robot and bygglov", "robot and bygglov");
    }

    #[test]
    fn fields_are_filters_in_both_languages() {
        check("robot kommun:Nacka", "robot municipality:0182");
        check(
            "kommun:\"Upplands Väsby\" län:Halland",
            "municipality:0114 county:13",
        );
        check(
            "år:2013..2019 -status:proposed",
            "year:2013..2019 -status:proposed",
        );
        check("tema:open-data sort:-year", "theme:open-data sort:-year");
        check(
            "utmärkelse:2017 award:winner",
            "edition:2017 outcome:winner",
        );
        check("ÅR:unknown", "year:unknown");
        check("kommun: Nacka robot", "robot municipality:0182");
        check("kommun:  \"Upplands Väsby\"", "municipality:0114");
        check(
            "liknande:Kungsbacka -peers_of:0180",
            "peers_of:1384 -peers_of:0180",
        );
    }

    #[test]
    fn what_is_no_field_is_plain_text() {
        check("kl 10:30 AI:stöd", "kl 10:30 AI:stöd");
        check("projekt: bygglov", "projekt: bygglov");
        check("kommun:Nackka år:snart", "Nackka snart");
        check("https://www.nacka.se/a?b=c", "https://www.nacka.se/a?b=c");
        check("tema: skola kommun: (Nacka)", "tema skola kommun (Nacka)");
        check("län: 2013 år: -1", "län 2013 år -1");
        check("kommun:(Nacka)", "kommun (Nacka)");
        check("robot kommun:\0\0- \"salem\"", "robot kommun \"salem\"");
    }

    #[test]
    fn a_broken_query_still_says_something() {
        check("\"öppna data", "\"öppna data\"");
        check("öppna \"data\" \"", "öppna \"data\"");
        check("- + -", "");
        check("robot -", "robot");
        check(
            "Mittbygge - en e-tjänst + bygglov",
            "Mittbygge en e-tjänst bygglov",
        );
        check("”öppna   data”", "\"öppna data\"");
        check("((((", "");
        check("robot) (bygglov", "robot (bygglov)");
        check("AND robot AND", "robot");
        check("NOT NOT robot", "-robot");
        check("* ** a*", "a");
        check("a\u{308}ldre", "äldre");
        check(
            &format!("{}robot{}", "(".repeat(500), ")".repeat(500)),
            "((((((((robot))))))))",
        );
    }

    proptest! {
        #[test]
        fn any_text_is_a_query_and_reads_back(text in any::<String>()) {
            let vocabulary = Vocabulary::embedded();
            let mut query = parse(&text, vocabulary);
            // What was misread is written as the words that it was taken for.
            query.misread.clear();
            prop_assert_eq!(parse(&query.to_text(vocabulary), vocabulary), query);
        }

        #[test]
        fn any_signs_are_a_query_and_read_back(
            text in "([a-c+\\-\" ”()*:\0]|AND|OR|NOT|kommun:|liknande:Nacka|år:|2013|\\.\\.|sort:|year| ){0,20}",
        ) {
            let vocabulary = Vocabulary::embedded();
            let mut query = parse(&text, vocabulary);
            // What was misread is written as the words that it was taken for.
            query.misread.clear();
            prop_assert_eq!(parse(&query.to_text(vocabulary), vocabulary), query, "{}", text);
        }
    }
}
