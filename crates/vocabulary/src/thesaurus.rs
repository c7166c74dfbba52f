//! The thesaurus of themes.

use records::{Area, Confidence, Record, ThemeBasis, ThemeId, ThemeRef};
use serde::Deserialize;

use crate::key::{key, nearest};
use crate::terms::TermIndex;
use crate::theme_text::ThemeText;
use crate::{DataError, Theme, ThemeWeights};

const FILE: &str = "themes.toml";

/// A theme is named that editors would choose in one case of three: where a half is asked for, many
/// second themes are missed. From .30 to .40 the macro-averaged F1 is the same to a hundredth.
const LEAST_LIKELIHOOD: f64 = 0.35;

/// The themes, and what their terms say about a text.
#[derive(Debug)]
pub struct Thesaurus {
    themes: Vec<Theme>,
    terms: TermIndex,
    weights: ThemeWeights,
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
    pub(crate) fn parse(text: &str, weights: &str) -> Result<Self, DataError> {
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
            weights: ThemeWeights::parse(weights, &themes)?,
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

    /// The learnt weights that are part of the program.
    pub fn weights(&self) -> &ThemeWeights {
        &self.weights
    }

    /// What a normalised text says about the themes. `headings` are its title and headings, which
    /// count more than `text`, the text itself.
    pub fn read(&self, headings: &str, text: &str) -> ThemeText {
        self.terms.read(headings, text)
    }

    /// The themes that a normalised text is about, best first, at most four.
    ///
    /// A theme has at least one of its terms in the text; its basis is `heading` where a heading
    /// holds one. The confidence is how likely editors are to choose the theme, as
    /// `exempelbank eval --themes` shows.
    pub fn predict(&self, headings: &str, text: &str) -> Vec<ThemeRef> {
        self.judge(&self.read(headings, text), &self.weights)
    }

    /// The themes that a text is about by the weights that are given.
    pub fn judge(&self, text: &ThemeText, weights: &ThemeWeights) -> Vec<ThemeRef> {
        let mut likely: Vec<(usize, f64)> = weights
            .likelihoods(text)
            .into_iter()
            .enumerate()
            .filter(|(theme, likelihood)| {
                text.evidence[*theme] > 0.0 && *likelihood >= LEAST_LIKELIHOOD
            })
            .collect();
        // The data file's order decides between equals, so that the result is one and the same.
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likely.truncate(Record::MAX_THEMES);
        likely
            .into_iter()
            .filter_map(|(theme, likelihood)| {
                Some(ThemeRef {
                    id: self.themes[theme].id.clone(),
                    basis: if text.in_heading[theme] {
                        ThemeBasis::Heading
                    } else {
                        ThemeBasis::Terms
                    },
                    confidence: Confidence::try_from(likelihood).ok()?,
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
        check("Öppna data i skolan", "", &["education", "open-data"]);
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
        let weights =
            "kind\tname\trarity\ta\nbias\t\t\t-1.0\nterms\ta\t\t3.0\nword\tord\t2.5\t1.0\n";
        assert!(Thesaurus::parse(theme, weights).is_ok());
        for (faulty, message) in [
            (
                weights.replace("\ta\nbias", "\tb\nbias"),
                "theme-weights.tsv, row `kind`: the columns are not kind, name, rarity and the \
                 themes in their order",
            ),
            (
                weights.replace("2.5", "2,5"),
                "theme-weights.tsv, row `ord`: `2,5` is not a number",
            ),
            (
                weights.replace("word", "wrd"),
                "theme-weights.tsv, row `ord`: kind `wrd` is none of `bias`, `terms`, `word`, \
                 `example`",
            ),
            (
                weights.replace("terms\ta", "terms\tb"),
                "theme-weights.tsv, row `a`: there is no such row, and there must be",
            ),
        ] {
            assert_eq!(
                Thesaurus::parse(theme, &faulty).unwrap_err().to_string(),
                message
            );
        }
        for (text, message) in [
            (
                format!("{theme}{theme}"),
                "themes.toml, row `a`: the id is given twice",
            ),
            (theme.replace("service", "sea"), "cannot read themes.toml"),
            (theme.replace("terms", "words"), "cannot read themes.toml"),
        ] {
            assert_eq!(
                Thesaurus::parse(&text, weights).unwrap_err().to_string(),
                message
            );
        }
    }
}
