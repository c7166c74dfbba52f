//! Where common words are, and where they say most.
//!
//! What a word finds is counted, and what matters most of it comes first; a common word is found so
//! often that to go through all of its postings for that is most of what a question costs. So
//! each common word has a row of bits, one for each document: whether any of the fields of Swedish
//! words has it. And it has a list of the documents in which it counts most, with what it counts
//! there: a *tiered index*, as textbooks have it (Manning, Raghavan and Schütze, *Introduction to
//! Information Retrieval*, 2008, section 7.1).

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::directory::OwnedBytes;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, Score, SegmentReader};

use crate::IndexError;
use crate::schema::Fields;
use crate::worth::{Worth, as_score, average_length};

/// A word is common that one field has in one of so many records. Its row then takes eight bytes at
/// most for each record that it stands for; of a million made-up records, 1,500 words are common,
/// and with what is listed of them they are a seventeenth of the generation.
const ONE_IN: u32 = 64;

/// How many documents are listed in which a word counts most. What is asked for is the best of
/// some tens; more are listed so that they are enough where other words count beside it.
const STRONGEST: usize = 1024;

/// So many words are looked at before they are written.
const AT_ONCE: usize = 64;

/// The bits of so many documents are one number.
const DOCUMENTS: usize = u64::BITS as usize;

/// The bytes of such a number, and of a document that is listed.
const BYTES: usize = size_of::<u64>();

/// Where a common word is.
#[derive(Debug, Clone)]
pub struct CommonWord {
    /// A bit for each document.
    bits: OwnedBytes,
    /// Documents in order, each with what the word counts there.
    strongest: OwnedBytes,
    beyond: Option<Score>,
    /// How many documents there are.
    documents: DocId,
}

impl CommonWord {
    /// The bits of the documents from one on whose number is a multiple of 64, 64 at a time; the
    /// lowest is that of the first.
    #[inline]
    pub fn bits_from(&self, document: DocId) -> impl Iterator<Item = u64> {
        let rest = self.bits.as_chunks().0.get(document as usize / DOCUMENTS..);
        let rest = rest.unwrap_or_default().iter();
        rest.map(|bytes| u64::from_le_bytes(*bytes))
    }

    /// The first document from one on that has the word.
    #[inline]
    pub fn first_from(&self, document: DocId) -> Option<DocId> {
        let start = document / u64::BITS * u64::BITS;
        // The bits of those before it are none of its own.
        let mut own = u64::MAX << (document % u64::BITS);
        for (start, bits) in (start..).step_by(DOCUMENTS).zip(self.bits_from(start)) {
            let bits = bits & own;
            if bits != 0 {
                return Some(start + bits.trailing_zeros());
            }
            own = u64::MAX;
        }
        None
    }

    /// The documents of a stretch in which the word counts most, in order, and what it counts there.
    #[inline]
    pub fn strongest(&self, start: DocId, end: DocId) -> impl Iterator<Item = (DocId, Score)> {
        let all = self.strongest.as_chunks().0;
        let listed = |[a, b, c, d, e, f, g, h]: &[u8; BYTES]| {
            let document = DocId::from_le_bytes([*a, *b, *c, *d]);
            (document, Score::from_le_bytes([*e, *f, *g, *h]))
        };
        let end = end.min(self.documents);
        let first = all.partition_point(|one| listed(one).0 < start);
        let rest = all[first..].iter().map(listed);
        // A file that is damaged and not checked yet may list anything in any order.
        rest.take_while(move |(document, _)| *document < end)
            .filter(move |(document, _)| start <= *document)
    }

    /// What the word counts at most in a document that is not listed; `None` when all are listed that
    /// have it.
    pub fn beyond(&self) -> Option<Score> {
        self.beyond
    }
}

/// The common words of a generation.
#[derive(Debug)]
pub(crate) struct CommonWords {
    words: HashMap<Box<str>, Place>,
    bytes: OwnedBytes,
    documents: DocId,
}

/// Where the bytes of a word are, and what is known of it beside them.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    listed: usize,
    beyond: Option<Score>,
}

