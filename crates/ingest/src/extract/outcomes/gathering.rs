//! The outcomes gathered from a document's sentences.

use std::collections::BTreeSet;
use std::ops::Range;

use records::{MunicipalityCode, Outcome, OutcomeKind, Span, Text, Year};
use vocabulary::{AwardClass, AwardMention, Mention, Vocabulary};

use super::claims::{self, Claim, Sureness, Trigger};
use super::denials::sets_aside;
use super::phrases::{CHOOSING, OF_ONESELF, PLACES, SENDERS};

/// The longest wording that is kept, in characters.
const LONGEST_WORDING: usize = 300;

/// So many words before `från` are looked at for who sends.
const NEAR_SENDER: usize = 4;

/// So much of a sentence before a name is looked at, in bytes.
const NEAR_BYTES: usize = 120;

/// One sentence, the award it is about and the municipalities it names.
#[derive(Debug, Clone)]
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
    /// The last edition that had a winner when the document was published, where its own had none yet.
    pub(super) decided: Option<Year>,
    /// Its winner was known when the document was published.
    pub(super) is_decided: bool,
    /// The edition whose winner was told last.
    pub(super) last_won: Option<Year>,
    pub(super) latest: Option<Year>,
    pub(super) found: Vec<Outcome>,
    /// Those of whom it is only told that somebody competes with them.
    pub(super) competitors: BTreeSet<(Year, MunicipalityCode)>,
    /// Those of whom a place after the first is told.
    placed: Vec<(Year, MunicipalityCode, Statement<'a>)>,
    pub(super) without_edition: bool,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(text: &'a str, vocabulary: &'a Vocabulary, edition: Option<Year>) -> Self {
        Self {
            text,
            vocabulary,
            edition,
            decided: None,
            is_decided: false,
            last_won: None,
            latest: vocabulary.editions.all().last().map(|edition| edition.year),
            found: Vec::new(),
            competitors: BTreeSet::new(),
            placed: Vec::new(),
            without_edition: false,
        }
    }

    /// The award is given every other year since 2001; later editions may not be known yet.
    pub(super) fn is_edition(&self, year: Year) -> bool {
        self.vocabulary.editions.edition(year).is_some()
            || self.latest.is_some_and(|latest| year > latest)
    }

    /// The edition that a year beside what is said of it means: its own, or the one that was
    /// presented in that year.
    pub(super) fn edition_named(&self, year: Year) -> Option<Year> {
        if self.is_edition(year) {
            return Some(year);
        }
        presented_in(year, self.vocabulary)
    }

    /// Whether all of some municipalities, two or more, are known to have taken part in the edition
    /// that the document is about.
    pub(super) fn took_part(&self, named: &[Mention]) -> bool {
        let Some(edition) = self
            .edition
            .and_then(|edition| self.vocabulary.editions.edition(edition))
        else {
            return false;
        };
        let known = edition.participants();
        named.len() > 1 && named.iter().all(|mention| known.contains(&mention.code))
    }

    /// The known winners among those whom a sentence names, whose editions' years it tells as well.
    pub(super) fn known_winners(&self, current: &Statement<'_>) -> Vec<(MunicipalityCode, Year)> {
        let years = claims::years(current.words);
        let mut known = Vec::new();
        for mention in &current.mentions {
            let edition = years.iter().find(|year| {
                self.vocabulary
                    .editions
                    .edition(**year)
                    .and_then(|edition| edition.winner.as_ref())
                    .is_some_and(|winner| winner.contains(&mention.code))
            });
            if let Some(year) = edition {
                known.push((mention.code, *year));
            }
        }
        known
    }

    /// The edition before the one that the document is about.
    pub(super) fn edition_before(&self) -> Option<Year> {
        self.edition_preceding(self.edition?)
    }

    pub(super) fn edition_preceding(&self, year: Year) -> Option<Year> {
        let editions = self.vocabulary.editions.all();
        let former = editions.iter().rev().find(|edition| edition.year < year);
        former.map(|edition| edition.year)
    }

    /// The edition that stands right after the award's name in a sentence.
    pub(super) fn edition_in(&self, current: &Statement<'_>) -> Option<Year> {
        self.vocabulary
            .award_names
            .mentions(current.words)
            .iter()
            .filter(|award| award.class == AwardClass::Ours)
            .find_map(|award: &AwardMention| {
                let rest =
                    current.words[award.range.end..].trim_start_matches([' ', ',', '”', '"', '(']);
                rest.get(..4)?.parse().ok()
            })
    }

    /// The municipalities of a sentence that something can be said of: not those that are places,
    /// owners or said to belong to another award.
    pub(super) fn eligible(&self, current: &Statement<'_>) -> Vec<Mention> {
        let awards = self.vocabulary.award_names.mentions(current.words);
        let has_ours = awards.iter().any(|award| award.class == AwardClass::Ours);
        let mut eligible: Vec<Mention> = Vec::new();
        let mut former: Option<(usize, bool)> = None;
        for mention in &current.mentions {
            let at = mention.span.start() - current.range.start;
            // `från Mora, Orsa och Älvdalen`: the others are what the first is.
            let listed = former.filter(|(end, _)| {
                let between = &current.words[*end..at];
                matches!(
                    between,
                    ", " | " och " | " & " | " and " | " samt " | " og "
                )
            });
            let is_place = match listed {
                Some((_, is_place)) => is_place,
                None => {
                    let before = near(current.words, at);
                    is_place(before) || sets_aside(before)
                }
            };
            former = Some((mention.span.end() - current.range.start, is_place));
            let name = &self.text[mention.span.range()];
            let next = current.words[at + name.len()..].split_whitespace().next();
            let is_owner = self.is_genitive(name, mention.code)
                && !next.is_some_and(|next| OF_ONESELF.contains(&next));
            let is_place = is_place || self.is_inessive(name, mention.code);
            // `utsågs till Sveriges kvalitetskommun` in a sentence that names both awards.
            let of_other = has_ours
                && awards
                    .iter()
                    .find(|award| award.range.start > at)
                    .is_some_and(|award| award.class == AwardClass::Other);
            if !is_place && !is_owner && !of_other {
                eligible.push(*mention);
            }
        }
        eligible
    }

    /// Whether a name has a Finnish ending by which something happens there: `Göteborgissa`.
    fn is_inessive(&self, name: &str, code: MunicipalityCode) -> bool {
        let own = self.vocabulary.register.by_code(code);
        let has = |text: &str| {
            ["ssa", "ssä", "lla", "llä"]
                .iter()
                .any(|end| text.ends_with(end))
        };
        has(name) && own.is_some_and(|own| !has(&own.name))
    }

    fn is_genitive(&self, name: &str, code: MunicipalityCode) -> bool {
        self.vocabulary
            .register
            .by_code(code)
            .is_some_and(|municipality| {
                name.to_lowercase() == municipality.genitive.to_lowercase()
                    && municipality.genitive != municipality.name
            })
    }

    /// Whoever competes with a finalist is one; with nobody known, what is told of them at least.
    pub(super) fn compete(
        &mut self,
        code: MunicipalityCode,
        at_least: OutcomeKind,
        edition: Option<Year>,
        said: &Statement<'_>,
    ) {
        self.add(code, at_least, edition, said);
        if let Some(edition) = edition.or(self.edition) {
            self.competitors.insert((edition, code));
        }
    }

    /// Takes what a claim says of one municipality, as surely as it says it.
    pub(super) fn say(
        &mut self,
        code: MunicipalityCode,
        claim: &Claim,
        edition: Option<Year>,
        said: &Statement<'a>,
    ) {
        let outcome = claim.trigger.outcome();
        match claim.sureness {
            Sureness::Said => self.add(code, outcome, edition, said),
            Sureness::Competing => self.compete(code, outcome, edition, said),
            Sureness::Placed => {
                if let Some(edition) = edition.or(self.edition) {
                    self.placed.push((edition, code, said.clone()));
                }
            }
        }
    }

    /// Makes finalists of those with a place after the first who are known to be; of others it says
    /// nothing.
    pub(super) fn settle_places(&mut self) {
        for (edition, code, said) in std::mem::take(&mut self.placed) {
            let known = self.vocabulary.editions.edition(edition);
            let is_finalist =
                known.is_some_and(|known| known.finalists.iter().flatten().any(|own| *own == code));
            if is_finalist {
                self.add(code, OutcomeKind::Finalist, Some(edition), &said);
            }
        }
    }

    /// Makes them what the others of their edition are; `announced` is what a title says that those
    /// of the document's own are.
    pub(super) fn settle_competitors(&mut self, announced: Option<OutcomeKind>) {
        for (edition, code) in std::mem::take(&mut self.competitors) {
            // A longer list than that of the nominees was drawn up before it.
            let is_nominee = (self.vocabulary.editions.edition(edition))
                .is_some_and(|known| known.nominees.iter().flatten().any(|own| *own == code));
            let furthest = self
                .found
                .iter()
                .filter(|outcome| outcome.edition == edition)
                .map(|outcome| outcome.outcome)
                .filter(|outcome| !(*outcome == OutcomeKind::Shortlisted && is_nominee))
                .chain(announced.filter(|_| self.edition == Some(edition)))
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
        code: MunicipalityCode,
        outcome: OutcomeKind,
        edition: Option<Year>,
        said: &Statement<'_>,
    ) {
        let own = match outcome {
            OutcomeKind::Winner => self.decided.or(self.edition),
            _ => self.edition,
        };
        let Some(edition) = edition.or(own) else {
            self.without_edition = true;
            return;
        };
        // Nobody had won yet when it was published.
        if outcome == OutcomeKind::Winner && self.decided.is_some() && self.edition == Some(edition)
        {
            return;
        }
        if outcome == OutcomeKind::Winner {
            self.last_won = Some(edition);
        }
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
            .find(|former| former.edition == edition && former.code == code);
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
                code,
                outcome,
                wording,
                span,
            }),
        }
    }
}

