//! Other words for what a query says.

use analysis::Lexicon;
use vocabulary::{SynonymKind, Vocabulary};

use crate::kin::kin;
use crate::{Clause, ClauseKind, Occur, Stage, Stages};

/// Words that were looked for beside those that were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The words, as they were typed.
    pub typed: String,
    /// Words and phrases for the same thing.
    pub means: Vec<String>,
    /// What sort of other words they are.
    pub kind: SynonymKind,
    /// The clause that holds the first of the words.
    pub(crate) at: usize,
}

impl Expansion {
    /// Whether it is the same as another but for where it stands.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (&self.typed, &self.means, self.kind) == (&other.typed, &other.means, other.kind)
    }
}

/// The other words for the words of clauses that may or must be there, the longest terms first.
pub(crate) fn expand(
    clauses: &[Clause],
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
    stages: Stages,
) -> Vec<Expansion> {
    let words: Vec<&str> = clauses
        .iter()
        .map(|clause| match (&clause.occur, &clause.kind) {
            (Occur::May | Occur::Must, ClauseKind::Word(word)) => word.as_str(),
            // Something that no term begins with and that no term holds.
            _ => "",
        })
        .collect();
    let mut expansions = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let run = rest
            .iter()
            .position(|word| word.is_empty())
            .unwrap_or(rest.len());
        let (count, synonyms) = vocabulary.synonyms.at_start_of(&rest[..run]);
        let is_wanted = |kind| match kind {
            SynonymKind::English => stages.have(Stage::Translations),
            SynonymKind::Synonym
            | SynonymKind::Older
            | SynonymKind::Abbreviation
            | SynonymKind::Broader => stages.have(Stage::Synonyms),
        };
        for synonym in synonyms.iter().filter(|synonym| is_wanted(synonym.kind)) {
            let expansion = Expansion {
                typed: rest[..count].join(" "),
                means: synonym.means.clone(),
                kind: synonym.kind,
                at,
            };
            // Two spellings of a term may be the same to whoever types it.
            if !expansions.contains(&expansion) {
                expansions.push(expansion);
            }
        }
        at += count.max(1);
    }
    if stages.have(Stage::Kin) {
        expansions.extend(kindred(&words, lexicon));
    }
    expansions
}

/// Words of the same origin as those that were typed.
fn kindred(words: &[&str], lexicon: &Lexicon) -> impl Iterator<Item = Expansion> {
    words.iter().enumerate().filter_map(|(at, word)| {
        let means = kin(word, |other| lexicon.knows(&other.replace('-', "")));
        (!means.is_empty()).then(|| Expansion {
            typed: (*word).to_owned(),
            means,
            kind: SynonymKind::Synonym,
            at,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Query;

    #[test]
    fn the_longest_term_is_expanded_and_excluded_words_are_not() {
        let vocabulary = Vocabulary::embedded();
        let typed = |query: &str| -> Vec<String> {
            let query = Query::parse(query, vocabulary).unwrap();
            let expansions = expand(&query.clauses, vocabulary, &Lexicon::own(), Stages::ALL);
            expansions
                .into_iter()
                .map(|expansion| expansion.typed)
                .collect()
        };
        assert_eq!(typed("self-driving bus"), ["self-driving bus"]);
        assert_eq!(typed("chatbot"), ["chatbot"]);
        assert_eq!(typed("-chatbot"), [""; 0]);
        assert_eq!(typed("xyzzy"), [""; 0]);
        assert_eq!(typed("24/7 1-1 1=1"), ["24/7", "1-1", "1=1"]);
        assert_eq!(typed("wellbeing"), ["wellbeing"]);
    }
}
