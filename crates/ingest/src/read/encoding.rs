//! Bytes to text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::findings::Findings;
use crate::media_type::MediaType;
use crate::rule;

/// So far into a page a browser looks for the encoding it declares.
const DECLARATION_BYTES: usize = 1024;

/// A text with more control and replacement characters than this share is none.
const MOST_NOISE: f64 = 0.1;

/// Decodes a file's bytes: by its byte order mark, as UTF-8 when it is that, by the encoding that
/// a page declares, or by what the bytes look like.
///
/// Returns `None`, with a diagnostic, when the result is no text.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    media_type: MediaType,
    findings: &mut Findings,
) -> Option<Cow<'a, str>> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (choose(bytes, media_type, findings), bytes),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if is_noise(&text) {
        findings.error(
            rule::NOT_TEXT,
            "the file holds bytes that are no text in any encoding",
        );
        return None;
    }
    if damaged {
        findings.warning(
            rule::ENCODING,
            format!("some bytes are not {}; they are lost", encoding.name()),
        );
    }
    Some(text)
}

fn choose(bytes: &[u8], media_type: MediaType, findings: &mut Findings) -> &'static Encoding {
    let guess = if let Some(wide) = wide(bytes) {
        wide
    } else if std::str::from_utf8(bytes).is_ok() {
        // Text with å, ä and ö is valid UTF-8 only if it is that, whatever is declared.
        return UTF_8;
    } else {
        if media_type == MediaType::Html
            && let Some(declared) = declared(bytes)
            && is_plausible(declared, bytes)
        {
            return declared;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(Some(b"se"), Utf8Detection::Allow)
    };
    findings.info(
        rule::ENCODING,
        format!(
            "the encoding is not declared and looks like {}",
            guess.name()
        ),
    );
    guess
}

/// Whether bytes that are not UTF-8 may be in the encoding that a page declares. A declaration in
/// letters of one byte cannot be true where it tells of letters of two.
fn is_plausible(declared: &'static Encoding, bytes: &[u8]) -> bool {
    declared != UTF_8
        && declared.is_ascii_compatible()
        && declared
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
}

/// UTF-16 without a byte order mark: every other byte of its western letters is nothing.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let pairs = head.len() / 2;
    let zeros = |at: usize| {
        let every_other = head.iter().skip(at).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let is_most = |zeros: usize| pairs > 1 && zeros * 10 > pairs * 7;
    match (is_most(first), is_most(second)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding named after the first `charset=` of a page, or after `encoding=` in the line that
/// makes it XML.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let head = head.to_ascii_lowercase();
    let mark: &[u8] = if head.starts_with(b"<?xml") {
        b"encoding="
    } else {
        b"charset="
    };
    let at = head.windows(mark.len()).position(|window| window == mark)?;
    let label: Vec<u8> = head[at + mark.len()..]
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .collect();
    Encoding::for_label(&label)
}

fn is_noise(text: &str) -> bool {
    let (mut noise, mut all) = (0_u32, 0_u32);
    for letter in text.chars() {
        all = all.saturating_add(1);
        let harmless = matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
        if letter == '\u{fffd}' || (letter.is_control() && !harmless) {
            noise = noise.saturating_add(1);
        }
    }
    f64::from(noise) > f64::from(all) * MOST_NOISE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], media_type: MediaType, expected: Option<&str>, rules: &[&str]) {
        let mut findings = Findings::new("x");
        let text = decode(bytes, media_type, &mut findings);
        assert_eq!(text.as_deref(), expected);
        let found: Vec<String> = findings.into_list().into_iter().map(|d| d.rule).collect();
        assert_eq!(found, rules);
    }

    #[test]
    fn every_usual_encoding_is_read() {
        let latin = b"\xe5tg\xe4rder i \xd6rebro f\xf6r \xe4ldre";
        let plain = "åtgärder i Örebro för äldre";
        check(plain.as_bytes(), MediaType::Text, Some(plain), &[]);
        check(b"\xef\xbb\xbfhej", MediaType::Text, Some("hej"), &[]);
        check(b"\xff\xfeh\0e\0j\0", MediaType::Text, Some("hej"), &[]);
        check(latin, MediaType::Text, Some(plain), &["encoding"]);
        check(
            b"<meta charset=\"iso-8859-1\">\xe5",
            MediaType::Html,
            Some("<meta charset=\"iso-8859-1\">å"),
            &[],
        );
        check(
            b"\x93\xe5\x94 \x96 \x80",
            MediaType::Html,
            Some("“å” – €"),
            &["encoding"],
        );
        check(
            b"<?xml version='1.0' encoding='ISO-8859-1'?>\xe5",
            MediaType::Html,
            Some("<?xml version='1.0' encoding='ISO-8859-1'?>å"),
            &[],
        );
        // Without a byte order mark.
        check(
            b"<\0p\0>\0\xe5\0h\0e\0j\0",
            MediaType::Html,
            Some("<p>åhej"),
            &["encoding"],
        );
        check(b"\0h\0e\0j", MediaType::Text, Some("hej"), &["encoding"]);
        check(b"\xfe\xff\0h\0e\0j", MediaType::Html, Some("hej"), &[]);
    }

    #[test]
    fn a_declaration_that_cannot_be_true_is_not_believed() {
        check(
            "<meta charset=iso-8859-1>å".as_bytes(),
            MediaType::Html,
            Some("<meta charset=iso-8859-1>å"),
            &[],
        );
        for wrong in ["utf-8", "utf-16", "euc-jp", "nonsens", ""] {
            let page = [
                b"<meta charset=",
                wrong.as_bytes(),
                b">\xe5tg\xe4rder f\xf6r \xe4ldre",
            ]
            .concat();
            let text = format!("<meta charset={wrong}>åtgärder för äldre");
            check(&page, MediaType::Html, Some(&text), &["encoding"]);
        }
        check(b"", MediaType::Text, Some(""), &[]);
    }

    #[test]
    fn noise_is_no_text() {
        check(&[0, 1, 2, 3, 0, 0, 7], MediaType::Text, None, &["not-text"]);
    }
}
