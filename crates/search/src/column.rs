//! The values of a column for many records at once, which costs a fraction of asking one by one.

use tantivy::DocId;
use tantivy::columnar::{Column, ColumnIndex};

/// How many values of a whole column are read at once: as many as the nearest cache holds easily.
const AT_ONCE: usize = 1024;

/// The values of some records, in order, each beside the record that has it.
#[derive(Debug, Default)]
pub(crate) struct ColumnBlock {
    documents: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl ColumnBlock {
    /// Reads the values of records, which are in order.
    pub(crate) fn read(&mut self, column: &Column<u64>, documents: &[DocId]) {
        self.documents.clear();
        self.rows.clear();
        column.row_ids_for_docs(documents, &mut self.documents, &mut self.rows);
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
    }

    /// The values that were read.
    pub(crate) fn values(&self) -> &[u64] {
        &self.values
    }

    /// How many of the records have a value.
    pub(crate) fn records_with_value(&self) -> usize {
        let again = self.documents.windows(2).filter(|pair| pair[0] == pair[1]);
        self.documents.len() - again.count()
    }

    /// The values of each of the records that were read, which are none for some.
    pub(crate) fn by_record<'a>(
        &'a self,
        documents: &'a [DocId],
    ) -> impl Iterator<Item = &'a [u64]> {
        let mut at = 0;
        documents.iter().map(move |document| {
            let start = at;
            while self.documents.get(at) == Some(document) {
                at += 1;
            }
            &self.values[start..at]
        })
    }
}

/// Every value of a column, some at a time.
pub(crate) fn each_value(column: &Column<u64>, mut take: impl FnMut(&[u64])) {
    let mut values = [0; AT_ONCE];
    let rows = column.values.num_vals() as usize;
    for start in (0..rows).step_by(AT_ONCE) {
        let values = &mut values[..AT_ONCE.min(rows - start)];
        column.values.get_range(start as u64, values);
        take(values);
    }
}

/// How many of all records have a value.
pub(crate) fn records_with_value(column: &Column<u64>) -> usize {
    let documents = column.num_docs();
    let count = match &column.index {
        ColumnIndex::Empty { .. } => 0,
        ColumnIndex::Full => documents,
        ColumnIndex::Optional(index) => index.num_non_nulls(),
        ColumnIndex::Multivalued(index) => {
            let with_value = (0..documents).filter(|document| index.has_value(*document));
            return with_value.count();
        }
    };
    count as usize
}
