//! Why a record is a hit, in both languages side by side.

use search::{How, Mend, Place, Reason, SynonymKind};

/// In Swedish.
pub(super) fn in_swedish(reason: &Reason) -> String {
    let sought = &reason.sought;
    let place = match reason.place {
        Place::Title => "i rubriken",
        Place::Lead => "i ingressen",
        Place::Body => "i texten",
        Place::Context => "bland namn, teman och källor",
        Place::Anywhere | Place::Value(_) => "i exemplet",
    };
    let matched = match reason.how {
        How::Word => format!("`{sought}` står {place}"),
        How::Part => format!("`{sought}` är en del av ett ord {place}"),
        How::PartOfSought => format!("`{sought}`, en del av det sökta ordet, står {place}"),
        How::Phrase => format!("frasen `{sought}` står {place}"),
        How::Prefix => format!("ett ord {place} börjar på `{sought}`"),
        How::Pieces => format!("ord {place} liknar `{sought}`"),
        How::About => format!("exemplet handlar om `{sought}`"),
    };
    let typed = &reason.typed;
    let why = match (reason.mended, reason.other_word) {
        (Some(Mend::Marks), _) => format!("; skrivet `{typed}`, utan prickar och ring"),
        (Some(Mend::Spelling), _) => format!("; rättat från `{typed}`"),
        (Some(Mend::Joined), _) => format!("; ihopskrivet av `{typed}`"),
        (None, Some(SynonymKind::Broader)) => format!("; ett vidare ord för `{typed}`"),
        (None, Some(SynonymKind::Older)) => format!("; dagens ord för `{typed}`"),
        (None, Some(SynonymKind::English)) => format!("; svenska för `{typed}`"),
        (None, Some(SynonymKind::Abbreviation)) => format!("; vad `{typed}` står för"),
        (None, Some(SynonymKind::Synonym)) => format!("; ett annat ord för `{typed}`"),
        (None, None) => String::new(),
    };
    matched + &why
}

/// In English.
pub(super) fn in_english(reason: &Reason) -> String {
    let sought = &reason.sought;
    let place = match reason.place {
        Place::Title => "in the title",
        Place::Lead => "in the lead",
        Place::Body => "in the text",
        Place::Context => "among names, themes and sources",
        Place::Anywhere | Place::Value(_) => "in the example",
    };
    let matched = match reason.how {
        How::Word => format!("`{sought}` stands {place}"),
        How::Part => format!("`{sought}` is part of a word {place}"),
        How::PartOfSought => format!("`{sought}`, part of the word sought, stands {place}"),
        How::Phrase => format!("the phrase `{sought}` stands {place}"),
        How::Prefix => format!("a word {place} begins with `{sought}`"),
        How::Pieces => format!("words {place} look like `{sought}`"),
        How::About => format!("the example is about `{sought}`"),
    };
    let typed = &reason.typed;
    let why = match (reason.mended, reason.other_word) {
        (Some(Mend::Marks), _) => format!("; typed `{typed}`, without its marks"),
        (Some(Mend::Spelling), _) => format!("; mended from `{typed}`"),
        (Some(Mend::Joined), _) => format!("; joined from `{typed}`"),
        (None, Some(SynonymKind::Broader)) => format!("; a broader word than `{typed}`"),
        (None, Some(SynonymKind::Older)) => format!("; the word of today for `{typed}`"),
        (None, Some(SynonymKind::English)) => format!("; Swedish for `{typed}`"),
        (None, Some(SynonymKind::Abbreviation)) => format!("; what `{typed}` stands for"),
        (None, Some(SynonymKind::Synonym)) => format!("; another word for `{typed}`"),
        (None, None) => String::new(),
    };
    matched + &why
}
