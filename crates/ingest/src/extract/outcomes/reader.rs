//! Reading a document's sentences in order, and what each leaves for those after it.

use std::ops::Range;

use records::{MunicipalityCode, OutcomeKind, Year};
use vocabulary::{AwardClass, Mention, Vocabulary};

use super::claims::{self, Claim, Sureness, Trigger};
use super::gathering::{Gathering, Statement};
use super::winners::Pairs;
use crate::extract::labels::named;
use crate::extract::lines::{Line, LineKind};
use crate::extract::sentences::sentences;

/// What is longer, in bytes, is no sentence: it may be a dump of data, and says nothing of anybody.
const LONGEST_SENTENCE: usize = 4000;

/// So many sentences may stand between the one that announces a list and the list.
const BEFORE_LIST: usize = 2;

/// So many sentences after one that tells an outcome others are told of.
const NEAR: usize = 4;

/// A roll of names has so many other words at most.
const OTHERS_IN_ROLL: usize = 3;

/// What the items of a list are said to be, and where that is said.
pub(super) struct Open {
    pub(super) trigger: Trigger,
    pub(super) said: Range<usize>,
    /// So many sentences may still stand before the list.
    pub(super) left: usize,
}

/// Reads a document's lines one by one.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) mentions: Vec<Mention>,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) gathering: Gathering<'a>,
    /// The one municipality that the document is about, if it is one.
    pub(super) subject: Option<MunicipalityCode>,
    pub(super) ours: bool,
    /// The one municipality that the last heading names, as that of a box of facts does.
    pub(super) owner: Option<MunicipalityCode>,
    /// The year that stands as the term of a list above what is said of it.
    term: Option<Year>,
    pub(super) pairs: Pairs<'a>,
    /// The sentence before, and what it says.
    pub(super) former: Option<(Statement<'a>, Option<Trigger>)>,
    /// What that sentence says by itself.
    kept: Option<Trigger>,
    /// So many sentences ago somebody's outcome was told.
    since: usize,
    pub(super) open: Option<Open>,
    /// What the names in each column of a table are.
    pub(super) columns: Vec<Option<Trigger>>,
    /// What those are whom the parts of the document are about, and where that is said.
    pub(super) announced: Option<(Trigger, Option<Range<usize>>)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a str,
        vocabulary: &'a Vocabulary,
        edition: Option<Year>,
        subject: Option<MunicipalityCode>,
        ours: bool,
    ) -> Self {
        Self {
            text,
            mentions: vocabulary.gazetteer.mentions(text),
            vocabulary,
            gathering: Gathering::new(text, vocabulary, edition),
            subject,
            ours,
            owner: None,
            term: None,
            pairs: Pairs::default(),
            former: None,
            kept: None,
            since: NEAR,
            open: None,
            columns: Vec::new(),
            announced: None,
        }
    }

    /// Reads a title that stands in the page and not in its text.
    pub(super) fn title(&mut self, title: &str) {
        if self.ours {
            self.announce(title, None);
            self.open = claims::of_list(title).map(|trigger| Open {
                trigger,
                said: 0..0,
                left: BEFORE_LIST,
            });
        }
    }

    /// What a title or a heading says that those of the document's own edition are.
    pub(super) fn announced(&self) -> Option<OutcomeKind> {
        let (trigger, _) = self.announced.as_ref()?;
        Some(trigger.outcome())
    }

    pub(super) fn statement(&self, range: Range<usize>) -> Statement<'a> {
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

    pub(super) fn close(&mut self) {
        self.open = None;
        self.columns.clear();
        self.pairs.settle(&mut self.gathering);
    }

    pub(super) fn line(&mut self, line: &Line, next: Option<&Line>) {
        let is_sentence = |range: &Range<usize>| range.len() <= LONGEST_SENTENCE;
        if !line.is_heading() && line.kind != LineKind::Text && !is_sentence(&line.range) {
            return;
        }
        let words = &self.text[line.range.clone()];
        let is_item = match line.kind {
            LineKind::Item | LineKind::Row => true,
            _ => self.open.is_some() && named(words, self.vocabulary).is_some(),
        };
        if self.of_box(line) {
            return;
        }
        if is_item {
            let is_last = next.is_none_or(|next| next.kind != line.kind);
            self.item(line, is_last);
            return;
        }
        if line.kind == LineKind::Term
            && let Ok(year) = words.trim_end_matches(':').parse()
        {
            // `2001` above `Kalix kommun`, in a list of years
            self.term = Some(year);
            return;
        }
        if let Some(year) = self.term.take()
            && let [only] = self.statement(line.range.clone()).mentions.as_slice()
            && self.ours
        {
            self.pairs
                .add(*only, year, self.statement(line.range.clone()));
            return;
        }
        if line.is_heading() {
            self.close();
            match self.statement(line.range.clone()).mentions.as_slice() {
                [only] => self.owner = Some(only.code),
                // The first line of a box may look like a heading.
                [] if line.kind == LineKind::Caption => {}
                _ => self.owner = None,
            }
        }
        self.columns.clear();
        // What a text tells of two winners or more and their years is told of the award.
        let mut winners = Vec::new();
        for range in sentences(self.text, &line.range)
            .into_iter()
            .filter(is_sentence)
        {
            self.sentence(range.clone(), line.is_heading());
            if self.ours {
                let current = self.statement(range);
                let known = self.gathering.known_winners(&current);
                winners.extend(known.into_iter().map(|known| (known, current.clone())));
            }
        }
        if winners.len() > 1 {
            for ((code, year), said) in winners {
                self.gathering
                    .add(code, OutcomeKind::Winner, Some(year), &said);
            }
        }
    }

    /// Reads a sentence, a heading or a title.
    pub(super) fn sentence(&mut self, range: Range<usize>, is_heading: bool) {
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
            && claims::of_sentence(current.words).is_none()
            && self.is_roll(current)
        {
            let (trigger, said) = (open.trigger, open.said.clone());
            self.list_item(current, trigger, &said, true);
            return Some(trigger);
        }
        let former = self.former.take();
        let claimed = former.as_ref().and_then(|(_, claimed)| *claimed);
        let said = claim(current, claimed);
        let before = former.as_ref().map(|(former, _)| former);
        let mut named = self.whom(current, before, said.is_some());
        if let (Some(claim), Some(year)) = (&said, self.year_before(current, before))
            && current.mentions.is_empty()
        {
            // `2007 var det Umeås tur. Då fick kommunen titeln.`
            for mention in named.drain(..) {
                let outcome = claim.trigger.outcome();
                self.gathering
                    .add(mention.code, outcome, Some(year), current);
            }
        }
        match &said {
            Some(claim) => self.gathering.take(current, claim, &named, before),
            None if self.of_others_than_denied(current, &named) => {}
            None => {
                self.gathering.in_apposition(current, &named);
                // Soon after others those are told of who are known to have taken part with them.
                let is_near = self.since < NEAR && self.gathering.took_part(&named);
                if (is_near || self.gathering.names_participants(&named))
                    && !claims::is_hypothetical(current.words)
                {
                    for mention in &named {
                        self.gathering
                            .compete(mention.code, OutcomeKind::Nominee, None, current);
                    }
                }
            }
        }
        self.tell_known(current, &named, before, said.as_ref());
        self.since = if said.is_some() { 0 } else { self.since + 1 };
        if said.is_none() && claimed == Some(Trigger::Winner) {
            // `Innan dess har Lidingö (2019) och Stockholm (2017) vunnit.`
            for (mention, year) in self.gathering.dated(current, &named) {
                let outcome = Trigger::Winner.outcome();
                self.gathering
                    .add(mention.code, outcome, Some(year), current);
            }
        }
        let any_pairs = said.is_none() && self.pairs.push(&self.gathering, current);
        if !any_pairs {
            self.pairs.settle(&mut self.gathering);
        }
        if listed.is_none() && named.is_empty() {
            self.announce(current.words, Some(current.range.clone()));
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

    /// Takes what a sentence says of others than those of whom it denies it.
    fn of_others_than_denied(&mut self, current: &Statement<'a>, named: &[Mention]) -> bool {
        let Some((trigger, part)) = claims::of_others_than_denied(current.words) else {
            return false;
        };
        let edition = self.gathering.edition_in(current);
        for mention in named {
            if part.contains(&(mention.span.start() - current.range.start)) {
                self.gathering
                    .add(mention.code, trigger.outcome(), edition, current);
            }
        }
        true
    }

    /// The edition's year in the sentence before one that tells none itself.
    fn year_before(&self, current: &Statement<'_>, former: Option<&Statement<'a>>) -> Option<Year> {
        if !claims::years(current.words).is_empty() {
            return None;
        }
        match claims::years(former?.words).as_slice() {
            [only] => self.gathering.edition_named(*only),
            _ => None,
        }
    }

    /// Notes a sentence by which those whom the parts are about take part.
    fn announce(&mut self, words: &str, range: Option<Range<usize>>) {
        // `Hur känns det att vara nominerade?` says so of those who answer.
        let words = words.trim_end_matches(['?', ' ']);
        if self.announced.is_none()
            && let Some(trigger) = claims::of_list(words)
            && trigger != Trigger::Winner
            && claims::names_a_group(words)
        {
            self.announced = Some((trigger, range));
        }
    }

    /// Whether a sentence is names and little else.
    pub(super) fn is_roll(&self, current: &Statement<'_>) -> bool {
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
}

/// What a sentence says, or goes on to say of others.
fn claim(current: &Statement<'_>, claimed: Option<Trigger>) -> Option<Claim> {
    let own = claims::of_sentence(current.words)
        .or_else(|| claims::of_sequel(current.words).filter(|_| claimed.is_some()));
    if own.is_some() {
        return own;
    }
    let claimed = claimed.filter(|_| claims::tells_of_the_others(current.words))?;
    Some(Claim {
        // Those who did not win came as far as the others.
        trigger: match claimed {
            Trigger::Winner => Trigger::Nominee,
            others => others,
        },
        place: 0,
        clause: 0..current.words.len(),
        sureness: if claimed == Trigger::Winner {
            Sureness::Competing
        } else {
            Sureness::Said
        },
        around: None,
    })
}
