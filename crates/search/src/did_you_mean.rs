//! Another query that may have been meant, and that has hits.
//!
//! It is offered, never searched for instead, in two cases (words that were written apart are
//! joined unasked, when the query is planned):
//!
//! - nothing is found: a word is spelt as one that is near, a phrase is taken as its words, what
//!   must be there may be there;
//! - next to nothing is found, and a word that is near is far more frequent.
//!
//! The query that is offered has been searched for with the same filters, and says how many hits it
//! has.

use std::cmp::Reverse;

use analysis::is_stop_word;

use crate::{
    Clause, ClauseKind, Engine, Occur, Page, Query, SearchError, SearchRequest, SearchResponse,
};

/// What finds no more than this finds next to nothing.
const FEW_HITS: usize = 3;

/// A word that is seen no more than so often is one that next to nobody has.
const FEW_SEEN: u32 = 3;

/// How many times as frequent a word must be, and as many hits a query must have, to be far better.
const FAR_BETTER: u32 = 10;

/// Where next to nothing is found, shorter words are near to too many others.
const MIN_LETTERS: usize = 5;

/// The same where nothing is found.
const MIN_LETTERS_OF_UNKNOWN: usize = 3;

/// Longer words are not misspelt; they are no words.
const MAX_LETTERS: usize = 40;

/// So many words of a query are compared with all that are known; nobody misspells more.
const MAX_RESPELT: usize = 8;

/// A query that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DidYouMean {
    /// The query, as it would be typed.
    pub query: String,
    /// How many hits it has with the filters that were asked for.
    pub total: usize,
}

impl Engine {
    /// What may have been meant by a request that had this answer, if that finds more.
    pub(crate) fn did_you_mean(
        &self,
        request: &SearchRequest,
        answer: &SearchResponse,
    ) -> Result<Option<DidYouMean>, SearchError> {
        if answer.total > FEW_HITS {
            return Ok(None);
        }
        let query = Query::parse(&request.query, self.snapshot().vocabulary())?;
        if query.has_no_words() {
            return Ok(None);
        }
        if answer.total > 0 {
            let respelt = self.respelt(&query, false);
            return self.try_instead(
                &respelt,
                request,
                answer,
                answer.total * FAR_BETTER as usize,
            );
        }
        let respelt = self.respelt(&query, true);
        for candidate in [respelt.clone(), loosened(query), loosened(respelt)] {
            if let Some(meant) = self.try_instead(&candidate, request, answer, 1)? {
                return Ok(Some(meant));
            }
        }
        Ok(None)
    }

    /// Searches for a candidate, unless it says what was searched for anyway.
    fn try_instead(
        &self,
        candidate: &Query,
        request: &SearchRequest,
        answer: &SearchResponse,
        least: usize,
    ) -> Result<Option<DidYouMean>, SearchError> {
        let query = candidate.to_text(self.snapshot().vocabulary());
        if query == request.query {
            return Ok(None);
        }
        let found = self.search(&SearchRequest {
            query: query.clone(),
            facets: Vec::new(),
            page: Page::NONE,
            explain: false,
            highlight: false,
            ..request.clone()
        });
        let found = match found {
            // A query is longer when it is written out; then there is nothing to offer.
            Err(SearchError::Query(_)) => return Ok(None),
            found => found?,
        };
        let is_other = found.understood.query.clauses != answer.understood.query.clauses;
        let total = found.total;
        Ok((is_other && total >= least).then_some(DidYouMean { query, total }))
    }

    /// A query whose words are spelt as others that are near: those that nobody has, or those that
    /// next to nobody has as those that many have.
    fn respelt(&self, query: &Query, is_unknown: bool) -> Query {
        let mut query = query.clone();
        let mut left = MAX_RESPELT;
        for_each_word(&mut query.clauses, &mut |word| {
            if left == 0 {
                return;
            }
            left -= 1;
            if let Some(near) = self.near(word, is_unknown) {
                *word = near;
            }
        });
        query
    }

    /// The word that is nearest to one, of equals the most frequent.
    fn near(&self, word: &str, is_unknown: bool) -> Option<String> {
        let analyzer = self.snapshot().analyzer();
        let register = &self.snapshot().vocabulary().register;
        let typed = word.to_lowercase();
        let counts = analyzer.lexicon().counts();
        let own = counts.get(&typed).copied().unwrap_or_default();
        let len = typed.chars().count();
        let is_plain = typed.chars().all(char::is_alphabetic);
        // A word that many have is not the reason why little is found.
        let is_rare = own <= if is_unknown { 0 } else { FEW_SEEN };
        let (shortest, least) = if is_unknown {
            (MIN_LETTERS_OF_UNKNOWN, 1)
        } else {
            (MIN_LETTERS, own.max(1) * FAR_BETTER)
        };
        if !is_plain
            || !(shortest..=MAX_LETTERS).contains(&len)
            || !is_rare
            || register.by_name(word).is_some()
        {
            return None;
        }
        let most = match len {
            0..5 => 1,
            5..8 => 1 + usize::from(is_unknown),
            _ => 2 + usize::from(is_unknown),
        };
        let term = analyzer.term(&typed);
        let near = self.spelling().near(&typed, most, least);
        let others = near
            .into_iter()
            .filter(|(_, _, known)| analyzer.term(known) != term && !is_stop_word(known));
        let nearest = others.min_by_key(|(edits, count, known)| (*edits, Reverse(*count), *known));
        nearest.map(|(_, _, known)| known.to_owned())
    }
}

/// Does something with each word, and each beginning of words, that may or must be there.
fn for_each_word(clauses: &mut [Clause], act: &mut impl FnMut(&mut String)) {
    for clause in clauses
        .iter_mut()
        .filter(|clause| clause.occur != Occur::MustNot)
    {
        match &mut clause.kind {
            ClauseKind::Word(word) | ClauseKind::Prefix(word) => act(word),
            ClauseKind::Phrase(phrase) => {
                let mut words: Vec<String> =
                    phrase.split_whitespace().map(ToOwned::to_owned).collect();
                words.iter_mut().for_each(&mut *act);
                *phrase = words.join(" ");
            }
            ClauseKind::Group(clauses) => for_each_word(clauses, act),
        }
    }
}

/// A query that asks for less: phrases are words, and what must be there may be there.
fn loosened(mut query: Query) -> Query {
    query.clauses = query
        .clauses
        .into_iter()
        .flat_map(loosened_clause)
        .collect();
    query
}

fn loosened_clause(clause: Clause) -> Vec<Clause> {
    if clause.occur == Occur::MustNot {
        return vec![clause];
    }
    let may = |kind| Clause {
        occur: Occur::May,
        kind,
    };
    match clause.kind {
        ClauseKind::Phrase(phrase) => {
            let words = phrase.split_whitespace();
            words
                .map(|word| may(ClauseKind::Word(word.to_owned())))
                .collect()
        }
        ClauseKind::Group(clauses) => clauses.into_iter().flat_map(loosened_clause).collect(),
        kind @ (ClauseKind::Word(_) | ClauseKind::Prefix(_)) => vec![may(kind)],
    }
}
