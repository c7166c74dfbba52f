//! What is wanted of a record for one word, phrase or beginning of words.

use std::collections::BTreeSet;

use analysis::{Chain, is_stop_word};
use index::worth::Weight;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, EmptyQuery, Occur as EngineOccur, PhrasePrefixQuery,
    PhraseQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use vocabulary::SynonymKind;

use super::want::{Want, as_score};
use super::{Marked, Tools};
use crate::score::{FieldTerm, Word};
use crate::{Boosts, Clause, ClauseKind, Correction, Expansion, How, Occur, Place, Reason, Stage};

/// A word that is looked for, and what was typed for it.
#[derive(Clone, Copy)]
pub(super) struct Sought<'a> {
    pub(super) typed: &'a str,
    pub(super) text: &'a str,
    pub(super) correction: Option<&'a Correction>,
    pub(super) other_word: Option<SynonymKind>,
}

impl<'a> Sought<'a> {
    /// A word of the query, which may have been mended.
    pub(super) fn word(word: &'a str, corrections: &'a [Correction]) -> Self {
        let correction = corrections.iter().find(|one| one.used == word);
        Self {
            typed: correction.map_or(word, |one| one.typed.as_str()),
            text: word,
            correction,
            other_word: None,
        }
    }

    fn reason(&self, sought: &str, how: How, place: Place) -> Reason {
        Reason {
            typed: self.typed.to_owned(),
            sought: sought.to_lowercase(),
            mended: self.correction.map(|one| one.mend),
            other_word: self.other_word,
            how,
            place,
        }
    }
}

/// A word in any form, in any field, whole or as a part of a longer one; and its own parts, which
/// are enough where it may be there, count for it where it must be, and mean nothing where it must
/// not: `-trygghetslarm` leaves `larm`.
pub(super) fn word(
    sought: Sought<'_>,
    occur: Occur,
    tools: Tools<'_>,
    marked: &mut Marked,
) -> Want {
    let whole = whole_word(sought, tools, marked);
    if occur == Occur::MustNot || !tools.settings.stages.have(Stage::Parts) {
        return whole;
    }
    let parts = parts_of(sought, tools, marked);
    let is_needed = match occur {
        Occur::Must => EngineOccur::Must,
        Occur::May | Occur::MustNot => EngineOccur::Should,
    };
    match parts {
        Some(parts) => Want::Together(vec![(is_needed, whole), (EngineOccur::Should, parts)]),
        None => whole,
    }
}

fn whole_word(sought: Sought<'_>, tools: Tools<'_>, marked: &mut Marked) -> Want {
    let boosts = &tools.settings.boosts;
    let mut any = Vec::new();
    for token in tools.analyzer.tokens(Chain::Main, sought.text) {
        let said = &sought.text[token.start..token.end];
        let (mut terms, mut reasons) = fielded(&token.text, tools, |place| {
            let how = match place {
                Place::Anywhere => How::Part,
                _ => How::Word,
            };
            sought.reason(said, how, place)
        });
        marked.stems.insert(token.text);
        for tongue in tools.tongues {
            for token in tools.analyzer.tokens(Chain::In(*tongue), said) {
                let stems = marked.stems_in.entry(*tongue).or_default();
                stems.insert(token.text.clone());
                terms.push(FieldTerm {
                    field: tools.fields.tongue(*tongue),
                    text: token.text,
                    weight: Weight {
                        each: boosts.body,
                        length_share: boosts.text_length,
                    },
                    instead_of: Some(tools.fields.body),
                });
                reasons.push(sought.reason(said, How::Word, Place::Anywhere));
            }
        }
        any.push(one_word((terms, reasons), 1.0, boosts));
    }
    one_or_any(any)
}

