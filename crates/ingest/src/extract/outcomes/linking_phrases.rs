//! The words that lead from one sentence to the next, as tables in the form of those in `phrases`.

/// Words that stand for those named in the sentence before.
pub(super) const POINTING_BACK: &[&str] = &[
    "dessa",
    "båda",
    "samtliga",
    "de tre",
    "de fem",
    "de fyra",
    "de åtta",
    "de två",
    "alla tre",
    "alla fem",
    "alla fyra",
    "alla åtta",
    "they",
    "these",
    "all three",
    "all five",
    "both",
];

/// How a sentence opens that goes on with others of whom the one before told.
pub(super) const OF_THE_OTHERS: &[&str] = &[
    "de andra",
    "de övriga",
    "de två andra",
    "de tre andra",
    "de fyra andra",
    "de sju andra",
    "de två övriga",
    "de tre övriga",
    "de fyra övriga",
    "de sju övriga",
    "övriga",
    "andra",
    "resten",
    "utöver",
    "förutom",
    "jämte",
    "vid sidan",
    "med i",
    "tillsammans med",
    "the other",
    "the others",
    "others",
    "besides",
    "alongside",
    "de to andre",
    "de fire andre",
    "de andre",
    "de øvrige",
    "de to øvrige",
    "øvrige",
    "muut",
];

/// What makes those whom a sentence names some of those before.
pub(super) const OF_THEM: &[&str] = &[
    "av dem",
    "bland dem",
    "en av dessa",
    "one of them",
    "en av de",
    "en av tre",
    "en av fem",
    "en av åtta",
    "one of three",
    "one of five",
    "one of the three",
    "one of the five",
    "är de andra",
    "är de två andra",
    "är de andra två",
    "är de andra tre",
    "är de andra fyra",
    "var de andra",
    "blev de andra",
    "är de övriga",
    "var de övriga",
    "heter de andra",
];

/// How one opens that may, where a word of [`TOO`] stands in it as well.
pub(super) const ALSO: &[&str] = &["även", "också", "also", "också", "i finalen", "där"];

/// Words of a sentence by which those whom it names take part, too.
pub(super) const TOO: &[&str] = &[
    "med",
    "hela vägen",
    "dit",
    "kvar",
    "plats",
    "vidare",
    "klar",
    "klara",
    "fanns",
    "finns",
    "återfanns",
    "återfinns",
];
