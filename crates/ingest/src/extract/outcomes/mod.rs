//! What a document says of how far municipalities came in the award.
//!
//! Sentences are read in order. One that says `nominerade`, `finalister`, `gått vidare` or `vann`
//! gives an outcome to the municipalities it names, or to those in the list below it, or to those
//! whom the sentence after it goes on with. Only what is said of the award whose editions are known
//! counts: a sentence that names another award, and those after it until this one is named again,
//! are passed over.

mod claims;
mod gathering;
mod phrases;
mod winners;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::ToSpan;
use records::{MunicipalityCode, Outcome, Year};
use vocabulary::{AwardClass, Mention, Vocabulary};

use self::claims::{Claim, Trigger};
use self::gathering::{Further, Gathering, Statement, presented_in};
use self::winners::Pairs;
use super::labels::{labelled, named};
use super::lines::{Line, LineKind, Lines};
use super::segment::{Segment, taken};
use super::sentences::sentences;
use crate::document::Document;
use crate::findings::Findings;
use crate::link::years::FoundYear;
use crate::read::CELL_MARK;
use crate::rule;

/// A list item with more words says something else than who is on the list.
const LONGEST_ITEM: usize = 8;

/// So many sentences may stand between the one that announces a list and the list.
const BEFORE_LIST: usize = 2;

/// A roll of names has so many other words at most.
const OTHERS_IN_ROLL: usize = 3;

/// For so many months after a ceremony its edition is the one that texts are about.
const MONTHS_AFTER: i64 = 16;

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
    let edition = edition_of(document, year, vocabulary);
    let mut reader = Reader {
        text: &document.text,
        mentions: vocabulary.gazetteer.mentions(&document.text),
        vocabulary,
        // The award last named: what is said without naming one is said of it.
        ours: names.names_ours(&document.title) || !names_other(vocabulary, lines),
        gathering: Gathering::new(&document.text, vocabulary, edition),
        pairs: Pairs::default(),
        former: None,
        kept: None,
        open: None,
        columns: Vec::new(),
        announced: None,
    };
    if let Some(title) = &document.title_span {
        reader.sentence(title.clone(), true);
    } else if reader.ours {
        reader.announce(&document.title, None);
    }
    let taken = taken(parts, lines.list.len());
    for (at, line) in lines.list.iter().enumerate() {
        if taken[at] {
            reader.close();
            reader.former = None;
        } else {
            reader.line(line, lines.list.get(at + 1));
        }
    }
    reader.close();
    let announced = reader
        .announced
        .as_ref()
        .map(|(trigger, _)| trigger.outcome());
    reader.of_parts(parts);
    let mut gathering = reader.gathering;
    if gathering.without_edition {
        findings.info(
            rule::NO_EDITION,
            "outcomes are stated, but not of which edition of the award; they are left out",
        );
    }
    gathering.settle_competitors(announced);
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

/// The edition that a document is about: that of its year, else the one presented in that year,
/// else the last one presented before it was published.
fn edition_of(
    document: &Document,
    year: Option<&FoundYear>,
    vocabulary: &Vocabulary,
) -> Option<Year> {
    let year = year?;
    if let Some(edition) = year.edition {
        return Some(edition);
    }
    let value = year.dated.value;
    let editions = &vocabulary.editions;
    editions
        .edition(value)
        .map(|edition| edition.year)
        .or_else(|| presented_in(value, vocabulary))
        .or_else(|| {
            let published = document.metadata.published?.date;
            let last = editions.all().iter().rev().find(|edition| {
                edition.ceremony_date.is_some_and(|ceremony| {
                    ceremony.date <= published
                        && ceremony
                            .date
                            .checked_add(MONTHS_AFTER.months())
                            .is_ok_and(|end| published <= end)
                })
            })?;
            Some(last.year)
        })
}

/// What the items of a list are said to be, and where that is said.
struct Open {
    trigger: Trigger,
    said: Range<usize>,
    /// So many sentences may still stand before the list.
    left: usize,
}