/// The parts of a word that is sought; `None` when it has none.
fn parts_of(sought: Sought<'_>, tools: Tools<'_>, marked: &mut Marked) -> Option<Want> {
    let boosts = &tools.settings.boosts;
    let mut any = Vec::new();
    let boost = match sought.other_word {
        Some(_) => boosts.part_of_other,
        None => boosts.part_of_sought,
    };
    for part in tools.analyzer.tokens(Chain::Parts, sought.text) {
        let said = &sought.text[part.start..part.end];
        let found = fielded(&part.text, tools, |place| {
            sought.reason(said, How::PartOfSought, place)
        });
        any.push(one_word(found, boost, boosts));
        marked.stems.insert(part.text);
    }
    (!any.is_empty()).then(|| one_or_any(any))
}

fn one_or_any(mut any: Vec<Want>) -> Want {
    match any.pop() {
        Some(only) if any.is_empty() => only,
        Some(last) => {
            any.push(last);
            Want::any(any)
        }
        None => Want::any(any),
    }
}

/// A stem in every field, and among the parts of longer words, with the reason that each is.
fn fielded(
    stem: &str,
    tools: Tools<'_>,
    reason: impl Fn(Place) -> Reason,
) -> (Vec<FieldTerm>, Vec<Reason>) {
    let Tools { fields, .. } = tools;
    let boosts = &tools.settings.boosts;
    let stages = tools.settings.stages;
    let told_apart = stages.have(Stage::Fields);
    let text = boosts.text_length;
    // In the order of `Fields::of_words`, by which common words are known.
    let places = [
        (
            fields.title,
            Place::Title,
            boosts.title,
            boosts.title_length,
        ),
        (fields.lead, Place::Lead, boosts.lead, text),
        (fields.body, Place::Body, boosts.body, text),
        (fields.context, Place::Context, boosts.context, text),
        (fields.parts, Place::Anywhere, boosts.part, text),
    ];
    let mut terms = Vec::new();
    let mut reasons = Vec::new();
    for (field, place, each, length_share) in places {
        let is_part = place == Place::Anywhere;
        if is_part && !stages.have(Stage::Parts) {
            continue;
        }
        terms.push(FieldTerm {
            field,
            text: stem.to_owned(),
            weight: Weight {
                each: if told_apart || is_part { each } else { 1.0 },
                length_share,
            },
            instead_of: None,
        });
        reasons.push(reason(place));
    }
    (terms, reasons)
}

/// A word as its terms, each of which is a reason.
fn one_word((terms, reasons): (Vec<FieldTerm>, Vec<Reason>), boost: f32, boosts: &Boosts) -> Want {
    Want::Word {
        word: Word {
            terms,
            saturation: boosts.saturation,
            rarity: boosts.rarity,
        },
        boost,
        reasons,
    }
}

/// Other words for the same thing: the best of them counts, so that many words for one thing do
/// not outweigh the other things that were asked for.
pub(super) fn expansion(expansion: &Expansion, tools: Tools<'_>, marked: &mut Marked) -> Want {
    let any = expansion
        .means
        .iter()
        .map(|meaning| {
            let words = meaning
                .split_whitespace()
                .filter(|word| !is_stop_word(word));
            let all = words.map(|one| {
                let sought = Sought {
                    typed: &expansion.typed,
                    text: one,
                    correction: None,
                    other_word: Some(expansion.kind),
                };
                (EngineOccur::Must, word(sought, Occur::May, tools, marked))
            });
            Want::Together(all.collect())
        })
        .collect();
    let boosts = &tools.settings.boosts;
    let boost = match expansion.kind {
        SynonymKind::English => boosts.translation,
        SynonymKind::Synonym
        | SynonymKind::Older
        | SynonymKind::Abbreviation
        | SynonymKind::Broader => boosts.synonym,
    };
    let best = Want::Best {
        any,
        tie: boosts.tie,
    };
    Want::Times(boost, Box::new(best))
}