impl CommonWords {
    /// Those of a list, and their bytes, for so many documents.
    ///
    /// # Errors
    /// What is wrong with either.
    pub(crate) fn read(
        list: &str,
        bytes: OwnedBytes,
        documents: DocId,
    ) -> Result<Self, &'static str> {
        let row_bytes = row_bytes(documents);
        let mut words = HashMap::new();
        let mut start = 0_usize;
        for line in list.lines() {
            let (stem, place) = Place::read(line, start).ok_or("has a line that is no word")?;
            let listed_bytes = place.listed.saturating_mul(BYTES);
            start = start.saturating_add(row_bytes.saturating_add(listed_bytes));
            words.insert(stem.into(), place);
        }
        if start != bytes.len() {
            return Err("is not of the bytes beside it");
        }
        Ok(Self {
            words,
            bytes,
            documents,
        })
    }

    /// Where a word is, by its stem, if it is common. One that is in documents that are not there is
    /// looked for as others are, until the file has been checked.
    pub(crate) fn find(&self, stem: &str) -> Option<CommonWord> {
        let Place {
            start,
            listed,
            beyond,
        } = *self.words.get(stem)?;
        let middle = start + row_bytes(self.documents);
        let word = CommonWord {
            bits: self.bytes.slice(start..middle),
            strongest: self.bytes.slice(middle..middle + listed * BYTES),
            beyond,
            documents: self.documents,
        };
        word.first_from(self.documents).is_none().then_some(word)
    }
}

impl Place {
    /// A word and its place, which starts somewhere, from its line.
    fn read(line: &str, start: usize) -> Option<(&str, Self)> {
        let mut columns = line.split('\t');
        let (stem, listed, beyond) = (columns.next()?, columns.next()?, columns.next()?);
        let place = Self {
            start,
            listed: listed.parse().ok()?,
            beyond: match beyond {
                "" => None,
                number => Some(number.parse().ok()?),
            },
        };
        columns.next().is_none().then_some((stem, place))
    }
}

/// Finds the common words of a segment. Gives their list; `take` is given their bytes, in the same
/// order, some at a time.
///
/// # Errors
/// [`IndexError::Engine`] when the engine cannot read the segment, and those of `take`.
pub(crate) fn find_common(
    segment: &SegmentReader,
    fields: &Fields,
    mut take: impl FnMut(&[u8]) -> Result<(), IndexError>,
) -> Result<String, IndexError> {
    let failed = || IndexError::engine("look for common words");
    let fields: Vec<Words> = fields
        .of_words()
        .into_iter()
        .map(|(field, weight)| {
            let average = average_length(segment, field)?;
            Ok(Words {
                index: segment.inverted_index(field)?,
                lengths: segment.get_fieldnorms_reader(field)?,
                by_length: Worth { weight, average }.by_length(),
            })
        })
        .collect::<tantivy::Result<_>>()
        .map_err(failed())?;
    let documents = segment.max_doc();
    let stems = stems(&fields, documents).map_err(|error| failed()(error.into()))?;
    let stems: Vec<String> = stems.into_iter().collect();
    let mut list = Vec::new();
    for some in stems.chunks(AT_ONCE) {
        let rows = some.par_iter().map_init(
            || vec![0.0; documents as usize],
            |counts, stem| Ok((stem, Row::of(stem, &fields, documents, counts)?)),
        );
        let rows: tantivy::Result<Vec<_>> = rows.collect();
        for (stem, row) in rows.map_err(failed())? {
            take(&row.bytes)?;
            let beyond = row.beyond.map(|beyond| beyond.to_string());
            let beyond = beyond.unwrap_or_default();
            list.push(format!("{stem}\t{}\t{beyond}\n", row.listed));
        }
    }
    Ok(list.concat())
}

/// One of the fields of words.
struct Words {
    index: Arc<InvertedIndexReader>,
    lengths: FieldNormReader,
    by_length: Box<[Score; 256]>,
}

