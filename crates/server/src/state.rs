//! What all requests share.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;
use index::Snapshot;

use crate::bank::Bank;

/// What all requests share; a clone is the same state.
#[derive(Debug, Clone)]
pub struct AppState {
    bank: Arc<ArcSwap<Bank>>,
    public_url: Option<PublicUrl>,
    started: Instant,
}

impl AppState {
    /// A state that answers from a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            bank: Arc::new(ArcSwap::from_pointee(Bank::new(snapshot))),
            public_url: None,
            started: Instant::now(),
        }
    }

    /// The same state, known to the world under an address.
    ///
    /// Without one, citations and permanent links take the host that a request names.
    #[must_use]
    pub fn with_public_url(mut self, url: PublicUrl) -> Self {
        self.public_url = Some(url);
        self
    }

    /// Answers all requests from now on from another snapshot; those being answered keep theirs.
    pub fn publish(&self, snapshot: Snapshot) {
        self.bank.store(Arc::new(Bank::new(snapshot)));
    }

    /// What a request is answered from. To be called once for each request, so that its records,
    /// counts and links belong together.
    pub(crate) fn bank(&self) -> Arc<Bank> {
        self.bank.load_full()
    }

    pub(crate) fn public_url(&self) -> Option<&PublicUrl> {
        self.public_url.as_ref()
    }

    pub(crate) fn started(&self) -> Instant {
        self.started
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
