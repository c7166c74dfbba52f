//! The language of a document.

use records::Language;
use whatlang::{Detector, Lang};

use crate::document::Document;
use crate::findings::Findings;
use crate::rule;

/// Below so many letters a guess is wrong one time in ten.
const FEWEST_LETTERS: usize = 40;

/// Fewer letters of another language may be names.
const FEWEST_WESTERN: usize = 3;

/// So much of a text is enough to tell its language by.
const ENOUGH_LETTERS: usize = 4000;

/// The languages that municipalities here write in, or are written about in. With every language
/// in the world allowed, short Swedish texts become Javanese.
const ALLOWED: &[(Lang, &str)] = &[
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "nb"),
    (Lang::Eng, "en"),
    (Lang::Fin, "fi"),
];

/// The language that the document declares, unless its text is surely in another; without a
/// declaration the one that the text looks like; else Swedish.
pub(crate) fn find(document: &Document, findings: &mut Findings) -> Language {
    let declared = document.metadata.language;
    let seen = detect(&document.text);
    match (declared, seen) {
        (Some(declared), Some(seen)) if declared != seen => {
            // `no` is how Norwegian pages declare Bokmål.
            if declared.as_str() == "no" && seen.as_str() == "nb" {
                return seen;
            }
            let message = format!("the language is declared `{declared}` and looks like `{seen}`");
            findings.warning(rule::LANGUAGE_GUESSED, message);
            seen
        }
        (Some(declared), _) => declared,
        (None, Some(seen)) => {
            if seen != Language::SWEDISH {
                let message = format!("no language is declared; the text looks like `{seen}`");
                findings.info(rule::LANGUAGE_GUESSED, message);
            }
            seen
        }
        (None, None) => {
            findings.info(
                rule::LANGUAGE_GUESSED,
                "no language is declared and the text is too short to tell; taken for `sv`",
            );
            Language::SWEDISH
        }
    }
}

/// The language that a text is reliably in.
fn detect(text: &str) -> Option<Language> {
    let start = text
        .char_indices()
        .nth(ENOUGH_LETTERS)
        .map_or(text, |(at, _)| &text[..at]);
    if start
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count()
        < FEWEST_LETTERS
    {
        return None;
    }
    let is_western = western(start);
    let allowed = ALLOWED
        .iter()
        .map(|(lang, _)| *lang)
        .filter(|lang| !is_western || matches!(lang, Lang::Dan | Lang::Nob))
        .collect();
    let info = Detector::with_allowlist(allowed).detect(start)?;
    ALLOWED
        .iter()
        .find(|(lang, _)| (is_western || info.is_reliable()) && *lang == info.lang())
        .and_then(|(_, code)| code.parse().ok())
}

/// Whether a text is written with the letters of Danish and Norwegian. The three languages are so
/// alike that a guess between them is seldom called reliable, but they share no ä or ö.
fn western(text: &str) -> bool {
    let count = |letters: &[char]| text.matches(letters).count();
    let western = count(&['æ', 'ø', 'Æ', 'Ø']);
    if western >= FEWEST_WESTERN && western > count(&['ä', 'ö', 'Ä', 'Ö']) {
        return true;
    }
    // Swedish names bring their letters with them, but no small words.
    let (mut own, mut swedish) = (0, 0);
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        own += usize::from(matches!(word, "og" | "ikke" | "hvor" | "også"));
        swedish += usize::from(matches!(word, "och" | "inte" | "är" | "också"));
    }
    own >= FEWEST_WESTERN && own > swedish
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_some_length_tells_its_language() {
        for (text, language) in [
            (
                "Kommunen har infört en ny tjänst där invånarna kan följa sina ärenden på webben. \
                 Den används mest på kvällar och helger.",
                Some("sv"),
            ),
            (
                "The municipality has introduced a new service where residents can follow their \
                 cases online. It is mostly used in the evenings.",
                Some("en"),
            ),
            (
                "Kunta on ottanut käyttöön uuden palvelun, jossa asukkaat voivat seurata asioitaan \
                 verkossa. Sitä käytetään eniten iltaisin.",
                Some("fi"),
            ),
            (
                "Nacka og Värmdö vant ikke, men Växjö og Lidingö gjorde det. Også Umeå fikk ros for sitt \
                 arbeid med skolen og barnehagene.",
                Some("nb"),
            ),
            ("Ny tjänst", None),
            ("", None),
        ] {
            let found = detect(text).map(|language| language.to_string());
            assert_eq!(found.as_deref(), language, "{text}");
        }
    }
}
