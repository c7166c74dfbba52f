//! Scorers of our own, where the engine's would add up what is one thing.
//!
//! The engine scores a word in each field by itself and adds the scores up, so that a word that
//! stands in title, lead and body counts as three. Here the fields' frequencies are added up,
//! each times what its field counts, before they are scored once (BM25F: Robertson, Zaragoza and
//! Taylor, *Simple BM25 Extension to Multiple Weighted Fields*, 2004).

mod cursors;
mod pieces;
mod statistics;
mod word;

pub(crate) use pieces::PiecesQuery;
pub(crate) use word::{FieldTerm, WordQuery};

#[cfg(test)]
mod tests {
    use index::Snapshot;
    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, Query, TermQuery};
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

    fn ranked(snapshot: &Snapshot, query: &dyn Query) -> Vec<(DocId, Score)> {
        let best = TopDocs::with_limit(10).order_by_score();
        let found = snapshot.searcher().search(query, &best).unwrap();
        found
            .into_iter()
            .map(|(score, address)| (address.doc_id, score))
            .collect()
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
            let theirs = TermQuery::new(
                Term::from_field_text(field, text),
                IndexRecordOption::WithFreqs,
            );
            let ours = WordQuery {
                terms: vec![FieldTerm {
                    field,
                    text: text.to_owned(),
                    weight: 1.0,
                    length_share: 0.75,
                }],
                saturation: 1.2,
                rarity: 1.0,
            };
            let found = ranked(&snapshot, &theirs);
            assert!(!found.is_empty());
            assert_same(&found, &ranked(&snapshot, &ours));
        }
    }

    #[test]
    fn pieces_score_as_the_engine_has_them() {
        let snapshot = snapshot();
        let field = snapshot.fields().ngram;
        let pieces = ["_rob", "robo", "obot", "bot_", "dron", "finn", "qqqq"];
        let theirs = pieces.map(|piece| -> Box<dyn Query> {
            Box::new(TermQuery::new(
                Term::from_field_text(field, piece),
                IndexRecordOption::WithFreqs,
            ))
        });
        let ours = PiecesQuery {
            field,
            pieces: pieces.map(str::to_owned).to_vec(),
            saturation: 1.2,
            length_share: 0.75,
        };
        let found = ranked(&snapshot, &BooleanQuery::union(theirs.into()));
        assert_eq!(found.len(), 3);
        assert_same(&found, &ranked(&snapshot, &ours));
    }

    #[test]
    fn a_word_in_two_fields_is_worth_less_than_two_words() {
        let snapshot = snapshot();
        let fields = snapshot.fields();
        let word = |of: &[tantivy::schema::Field]| {
            let terms = of.iter().map(|field| FieldTerm {
                field: *field,
                text: "robot".to_owned(),
                weight: 1.0,
                length_share: 0.0,
            });
            let query = WordQuery {
                terms: terms.collect(),
                saturation: 1.2,
                rarity: 0.0,
            };
            ranked(&snapshot, &query)[0].1
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
