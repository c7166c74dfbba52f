//! What all requests share.

use std::error::Error;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;
use index::Snapshot;

use crate::bank::Bank;
use crate::contact::Contact;
use crate::manners::kept::KeptAnswers;
use crate::manners::limits::Limits;
use crate::manners::rate::Rates;
use crate::manners::work::Workers;
use crate::metrics::Metrics;

/// How many banks are held open after others have taken their place, for walks that began there.
const EARLIER: usize = 2;

/// What all requests share; a clone is the same state.
#[derive(Debug, Clone)]
pub struct AppState {
    // One count for all of it: every layer that a request goes through has a clone of its own.
    shared: Arc<Shared>,
}

#[derive(Debug, Clone)]
struct Shared {
    banks: Arc<ArcSwap<Banks>>,
    public_url: Option<PublicUrl>,
    contact: Option<Contact>,
    limits: Arc<Limits>,
    kept: Arc<KeptAnswers>,
    workers: Workers,
    rates: Option<Rates>,
    metrics: Arc<Metrics>,
    started: Instant,
}

/// The bank that is answered from, and those before it, the latest first.
#[derive(Debug, Clone)]
struct Banks {
    current: Arc<Bank>,
    earlier: Vec<Arc<Bank>>,
    standing: Standing,
}

/// What the generation is that is answered from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The published one.
    Published,
    /// An earlier one that is whole, since what is published cannot be used.
    LastGood,
    /// One with a damaged file, since there is no other.
    Damaged,
}

impl Standing {
    /// Whether the generation is the published one and no file of it is known to be damaged.
    pub(crate) fn is_published(self) -> bool {
        self == Self::Published
    }
}

