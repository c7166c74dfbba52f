//! A snapshot with what the server works out from it once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use index::{IndexError, Manifest, Snapshot};
use records::{RecordId, Source};
use search::{
    Engine, Facet, Group, Offer, SearchError, SearchRequest, SimilarRequest, SuggestRequest,
    Suggestion,
};
use vocabulary::{AwardEvidence, Vocabulary};

use crate::digest::digest;
use crate::error::ApiError;
use crate::shown::{Found, ShownRecord, ShownSimilar};
use crate::spread::Spread;

/// How many banks were opened by this process.
static OPENED: AtomicU64 = AtomicU64::new(0);

/// What one request is answered from, from start to end.
///
/// It alone holds the snapshot, and gives out what may be shown of it.
#[derive(Debug)]
pub(crate) struct Bank {
    engine: Arc<Engine>,
    number: u64,
    secret: String,
    awards: OnceLock<AwardEvidence>,
    spread: OnceLock<Spread>,
}

/// A record that is a part of an article.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) id: RecordId,
    pub(crate) title: String,
}

impl Bank {
    /// A bank that answers from a snapshot.
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        // The checksums of its files are told to nobody.
        let manifest = serde_json::to_vec(snapshot.manifest()).unwrap_or_default();
        let secret = digest(&[b"cursor", &manifest]);
        let engine = Arc::new(Engine::new(snapshot));
        let preparing = Arc::clone(&engine);
        // Nobody waits for it but those who type before it is done.
        let prepare = move || {
            if let Err(error) = preparing.prepare_suggestions() {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "suggestions cannot be prepared");
            }
        };
        if let Err(error) = std::thread::Builder::new().spawn(prepare) {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(
                error,
                "suggestions are prepared when they are first asked for"
            );
        }
        Self {
            engine,
            number: OPENED.fetch_add(1, Ordering::Relaxed),
            secret,
            awards: OnceLock::new(),
            spread: OnceLock::new(),
        }
    }

    fn snapshot(&self) -> &Snapshot {
        self.engine.snapshot()
    }

    /// The vocabulary that the index was made with.
    pub(crate) fn vocabulary(&self) -> &'static Vocabulary {
        self.snapshot().vocabulary()
    }

    /// What the generation holds and what it was made with.
    pub(crate) fn manifest(&self) -> &Manifest {
        self.snapshot().manifest()
    }

    /// The generation's id.
    pub(crate) fn generation(&self) -> &str {
        &self.manifest().generation
    }

    /// A number that no other bank of this process has, not even one of the same generation, whose
    /// files were made anew.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// What only a holder of the generation knows, to seal what is given out of it.
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// Answers a search.
    ///
    /// # Errors
    /// Those of [`Engine::search`].
    pub(crate) fn search(&self, request: &SearchRequest) -> Result<Found, SearchError> {
        let mut response = self.engine.search(request)?;
        for group in &mut response.groups {
            if let Some(article) = self.record(&group.article)? {
                article.retitle(&mut group.title, &mut Vec::new());
            }
        }
        Ok(response.into())
    }

    /// Counts what matches by the values of one facet or two.
    ///
    /// # Errors
    /// Those of [`Engine::group_by`].
    pub(crate) fn group_by(
        &self,
        request: &SearchRequest,
        first: Facet,
        second: Option<Facet>,
    ) -> Result<Vec<Group>, SearchError> {
        self.engine.group_by(request, first, second)
    }

    /// What may be meant by a text that is still being typed.
    ///
    /// # Errors
    /// Those of [`Engine::suggest`].
    pub(crate) fn suggest(&self, request: &SuggestRequest) -> Result<Vec<Suggestion>, SearchError> {
        let mut suggestions = self.engine.suggest(request)?;
        for suggestion in &mut suggestions {
            if let Offer::Record(id) = &suggestion.offer
                && let Some(record) = self.record(id)?
            {
                record.retitle(&mut suggestion.text, &mut suggestion.marked);
            }
        }
        Ok(suggestions)
    }

    /// The records most like another; `None` when there is no such record.
    ///
    /// # Errors
    /// Those of [`Engine::similar`].
    pub(crate) fn similar(
        &self,
        request: &SimilarRequest,
    ) -> Result<Option<Vec<ShownSimilar>>, SearchError> {
        let similar = self.engine.similar(request)?;
        Ok(similar.map(|similar| similar.into_iter().map(ShownSimilar::from).collect()))
    }

    /// What the records state of the award, but for our own texts; gathered when it is first asked for.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(crate) fn awards(&self) -> Result<&AwardEvidence, IndexError> {
        if let Some(awards) = self.awards.get() {
            return Ok(awards);
        }
        let snapshot = self.snapshot();
        let documents = snapshot.documents_with_any(Facet::Edition)?;
        let records = documents
            .into_iter()
            .map(|document| Ok(ShownRecord::from(Arc::new(snapshot.read_record(document)?))))
            .collect::<Result<Vec<_>, _>>()?;
        let witnesses = records
            .iter()
            .map(|record| &**record)
            .filter(|record| !is_our_own(&record.source));
        let gathered = AwardEvidence::gather(witnesses, snapshot.vocabulary());
        // Two that gather at once gather the same.
        Ok(self.awards.get_or_init(|| gathered))
    }

    /// How the records are spread; counted when it is first asked for.
    ///
    /// # Errors
    /// Those of [`Engine::search`].
    pub(crate) fn spread(&self) -> Result<&Spread, SearchError> {
        if let Some(spread) = self.spread.get() {
            return Ok(spread);
        }
        let counted = Spread::of(self)?;
        // Two that count at once count the same.
        Ok(self.spread.get_or_init(|| counted))
    }

    /// Gives every id to a function, in their order.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(crate) fn for_each_id(&self, take: impl FnMut(&str)) -> Result<(), IndexError> {
        self.snapshot().for_each_id(take)
    }

    /// The record with an id, as it may be shown. That of a copy gives the record that holds it.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(crate) fn record(&self, id: &RecordId) -> Result<Option<ShownRecord>, IndexError> {
        let Some(document) = self.snapshot().find(id)? else {
            return Ok(None);
        };
        self.snapshot()
            .record(document)
            .map(|record| Some(ShownRecord::from(record)))
    }

    /// Why there is no record with an id: it was taken back, or never was.
    pub(crate) fn missing(&self, id: &RecordId) -> ApiError {
        match self.snapshot().withdrawn(id) {
            Some(withdrawn) => ApiError::Withdrawn(withdrawn.clone()),
            None => ApiError::NoRecord(id.to_string()),
        }
    }

    /// The parts of an article, in order of id.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(crate) fn parts(&self, article: &RecordId) -> Result<Vec<Part>, IndexError> {
        let documents = self.snapshot().parts_of(article)?.into_iter();
        documents
            .map(|document| {
                let record = ShownRecord::from(self.snapshot().record(document)?);
                Ok(Part {
                    title: record.title.to_string(),
                    id: record.id.clone(),
                })
            })
            .collect()
    }
}

/// Whether a source is a text of the bank's own: it says again what others have said, and bears
/// witness to nothing.
fn is_our_own(source: &Source) -> bool {
    let publisher = source.publisher.as_ref();
    source.url.is_none() && publisher.is_some_and(|name| name.as_str() == "Exempelbanken")
}