impl<'a> Gathering<'a> {
    /// Takes what a sentence says of those whom it names.
    pub(super) fn take(
        &mut self,
        current: &Statement<'a>,
        claim: &Claim,
        named: &[Mention],
        former: Option<&Statement<'a>>,
    ) {
        let years = claims::years(current.words);
        if claim.trigger == Trigger::Winner {
            let dated = self.dated(current, named);
            if !dated.is_empty() {
                for (mention, year) in &dated {
                    self.add(mention.code, claim.trigger.outcome(), Some(*year), current);
                }
                for mention in named {
                    if dated.iter().all(|(other, _)| other.code != mention.code) {
                        self.won_in_own_part(current, mention);
                    }
                }
            } else if !claims::is_about_the_past(current.words)
                || !years.is_empty()
                || claims::tells_of_the_reigning(current.words)
            {
                self.winner(current, named, claim, &years);
            }
            return;
        }
        let mut editions: Vec<Option<Year>> = vec![self.edition_in(current)];
        if editions == [None] {
            // `var finalist i Sveriges IT-kommun redan 2013 och 2015`
            let rest = current.words[claim.clause.end..].trim_start_matches([',', ' ', ':']);
            let clause = if rest.starts_with(|first: char| first.is_ascii_digit()) {
                &current.words[claim.clause.start..]
            } else {
                &current.words[claim.clause.clone()]
            };
            editions = claims::years(clause)
                .into_iter()
                .filter_map(|year| self.edition_named(year).map(Some))
                .collect();
        }
        if editions.is_empty() {
            editions.push(None);
        }
        let before = if named.is_empty() && claims::points_back(current.words) {
            // `Dessa tre har nominerats`: those whom the sentence before names.
            former
                .map(|former| self.eligible(former))
                .filter(|before| before.len() > 1)
                .unwrap_or_default()
        } else {
            Vec::new()
        };
        for mention in named.iter().chain(&before) {
            for edition in &editions {
                self.say(mention.code, claim, *edition, current);
            }
        }
    }
}

