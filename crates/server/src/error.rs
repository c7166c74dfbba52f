//! Why a request gets no answer, and with what status.

use std::error::Error;
use std::io;
use std::sync::Arc;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use index::IndexError;
use records::Withdrawn;
use search::SearchError;

use crate::fault::Fault;

/// Why the server stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// There are no threads to be had.
    #[error("cannot start the threads that answer requests")]
    Runtime(#[source] io::Error),
    /// The socket cannot be used.
    #[error("cannot answer on the given socket")]
    Socket(#[source] io::Error),
    /// Answering failed.
    #[error("cannot go on answering requests")]
    Serve(#[source] io::Error),
}

/// Why a request gets no answer.
///
/// Turned into a response it is a status and itself, for [`crate::problem`] to tell in the form
/// and language that was asked for.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// Parameters that cannot be read.
    Faults(Vec<Fault>),
    /// A request with a body.
    Body,
    /// Nothing at this address.
    NoPath,
    /// The request names no host, or none that can be one.
    Host,
    /// No such record.
    NoRecord(String),
    /// No such municipality.
    NoMunicipality {
        /// What was asked for.
        asked: String,
        /// The code and the name of the one that may be meant.
        meant: Option<[String; 2]>,
    },
    /// No such theme.
    NoTheme {
        /// The id that was asked for.
        id: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// No such edition.
    NoEdition(String),
    /// A record that was taken back.
    Withdrawn(Withdrawn),
    /// The generation that a cursor belongs to is no longer open.
    GoneGeneration(String),
    /// Neither GET nor HEAD.
    Method,
    /// The address has too many bytes.
    Uri,
    /// The client accepts none of the media types that the address answers with.
    NotAcceptable(&'static [&'static str]),
    /// The client has asked more often than it may; it may again after so many seconds.
    TooMany(u64),
    /// There are more requests than can be answered.
    Overloaded,
    /// The time limit is up.
    Timeout,
    /// Ours; the cause is for the log alone.
    Internal(Box<dyn Error + Send + Sync>),
}

impl ApiError {
    /// The status that says whose fault it is.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Faults(_) | Self::Host => StatusCode::BAD_REQUEST,
            Self::Body => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NoPath
            | Self::NoRecord(_)
            | Self::NoMunicipality { .. }
            | Self::NoTheme { .. }
            | Self::NoEdition(_) => StatusCode::NOT_FOUND,
            Self::Withdrawn(_) | Self::GoneGeneration(_) => StatusCode::GONE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Uri => StatusCode::URI_TOO_LONG,
            Self::Overloaded | Self::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// After how many seconds it is worth asking again, if ever.
    pub(crate) fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) => Some(*seconds),
            Self::Overloaded => Some(1),
            Self::Timeout => Some(5),
            _ => None,
        }
    }

    /// A panic, which a request must not take the connection down with.
    pub(crate) fn panicked() -> Self {
        Self::Internal("a handler panicked".into())
    }

    /// Refuses a request that has faults.
    pub(crate) fn unless_empty(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Self::Faults(faults))
        }
    }
}

impl From<IndexError> for ApiError {
    fn from(error: IndexError) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<SearchError> for ApiError {
    fn from(error: SearchError) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<askama::Error> for ApiError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after_s() {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
