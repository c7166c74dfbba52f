//! Definite and neuter forms taken back to the form that the stemmer knows.
//!
//! Snowball leaves `skolan`, `projektet` and `digitalt` apart from `skola`, `projekt` and
//! `digital`. Each rule here applies only when the word it gives is known, so that `plan` does not
//! become `pla`, and only to what Snowball would leave.

use std::borrow::Cow;

use crate::Lexicon;

/// The base form of a lower-case word, if the lexicon knows it; else the word.
pub(crate) fn base_form<'a>(word: &'a str, lexicon: &Lexicon) -> Cow<'a, str> {
    if let Some(base) = lexicon.irregular_base(word) {
        return Cow::Borrowed(base);
    }
    let bare = word.strip_suffix('s').unwrap_or(word);
    // skolan -> skola, miljön -> miljö
    if let Some(base) = bare.strip_suffix('n')
        && base.ends_with(['a', 'i', 'o', 'u', 'y', 'å', 'ä', 'ö'])
        && lexicon.knows(base)
    {
        return Cow::Owned(base.to_owned());
    }
    if let Some(base) = bare.strip_suffix("et") {
        // projektet -> projekt
        if base.chars().count() >= 3 && lexicon.knows(base) {
            return Cow::Owned(base.to_owned());
        }
        // samhället -> samhälle
        let with_e = format!("{base}e");
        if lexicon.knows(&with_e) {
            return Cow::Owned(with_e);
        }
    }
    // digitalt -> digital, when there is also digitala
    if let Some(base) = word.strip_suffix('t')
        && !base.ends_with('t')
        && lexicon.knows(base)
        && lexicon.knows(&format!("{base}a"))
    {
        return Cow::Owned(base.to_owned());
    }
    Cow::Borrowed(word)
}