/// Reads a document's lines one by one.
struct Reader<'a> {
    text: &'a str,
    mentions: Vec<Mention>,
    vocabulary: &'a Vocabulary,
    gathering: Gathering<'a>,
    ours: bool,
    pairs: Pairs<'a>,
    /// The sentence before, and what it says.
    former: Option<(Statement<'a>, Option<Trigger>)>,
    /// What that sentence says by itself.
    kept: Option<Trigger>,
    open: Option<Open>,
    /// What the names in each column of a table are.
    columns: Vec<Option<Trigger>>,
    /// What those are whom the parts of the document are about, and where that is said.
    announced: Option<(Trigger, Option<Range<usize>>)>,
}

impl<'a> Reader<'a> {
    fn statement(&self, range: Range<usize>) -> Statement<'a> {
        let from = self
            .mentions
            .partition_point(|mention| mention.span.start() < range.start);
        let to = self
            .mentions
            .partition_point(|mention| mention.span.start() < range.end);
        Statement {
            words: &self.text[range.clone()],
            // A name that goes on over the end is of no statement.
            mentions: self.mentions[from..to]
                .iter()
                .filter(|mention| mention.span.end() <= range.end)
                .copied()
                .collect(),
            range,
        }
    }

    fn close(&mut self) {
        self.open = None;
        self.columns.clear();
        self.pairs.settle(&mut self.gathering);
    }

    fn line(&mut self, line: &Line, next: Option<&Line>) {
        let words = &self.text[line.range.clone()];
        let is_item = match line.kind {
            LineKind::Item | LineKind::Row => true,
            _ => self.open.is_some() && named(words, self.vocabulary).is_some(),
        };
        if is_item {
            let is_last = next.is_none_or(|next| next.kind != line.kind);
            self.item(line, is_last);
            return;
        }
        if line.is_heading() {
            self.close();
        }
        self.columns.clear();
        for range in sentences(self.text, &line.range) {
            self.sentence(range, line.is_heading());
        }
    }

    /// Reads a sentence, a heading or a title.
    fn sentence(&mut self, range: Range<usize>, is_heading: bool) {
        let current = self.statement(range);
        let awards = self.vocabulary.award_names.mentions(current.words);
        if let Some(last) = awards.last() {
            self.ours = awards.iter().any(|award| award.class == AwardClass::Ours)
                && (last.class == AwardClass::Ours || awards.len() > 1);
        }
        let mut claimed = None;
        if self.ours {
            claimed = self.read(&current);
        } else {
            self.close();
        }
        if !is_heading || claimed.is_some() {
            // A sentence between that names nobody does not break off what is told.
            let kept = self.kept.take().filter(|_| current.mentions.is_empty());
            self.kept = claimed;
            self.former = Some((current, claimed.or(kept)));
        }
    }

    /// Reads a sentence that is about the award; tells what it says.
    fn read(&mut self, current: &Statement<'a>) -> Option<Trigger> {
        let listed = claims::of_list(current.words);
        if let Some(open) = &self.open
            && listed.is_none()
            && self.is_roll(current)
        {
            let (trigger, said) = (open.trigger, open.said.clone());
            self.list_item(current, trigger, &said, true);
            return Some(trigger);
        }
        let former = self.former.take();
        let claimed = former.as_ref().and_then(|(_, claimed)| *claimed);
        let said = self.claim(current, claimed);
        let named = self.gathering.eligible(current);
        match &said {
            Some(claim) => {
                let former = former.as_ref().map(|(former, _)| former);
                self.gathering.take(current, claim, &named, former);
            }
            None => self.gathering.in_apposition(current, &named),
        }
        let any_pairs = said.is_none() && self.pairs.push(&self.gathering, current);
        if !any_pairs {
            self.pairs.settle(&mut self.gathering);
        }
        let announces = named.is_empty() || current.words.trim_end().ends_with(':');
        match (listed, &mut self.open) {
            (Some(trigger), _) if announces => {
                self.announce(current.words, Some(current.range.clone()));
                self.open = Some(Open {
                    trigger,
                    said: current.range.clone(),
                    left: BEFORE_LIST,
                });
            }
            (None, Some(open)) if named.is_empty() && open.left > 0 => open.left -= 1,
            _ => self.open = None,
        }
        said.map(|claim| claim.trigger)
    }

    /// What a sentence says, or goes on to say of others.
    fn claim(&self, current: &Statement<'_>, claimed: Option<Trigger>) -> Option<Claim> {
        let own = claims::of_sentence(current.words);
        if own.is_some() {
            return own;
        }
        let claimed = claimed.filter(|_| claims::tells_of_the_others(current.words))?;
        Some(Claim {
            trigger: claimed.min(Trigger::Finalist),
            place: 0,
            clause: 0..current.words.len(),
            // Those who did not win came as far as the others.
            competes: claimed == Trigger::Winner,
            around: None,
        })
    }

    /// Notes a sentence by which those whom the parts are about take part.
    fn announce(&mut self, words: &str, range: Option<Range<usize>>) {
        if self.announced.is_none()
            && let Some(trigger) = claims::of_list(words)
            && trigger != Trigger::Winner
            && claims::names_a_group(words)
        {
            self.announced = Some((trigger, range));
        }
    }

    /// Whether a sentence is names and little else.
    fn is_roll(&self, current: &Statement<'_>) -> bool {
        let mut rest = String::new();
        let mut end = current.range.start;
        for mention in &current.mentions {
            rest.push_str(&self.text[end..mention.span.start()]);
            end = mention.span.end();
        }
        rest.push_str(&self.text[end..current.range.end]);
        let others = rest
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| {
                !word.is_empty() && !matches!(*word, "och" | "samt" | "and" | "ja" | "og")
            })
            .count();
        !current.mentions.is_empty() && others <= OTHERS_IN_ROLL
    }

    /// Reads an item of a list, a row of a table or a line that names municipalities alone.
    fn item(&mut self, line: &Line, is_last: bool) {
        let current = self.statement(line.range.clone());
        if !self.ours && !self.vocabulary.award_names.names_ours(current.words) {
            return;
        }
        if line.kind == LineKind::Row && self.row(&current) {
            return;
        }
        if let Some(open) = &self.open {
            let (trigger, said) = (open.trigger, open.said.clone());
            self.list_item(&current, trigger, &said, is_last);
        } else if let Some(claim) = claims::of_sentence(current.words) {
            let dated = self.gathering.dated(&current, &current.mentions);
            if dated.is_empty() {
                let named = self.gathering.eligible(&current);
                self.gathering.take(&current, &claim, &named, None);
            }
            for (mention, year) in dated {
                let outcome = claim.trigger.outcome();
                self.gathering
                    .add(mention.code, outcome, Some(year), &current);
            }
        } else {
            self.pairs.push(&self.gathering, &current);
        }
    }

    /// Reads a row by the heads of its columns; the first row of a table may be those.
    fn row(&mut self, row: &Statement<'a>) -> bool {
        let cells = || row.words.split(CELL_MARK);
        if row.mentions.is_empty() {
            let columns: Vec<Option<Trigger>> = cells().map(claims::of_list).collect();
            match columns.iter().flatten().count() {
                0 => {}
                // `År | Vinnare`: the year stands beside the name.
                1 => {
                    self.open = columns.into_iter().flatten().next().map(|trigger| Open {
                        trigger,
                        said: row.range.clone(),
                        left: 0,
                    });
                }
                _ => self.columns = columns,
            }
            return true;
        }
        if self.columns.len() != cells().count() {
            return false;
        }
        let edition = claims::years(row.words)
            .into_iter()
            .find(|year| self.gathering.is_edition(*year));
        let mut start = row.range.start;
        let columns = self.columns.clone();
        for (cell, trigger) in cells().zip(columns) {
            if let Some(trigger) = trigger {
                for mention in self.statement(start..start + cell.len()).mentions {
                    self.gathering
                        .add(mention.code, trigger.outcome(), edition, row);
                }
            }
            start += cell.len() + CELL_MARK.len();
        }
        true
    }

    /// Reads an item of a list that says who is something.
    fn list_item(
        &mut self,
        item: &Statement<'a>,
        trigger: Trigger,
        said: &Range<usize>,
        is_last: bool,
    ) {
        let about = Statement {
            range: said.start.min(item.range.start)..item.range.end,
            words: &self.text[said.clone()],
            mentions: Vec::new(),
        };
        let dated = self.gathering.dated(item, &item.mentions);
        if !dated.is_empty() {
            for (mention, year) in dated {
                self.gathering
                    .add(mention.code, trigger.outcome(), Some(year), &about);
            }
            return;
        }
        // `Värmdö (vinnare)`
        let own = claims::of_sentence(item.words).map(|claim| claim.trigger);
        let is_former = trigger == Trigger::Winner && claims::is_about_the_past(about.words);
        // Of several without years one has won, and nothing tells which.
        let is_one_of_many = trigger == Trigger::Winner && own.is_none() && !is_last;
        if is_former || is_one_of_many {
            return;
        }
        let is_short = item.words.split_whitespace().count() <= LONGEST_ITEM
            || labelled(item.words, self.vocabulary).is_some();
        let mut of_list = item.mentions.clone();
        if !is_short && !self.is_roll(item) {
            of_list = leading(self.text, item);
        }
        let edition = self.gathering.edition_in(&about);
        let outcome = own
            .map_or(trigger.outcome(), Trigger::outcome)
            .max_by_rank(trigger.outcome());
        for mention in of_list {
            self.gathering.add(mention.code, outcome, edition, &about);
        }
    }

    /// Those whom the parts are about, where the text says what they are and names nobody.
    fn of_parts(&mut self, parts: &[Segment]) {
        let Some((trigger, said)) = self.announced.take() else {
            return;
        };
        let owners: BTreeSet<MunicipalityCode> = parts
            .iter()
            .flat_map(|part| part.codes.iter().copied())
            .collect();
        let edition = said
            .clone()
            .and_then(|said| self.gathering.edition_in(&self.statement(said)))
            .or(self.gathering.edition);
        let is_told = self
            .gathering
            .found
            .iter()
            .any(|outcome| Some(outcome.edition) == edition);
        if owners.len() < 2 || is_told {
            return;
        }
        let first = parts.first().map_or(0, |part| part.text.start);
        let about = self.statement(said.unwrap_or(first..first));
        for code in owners {
            self.gathering.add(code, trigger.outcome(), edition, &about);
        }
    }
}

