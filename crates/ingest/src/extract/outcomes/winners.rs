//! Who won: beside the words that say so, beside the award's name, or beside a year.

use records::{OutcomeKind, Year};
use vocabulary::{AwardClass, Mention, lower_in_place};

use super::claims::{self, Claim, Trigger};
use super::gathering::{Gathering, Statement};
use super::winning_phrases::{BEFORE_AWARD, BEFORE_YEAR, BEING, WINNING};

/// So many names with years of their own are a list of winners, whatever stands above them.
const ENOUGH_PAIRS: usize = 3;

/// So many words at most stand between a name and its year: `Stockholm vann titeln redan 2017`.
const LONGEST_WINNING: usize = 4;

/// Names with years of their own that follow each other below one heading.
#[derive(Default)]
pub(super) struct Pairs<'a>(Vec<(Mention, Year, Statement<'a>)>);

impl<'a> Pairs<'a> {
    /// Takes those of a statement up; one that has none ends the list.
    pub(super) fn push(&mut self, gathering: &Gathering<'_>, statement: &Statement<'a>) -> bool {
        let found = gathering.dated(statement, &statement.mentions);
        let any = !found.is_empty();
        self.0.extend(
            found
                .into_iter()
                .map(|(mention, year)| (mention, year, statement.clone())),
        );
        any
    }

    /// Takes one up whose year stands elsewhere.
    pub(super) fn add(&mut self, mention: Mention, year: Year, statement: Statement<'a>) {
        self.0.push((mention, year, statement));
    }

    /// Ends the list. As a list of winners it has three rows or more, each of another edition.
    pub(super) fn settle(&mut self, gathering: &mut Gathering<'_>) {
        let pairs = std::mem::take(&mut self.0);
        let mut years: Vec<Year> = pairs.iter().map(|(_, year, _)| *year).collect();
        years.sort_unstable();
        years.dedup();
        if years.len() < ENOUGH_PAIRS || years.len() < pairs.len() {
            return;
        }
        for (mention, year, statement) in pairs {
            gathering.add(mention.code, OutcomeKind::Winner, Some(year), &statement);
        }
    }
}

impl<'a> Gathering<'a> {
    /// The one who won, and those who did not.
    pub(super) fn winner(
        &mut self,
        current: &Statement<'a>,
        named: &[Mention],
        claim: &Claim,
        years: &[Year],
    ) {
        let verb = current.range.start + claim.place;
        let against = claims::against(current.words).map(|at| current.range.start + at);
        let (mut others, mut own): (Vec<Mention>, Vec<Mention>) = named
            .iter()
            .partition(|mention| against.is_some_and(|at| mention.span.start() > at));
        if own.is_empty() {
            // `Samma dag som laget slog Luleå blev Karlstad årets it-kommun`
            std::mem::swap(&mut own, &mut others);
        }
        // `I går fick Ale ta emot priset`
        let around: Vec<Mention> = own
            .iter()
            .filter(|mention| {
                claim.around.as_ref().is_some_and(|around| {
                    around.contains(&(mention.span.start() - current.range.start))
                })
            })
            .copied()
            .collect();
        let mut group = match (around.as_slice(), claim.around.as_ref()) {
            ([], Some(around)) => {
                // `Priset gick i år till Ale`: those after both words.
                let end = current.range.start + around.end;
                let (mut after, before): (Vec<Mention>, Vec<Mention>) =
                    own.iter().partition(|mention| mention.span.start() >= end);
                let words = current.words.get(around.clone()).unwrap_or_default();
                // `Stockholm blev 2017 den första vinnaren av Sveriges …`
                let leads_on = [" till", " til", " to", " av", " mot", " by"]
                    .iter()
                    .any(|last| words.ends_with(last));
                if after.is_empty() || (!leads_on && !before.is_empty()) {
                    after = before;
                }
                nearest_group(self.text, &after, verb)
            }
            ([], None) => nearest_group(self.text, &own, verb),
            _ => around,
        };
        let edition = self.edition_won(current, claim, years);
        if edition.is_none() && claims::tells_of_the_reigning(current.words) {
            return;
        }
        // The year of something else, such as `vann 2016`.
        if edition.is_none() && !years.is_empty() {
            return;
        }
        self.retain_known(&mut group, edition, current);
        for mention in &group {
            let edition = edition.or_else(|| self.only_edition_won(mention.code));
            self.add(mention.code, OutcomeKind::Winner, edition, current);
        }
        let besides = claims::besides_winning(current.words);
        let of_besides = besides.as_ref().and_then(|besides| {
            let years = claims::years(&current.words[besides.clause.clone()]);
            years.iter().find_map(|year| self.edition_named(*year))
        });
        let is_apart = |mention: &Mention| {
            let at = mention.span.start() - current.range.start;
            (besides.as_ref()).is_some_and(|one| {
                one.clause.start >= claim.clause.end && at >= one.clause.start
                    || one.clause.end <= claim.clause.start && at < one.clause.end
            })
        };
        for mention in others
            .iter()
            .filter(|other| group.iter().all(|one| one.code != other.code))
        {
            let edition = of_besides.filter(|_| is_apart(mention)).or(edition);
            self.compete(mention.code, OutcomeKind::Nominee, edition, current);
        }
        // `Östersund var nominerat men Värmdö tog hem titeln`
        if let Some(besides) = &besides {
            let of_besides = of_besides.or_else(|| self.edition_in(current));
            // `Bland finalisterna fanns Nacka, som vann redan 2003`: two editions.
            let is_other = of_besides.is_none() && edition.is_some() && edition != self.edition;
            let is_between = |mention: &Mention| {
                mention.span.start() > current.range.start + besides.place
                    && mention.span.end() <= verb
            };
            for mention in &own {
                let has_won = group.iter().any(|one| one.code == mention.code);
                if !has_won || (is_other && is_between(mention)) || is_apart(mention) {
                    let edition = if is_other {
                        None
                    } else {
                        of_besides.or(edition)
                    };
                    self.say(mention.code, besides, edition, current);
                }
            }
        }
    }

