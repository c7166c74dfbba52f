//! Records that were read lately, for whoever asks for them again.
//!
//! Reading ten records from their lines was a sixth of an answer. A small bank is kept whole, and of a
//! large one what was asked for last.

use std::sync::{Arc, Mutex, PoisonError};

use records::Record;
use tantivy::DocId;

/// So many are kept at most: a few megabytes of records as they mostly are.
const MOST: usize = 1024;

/// No record with a longer line is kept, in bytes.
const LONGEST: usize = 32 << 10;

/// The records that were read last, each in the one place that its number gives it.
pub(crate) struct KeptRecords {
    places: Box<[Mutex<Option<Kept>>]>,
}

type Kept = (DocId, Arc<Record>);

impl KeptRecords {
    /// Places for a generation of so many records.
    pub(crate) fn new(records: usize) -> Self {
        let places = records.min(MOST);
        Self {
            places: (0..places).map(|_| Mutex::default()).collect(),
        }
    }

    pub(crate) fn find(&self, document: DocId) -> Option<Arc<Record>> {
        let place = self.place(document)?;
        let place = place.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, record) = place.as_ref().filter(|(of, _)| *of == document)?;
        Some(Arc::clone(record))
    }

    /// Keeps a record, whose line has so many bytes, and forgets what was in its place.
    pub(crate) fn keep(&self, document: DocId, record: &Arc<Record>, bytes: usize) {
        let Some(place) = self.place(document).filter(|_| bytes <= LONGEST) else {
            return;
        };
        let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
        let forgotten = place.replace((document, Arc::clone(record)));
        drop(place);
        drop(forgotten);
    }

    fn place(&self, document: DocId) -> Option<&Mutex<Option<Kept>>> {
        let at = (document as usize).checked_rem(self.places.len())?;
        self.places.get(at)
    }
}

#[cfg(test)]
mod tests {
    use workload::Workload;

    use super::*;

    fn record(number: DocId) -> Arc<Record> {
        Arc::new(Workload::new(1).record(number))
    }

    #[test]
    fn what_is_kept_is_the_record_of_that_number() {
        let most = DocId::try_from(MOST).unwrap();
        let kept = KeptRecords::new(3 * MOST);
        let all = [0, 1, most, 2 * most + 1];
        for document in all {
            assert!(kept.find(document).is_none());
            let record = record(document);
            kept.keep(document, &record, 100);
            assert_eq!(kept.find(document), Some(record));
        }
        // The first two had to give place.
        let found = all.map(|document| kept.find(document).is_some());
        assert_eq!(found, [false, false, true, true]);
    }

    #[test]
    fn what_is_too_long_and_what_there_is_no_place_for_is_not_kept() {
        for (records, bytes) in [(1, LONGEST + 1), (0, 1)] {
            let kept = KeptRecords::new(records);
            kept.keep(0, &record(0), bytes);
            assert!(kept.find(0).is_none());
        }
    }
}
