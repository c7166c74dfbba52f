//! Winners and participants told in words that no table holds, where the reviewed editions know them.
//!
//! There are as many ways to say that somebody won as there are writers. A sentence about the award
//! that names a known winner, and speaks of winning in any word, tells of that.

use records::{MunicipalityCode, OutcomeKind, Span, Year};
use vocabulary::{Mention, lower_in_place};

use super::claims;
use super::denials::is_denied_around;
use super::gathering::{Gathering, Statement};

/// Starts and ends of words that speak of having won.
const WON: &[&str] = &[
    "vann",
    "vunn",
    "vinn",
    "vinnar",
    "segr",
    "seger",
    "mästar",
    "mester",
    "diplom",
    "pokal",
    "troph",
    "trofé",
    "statyett",
    "skulptur",
    "krönt",
    "kröns",
    "korad",
    "korats",
    "kåret",
    "etta",
    "bäst",
    "best",
    "won",
    "win",
    "victor",
    "champion",
    "crown",
    "vandt",
    "vant",
    "vind",
    "sejr",
    "stikket",
    "voit",
    "päihit",
    "ykkö",
    "guld",
    "tronen",
    "kuvert",
    "lagerkrans",
    "besegr",
    "slog",
    "beat",
    "utsåg",
    "utnäm",
    "utsed",
    "valittiin",
    "topps",
    "överst",
    "success",
    "framgång",
    "bedrift",
];

/// Those that speak of the prize, which others hope for.
const PRIZED: &[&str] = &[
    "pris",
    "prize",
    "titel",
    "title",
    "titul",
    "utmärk",
    "utmerk",
    "award",
    "palkin",
    "hedern",
    "juryns val",
    "juryn föll",
    "juryn på fall",
    "juryn fastnade",
    "juryn valde",
    "jury chose",
];

/// Words that speak of not having won.
const LOST: &[&str] = &[
    "räckte inte",
    "besvik",
    "snöpt",
    "snuva",
    "vänta på",
    "tröst",
    "applåd",
    "applau",
    "gratul",
    "föll på",
    "hade kunnat",
    "så nära",
    "utan pris",
    "svid",
    "disappoint",
    "missed out",
    "missade",
    "nära att vinna",
    "skuff",
];

/// Words for the edition before the one just told of.
const BEFORE_THAT: &[&str] = &[
    "titeln innan",
    "priset innan",
    "dessförinnan",
    "innan dess",
    "före det",
    "gången före",
    "before that",
    "forinden",
    "før det",
    "sitä ennen",
];

/// So many words around a name are looked at for what denies it.
const AROUND_NAME: usize = 5;

/// So many known participants in one sentence are told of as such, wherever it stands.
const ENOUGH: usize = 3;

impl<'a> Gathering<'a> {
    /// Takes the known winners whom a sentence about the award names in words of winning, of the
    /// editions that it tells, or else of the one that the document is about.
    pub(super) fn tell_known_winners(&mut self, current: &Statement<'a>, named: &[Mention]) {
        let words = lower_in_place(current.words);
        let asks = words.trim_end().ends_with('?');
        // Whoever is named with the award after it was given is so as its winner.
        let named_ours = self.vocabulary.award_names.names_ours(current.words);
        let (won, prized) = (speaks(&words, WON), speaks(&words, PRIZED) || named_ours);
        if !won && !prized {
            return;
        }
        let mut editions: Vec<Year> = claims::years(current.words)
            .into_iter()
            .filter_map(|year| self.edition_named(year))
            .collect();
        editions.extend(self.editions_meant(current, &words, editions.is_empty()));
        for mention in named {
            let at = mention.span.start() - current.range.start;
            let end = mention.span.end() - current.range.start;
            for edition in &editions {
                // Of its own edition a document may tell before there is a winner.
                let is_open = self.edition.is_none_or(|own| *edition >= own) && !self.is_decided;
                let is_said = if is_open { won } else { won || prized };
                let around = around(&words, at, end);
                if is_said
                    && self.won(*edition, mention.code)
                    && !self.says_already(current, *edition, mention.code)
                    && !is_denied_around(&around)
                    && !claims::is_hypothetical(&around)
                    && !(is_open && (asks || claims::is_hoping(&words)))
                {
                    self.add(mention.code, OutcomeKind::Winner, Some(*edition), current);
                }
            }
        }
    }

    /// The editions that a sentence means by other words than a year; where there is no year, either,
    /// that of the document.
    fn editions_meant(&self, current: &Statement<'_>, words: &str, is_undated: bool) -> Vec<Year> {
        let mut editions = Vec::new();
        if claims::tells_of_the_reigning(current.words) {
            editions.extend(self.edition_before());
        }
        if speaks(words, BEFORE_THAT) {
            let told = editions.last().copied().or(self.last_won);
            editions.extend(told.and_then(|told| self.edition_preceding(told)));
        }
        if editions.is_empty() && is_undated {
            editions.extend(if self.is_decided {
                self.edition
            } else {
                self.decided
            });
        }
        editions
    }