    /// The edition that a sentence says somebody won: its year in the same part, beside the award's
    /// name or elsewhere, or that before the document's.
    fn edition_won(&self, current: &Statement<'_>, claim: &Claim, years: &[Year]) -> Option<Year> {
        let of_clause = match claims::years(&current.words[claim.clause.clone()]).as_slice() {
            [only] => self.edition_named(*only),
            _ => None,
        };
        of_clause
            .or_else(|| self.edition_in(current))
            .or_else(|| years.iter().find_map(|year| self.edition_named(*year)))
            .or_else(|| {
                claims::tells_of_the_reigning(current.words)
                    .then(|| self.edition_before())
                    .flatten()
            })
    }

    /// The one that stands right beside the award's name: `Karlstad - Sveriges IT-kommun 2013`,
    /// `Sveriges IT-kommun 2013 är Karlstad`.
    pub(super) fn in_apposition(&mut self, current: &Statement<'_>, named: &[Mention]) {
        if current.words.trim_end().ends_with('?') || named.len() > 1 {
            return;
        }
        let [mention] = named else {
            return;
        };
        let (start, end) = (
            mention.span.start() - current.range.start,
            mention.span.end() - current.range.start,
        );
        let awards = self.vocabulary.award_names.mentions(current.words);
        let stands_beside = awards
            .iter()
            .filter(|award| award.class == AwardClass::Ours)
            .any(|award| {
                let between = if award.range.start >= end {
                    &current.words[end..award.range.start]
                } else if award.range.end <= start {
                    &current.words[award.range.end..start]
                } else {
                    return false;
                };
                says_being(between)
            });
        if stands_beside {
            let edition = self.edition_in(current);
            self.add(mention.code, OutcomeKind::Winner, edition, current);
        }
    }

