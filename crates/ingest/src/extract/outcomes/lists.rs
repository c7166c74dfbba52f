//! Who stands on a list, in a table or at the head of a part of which a text says what they are.

use std::collections::BTreeMap;
use std::ops::Range;

use records::{MunicipalityCode, OutcomeKind, Span};
use vocabulary::{Mention, Strength};

use super::claims::{self, Trigger};
use super::gathering::{Further, Statement};
use super::reader::{Open, Reader};
use crate::extract::labels::labelled;
use crate::extract::lines::{Line, LineKind};
use crate::extract::segment::Segment;
use crate::extract::sentences::sentences;
use crate::read::CELL_MARK;

/// A list item with more words says something else than who is on the list.
const LONGEST_ITEM: usize = 8;

/// A cell with more words tells something else than how far somebody came.
const LONGEST_OUTCOME: usize = 2;

/// A line with more words is a text, and no fact in a box.
const LONGEST_FACT: usize = 16;

impl<'a> Reader<'a> {
    /// Passes over a line of a part. Whoever a list that is open names by labels is on it.
    pub(super) fn taken(&mut self, line: &Line) {
        let words = &self.text[line.range.clone()];
        self.former = None;
        if self.ours {
            for range in sentences(self.text, &line.range) {
                let current = self.statement(range);
                // What somebody says in a part is of the award where it tells an edition.
                if !claims::years(current.words).is_empty() {
                    let named = self.gathering.eligible(&current);
                    self.gathering.tell_known_winners(&current, &named);
                }
            }
        }
        if line.is_heading()
            && let Some(trigger) = claims::of_list(words)
        {
            // `Lidingö stad - vinnare`
            let heading = self.statement(line.range.clone());
            if let [only] = heading.mentions.as_slice() {
                let edition = self.gathering.edition_in(&heading);
                self.gathering
                    .add(only.code, trigger.outcome(), edition, &heading);
            }
        }
        let Some(open) = &self.open else {
            self.close();
            return;
        };
        let (trigger, said) = (open.trigger, open.said.clone());
        match labelled(words, self.vocabulary) {
            Some(found) if trigger != Trigger::Winner => {
                let about = if said.is_empty() {
                    self.statement(line.range.clone())
                } else {
                    self.statement(said)
                };
                let edition = self.gathering.edition_in(&about);
                for code in found.codes {
                    self.gathering.add(code, trigger.outcome(), edition, &about);
                }
            }
            _ => self.close(),
        }
    }

    /// Reads a short line below a heading that names one municipality, where the line names none:
    /// each part of it is about that one. Tells whether anything was said.
    pub(super) fn of_box(&mut self, line: &Line) -> bool {
        let Some(owner) = self
            .owner
            .filter(|_| !line.is_heading() || line.kind == LineKind::Caption)
        else {
            return false;
        };
        let whole = self.statement(line.range.clone());
        let is_short = whole.words.split_whitespace().count() <= LONGEST_FACT;
        if !whole.mentions.is_empty() || !is_short || self.open.is_some() {
            return false;
        }
        if !self.ours && !self.vocabulary.award_names.names_ours(whole.words) {
            return false;
        }
        let mut any = false;
        let mut start = line.range.start;
        for part in facts(whole.words) {
            let from = start + (part.len() - part.trim_start().len());
            let place = from..from + part.trim().len();
            start += part.len() + 1;
            let current = self.statement(place.clone());
            let (Some(claim), Ok(span)) = (
                claims::of_sentence(current.words),
                Span::new(place.start, place.start),
            ) else {
                continue;
            };
            let named = Mention {
                code: owner,
                span,
                strength: Strength::Plain,
            };
            self.gathering.take(&current, &claim, &[named], None);
            any = true;
        }
        any
    }

    /// Reads an item of a list, a row of a table or a line that names municipalities alone.
    pub(super) fn item(&mut self, line: &Line, is_last: bool) {
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
        // `Ale | Finalist | En karta över gropar`
        let own: Vec<Trigger> = cells().filter_map(outcome_word).collect();
        if let ([only], [mention]) = (own.as_slice(), row.mentions.as_slice()) {
            let years = claims::years(row.words);
            let edition = years
                .into_iter()
                .find(|year| self.gathering.is_edition(*year));
            self.gathering
                .add(mention.code, only.outcome(), edition, row);
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
    pub(super) fn list_item(
        &mut self,
        item: &Statement<'a>,
        trigger: Trigger,
        said: &Range<usize>,
        is_last: bool,
    ) {
        // What a title says that stands elsewhere is said by the item itself.
        let (range, words) = if said.is_empty() || said.start > item.range.start {
            (item.range.clone(), item.words)
        } else {
            (said.start..item.range.end, &self.text[said.clone()])
        };
        let about = Statement {
            range,
            words,
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
        let of_heading = claims::years(about.words);
        let edition = self
            .gathering
            .edition_in(&about)
            .or(match of_heading.as_slice() {
                // `Finalister 2021`
                [only] => self.gathering.edition_named(*only),
                _ => None,
            });
        let outcome = own
            .map_or(trigger.outcome(), Trigger::outcome)
            .max_by_rank(trigger.outcome());
        for mention in of_list {
            self.gathering.add(mention.code, outcome, edition, &about);
        }
    }

    /// Those whom the parts are about, where the text says what they are and names nobody.
    pub(super) fn of_parts(&mut self, parts: &[Segment]) {
        let Some((trigger, said)) = self.announced.take() else {
            return;
        };
        let mut owners: BTreeMap<MunicipalityCode, Range<usize>> = BTreeMap::new();
        for part in parts {
            let place = part.heading.clone().unwrap_or(part.text.clone());
            for code in &part.codes {
                owners.entry(*code).or_insert_with(|| place.clone());
            }
        }
        let edition = said
            .clone()
            .and_then(|said| self.gathering.edition_in(&self.statement(said)))
            .or(self.gathering.edition);
        let is_told = self
            .gathering
            .found
            .iter()
            .filter(|outcome| outcome.outcome != OutcomeKind::Winner)
            .any(|outcome| Some(outcome.edition) == edition);
        if owners.len() < 2 || is_told {
            return;
        }
        for (code, place) in owners {
            let about = self.statement(said.clone().unwrap_or(place));
            self.gathering.add(code, trigger.outcome(), edition, &about);
        }
    }
}

/// The facts of a line: parted by commas, unless a figure follows.
fn facts(words: &str) -> Vec<&str> {
    let mut facts = Vec::new();
    let mut start = 0;
    for (at, mark) in words.match_indices([',', ';']) {
        let rest = words[at + mark.len()..].trim_start();
        if rest.starts_with(char::is_alphabetic) {
            facts.push(&words[start..at]);
            start = at + mark.len();
        }
    }
    facts.push(&words[start..]);
    facts
}

/// What a cell says that is a word or two for how far somebody came.
pub(super) fn outcome_word(cell: &str) -> Option<Trigger> {
    (cell.split_whitespace().count() <= LONGEST_OUTCOME)
        .then(|| claims::of_list(cell))
        .flatten()
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
