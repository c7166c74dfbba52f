//! What a document is about: municipalities, year, themes, language and who is speaking.

pub(crate) mod award_years;
pub(crate) mod interviews;
pub(crate) mod language;
pub(crate) mod municipalities;
pub(crate) mod partners;
pub(crate) mod themes;
pub(crate) mod voice;
pub(crate) mod years;
