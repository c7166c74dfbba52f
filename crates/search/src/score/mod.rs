//! Scorers of our own, where the engine's would add up what is one thing.
//!
//! The engine scores a word in each field by itself and adds the scores up, so that a word that
//! stands in title, lead and body counts as three. Here the fields' frequencies are added up,
//! each times what its field counts, before they are scored once (BM25F: Robertson, Zaragoza and
//! Taylor, *Simple BM25 Extension to Multiple Weighted Fields*, 2004).

mod cursor;
mod statistics;
mod walk;
mod window;
mod word;

pub(crate) use walk::Walk;
pub(crate) use window::Window;
pub(crate) use word::{FieldTerm, Word, WordWalk};

#[cfg(test)]
mod tests {
    use index::Snapshot;
    use index::worth::Weight;
    use tantivy::collector::TopDocs;
    use tantivy::query::{Query, TermQuery};
    use tantivy::schema::IndexRecordOption;
    use tantivy::{DocId, Score, Term};

    use super::*;
    use crate::quality::{Document, records_of};

    fn snapshot() -> Snapshot {
        let document = |title: &str, text: &str| Document {
            id: title.to_owned(),
            title: Some(title.to_owned()),
            text: text.to_owned(),
        };
        let (records, _) = records_of(&[
            document(
                "Robot",
                "En robot och en robot till.\n\nMer om något annat, länge.",
            ),
            document(
                "Annat",
                "Ingen.\n\nHär nämns en robot, och här ännu en robot i en lång text.",
            ),
            document("Drönare", "Här finns ingen alls."),
        ]);
        Snapshot::in_memory(&records).unwrap()
    }

    fn in_order(mut found: Vec<(DocId, Score)>) -> Vec<(DocId, Score)> {
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found
    }

    fn theirs(snapshot: &Snapshot, query: &dyn Query) -> Vec<(DocId, Score)> {
        let best = TopDocs::with_limit(10).order_by_score();
        let found = snapshot.searcher().search(query, &best).unwrap();
        let scored = found.into_iter();
        scored.map(|(score, at)| (at.doc_id, score)).collect()
    }

    fn ours(snapshot: &Snapshot, word: &Word) -> Vec<(DocId, Score)> {
        let walk = word.walk(snapshot, 1.0).unwrap().unwrap();
        let mut found = Vec::new();
        Walk::Word(walk).for_each(|window| {
            window.each(|document, score| found.push((document, score)));
            Score::NEG_INFINITY
        });
        in_order(found)
    }

    #[track_caller]
    fn assert_same(one: &[(DocId, Score)], other: &[(DocId, Score)]) {
        assert_eq!(one.len(), other.len(), "{one:?} {other:?}");
        for ((document, score), (own, others)) in one.iter().zip(other) {
            assert_eq!(document, own);
            assert!((score - others).abs() < 1e-4, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_word_in_one_field_scores_as_the_engine_has_it() {
        let snapshot = snapshot();
        let fields = snapshot.fields();
        for (field, text) in [
            (fields.lead, "robot"),
            (fields.body, "robot"),
            (fields.ngram, "robo"),
        ] {
            let query = TermQuery::new(
                Term::from_field_text(field, text),
                IndexRecordOption::WithFreqs,
            );
            let word = Word {
                terms: vec![FieldTerm {
                    field,
                    text: text.to_owned(),
                    weight: Weight {
                        each: 1.0,
                        length_share: 0.75,
                    },
                    instead_of: None,
                }],
                saturation: 1.2,
                rarity: 1.0,
            };
            let found = theirs(&snapshot, &query);
            assert!(!found.is_empty());
            assert_same(&found, &ours(&snapshot, &word));
        }
    }

    #[test]
    fn a_word_in_two_fields_is_worth_less_than_two_words() {
        let snapshot = snapshot();
        let fields = snapshot.fields();
        let word = |of: &[tantivy::schema::Field]| {
            let terms = of.iter().map(|field| FieldTerm {
                field: *field,
                text: "robot".to_owned(),
                weight: Weight {
                    each: 1.0,
                    length_share: 0.0,
                },
                instead_of: None,
            });
            let word = Word {
                terms: terms.collect(),
                saturation: 1.2,
                rarity: 0.0,
            };
            ours(&snapshot, &word)[0].1
        };
        let (title, lead) = (word(&[fields.title]), word(&[fields.lead]));
        let both = word(&[fields.title, fields.lead]);
        assert!(
            both > lead && lead > title && both < title + lead,
            "{title} {lead} {both}"
        );
        // Three occurrences where 1.2 give half of the most, which is 2.2.
        assert!((both - 2.2 * 3.0 / 4.2).abs() < 1e-4, "{both}");
    }
}