impl AppState {
    /// A state that answers from a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        let limits = Limits::default();
        let metrics = Metrics::default();
        let manifest = snapshot.manifest();
        metrics.published(&manifest.generation, manifest.records, Standing::Published);
        let shared = Shared {
            workers: Workers::new(&limits),
            rates: limits.requests_per_minute.map(Rates::new),
            kept: Arc::new(KeptAnswers::new(limits.kept_bytes)),
            limits: Arc::new(limits),
            metrics: Arc::new(metrics),
            banks: Arc::new(ArcSwap::from_pointee(Banks {
                current: Arc::new(Bank::new(snapshot)),
                earlier: Vec::new(),
                standing: Standing::Published,
            })),
            public_url: None,
            contact: None,
            started: Instant::now(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// The same state, known to the world under an address.
    ///
    /// Without one, citations and permanent links begin with the path.
    #[must_use]
    pub fn with_public_url(self, url: PublicUrl) -> Self {
        self.changed(|shared| shared.public_url = Some(url))
    }

    /// The same state, with somebody to turn to, whom the pages name.
    #[must_use]
    pub fn with_contact(self, contact: Contact) -> Self {
        self.changed(|shared| shared.contact = Some(contact))
    }

    /// The same state, with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        self.changed(|shared| {
            shared.workers = Workers::new(&limits);
            shared.rates = limits.requests_per_minute.map(Rates::new);
            shared.limits = Arc::new(limits);
        })
    }

    /// A state that differs, and gives answers of its own.
    fn changed(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        let shared = Arc::make_mut(&mut self.shared);
        change(shared);
        shared.kept = Arc::new(KeptAnswers::new(shared.limits.kept_bytes));
        self
    }

    /// Answers all requests from now on from another snapshot; those being answered keep theirs,
    /// and walks go on in the one they began with, as long as it is one of the last three and no file
    /// of it is known to be damaged.
    pub fn publish(&self, snapshot: Snapshot) {
        self.take(snapshot, Standing::Published);
    }

    /// Answers all requests from now on from another snapshot than the published one, the last good.
    pub(crate) fn fall_back(&self, snapshot: Snapshot) {
        self.take(snapshot, Standing::LastGood);
    }

    fn take(&self, snapshot: Snapshot, standing: Standing) {
        let current = Arc::new(Bank::new(snapshot));
        let manifest = current.manifest();
        self.shared
            .metrics
            .published(&manifest.generation, manifest.records, standing);
        self.shared.banks.rcu(|banks| {
            // From what is damaged not even walks are answered any longer.
            let last = (banks.standing != Standing::Damaged).then_some(&banks.current);
            Banks {
                earlier: last
                    .into_iter()
                    .chain(&banks.earlier)
                    .filter(|earlier| earlier.generation() != current.generation())
                    .take(EARLIER)
                    .cloned()
                    .collect(),
                current: Arc::clone(&current),
                standing,
            }
        });
    }

    /// Tells that what is published cannot be used, and why, and that the generation that is answered
    /// from is the last good one, unless that is known to be damaged.
    pub fn refuse(&self, reason: &(dyn Error + 'static)) {
        tracing::error!(
            error = reason,
            generation = self.bank().generation(),
            "what is published cannot be used; the generation that was taken up last is served"
        );
        if self.standing() != Standing::Damaged {
            self.stand(Standing::LastGood);
        }
    }

    /// Says what the generation is that is answered from.
    pub(crate) fn stand(&self, standing: Standing) {
        self.shared.metrics.stands(standing);
        self.shared.banks.rcu(|banks| Banks {
            standing,
            ..Banks::clone(banks)
        });
    }

    /// What the generation is that is answered from.
    pub(crate) fn standing(&self) -> Standing {
        self.shared.banks.load().standing
    }

    /// What a request is answered from. To be called once for each request, so that its records,
    /// counts and links belong together.
    pub(crate) fn bank(&self) -> Arc<Bank> {
        Arc::clone(&self.shared.banks.load().current)
    }

    /// What a walk that began in a generation is answered from, if it is still held open.
    pub(crate) fn bank_of(&self, generation: &str) -> Option<Arc<Bank>> {
        let banks = self.shared.banks.load();
        std::iter::once(&banks.current)
            .chain(&banks.earlier)
            .find(|bank| bank.generation() == generation)
            .cloned()
    }

    /// The answers that are kept.
    pub(crate) fn kept(&self) -> &KeptAnswers {
        &self.shared.kept
    }

    pub(crate) fn public_url(&self) -> Option<&PublicUrl> {
        self.shared.public_url.as_ref()
    }

    pub(crate) fn contact(&self) -> Option<&Contact> {
        self.shared.contact.as_ref()
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    pub(crate) fn workers(&self) -> &Workers {
        &self.shared.workers
    }

    pub(crate) fn rates(&self) -> Option<&Rates> {
        self.shared.rates.as_ref()
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.shared.metrics
    }

    pub(crate) fn started(&self) -> Instant {
        self.shared.started
    }
}

/// The address under which the world reaches the server, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// The error of an address that cannot be a server's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("public address `{0}` is not http:// or https:// with a host and no path")]
pub struct PublicUrlError(String);

impl PublicUrl {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host and the port of it.
    pub(crate) fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, host)| host)
    }

    /// The address that a request's `Host` header names, if it is a plain host and port.
    pub(crate) fn of_host(host: &str) -> Option<Self> {
        is_host(host).then(|| Self(format!("http://{host}")))
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let url = text.strip_suffix('/').unwrap_or(text);
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        if host.is_some_and(is_host) {
            Ok(Self(url.to_owned()))
        } else {
            Err(PublicUrlError(text.to_owned()))
        }
    }
}

fn is_host(host: &str) -> bool {
    // The longest name there can be in the domain name system, and a port.
    (1..=260).contains(&host.len())
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_a_scheme_and_a_host() {
        for (text, url) in [
            ("https://exempel.se", "https://exempel.se"),
            ("https://exempel.se/", "https://exempel.se"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().as_str(), url);
        }
        for text in [
            "",
            "exempel.se",
            "https://",
            "https://a/b",
            "https://a b",
            "ftp://a",
            "https://a\"b",
        ] {
            let error = text.parse::<PublicUrl>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!(
                    "public address `{text}` is not http:// or https:// with a host and no path"
                )
            );
        }
    }
}
