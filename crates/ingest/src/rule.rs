//! The names of the rules that diagnostics are given by. They are stable: people filter on them.

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: &str = $word;)+

        /// Every rule, for the test that holds the README's table whole.
        #[cfg(test)]
        pub(crate) const ALL: &[&str] = &[$($word),+];
    };
}

rules! {
    // Files.
    MISSING_PATH = "missing-path";
    UNREADABLE = "unreadable";
    OUTSIDE = "outside";
    NOT_A_FILE = "not-a-file";
    TOO_LARGE = "too-large";
    TOO_DEEP = "too-deep";
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type";
    NOT_TEXT = "not-text";
    NO_TEXT = "no-text";
    NO_PDF_READER = "no-pdf-reader";
    BROKEN_PDF = "broken-pdf";
    ENCRYPTED = "encrypted";
    PDF_LIMIT = "pdf-limit";
    BAD_FILE_NAME = "bad-file-name";
    DUPLICATE_ID = "duplicate-id";
    WITHDRAWN = "withdrawn";
    NO_CACHE = "no-cache";
    ORPHAN_SIDECAR = "orphan-sidecar";
    ENCODING = "encoding";
    // Front matter and sidecars.
    MISSING_FRONT_MATTER = "missing-front-matter";
    UNCLOSED_FRONT_MATTER = "unclosed-front-matter";
    SYNTAX = "syntax";
    UNKNOWN_FIELD = "unknown-field";
    DUPLICATE_FIELD = "duplicate-field";
    MISSING_FIELD = "missing-field";
    DEAD_FIELD = "dead-field";
    WRONG_TYPE = "wrong-type";
    BAD_VALUE = "bad-value";
    UNKNOWN_MUNICIPALITY = "unknown-municipality";
    UNKNOWN_COUNTY = "unknown-county";
    UNKNOWN_THEME = "unknown-theme";
    UNKNOWN_EDITION = "unknown-edition";
    REPEATED_VALUE = "repeated-value";
    TOO_MANY_THEMES = "too-many-themes";
    FUTURE_DATE = "future-date";
    YEAR_AND_BASIS = "year-and-basis";
    OUTCOME_CONFLICT = "outcome-conflict";
    OUTCOME_AGREES = "outcome-agrees";
    // The whole corpus.
    SAME_TEXT = "same-text";
    CHANGED_TEXT = "changed-text";
    // What is uncertain.
    NO_SUMMARY = "no-summary";
    NO_MUNICIPALITY = "no-municipality";
    AMBIGUOUS_NAME = "ambiguous-name";
    NO_YEAR = "no-year";
    INFERRED_YEAR = "inferred-year";
    DATE_WITHOUT_YEAR = "date-without-year";
    IMPOSSIBLE_DATE = "impossible-date";
    SMALL_PART = "small-part";
    TOO_MANY_PARTS = "too-many-parts";
    SHORT_ITEM = "short-item";
    NO_EDITION = "no-edition";
    NO_THEME = "no-theme";
    LANGUAGE_GUESSED = "language-guessed";
    UNKNOWN_VOICE = "unknown-voice";
    COMPOSED_TITLE = "composed-title";
    PUBLISHER_GUESSED = "publisher-guessed";
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_readme_lists_every_rule() {
        let readme = include_str!("../README.md");
        let listed: Vec<&str> = readme
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .collect();
        assert_eq!(listed, super::ALL);
    }
}
