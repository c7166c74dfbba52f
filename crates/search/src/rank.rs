//! What counts how much. Scores are BM25 by field, times these, added up.

use index::worth;

/// How many of the best matches are scored by their pieces too. What stands further down is seldom
/// lifted to the first page by them: with 40 the judged queries gain .001, with 20 an outside
/// collection loses .002, and each costs a seek in the longest lists of all.
pub(crate) const SCORED_BY_PIECES: usize = 30;

/// What counts how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Boosts {
    /// A word in the title.
    pub title: f32,
    /// A word in the lead, which is the summary of a curated example.
    pub lead: f32,
    /// A word in the rest of the record.
    pub body: f32,
    /// A word in what the record is known by beside its text: names, themes, publisher.
    pub context: f32,
    /// A word that is a part of a longer one: `tjänst` in `e-tjänst`.
    pub part: f32,
    /// A part of the word that is sought, among whole words and parts alike.
    pub part_of_sought: f32,
    /// A piece of four letters.
    pub piece: f32,
    /// A record about a place or of a theme that the query names.
    pub about_place: f32,
    /// A record about a year that the query names.
    pub about_year: f32,
    /// A record about an outcome or an edition of the award that the query names.
    pub about_award: f32,
    /// Another word for what was typed.
    pub synonym: f32,
    /// A translation of what was typed.
    pub translation: f32,
    /// How much the other meanings of a term count beside the best.
    pub tie: f32,
    /// A part of another word for what was typed.
    pub part_of_other: f32,
    /// How soon more occurrences of a word add nothing: at so many its score is half of the most.
    pub saturation: f32,
    /// The power of how rare a word is by which it counts; 1 is that of BM25.
    pub rarity: f32,
    /// How much of an occurrence's weight is lost in a long title, 0 to 1.
    pub title_length: f32,
    /// How much of an occurrence's weight is lost in a long text, 0 to 1.
    pub text_length: f32,
    /// How much of a piece's weight is lost in a long text, 0 to 1.
    pub piece_length: f32,
}

impl Boosts {
    /// What is used.
    ///
    /// Effects are nDCG@10 over the 126 judged queries of `tests/relevance` / over the 218 questions
    /// of an outside collection, with the one constant halved and doubled beside the others as they
    /// are. All as they are give .904 / .702. `exempelbank eval --ablation` measures them anew.
    pub const CHOSEN: Self = Self {
        // Where common words say most is written down when the index is built, so that what counts
        // how much in a field is told there, with its effects.
        title: worth::TITLE.each,
        lead: worth::LEAD.each,
        body: worth::BODY.each,
        context: worth::CONTEXT.each,
        part: worth::PART.each,
        title_length: worth::TITLE.length_share,
        text_length: worth::BODY.length_share,
        // Half: .905 / .700; double: .906 / .699.
        part_of_sought: 0.5,
        // More helps long questions and harms short ones. Half: .907 / .694; double: .892 / .707.
        piece: 0.4,
        // So much that a record about nine municipalities is among the ten best by any of them.
        // Half: .907 / .702; double: .902 / .702.
        about_place: 13.0,
        // Half: .898 / .702; double: .902 / .702.
        about_year: 12.0,
        // Half: .904 / .702; double: .905 / .702.
        about_award: 3.0,
        // Sure, but not what was said. Half: .896 / .703; double: .897 / .699.
        synonym: 0.8,
        // Half: .897 / .702; double: .906 / .702.
        translation: 0.8,
        // A record that has the synonyms must not come before one with the word itself in its
        // title. Half: .903 / .701; double: .903 / .702.
        tie: 0.4,
        // Half: .904 / .702; double: .903 / .702.
        part_of_other: 1.0,
        // Half: .901 / .693; double: .903 / .693.
        saturation: 1.2,
        // Less than in BM25: a question has rare words that say little. Half: .898 / .704; double:
        // .896 / .691.
        rarity: 0.8,
        // Half: .904 / .685; double: .899 / .576.
        piece_length: 0.95,
    };

    /// Every one by name, to be changed one at a time.
    pub const ALL: &'static [(&'static str, BoostOf)] = &[
        ("title", |boosts| &mut boosts.title),
        ("lead", |boosts| &mut boosts.lead),
        ("body", |boosts| &mut boosts.body),
        ("context", |boosts| &mut boosts.context),
        ("part", |boosts| &mut boosts.part),
        ("part of sought", |boosts| &mut boosts.part_of_sought),
        ("piece", |boosts| &mut boosts.piece),
        ("about place", |boosts| &mut boosts.about_place),
        ("about year", |boosts| &mut boosts.about_year),
        ("about award", |boosts| &mut boosts.about_award),
        ("synonym", |boosts| &mut boosts.synonym),
        ("translation", |boosts| &mut boosts.translation),
        ("tie", |boosts| &mut boosts.tie),
        ("part of other", |boosts| &mut boosts.part_of_other),
        ("saturation", |boosts| &mut boosts.saturation),
        ("rarity", |boosts| &mut boosts.rarity),
        ("title length", |boosts| &mut boosts.title_length),
        ("text length", |boosts| &mut boosts.text_length),
        ("piece length", |boosts| &mut boosts.piece_length),
    ];
}

/// Where a boost stands.
pub type BoostOf = fn(&mut Boosts) -> &mut f32;

impl Default for Boosts {
    fn default() -> Self {
        Self::CHOSEN
    }
}

/// What counts how much when records are compared with each other. Words count by BM25 in the field
/// where the other record has them, times these.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// A word in the title.
    pub title: f32,
    /// A word in the lead.
    pub lead: f32,
    /// A word in the rest of the record.
    pub body: f32,
    /// A word that is a part of a longer one, and a part of one's own words.
    pub part: f32,
    /// A theme in common.
    pub theme: f32,
    /// The award's area in common.
    pub area: f32,
    /// The same initiative.
    pub initiative: f32,
    /// How many words of a record are compared: those that tell most of what it is about.
    pub words: usize,
}

impl Likeness {
    /// What is used.
    ///
    /// Effects are nDCG@10 over the judged records of `tests/relevance/similar.jsonl`, as the
    /// constant was changed alone; here .883. More weight on rare words than BM25 gives, on words
    /// that are said often, or on rare themes, gave nothing.
    pub const CHOSEN: Self = Self {
        // At 1.5: .869; at 4: .860.
        title: 2.0,
        // At 1: .881; at 2: .856.
        lead: 1.5,
        body: 1.0,
        // At 0.5: .866; at 1.5: .871.
        part: 1.0,
        // At 6: .83; at 30: .874; at 60: .876.
        theme: 40.0,
        // At 0: .877; at 5: .881.
        area: 1.0,
        // Nothing is more alike.
        initiative: 10_000.0,
        // At 30: .878; at 50: .885.
        words: 40,
    };
}

impl Default for Likeness {
    fn default() -> Self {
        Self::CHOSEN
    }
}
