//! What an occurrence of a word counts in each of the fields of words.
//!
//! It is decided here and not where words are looked for, since where a common word says most is
//! written down when the index is built (`common_words.rs`). A generation says which weights it was
//! built with; whoever changes the formula raises `FORMAT_VERSION`.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Score, SegmentReader};

/// What an occurrence counts in a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// In a field of average length.
    pub each: Score,
    /// How much of that is lost in a long field, 0 to 1.
    pub length_share: Score,
}

/// How much of an occurrence's weight is lost in a long text.
///
/// Effects here are nDCG@10 over the 126 judged queries of `tests/relevance` / over the 218
/// questions of an outside collection, with the one constant halved and doubled beside the others
/// as they are. All as they are give .904 / .702. Half: .906 / .699; double: .902 / .704.
const IN_LONG_TEXTS: Score = 0.85;

/// A title says what the record is about. Half: .906 / .702; double: .904 / .702. What is lost in
/// a long one, half: .904 / .702; double: .904 / .702.
pub const TITLE: Weight = Weight {
    each: 3.0,
    length_share: 0.75,
};

/// Half: .905 / .695; double: .905 / .703.
pub const LEAD: Weight = in_text(1.5);

/// Half: .905 / .702; double: .904 / .702.
pub const BODY: Weight = in_text(1.0);

/// Half: .905 / .702; double: .906 / .702.
pub const CONTEXT: Weight = in_text(0.7);

/// A part says nearly as much as a word: `larm` in `trygghetslarm`. Half: .904 / .697; double:
/// .907 / .697.
pub const PART: Weight = in_text(0.9);

const fn in_text(each: Score) -> Weight {
    Weight {
        each,
        length_share: IN_LONG_TEXTS,
    }
}

/// All of these by name, as a generation that was built with them says.
pub(crate) fn fingerprint() -> String {
    let all = [
        ("title", TITLE),
        ("lead", LEAD),
        ("body", BODY),
        ("context", CONTEXT),
        ("parts", PART),
    ];
    let all = all.map(|(name, weight)| format!("{name} {} {}", weight.each, weight.length_share));
    all.join(", ")
}

/// What an occurrence counts in a field of some average length.
#[derive(Debug, Clone, Copy)]
pub struct Worth {
    /// The weight.
    pub weight: Weight,
    /// How long the field is on average, in tokens.
    pub average: Score,
}

impl Worth {
    /// What it counts in a field of so many tokens.
    pub fn at(self, length: u32) -> Score {
        let share = self.weight.length_share;
        self.weight.each / (1.0 - share + share * as_score(length) / self.average)
    }

    /// The same for each of the lengths that the index tells apart.
    pub fn by_length(self) -> Box<[Score; 256]> {
        let mut by_length = Box::new([0.0; 256]);
        for (id, own) in (0..=u8::MAX).zip(&mut *by_length) {
            *own = self.at(FieldNormReader::id_to_fieldnorm(id));
        }
        by_length
    }
}

/// The average length of a field, in tokens; 0 when no record has it.
///
/// # Errors
/// When the engine cannot read the field.
pub fn average_length(segment: &SegmentReader, field: Field) -> tantivy::Result<Score> {
    let tokens = segment.inverted_index(field)?.total_num_tokens();
    Ok(many_as_score(tokens) / as_score(segment.max_doc()).max(1.0))
}

/// How many there are, as a number to count with.
#[expect(clippy::cast_precision_loss, reason = "scores are no exact numbers")]
pub fn many_as_score(number: u64) -> Score {
    number as Score
}

/// How often a word occurs, or how long a field is, as a number to count with.
#[expect(
    clippy::cast_precision_loss,
    reason = "frequencies and lengths are small, and scores are no exact numbers"
)]
pub fn as_score(number: u32) -> Score {
    number as Score
}