/// The edition whose ceremony was in a year: that of 2021 was presented in the spring of 2022.
pub(super) fn presented_in(year: Year, vocabulary: &Vocabulary) -> Option<Year> {
    vocabulary
        .editions
        .all()
        .iter()
        .find(|edition| {
            edition
                .ceremony_date
                .is_some_and(|date| u16::try_from(date.date.year()) == Ok(year.number()))
        })
        .map(|edition| edition.year)
}

/// The words right before a place in a sentence.
fn near(words: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(NEAR_BYTES);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    &words[from..at]
}

/// Whether the words before a name make it a place where something happens.
fn is_place(before: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    let mut words = before.rsplit([' ', '\n']);
    let last = words.next().unwrap_or_default();
    let nearest: Vec<&str> = words.take(NEAR_SENDER).collect();
    let first = nearest.first().copied().unwrap_or_default();
    let is_sender = |word: &str| SENDERS.iter().any(|start| word.starts_with(start));
    let sends = match last {
        // `bidragen kommer från Mora`
        // `juryns val föll på Lidingö`
        "på" => nearest.iter().any(|word| CHOOSING.contains(word)),
        "från" | "from" => nearest.iter().any(|word| is_sender(word)),
        "i" => matches!(first, "vi" | "oss" | "we") || is_sender(first),
        _ => false,
    };
    let is_direction = matches!(last, "om" | "of")
        && matches!(
            first,
            "öster" | "väster" | "norr" | "söder" | "east" | "west" | "north" | "south" | "outside"
        );
    (PLACES.contains(&last) && !sends) || is_direction
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
