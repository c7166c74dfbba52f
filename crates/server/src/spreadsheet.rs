//! Files of comma-separated values (RFC 4180, UTF-8) that are safe to open in a spreadsheet.

use std::borrow::Cow;

use crate::error::ApiError;

/// The media type of such a file.
pub(crate) const MEDIA_TYPE: &str = "text/csv; charset=utf-8; header=present";

/// Rows as lines of comma-separated values.
///
/// # Errors
/// [`ApiError::Internal`] when a row has more or fewer cells than another.
pub(crate) fn lines<R, C>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, ApiError>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        for cell in row {
            writer
                .write_field(harmless(cell.as_ref()).as_bytes())
                .map_err(|error| ApiError::Internal(Box::new(error)))?;
        }
        writer
            .write_record(None::<&[u8]>)
            .map_err(|error| ApiError::Internal(Box::new(error)))?;
    }
    writer
        .into_inner()
        .map_err(|error| ApiError::Internal(Box::new(error.into_error())))
}

/// A text that no spreadsheet takes for a formula: one that begins as formulas do has an
/// apostrophe before it. A number stays a number.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula && text.parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula() {
        for (text, cell) in [
            ("", ""),
            ("Ale", "Ale"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+46 8", "'+46 8"),
            ("-tecken", "'-tecken"),
            ("\tx", "'\tx"),
            ("-1.5", "-1.5"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(harmless(text), cell);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [["a,b", "c\"d"], ["e\nf", "g"]];
        assert_eq!(
            String::from_utf8(lines(rows).unwrap()).unwrap(),
            "\"a,b\",\"c\"\"d\"\r\n\"e\nf\",g\r\n"
        );
    }
}
