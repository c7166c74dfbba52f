//! A place in a source's normalised text.

use serde::{Deserialize, Serialize};

/// The error of a span that ends before it starts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("span {start}..{end} ends before it starts")]
pub struct SpanError {
    start: usize,
    end: usize,
}

/// A half-open range of bytes in a source's normalised text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span from `start` up to but not including `end`.
    ///
    /// # Errors
    /// [`SpanError`] when `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Result<Self, SpanError> {
        if end < start {
            return Err(SpanError { start, end });
        }
        Ok(Self { start, end })
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end
    }

    /// The span as a range, to slice the normalised text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// The written form of a span, before it is checked.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    start: usize,
    end: usize,
}

impl TryFrom<Ends> for Span {
    type Error = SpanError;

    fn try_from(ends: Ends) -> Result<Self, SpanError> {
        Self::new(ends.start, ends.end)
    }
}

impl From<Span> for Ends {
    fn from(span: Span) -> Self {
        Self {
            start: span.start,
            end: span.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_ends_before_it_starts() {
        assert_eq!(Span::new(3, 7).unwrap().range(), 3..7);
        assert_eq!(
            Span::new(7, 3).unwrap_err().to_string(),
            "span 7..3 ends before it starts"
        );
        assert!(serde_json::from_str::<Span>(r#"{"start":7,"end":3}"#).is_err());
    }
}
