//! Bytes to text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

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
    // Text with å, ä and ö is valid UTF-8 only if it is that, whatever is declared.
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if media_type == MediaType::Html
        && let Some(declared) = declared(bytes)
        && declared != UTF_8
    {
        return declared;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"se"), Utf8Detection::Allow);
    findings.info(
        rule::ENCODING,
        format!(
            "the encoding is not declared and looks like {}",
            guess.name()
        ),
    );
    guess
}

/// The encoding named after the first `charset=` of a page.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let head = head.to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")?;
    let label: Vec<u8> = head[at + 8..]
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
        // What is declared is wrong.
        check(
            "<meta charset=iso-8859-1>å".as_bytes(),
            MediaType::Html,
            Some("<meta charset=iso-8859-1>å"),
            &[],
        );
        check(b"", MediaType::Text, Some(""), &[]);
    }

    #[test]
    fn noise_is_no_text() {
        check(&[0, 1, 2, 3, 0, 0, 7], MediaType::Text, None, &["not-text"]);
    }
}
