//! The thesaurus of themes.

use records::{Area, Confidence, Record, ThemeBasis, ThemeId, ThemeRef};
use serde::Deserialize;

use crate::key::{key, nearest};
use crate::terms::TermIndex;
use crate::{DataError, Theme};

const FILE: &str = "themes.toml";

/// A theme needs as much evidence as one term within a compound gives.
const LEAST_SCORE: f64 = 0.8;

/// A theme with a smaller share of the best one's evidence is a passing mention. From .30 to .45
/// the macro-averaged F1 on the curated examples changes by a hundredth; precision rises.
const LEAST_SHARE: f64 = 0.45;

/// The themes, and what their terms say about a text.
#[derive(Debug)]
pub struct Thesaurus {
    themes: Vec<Theme>,
    terms: TermIndex,
}

/// The data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Vec<Concept>,
}

/// One concept of the data file, in the words of SKOS.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Concept {
    id: ThemeId,
    pref_label_sv: String,
    pref_label_en: String,
    area: Area,
    terms: Vec<String>,
    #[serde(default)]
    weak_terms: Vec<String>,
}

impl Thesaurus {
    pub(crate) fn parse(text: &str) -> Result<Self, DataError> {
        let file: File =
            toml::from_str(text).map_err(|source| DataError::Toml { file: FILE, source })?;
        let mut themes: Vec<Theme> = Vec::with_capacity(file.theme.len());
        for concept in file.theme {
            if themes.iter().any(|theme| theme.id == concept.id) {
                return Err(DataError::value(
                    FILE,
                    concept.id.as_str(),
                    "the id is given twice",
                ));
            }
            themes.push(Theme {
                id: concept.id,
                label_sv: concept.pref_label_sv,
                label_en: concept.pref_label_en,
                area: concept.area,
                terms: concept.terms,
                weak_terms: concept.weak_terms,
            });
        }
        Ok(Self {
            terms: TermIndex::new(&themes),
            themes,
        })
    }

    /// The themes, in the order of the data file.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// The theme with an identifier.
    pub fn theme(&self, id: &ThemeId) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == *id)
    }

    /// The theme whose identifier, label or term is nearest to a misspelt one.
    pub fn nearest(&self, name: &str) -> Option<&Theme> {
        let names: Vec<(String, &Theme)> = self
            .themes
            .iter()
            .flat_map(|theme| {
                [theme.id.as_str(), &theme.label_sv, &theme.label_en]
                    .into_iter()
                    .chain(theme.terms.iter().map(String::as_str))
                    .map(move |name| (key(name), theme))
            })
            .collect();
        nearest(
            &key(name),
            names.iter().map(|(name, theme)| (name.as_str(), *theme)),
        )
    }

    /// The themes that the words of a normalised text point to, best first, at most four.
    ///
    /// `headings` are the title and headings, which count more than `text`, the text itself. A
    /// theme's basis is `heading` where a heading holds one of its terms. The confidence grows
    /// with the number of different terms found, and is a measure of evidence, not a probability.
    pub fn predict(&self, headings: &str, text: &str) -> Vec<ThemeRef> {
        let evidence = self.terms.evidence(headings, text);
        let best = evidence.iter().map(|found| found.score).fold(0.0, f64::max);
        let mut found: Vec<_> = evidence
            .iter()
            .filter(|found| found.score >= LEAST_SCORE && found.score >= best * LEAST_SHARE)
            .collect();
        // The data file's order decides between equals, so that the result is one and the same.
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.theme.cmp(&b.theme)));
        found.truncate(Record::MAX_THEMES);
        found
            .into_iter()
            .filter_map(|found| {
                Some(ThemeRef {
                    id: self.themes[found.theme].id.clone(),
                    basis: if found.in_heading {
                        ThemeBasis::Heading
                    } else {
                        ThemeBasis::Terms
                    },
                    confidence: Confidence::try_from(found.score / (found.score + 2.0)).ok()?,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[track_caller]
    fn check(headings: &str, text: &str, expected: &[&str]) {
        let found = Vocabulary::embedded().thesaurus.predict(headings, text);
        let ids: Vec<&str> = found.iter().map(|theme| theme.id.as_str()).collect();
        assert_eq!(ids, expected, "{headings} / {text}");
    }

    #[test]
    fn there_are_sixteen_themes_with_labels_and_unique_terms() {
        let thesaurus = &Vocabulary::embedded().thesaurus;
        assert_eq!(thesaurus.themes().len(), 16);
        let mut terms: Vec<String> = Vec::new();
        for theme in thesaurus.themes() {
            assert_eq!(thesaurus.theme(&theme.id), Some(theme));
            assert!(!theme.label_sv.is_empty() && !theme.label_en.is_empty());
            assert!(!theme.terms.is_empty());
            terms.extend(theme.terms.iter().map(|term| key(term)));
            terms.extend(theme.weak_terms.iter().map(|term| key(term)));
        }
        let count = terms.len();
        terms.sort();
        terms.dedup();
        assert_eq!(terms.len(), count, "a term points to two themes");
    }

    #[test]
    fn the_nearest_theme_is_suggested() {
        let thesaurus = &Vocabulary::embedded().thesaurus;
        let nearest = |name: &str| thesaurus.nearest(name).map(|theme| theme.id.as_str());
        assert_eq!(nearest("e-servces"), Some("e-services"));
        assert_eq!(nearest("Öppna data"), Some("open-data"));
        assert_eq!(nearest("bygglov"), Some("planning-building"));
        assert_eq!(nearest("gastronomi"), None);
    }

    #[test]
    fn terms_are_found_in_any_form_in_compounds_and_as_phrases() {
        check(
            "",
            "Trygghetslarmen byttes i hemtjänsten.",
            &["welfare-technology"],
        );
        check("", "Kortare bygglovshandläggning", &["planning-building"]);
        check("", "De öppnade sina öppna data för alla", &["open-data"]);
        check("", "En öppen fråga om data", &[]);
        check("Öppna data i skolan", "", &["open-data", "education"]);
        check("", "", &[]);
    }

    #[test]
    fn headings_count_more_and_are_the_basis() {
        let found = Vocabulary::embedded().thesaurus.predict(
            "Trygghetslarm i hemmet",
            "Larmen upphandlades. Bibliotek nämns.",
        );
        assert_eq!(found[0].id.as_str(), "welfare-technology");
        assert_eq!(found[0].basis, ThemeBasis::Heading);
        assert!(
            found
                .iter()
                .all(|theme| theme.confidence <= found[0].confidence)
        );
    }

    #[test]
    fn a_faulty_file_is_refused() {
        let theme = "[[theme]]\nid = \"a\"\npref_label_sv = \"A\"\npref_label_en = \"A\"\narea = \"service\"\nterms = []\n";
        assert!(Thesaurus::parse(theme).is_ok());
        for (text, message) in [
            (
                format!("{theme}{theme}"),
                "themes.toml, row `a`: the id is given twice",
            ),
            (theme.replace("service", "sea"), "cannot read themes.toml"),
            (theme.replace("terms", "words"), "cannot read themes.toml"),
        ] {
            assert_eq!(Thesaurus::parse(&text).unwrap_err().to_string(), message);
        }
    }
}
