//! The part of an address after `?`, both ways.
//!
//! Reading is strict: what is not percent-encoded UTF-8 is a fault that is told, never a letter
//! that is silently replaced.

use std::fmt::Write;

/// A parameter's name and value, decoded.
pub(crate) type Pair = (String, String);

/// The error of a query string that is not percent-encoded UTF-8; it holds the faulty part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EncodingError(pub(crate) String);

/// The parameters in the order in which they stand.
///
/// # Errors
/// [`EncodingError`] with the first part that cannot be decoded.
pub(crate) fn parse(raw: &str) -> Result<Vec<Pair>, EncodingError> {
    raw.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            decode(name)
                .zip(decode(value))
                .ok_or_else(|| EncodingError(part.to_owned()))
        })
        .collect()
}

fn decode(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(bytes.next()?)?, digit(bytes.next()?)?);
                u8::try_from(high << 4 | low).ok()?
            }
            _ => byte,
        });
    }
    String::from_utf8(decoded).ok()
}

/// A query string that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct QueryString(String);

impl QueryString {
    /// Adds a parameter.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.encode(name);
        self.0.push('=');
        self.encode(value);
    }

    /// The query string, without `?`.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// A path with the query string after it, if there is any.
    pub(crate) fn after(&self, path: &str) -> String {
        if self.0.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", self.0)
        }
    }

    fn encode(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'!' => {
                    self.0.push(char::from(byte));
                }
                b' ' => self.0.push('+'),
                _ => {
                    // Writing to a string cannot fail.
                    let _ = write!(self.0, "%{byte:02X}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parameters_are_decoded_in_order() {
        let pairs = parse("q=%C3%B6ppna+data&&theme=a%2Cb&q&x==%3D").unwrap();
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("q", "öppna data"),
                ("theme", "a,b"),
                ("q", ""),
                ("x", "==")
            ]
        );
    }

    #[test]
    fn what_is_not_percent_encoded_utf_8_is_a_fault() {
        for part in ["q=%", "q=%a", "q=%zz", "q=%ff", "q=%C3", "%ff=q", "q=%+1"] {
            assert_eq!(
                parse(&format!("a=1&{part}")),
                Err(EncodingError(part.to_owned()))
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(pairs in proptest::collection::vec((".{1,9}", ".{0,20}"), 0..5)) {
            let mut written = QueryString::default();
            for (name, value) in &pairs {
                written.push(name, value);
            }
            prop_assert!(written.as_str().is_ascii());
            prop_assert_eq!(parse(written.as_str()), Ok(pairs));
        }

        #[test]
        fn nothing_makes_the_reader_panic(raw in "\\PC{0,40}|[%&=+a-f0-9]{0,40}") {
            let _ = parse(&raw);
        }
    }
}