impl Gathering<'_> {
    /// Takes what a sentence says of those whom it names.
    fn take(
        &mut self,
        current: &Statement<'_>,
        claim: &Claim,
        named: &[Mention],
        former: Option<&Statement<'_>>,
    ) {
        let years = claims::years(current.words);
        if claim.trigger == Trigger::Winner {
            let dated = self.dated(current, named);
            if !dated.is_empty() {
                for (mention, year) in dated {
                    self.add(mention.code, claim.trigger.outcome(), Some(year), current);
                }
            } else if !claims::is_about_the_past(current.words) || !years.is_empty() {
                self.winner(current, named, claim, &years);
            }
            return;
        }
        let mut editions: Vec<Option<Year>> = vec![self.edition_in(current)];
        if editions == [None] {
            // `var finalist i Sveriges IT-kommun redan 2013 och 2015`
            let rest = current.words[claim.clause.end..].trim_start_matches([',', ' ']);
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
                if claim.competes {
                    self.compete(mention.code, *edition, current);
                } else {
                    self.add(mention.code, claim.trigger.outcome(), *edition, current);
                }
            }
        }
    }
}

/// The names that open an item, with those that they are listed with.
fn leading(text: &str, item: &Statement<'_>) -> Vec<Mention> {
    let mut end = item.range.start;
    item.mentions
        .iter()
        .take_while(|mention| {
            let between = &text[end..mention.span.start()];
            let is_first = end == item.range.start;
            end = mention.span.end();
            if is_first {
                !between.contains(char::is_alphabetic)
            } else {
                matches!(between, ", " | " och " | " & " | " and " | " samt ")
            }
        })
        .copied()
        .collect()
}