/// The stems of all common words.
fn stems(fields: &[Words], documents: DocId) -> io::Result<BTreeSet<String>> {
    let mut stems = BTreeSet::new();
    for Words { index, .. } in fields {
        let mut terms = index.terms().stream()?;
        while terms.advance() {
            if terms.value().doc_freq.saturating_mul(ONE_IN) >= documents {
                stems.insert(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
    }
    Ok(stems)
}

/// What is written of a word.
struct Row {
    bytes: Vec<u8>,
    listed: usize,
    beyond: Option<Score>,
}

impl Row {
    /// That of a word; `counts` is room for what it counts in each of the documents, and left empty.
    fn of(
        stem: &str,
        fields: &[Words],
        documents: DocId,
        counts: &mut [Score],
    ) -> tantivy::Result<Self> {
        let mut found: Vec<DocId> = Vec::new();
        for field in fields {
            let Some(term) = field.index.terms().get(stem)? else {
                continue;
            };
            let mut postings = field
                .index
                .read_block_postings_from_terminfo(&term, IndexRecordOption::WithFreqs)?;
            while !postings.docs().is_empty() {
                for (document, times) in postings.docs().iter().zip(postings.freqs()) {
                    let length = usize::from(field.lengths.fieldnorm_id(*document));
                    let count = &mut counts[*document as usize];
                    if *count == 0.0 {
                        found.push(*document);
                    }
                    *count += as_score(*times) * field.by_length[length];
                }
                postings.advance();
            }
        }
        let mut bytes = vec![0; row_bytes(documents)];
        let mut all = Vec::with_capacity(found.len());
        for document in found {
            bytes[document as usize / 8] |= 1 << (document % 8);
            all.push((std::mem::take(&mut counts[document as usize]), document));
        }
        let mut beyond = None;
        if all.len() > STRONGEST {
            let (_, (most, _), _) = all.select_nth_unstable_by(STRONGEST, |one, other| {
                other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
            });
            beyond = Some(*most);
            all.truncate(STRONGEST);
        }
        all.sort_unstable_by_key(|(_, document)| *document);
        for (count, document) in &all {
            bytes.extend_from_slice(&document.to_le_bytes());
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        Ok(Self {
            bytes,
            listed: all.len(),
            beyond,
        })
    }
}

/// How long the bits of a word are: whole numbers of 64.
fn row_bytes(documents: DocId) -> usize {
    (documents as usize).div_ceil(DOCUMENTS) * BYTES
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use records::Record;
    use tantivy::postings::Postings;
    use tantivy::{DocSet, TERMINATED};
    use workload::Workload;

    use super::*;
    use crate::Snapshot;

    /// What each word counts in each document, posting by posting.
    fn counts(snapshot: &Snapshot) -> BTreeMap<String, BTreeMap<DocId, Score>> {
        let segment = snapshot.segment();
        let mut all: BTreeMap<String, BTreeMap<DocId, Score>> = BTreeMap::new();
        for (field, weight) in snapshot.fields().of_words() {
            let average = average_length(segment, field).unwrap();
            let worth = Worth { weight, average };
            let lengths = segment.get_fieldnorms_reader(field).unwrap();
            let index = segment.inverted_index(field).unwrap();
            let mut terms = index.terms().stream().unwrap();
            while terms.advance() {
                let stem = String::from_utf8(terms.key().to_owned()).unwrap();
                let own = all.entry(stem).or_default();
                let option = IndexRecordOption::WithFreqs;
                let mut postings = index
                    .read_postings_from_terminfo(terms.value(), option)
                    .unwrap();
                while postings.doc() != TERMINATED {
                    let document = postings.doc();
                    let times = as_score(postings.term_freq());
                    *own.entry(document).or_default() +=
                        times * worth.at(lengths.fieldnorm(document));
                    postings.advance();
                }
            }
        }
        all
    }

    #[test]
    fn common_words_are_where_their_postings_are_and_listed_where_they_count_most() {
        // So many that some words are in more records than are listed.
        let records: Vec<Record> = Workload::new(5).records(1400).collect();
        let snapshot = Snapshot::in_memory(&records).unwrap();
        let documents = snapshot.segment().max_doc();
        let (mut common, mut whole, mut cut) = (0, 0, 0);
        for (stem, counts) in counts(&snapshot) {
            let Some(word) = snapshot.common_word(&stem) else {
                let most = snapshot.fields().of_words().map(|(field, _)| {
                    let term = tantivy::Term::from_field_text(field, &stem);
                    snapshot.records_with(&term).unwrap()
                });
                assert!(
                    most.into_iter().all(|one| one * 64 < documents.into()),
                    "{stem}"
                );
                continue;
            };
            common += 1;
            let having: Vec<DocId> = counts.keys().copied().collect();
            let mut found = Vec::new();
            while let Some(next) = word.first_from(found.last().map_or(0, |last| last + 1)) {
                found.push(next);
            }
            assert_eq!(found, having, "{stem}");
            let listed: Vec<(DocId, Score)> = word.strongest(0, documents).collect();
            let least = listed.iter().map(|(_, count)| *count).reduce(Score::min);
            for (document, count) in &listed {
                assert_eq!(
                    counts[document].to_bits(),
                    count.to_bits(),
                    "{stem} {document}"
                );
            }
            assert!(listed.is_sorted_by_key(|(document, _)| *document));
            let middle = documents / 2;
            let halves = word
                .strongest(0, middle)
                .chain(word.strongest(middle, documents));
            assert!(halves.eq(listed.iter().copied()), "{stem}");
            let listed: BTreeSet<DocId> = listed.into_iter().map(|(one, _)| one).collect();
            let others = counts.iter().filter(|(one, _)| !listed.contains(one));
            let beyond = others.map(|(_, count)| *count).reduce(Score::max);
            assert_eq!(word.beyond(), beyond, "{stem}");
            match beyond {
                None => whole += 1,
                Some(beyond) => {
                    cut += 1;
                    assert_eq!(listed.len(), STRONGEST);
                    assert!(least.unwrap() >= beyond, "{stem}");
                }
            }
        }
        assert!(common > 0 && whole > 0 && cut > 0, "{common} {whole} {cut}");
    }

    #[test]
    fn what_no_document_can_be_is_not_found_in_damaged_bytes() {
        let bytes = |bits: u64, documents: [DocId; 3]| {
            let mut bytes = bits.to_le_bytes().to_vec();
            for document in documents {
                bytes.extend_from_slice(&document.to_le_bytes());
                bytes.extend_from_slice(&1.0_f32.to_le_bytes());
            }
            OwnedBytes::new(bytes)
        };
        let find = |bits, documents| {
            let words = CommonWords::read("robot\t3\t\n", bytes(bits, documents), 10).unwrap();
            words.find("robot")
        };
        let listed = |documents, start, end| -> Vec<DocId> {
            let word = find(0b11_0000_0001, documents).unwrap();
            word.strongest(start, end).map(|(one, _)| one).collect()
        };
        assert_eq!(listed([0, 8, 9], 0, 64), [0, 8, 9]);
        assert_eq!(listed([0, 8, 9], 1, 9), [8]);
        assert_eq!(listed([0, 8, 4000], 0, 64), [0, 8]);
        assert!(
            listed([9, 3, 1], 2, 64)
                .iter()
                .all(|one| (2..10).contains(one))
        );
        assert!(find(1 << 10, [0, 8, 9]).is_none());
    }

    #[test]
    fn a_list_that_is_not_of_its_bytes_is_refused() {
        let bytes = |len| OwnedBytes::new(vec![0; len]);
        assert!(CommonWords::read("robot\t1\t\nlarm\t0\t0.5\n", bytes(24), 10).is_ok());
        assert!(CommonWords::read("", bytes(0), 0).is_ok());
        for list in [
            "robot\t1\t\nlarm\t1\t\n",
            "robot\t3\t\n",
            "robot\t18446744073709551615\t\n",
            "robot\t1\n",
            "robot\t2\t\t\n",
            "robot\t-2\t\n",
            "robot\t2\tx\n",
            "\n",
        ] {
            assert!(CommonWords::read(list, bytes(24), 10).is_err(), "{list:?}");
        }
    }
}