    /// The names that have a year of their own: `Kalix (2001)`, `Kalix 2001`, `2001 Kalix`.
    pub(super) fn dated(&self, current: &Statement<'_>, named: &[Mention]) -> Vec<(Mention, Year)> {
        let year_at = |text: &str| -> Option<Year> {
            let year = text.get(..4)?.parse().ok()?;
            // `76 000` and `2013-2015` are other numbers.
            let goes_on = text[4..].starts_with(|next: char| next.is_alphanumeric() || next == '-');
            (!goes_on).then_some(year)
        };
        let after = |mention: &Mention| {
            let rest = &self.text[mention.span.end()..current.range.end];
            // `Stockholm vann redan 2017`
            let won = rest
                .split([',', '.', ';', '('])
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .take(LONGEST_WINNING)
                .take_while(|word| WINNING.contains(word) || BEFORE_YEAR.contains(word));
            let len: usize = won.map(|word| word.len() + 1).sum();
            let rest = if len > 0 { &rest[len..] } else { rest };
            let rest = [" (", ", ", ": ", " - ", " | ", " år ", " "]
                .iter()
                .find_map(|mark| rest.strip_prefix(mark))?;
            let rest = ["vinnare ", "vann "]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
                .unwrap_or(rest);
            year_at(rest)
        };
        let before = |mention: &Mention| {
            let lead = &self.text[current.range.start..mention.span.start()];
            let lead = lead.trim_end_matches([' ', ':', '-', '|', ',', '(', ')']);
            let from = lead.len().checked_sub(4)?;
            let is_longer = lead.get(..from)?.ends_with(char::is_alphanumeric);
            year_at(lead.get(from..)?).filter(|_| !is_longer)
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
}

impl Gathering<'_> {
    /// `…, medan Umeå tog hem priset 2007`: one who won by a part of the sentence that has a year.
    pub(super) fn won_in_own_part(&mut self, current: &Statement<'_>, mention: &Mention) {
        let at = mention.span.start() - current.range.start;
        let start = current.words[..at].rfind([',', ';', '(']).unwrap_or(0);
        let end = current.words[at..]
            .find([',', ';', ')'])
            .map_or(current.words.len(), |end| at + end);
        let part = &current.words[start..end];
        let years: Vec<Year> = claims::years(part)
            .into_iter()
            .filter(|year| self.is_edition(*year))
            .collect();
        if let [year] = years.as_slice()
            && claims::says_winning(part)
        {
            self.add(
                mention.code,
                Trigger::Winner.outcome(),
                Some(*year),
                current,
            );
        }
    }
}

/// Whether the words between a name and the award say that the one is the other.
fn says_being(between: &str) -> bool {
    let lower = lower_in_place(between);
    let spaced = lower.replace(',', " , ").replace(':', " : ");
    let mut words = spaced
        .split_whitespace()
        .filter(|word| word.parse::<Year>().is_err())
        .peekable();
    let mut is_said = false;
    let only = words.all(|word| {
        is_said |= BEING.contains(&word);
        BEING.contains(&word) || BEFORE_AWARD.contains(&word)
    });
    only && is_said
}

/// The names right before a verb, else those right after it, with what they are listed with.
fn nearest_group(text: &str, named: &[Mention], verb: usize) -> Vec<Mention> {
    let linked = |left: &Mention, right: &Mention| {
        let between = text.get(left.span.end()..right.span.start());
        matches!(
            between,
            Some(", " | " och " | " & " | " and " | " samt " | " og " | " ja " | " respektive ")
        )
    };
    let before: Vec<Mention> = named
        .iter()
        .filter(|mention| mention.span.end() <= verb)
        .copied()
        .collect();
    // `Lidingö, öster om Stockholm, har vunnit`: what stands between commas is not who has.
    let is_inserted = |mention: &&Mention| {
        text.get(mention.span.end()..verb)
            .is_some_and(|between| between.contains(", "))
    };
    if let Some(first) = before.first()
        && before.last().is_some_and(|last| is_inserted(&last))
    {
        let mut group = vec![*first];
        for mention in &before[1..] {
            if group.last().is_some_and(|last| linked(last, mention)) {
                group.push(*mention);
            } else {
                break;
            }
        }
        return group;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_being_are_no_others() {
        for between in [
            " - Sveriges ",
            " är årets ",
            ", Sveriges ",
            " 2013 är ",
            " blev därmed Sveriges ",
        ] {
            assert!(says_being(between), "{between}");
        }
        for between in [" i ", " kan bli ", " Sveriges ", " är inte ", ""] {
            assert!(!says_being(between), "{between}");
        }
    }
}
