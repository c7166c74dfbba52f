//! The outcomes gathered from a document's sentences.

use std::ops::Range;

use records::{MunicipalityCode, Outcome, OutcomeKind, Span, Text, Year};
use vocabulary::{Mention, Vocabulary};

/// The longest wording that is kept, in characters.
const LONGEST_WORDING: usize = 300;

/// One sentence, the award it is about and the municipalities it names.
pub(super) struct Statement<'a> {
    pub(super) range: Range<usize>,
    pub(super) words: &'a str,
    pub(super) mentions: Vec<Mention>,
}

/// Gathers outcomes; of several for one municipality and edition the best is kept.
pub(super) struct Gathering<'a> {
    pub(super) text: &'a str,
    pub(super) vocabulary: &'a Vocabulary,
    /// The edition that the document is about.
    pub(super) edition: Option<Year>,
    pub(super) latest: Option<Year>,
    pub(super) found: Vec<Outcome>,
    /// Those of whom it is only told that somebody competes with them.
    pub(super) competitors: Vec<(Year, MunicipalityCode)>,
    pub(super) without_edition: bool,
}

impl Gathering<'_> {
    /// Whoever competes with a finalist is one.
    pub(super) fn compete(
        &mut self,
        mention: &Mention,
        edition: Option<Year>,
        said: &Statement<'_>,
    ) {
        self.add(mention, OutcomeKind::Nominee, edition, said);
        if let Some(edition) = edition.or(self.edition) {
            self.competitors.push((edition, mention.code));
        }
    }

    pub(super) fn settle_competitors(&mut self) {
        for (edition, code) in std::mem::take(&mut self.competitors) {
            let furthest = self
                .found
                .iter()
                .filter(|outcome| outcome.edition == edition)
                .map(|outcome| outcome.outcome)
                .filter(|outcome| *outcome != OutcomeKind::Winner)
                .max_by_key(|outcome| rank(*outcome));
            let own = self
                .found
                .iter_mut()
                .find(|outcome| outcome.edition == edition && outcome.code == code);
            if let (Some(own), Some(furthest)) = (own, furthest)
                && rank(furthest) > rank(own.outcome)
            {
                own.outcome = furthest;
            }
        }
    }

    /// Adds what is said of a municipality, unless something better is known of it.
    pub(super) fn add(
        &mut self,
        mention: &Mention,
        outcome: OutcomeKind,
        edition: Option<Year>,
        said: &Statement<'_>,
    ) {
        let Some(edition) = edition.or(self.edition) else {
            self.without_edition = true;
            return;
        };
        let editions = &self.vocabulary.editions;
        let award = editions
            .edition(edition)
            .or_else(|| {
                editions
                    .all()
                    .iter()
                    .rev()
                    .find(|known| known.year < edition)
            })
            .or_else(|| editions.all().first())
            .map(|known| known.award.clone());
        let Some(award) = award else {
            return;
        };
        let former = self
            .found
            .iter_mut()
            .find(|former| former.edition == edition && former.code == mention.code);
        let wording = wording(said.words);
        let span = Span::new(said.range.start, said.range.end).ok();
        match former {
            Some(former) if rank(former.outcome) >= rank(outcome) => {}
            Some(former) => {
                former.outcome = outcome;
                former.wording = wording;
                former.span = span;
            }
            None => self.found.push(Outcome {
                edition,
                award,
                code: mention.code,
                outcome,
                wording,
                span,
            }),
        }
    }
}

/// The words of a sentence, cut after a word where they are many.
fn wording(words: &str) -> Option<Text> {
    if words.chars().count() <= LONGEST_WORDING {
        return Text::from_trimmed(words);
    }
    let end = words
        .char_indices()
        .nth(LONGEST_WORDING)
        .map_or(words.len(), |(at, _)| at);
    let cut = words[..end].rfind(' ').unwrap_or(end);
    Text::from_trimmed(&words[..cut])
}

/// How far an outcome is.
fn rank(outcome: OutcomeKind) -> u8 {
    match outcome {
        OutcomeKind::Nominee => 0,
        OutcomeKind::Shortlisted => 1,
        OutcomeKind::Finalist => 2,
        OutcomeKind::Winner => 3,
    }
}

/// The further of two outcomes.
pub(super) trait Further {
    fn max_by_rank(self, other: Self) -> Self;
}

impl Further for OutcomeKind {
    fn max_by_rank(self, other: Self) -> Self {
        if rank(other) > rank(self) {
            other
        } else {
            self
        }
    }
}
