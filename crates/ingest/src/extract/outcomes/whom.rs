//! Whom a sentence is about: those whom it names, or means without a name.

use records::{MunicipalityCode, OutcomeKind, Span};
use vocabulary::{Mention, Strength};

use super::claims::{self, Claim, Trigger};
use super::gathering::Statement;
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Whom a sentence is about, in its order; `says` tells whether it says how far somebody came.
    pub(super) fn whom(
        &self,
        current: &Statement<'_>,
        former: Option<&Statement<'a>>,
        says: bool,
    ) -> Vec<Mention> {
        let mut named = self.gathering.eligible(current);
        if !named.is_empty() && says {
            // `Kil fick som vi nöja sig`, `2007 vann vi, före Kil`
            let own = self.subject.into_iter();
            if claims::counts_us_in(current.words) {
                named.extend(own.clone().filter_map(|own| unnamed(own, current)));
            }
            for at in claims::places_of_us(current.words) {
                let at = current.range.start + at;
                named.extend(own.clone().filter_map(|own| unnamed_at(own, at)));
            }
            named.sort_by_key(|mention| mention.span.start());
        }
        if named.is_empty() && claims::points_to_the_last(current.words) {
            let before = former.map(|former| self.gathering.eligible(former));
            let last = before.and_then(|before| before.last().copied());
            named.extend(last.and_then(|last| unnamed(last.code, current)));
        }
        if named.is_empty() && claims::speaks_of_ourselves(current.words) {
            // `Kommunen var en av finalisterna`
            named.extend(self.ourselves(current, former));
        }
        named
    }

    /// Takes what a sentence says of those who are known from the reviewed editions.
    pub(super) fn tell_known(
        &mut self,
        current: &Statement<'a>,
        named: &[Mention],
        former: Option<&Statement<'a>>,
        said: Option<&Claim>,
    ) {
        if named.is_empty()
            && current.mentions.is_empty()
            && claims::dates_the_former(current.words)
        {
            // `Senast vann Ale. Det var 2007.`
            let before = former.map(|former| self.gathering.eligible(former));
            for mention in before.into_iter().flatten() {
                let unnamed = unnamed(mention.code, current);
                self.gathering
                    .tell_known_winners(current, unnamed.as_slice());
            }
        }
        self.gathering.tell_known_winners(current, named);
        let Some(claim) = said else {
            self.gathering.tell_known_losers(current, named);
            return;
        };
        if claim.trigger == Trigger::Winner && self.gathering.names_participants(named) {
            for mention in named {
                self.gathering
                    .compete(mention.code, OutcomeKind::Nominee, None, current);
            }
        }
    }

    /// Whom a sentence is about that says `kommunen` or `vi`: the only one that the sentence before
    /// names, else the one that the document is about.
    fn ourselves(
        &self,
        current: &Statement<'_>,
        former: Option<&Statement<'a>>,
    ) -> Option<Mention> {
        let before = former.and_then(|former| {
            let named = self.gathering.eligible(former);
            let edition = self.gathering.edition;
            let winner = || {
                let won = |code| edition.is_some_and(|edition| self.gathering.won(edition, code));
                named.iter().find(|mention| won(mention.code))
            };
            match named.as_slice() {
                [only] => Some(only.code),
                _ => winner().map(|mention| mention.code),
            }
        });
        unnamed(before.or(self.subject)?, current)
    }
}

/// A municipality that a sentence is about without naming it, as if it were named first.
fn unnamed(code: MunicipalityCode, current: &Statement<'_>) -> Option<Mention> {
    unnamed_at(code, current.range.start)
}

fn unnamed_at(code: MunicipalityCode, at: usize) -> Option<Mention> {
    Some(Mention {
        code,
        span: Span::new(at, at).ok()?,
        strength: Strength::Plain,
    })
}