/// Words that begin so, as they are written. Which word it is does not score.
pub(super) fn prefix(prefix: &str, tools: Tools<'_>, marked: &mut Marked) -> Want {
    let tokens = tools.analyzer.tokens(Chain::Exact, prefix);
    let mut queries: Vec<(EngineOccur, Box<dyn Query>)> = Vec::new();
    for (token, left) in tokens.iter().zip((0..tokens.len()).rev()) {
        let term = Term::from_field_text(tools.fields.exact, &token.text);
        let query: Box<dyn Query> = if left == 0 {
            let mut query = PhrasePrefixQuery::new(vec![term]);
            query.set_max_expansions(u32::MAX);
            Box::new(query)
        } else {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        queries.push((EngineOccur::Must, query));
    }
    if let Some(token) = tokens.into_iter().next_back() {
        marked.prefixes.insert(token.text);
    }
    Want::Found {
        query: Box::new(BooleanQuery::new(queries)),
        boost: 1.0,
        reason: Sought::word(prefix, &[]).reason(prefix, How::Prefix, Place::Anywhere),
    }
}

/// Words in just this form and order.
pub(super) fn phrase(phrase: &str, tools: Tools<'_>, marked: &mut Marked) -> Want {
    let tokens = tools.analyzer.tokens(Chain::Exact, phrase).into_iter();
    let words: Vec<String> = tokens.map(|token| token.text).collect();
    let term = |word: &String| Term::from_field_text(tools.fields.exact, word);
    let query: Box<dyn Query> = match words.as_slice() {
        [] => Box::new(EmptyQuery),
        [word] => Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs)),
        words => following(
            phrase,
            tools,
            PhraseQuery::new(words.iter().map(term).collect()),
        ),
    };
    marked.phrases.push(words);
    Want::Found {
        query,
        boost: 1.0,
        reason: Sought::word(phrase, &[]).reason(phrase, How::Phrase, Place::Anywhere),
    }
}

/// The same phrase, looked for only where all its words follow one another two by two, as far as
/// that is known: to compare places costs more than all else.
fn following(phrase: &str, tools: Tools<'_>, query: PhraseQuery) -> Box<dyn Query> {
    let pairs = tools.analyzer.tokens(Chain::Pairs, phrase).into_iter();
    // Each once: a phrase may say two words again and again.
    let pairs: BTreeSet<String> = pairs.map(|pair| pair.text).collect();
    let pairs = pairs.iter().map(|pair| -> Box<dyn Query> {
        let term = Term::from_field_text(tools.fields.pairs, pair);
        let pair = TermQuery::new(term, IndexRecordOption::Basic);
        Box::new(ConstScoreQuery::new(Box::new(pair), 0.0))
    });
    Box::new(BooleanQuery::intersection(
        pairs.chain([Box::new(query) as Box<dyn Query>]).collect(),
    ))
}

/// Pieces of the words that may or must be there.
pub(super) fn pieces(clauses: &[Clause], corrections: &[Correction], tools: Tools<'_>) -> Want {
    let boosts = &tools.settings.boosts;
    let mut words: Vec<&str> = Vec::new();
    let mut open: Vec<&Clause> = clauses.iter().collect();
    while let Some(clause) = open.pop() {
        match &clause.kind {
            _ if clause.occur == Occur::MustNot => {}
            ClauseKind::Word(said) | ClauseKind::Prefix(said) | ClauseKind::Phrase(said) => {
                words.push(said);
            }
            ClauseKind::Group(clauses) => open.extend(clauses),
        }
    }
    let mut any = Vec::new();
    for (at, said) in words.iter().enumerate() {
        if words[..at].contains(said) {
            continue;
        }
        let times = words[at..].iter().filter(|other| *other == said).count();
        let sought = Sought::word(said, corrections);
        // Of what was typed: where a word was mended wrongly, its own pieces still help.
        let tokens = tools.analyzer.tokens(Chain::Ngram, sought.typed);
        let pieces: BTreeSet<String> = tokens.into_iter().map(|token| token.text).collect();
        let reason = sought.reason(said, How::Pieces, Place::Anywhere);
        any.extend(pieces.into_iter().map(|piece| Want::Word {
            word: Word {
                terms: vec![FieldTerm {
                    field: tools.fields.ngram,
                    text: piece,
                    weight: Weight {
                        each: 1.0,
                        length_share: boosts.piece_length,
                    },
                    instead_of: None,
                }],
                saturation: boosts.saturation,
                rarity: 1.0,
            },
            boost: boosts.piece * as_score(times),
            reasons: vec![reason.clone()],
        }));
    }
    Want::any(any)
}