    /// Whether it is known who won an edition.
    pub(super) fn has_known_winner(&self, edition: Year) -> bool {
        let known = self.vocabulary.editions.edition(edition);
        known.is_some_and(|edition| edition.winner.is_some())
    }

    /// Keeps those who can have won: of several in one edition the one who is known to have, and where
    /// neither the award nor an edition is named nobody who has won something else.
    pub(super) fn retain_known(
        &self,
        group: &mut Vec<Mention>,
        edition: Option<Year>,
        current: &Statement<'_>,
    ) {
        let own = edition.or(self.decided).or(self.edition);
        let Some(own) = own.filter(|own| self.has_known_winner(*own)) else {
            return;
        };
        if group.len() > 1 {
            group.retain(|mention| self.won(own, mention.code));
        }
        if edition.is_none() && !self.vocabulary.award_names.names_ours(current.words) {
            group.retain(|mention| {
                self.won(own, mention.code) || self.only_edition_won(mention.code).is_some()
            });
        }
    }

    /// The edition of a winner who is told without a year in a document about another edition: the
    /// only one that they are known to have won.
    pub(super) fn only_edition_won(&self, code: MunicipalityCode) -> Option<Year> {
        let own = self.decided.or(self.edition)?;
        if !self.has_known_winner(own) || self.won(own, code) {
            return None;
        }
        let editions = self.vocabulary.editions.all();
        let mut won = (editions.iter().map(|edition| edition.year))
            .filter(|year| *year < own && self.won(*year, code));
        won.next().filter(|_| won.next().is_none())
    }

    /// Takes the known participants of the document's edition whom a sentence names in words of not
    /// having won.
    pub(super) fn tell_known_losers(&mut self, current: &Statement<'a>, named: &[Mention]) {
        let Some(edition) = self.edition else {
            return;
        };
        let words = lower_in_place(current.words);
        let known = self.vocabulary.editions.edition(edition);
        let Some(known) = known.filter(|_| speaks(&words, LOST)) else {
            return;
        };
        for mention in named {
            if known.participants().contains(&mention.code) && !self.won(edition, mention.code) {
                self.compete(mention.code, OutcomeKind::Nominee, None, current);
            }
        }
    }

    /// Whether somebody is known to have won an edition.
    pub(super) fn won(&self, edition: Year, code: MunicipalityCode) -> bool {
        let known = self.vocabulary.editions.edition(edition);
        known
            .and_then(|edition| edition.winner.as_ref())
            .is_some_and(|winner| winner.contains(&code))
    }

    /// Whether a sentence has said by itself how far somebody came.
    fn says_already(&self, current: &Statement<'_>, edition: Year, code: MunicipalityCode) -> bool {
        let span = Span::new(current.range.start, current.range.end).ok();
        self.found.iter().any(|outcome| {
            outcome.edition == edition && outcome.code == code && outcome.span == span
        })
    }

    /// Whether those whom a sentence names are so many known participants of the document's edition,
    /// and nobody else, that it can only be about them as such.
    pub(super) fn names_participants(&self, named: &[Mention]) -> bool {
        named.len() >= ENOUGH && self.took_part(named)
    }
}

fn speaks(words: &str, of: &[&str]) -> bool {
    of.iter().any(|stem| {
        words.match_indices(stem).any(|(at, _)| {
            let is_start = !words[..at].ends_with(char::is_alphanumeric);
            // `premiärvinnaren`, `hederspriset`
            is_start || (stem.len() > 4 && !words[..at].ends_with(' '))
        })
    })
}

/// The words around a name, as far as its own part of the sentence goes.
fn around(words: &str, start: usize, end: usize) -> String {
    let before: Vec<&str> = words[..start]
        .split_whitespace()
        .rev()
        .take(AROUND_NAME)
        .take_while(|word| !word.ends_with([',', ';', ':']) && !matches!(*word, "men" | "but"))
        .collect();
    let after = words[end..]
        .split([',', ';'])
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .take(AROUND_NAME)
        .take_while(|word| !matches!(*word, "men" | "but" | "medan" | "while" | "mutta"));
    before
        .into_iter()
        .rev()
        .chain(after)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn winning_is_spoken_of_by_the_starts_of_words() {
        assert!(speaks("det blev ale som stod där med diplomet", WON));
        assert!(speaks("premiärvinnaren 2001", WON));
        assert!(!speaks(
            "ale bygger nya vindskydd i elektronik",
            &["tronen"]
        ));
        assert!(!speaks("ale söker ny chef", WON));
        assert!(speaks("juryns val föll på ale", PRIZED));
    }
}
