//! What a document says of how far municipalities came in the award.
//!
//! Sentences are read in order. One that says `nominerade`, `finalister`, `gått vidare` or `vann`
//! gives an outcome to the municipalities it names, or to those in the list below it. Only what is
//! said of the award whose editions are known counts: a sentence that names another award, and
//! those after it until this one is named again, are passed over.

use std::ops::Range;

use records::{MunicipalityCode, Outcome, OutcomeKind, Year};
use vocabulary::{AwardClass, AwardMention, Mention, Vocabulary, lower_in_place};

use super::gathering::{Further, Gathering, Statement};
use super::lines::{LineKind, Lines};
use super::segment::{Segment, taken};
use super::sentences::sentences;
use super::triggers::{self, Trigger};
use crate::document::Document;
use crate::findings::Findings;
use crate::link::years::FoundYear;
use crate::rule;

/// A list item with more words says something else than who is on the list.
const LONGEST_ITEM: usize = 8;

/// Words before a name that make it a place where something happens.
const PLACES: &[&str] = &["i", "på", "från", "utanför", "in", "at", "from", "vid"];

/// Words that set those who follow against the one before.
const AGAINST: &[&str] = &[
    "i konkurrens med",
    "i hård konkurrens med",
    "före",
    "slog",
    "besegrade",
    "ahead of",
    "in competition with",
    "tävlar mot",
    "tävlade mot",
    "utmanas av",
];

