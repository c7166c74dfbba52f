//! A file of records, block by block: what stands before them, the records, what stands after.

use std::sync::Arc;

use serde_json::{Value, json};
use vocabulary::Vocabulary;

use super::made::Made;
use super::{Format, columns};
use crate::api::record_body::record_body;
use crate::api::types::RecordBody;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::reference::{self, Form, Origin, Reference};
use crate::shown::{ShownHit, ShownRecord};
use crate::spreadsheet;
use crate::walk::Walk;

/// A file that is being made.
pub(super) struct File {
    format: Format,
    made: Made,
    /// What each reference tells of the search.
    origin: Origin,
    walk: Walk,
    bank: Arc<Bank>,
    lang: Lang,
    host: String,
    /// Whether a record has been written.
    has_records: bool,
    is_done: bool,
}

impl File {
    pub(super) fn new(
        format: Format,
        made: Made,
        walk: Walk,
        bank: Arc<Bank>,
        lang: Lang,
        host: String,
    ) -> Self {
        Self {
            origin: made.origin(),
            format,
            made,
            walk,
            bank,
            lang,
            host,
            has_records: false,
            is_done: false,
        }
    }

    /// What stands before the records, and the first of them.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when they cannot be written.
    pub(super) fn begin(&mut self, hits: &[ShownHit]) -> Result<Vec<u8>, ApiError> {
        let mut block = self.head()?;
        self.write(hits, &mut block)?;
        Ok(block)
    }

    /// The next records, or what stands after them; `None` when all is written.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when the index cannot be read.
    pub(super) fn block(&mut self) -> Result<Option<Vec<u8>>, ApiError> {
        if self.is_done {
            return Ok(None);
        }
        let hits = self.walk.block()?;
        if hits.is_empty() {
            self.is_done = true;
            let tail = self.tail();
            return Ok((!tail.is_empty()).then(|| tail.as_bytes().to_vec()));
        }
        let mut block = Vec::new();
        self.write(&hits, &mut block)?;
        Ok(Some(block))
    }

    fn head(&self) -> Result<Vec<u8>, ApiError> {
        let head = match self.format {
            Format::Csv => {
                let names = columns::names().chain(self.made.row().map(|(name, _)| name));
                return spreadsheet::lines([names]);
            }
            Format::Json => format!("{{\"meta\":{},\n\"records\":[\n", self.made.value()),
            Format::GeoJson => format!(
                "{{\"type\":\"FeatureCollection\",\n\"exempelbank\":{},\n\"features\":[\n",
                self.made.value()
            ),
            Format::CslJson => "[\n".to_owned(),
            Format::Bibtex => reference::comment(&self.made.comment()),
            Format::Jsonl | Format::Ris => String::new(),
        };
        Ok(head.into_bytes())
    }

    fn tail(&self) -> &'static str {
        match self.format {
            Format::Json | Format::GeoJson => "\n]}\n",
            Format::CslJson => "\n]\n",
            Format::Csv | Format::Jsonl | Format::Ris | Format::Bibtex => "",
        }
    }

    fn write(&mut self, hits: &[ShownHit], block: &mut Vec<u8>) -> Result<(), ApiError> {
        for hit in hits {
            let is_list = matches!(
                self.format,
                Format::Json | Format::GeoJson | Format::CslJson
            );
            if is_list && self.has_records {
                block.extend_from_slice(b",\n");
            }
            self.has_records = true;
            block.extend(self.one(&hit.record)?);
        }
        Ok(())
    }

    fn one(&self, record: &ShownRecord) -> Result<Vec<u8>, ApiError> {
        let vocabulary = self.bank.vocabulary();
        let body = || record_body(record, self.lang, vocabulary);
        let cited = |form| {
            let address = format!("{}/exempel/{}", self.host, record.id);
            Reference::of_record(record, self.lang, &address, vocabulary)
                .found_by(self.origin.clone())
                .written(form, self.lang)
        };
        let written = match self.format {
            Format::Csv => {
                let told = self.made.row().map(|(_, cell)| cell);
                return spreadsheet::lines([columns::cells(&body()).chain(told)]);
            }
            Format::Json => json!(body()).to_string(),
            Format::Jsonl => {
                let mut row = json!(body());
                row["export"] = self.made.row_value();
                row.to_string() + "\n"
            }
            Format::GeoJson => feature(&body(), vocabulary).to_string(),
            Format::CslJson => cited(Form::CslJson),
            Format::Ris => cited(Form::Ris),
            Format::Bibtex => cited(Form::Bibtex),
        };
        Ok(written.into_bytes())
    }
}

/// A record as a feature (RFC 7946): at the middle of each municipality that it is about.
fn feature(record: &RecordBody<'_>, vocabulary: &Vocabulary) -> Value {
    let points: Vec<[f64; 2]> = record
        .municipalities
        .iter()
        .filter(|municipality| municipality.role != "mentioned")
        .filter_map(|municipality| municipality.code.parse().ok())
        .filter_map(|code| vocabulary.register.by_code(code))
        .map(|municipality| [municipality.lon, municipality.lat])
        .collect();
    let geometry = match points.as_slice() {
        [] => Value::Null,
        [point] => json!({"type": "Point", "coordinates": point}),
        points => json!({"type": "MultiPoint", "coordinates": points}),
    };
    json!({
        "type": "Feature",
        "id": record.id,
        "geometry": geometry,
        "properties": record,
    })
}