/// The outcomes that a document states outside the parts in which others speak or act.
pub(crate) fn find(
    document: &Document,
    lines: &Lines<'_>,
    parts: &[Segment],
    year: Option<&FoundYear>,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> Vec<Outcome> {
    let names = &vocabulary.award_names;
    if !names.names_ours(&document.text) && !names.names_ours(&document.title) {
        return Vec::new();
    }
    let mut gathering = Gathering {
        text: &document.text,
        vocabulary,
        edition: year.and_then(|year| edition_of(year, vocabulary)),
        latest: vocabulary.editions.all().last().map(|edition| edition.year),
        found: Vec::new(),
        competitors: Vec::new(),
        without_edition: false,
    };
    let mentions = vocabulary.gazetteer.mentions(&document.text);
    let statement = |range: Range<usize>| Statement {
        words: &document.text[range.clone()],
        mentions: {
            let from = mentions.partition_point(|mention| mention.span.start() < range.start);
            let to = mentions.partition_point(|mention| mention.span.start() < range.end);
            // A name that goes on over the end is of no statement.
            let within = |mention: &&Mention| mention.span.end() <= range.end;
            mentions[from..to].iter().filter(within).copied().collect()
        },
        range,
    };
    // The award last named: what is said without naming one is said of it.
    let mut ours = names.names_ours(&document.title) || !names_other(vocabulary, lines);
    let mut former: Option<Statement<'_>> = document.title_span.clone().map(statement);
    if let Some(title) = &former {
        gathering.read(title, None, ours);
    }
    // What the items of a list below are said to be, and where that is said.
    let mut open: Option<(Trigger, Range<usize>)> = None;
    let taken = taken(parts, lines.list.len());
    for (at, line) in lines.list.iter().enumerate() {
        if taken[at] {
            open = None;
            former = None;
            continue;
        }
        if matches!(line.kind, LineKind::Item | LineKind::Row) {
            let head = (line.kind == LineKind::Row && ours)
                .then(|| triggers::of_list(lines.words(line)))
                .flatten()
                .filter(|_| statement(line.range.clone()).mentions.is_empty());
            if let Some(trigger) = head {
                // `År | Vinnare`: the first row says what the others are.
                open = Some((trigger, line.range.clone()));
            } else if let Some((trigger, said)) = &open {
                gathering.item(&statement(line.range.clone()), *trigger, said);
            }
            continue;
        }
        open = None;
        for range in sentences(&document.text, &line.range) {
            let current = statement(range);
            let awards = names.mentions(current.words);
            if let Some(last) = awards.last() {
                ours = awards.iter().any(|award| award.class == AwardClass::Ours)
                    && (last.class == AwardClass::Ours || awards.len() > 1);
            }
            if ours {
                gathering.read(&current, former.as_ref(), ours);
                open = triggers::of_list(current.words)
                    .map(|trigger| (trigger, current.range.clone()));
            } else {
                open = None;
            }
            former = Some(current);
        }
    }
    if gathering.without_edition {
        findings.info(
            rule::NO_EDITION,
            "outcomes are stated, but not of which edition of the award; they are left out",
        );
    }
    gathering.settle_competitors();
    let mut found = gathering.found;
    found.sort_by_key(|outcome| (outcome.edition, outcome.code));
    found
}

fn names_other(vocabulary: &Vocabulary, lines: &Lines<'_>) -> bool {
    let first = lines.list.iter().find_map(|line| {
        vocabulary
            .award_names
            .mentions(lines.words(line))
            .first()
            .cloned()
    });
    first.is_some_and(|award| award.class == AwardClass::Other)
}

/// The edition that a document of some year is about.
fn edition_of(year: &FoundYear, vocabulary: &Vocabulary) -> Option<Year> {
    if let Some(edition) = year.edition {
        return Some(edition);
    }
    let value = year.dated.value;
    let editions = &vocabulary.editions;
    editions
        .edition(value)
        .map(|edition| edition.year)
        .or_else(|| {
            // The edition of 2021 was presented in the spring of 2022.
            editions
                .all()
                .iter()
                .find(|edition| {
                    edition
                        .ceremony_date
                        .is_some_and(|date| u16::try_from(date.date.year()) == Ok(value.number()))
                })
                .map(|edition| edition.year)
        })
}

impl Gathering<'_> {
    /// Reads a sentence that is about the award.
    fn read(&mut self, current: &Statement<'_>, former: Option<&Statement<'_>>, ours: bool) {
        let own = triggers::of_sentence(current.words);
        let trigger = own.or_else(|| {
            let former = triggers::of_sentence(former?.words)?;
            triggers::tells_of_the_others(current.words).then_some(former.min(Trigger::Finalist))
        });
        let Some(trigger) = trigger.filter(|_| ours) else {
            return;
        };
        let named = self.eligible(current);
        let years = triggers::years(current.words);
        if trigger == Trigger::Winner {
            let dated = self.dated(current, &named);
            if !dated.is_empty() {
                for (mention, year) in dated {
                    self.add(&mention, OutcomeKind::Winner, Some(year), current);
                }
                return;
            }
            if triggers::is_about_the_past(current.words) && years.is_empty() {
                return;
            }
            self.winner(current, &named, &years);
            return;
        }
        let kind = trigger.outcome();
        let edition = self.edition_in(current).or_else(|| {
            // `var finalist i Sveriges IT-kommun redan 2013`
            let only = years.first().filter(|_| years.len() == 1)?;
            (self.vocabulary.award_names.names_ours(current.words)
                && self.vocabulary.editions.edition(*only).is_some())
            .then_some(*only)
        });
        if named.is_empty() {
            // `Dessa tre har nominerats`: those whom the sentence before names.
            if let Some(former) = former.filter(|_| triggers::points_back(current.words)) {
                let before = self.eligible(former);
                if before.len() > 1 {
                    for mention in before {
                        self.add(&mention, kind, edition, current);
                    }
                }
            }
            return;
        }
        for mention in named {
            if triggers::only_competes(current.words) {
                self.compete(&mention, edition, current);
            } else {
                self.add(&mention, kind, edition, current);
            }
        }
    }

    /// Reads an item of a list that says who is something.
    fn item(&mut self, item: &Statement<'_>, trigger: Trigger, said: &Range<usize>) {
        let about = Statement {
            range: said.start..item.range.end,
            words: &self.text[said.clone()],
            mentions: Vec::new(),
        };
        let dated = self.dated(item, &item.mentions);
        if !dated.is_empty() {
            for (mention, year) in dated {
                self.add(&mention, trigger.outcome(), Some(year), &about);
            }
            return;
        }
        let is_list = item.words.split_whitespace().count() <= LONGEST_ITEM
            || super::labels::labelled(item.words, self.vocabulary).is_some();
        if !is_list || (trigger == Trigger::Winner && triggers::is_about_the_past(about.words)) {
            return;
        }
        let edition = self.edition_in(&about);
        // `Värmdö (vinnare)`
        let own = triggers::of_sentence(item.words).map_or(trigger.outcome(), Trigger::outcome);
        for mention in &item.mentions {
            self.add(mention, own.max_by_rank(trigger.outcome()), edition, &about);
        }
    }

    /// The one who won, and those who did not.
    fn winner(&mut self, current: &Statement<'_>, named: &[Mention], years: &[Year]) {
        let Some(verb) = triggers::winning_place(current.words) else {
            return;
        };
        let verb = current.range.start + verb;
        let against = against(current.words).map(|at| current.range.start + at);
        let (others, own): (Vec<Mention>, Vec<Mention>) = named
            .iter()
            .partition(|mention| against.is_some_and(|at| mention.span.start() > at));
        let group = nearest_group(self.text, &own, verb);
        let known = |year: &&Year| self.vocabulary.editions.edition(**year).is_some();
        let edition = self
            .edition_in(current)
            .or_else(|| years.iter().find(known).copied());
        // The year of something else, such as `vann 2016`.
        if edition.is_none()
            && !years.is_empty()
            && self.edition.is_none_or(|own| !years.contains(&own))
        {
            return;
        }
        for mention in &group {
            self.add(mention, OutcomeKind::Winner, edition, current);
        }
        for mention in others
            .iter()
            .filter(|other| group.iter().all(|one| one.code != other.code))
        {
            self.compete(mention, edition, current);
        }
        // `Östersund var nominerat men Värmdö tog hem titeln`
        if let Some(besides) = triggers::besides_winning(current.words) {
            for mention in own
                .iter()
                .filter(|own| group.iter().all(|one| one.code != own.code))
            {
                self.add(mention, besides.outcome(), edition, current);
            }
        }
    }

    /// The names that have a year of their own: `Kalix (2001)`, `Kalix 2001`, `2001 Kalix`.
    fn dated(&self, current: &Statement<'_>, named: &[Mention]) -> Vec<(Mention, Year)> {
        let year_at = |text: &str| -> Option<Year> { text.get(..4)?.parse().ok() };
        let after = |mention: &Mention| {
            let rest = &self.text[mention.span.end()..current.range.end];
            let rest = rest
                .strip_prefix(" (")
                .or_else(|| rest.strip_prefix(", "))
                .or_else(|| rest.strip_prefix(": "))
                .or_else(|| rest.strip_prefix(" - "))
                .or_else(|| rest.strip_prefix(" | "))
                .or_else(|| rest.strip_prefix(' '))?;
            year_at(rest)
        };
        let before = |mention: &Mention| {
            let lead = &self.text[current.range.start..mention.span.start()];
            let lead = lead.trim_end_matches([' ', ':', '-', '|', ',']);
            year_at(lead.get(lead.len().checked_sub(4)?..)?)
        };
        // Either all years stand after their names or all before: `2001 Kalix, 2003 Nacka`.
        for side in [&after as &dyn Fn(&Mention) -> Option<Year>, &before] {
            let found: Vec<(Mention, Year)> = named
                .iter()
                .filter_map(|mention| Some((*mention, side(mention)?)))
                .filter(|(_, year)| self.is_edition(*year))
                .collect();
            if !found.is_empty() && found.len() * 2 >= named.len() {
                return found;
            }
        }
        Vec::new()
    }

    /// The award is given every other year since 2001; later editions may not be known yet.
    fn is_edition(&self, year: Year) -> bool {
        self.vocabulary.editions.edition(year).is_some()
            || self.latest.is_some_and(|latest| year > latest)
    }

    /// The edition that stands right after the award's name in a sentence.
    fn edition_in(&self, current: &Statement<'_>) -> Option<Year> {
        self.vocabulary
            .award_names
            .mentions(current.words)
            .iter()
            .filter(|award| award.class == AwardClass::Ours)
            .find_map(|award: &AwardMention| {
                let rest =
                    current.words[award.range.end..].trim_start_matches([' ', ',', '”', '"']);
                rest.get(..4)?.parse().ok()
            })
    }

    /// The municipalities of a sentence that something can be said of: not those that are places,
    /// owners or said to belong to another award.
    fn eligible(&self, current: &Statement<'_>) -> Vec<Mention> {
        let awards = self.vocabulary.award_names.mentions(current.words);
        let has_ours = awards.iter().any(|award| award.class == AwardClass::Ours);
        let mut eligible: Vec<Mention> = Vec::new();
        for mention in &current.mentions {
            let at = mention.span.start() - current.range.start;
            let before = current.words[..at].trim_end();
            let word = before
                .rsplit([' ', '\n'])
                .next()
                .unwrap_or_default()
                .to_lowercase();
            let is_place =
                PLACES.contains(&word.as_str()) && !before.to_lowercase().ends_with("kommunerna i");
            let name = &self.text[mention.span.range()];
            let is_owner = self.is_genitive(name, mention.code);
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

    fn is_genitive(&self, name: &str, code: MunicipalityCode) -> bool {
        self.vocabulary
            .register
            .by_code(code)
            .is_some_and(|municipality| {
                name.to_lowercase() == municipality.genitive.to_lowercase()
                    && municipality.genitive != municipality.name
            })
    }
}

/// The names right before a verb, else those right after it, with what they are listed with.
fn nearest_group(text: &str, named: &[Mention], verb: usize) -> Vec<Mention> {
    let linked = |left: &Mention, right: &Mention| {
        let between = &text[left.span.end()..right.span.start()];
        matches!(between, ", " | " och " | " & " | " and " | " samt ")
    };
    let before: Vec<Mention> = named
        .iter()
        .filter(|mention| mention.span.end() <= verb)
        .copied()
        .collect();
    if let Some(last) = before.last() {
        let mut group = vec![*last];
        for mention in before.iter().rev().skip(1) {
            if group.first().is_some_and(|first| linked(mention, first)) {
                group.insert(0, *mention);
            } else {
                break;
            }
        }
        return group;
    }
    let mut group: Vec<Mention> = Vec::new();
    for mention in named.iter().filter(|mention| mention.span.start() >= verb) {
        if group.last().is_none_or(|last| linked(last, mention)) {
            group.push(*mention);
        } else {
            break;
        }
    }
    group
}

/// Where the words stand that set others against the one before them.
fn against(words: &str) -> Option<usize> {
    let lower = lower_in_place(words);
    AGAINST.iter().filter_map(|phrase| lower.find(phrase)).min()
}
