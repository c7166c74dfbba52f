//! Lines and headings that are named after municipalities, and the award form's own headings.

use records::MunicipalityCode;
use vocabulary::Vocabulary;

/// A longer label is a sentence.
const LONGEST_LABEL: usize = 90;

/// A shorter text after a label is a figure, a date or a name.
const SHORTEST_TEXT: usize = 20;

/// ... and so is one of fewer words.
const FEWEST_WORDS: usize = 4;

/// What stands between a label and its text.
const MARKS: &[&str] = &[": ", " - ", " | "];

/// One of the three headings under which the award's form asks municipalities to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heading {
    Proud,
    Effect,
    Lessons,
}

/// The words that tell the form's headings, in lower case.
const HEADINGS: &[(&str, Heading)] = &[
    ("stolt", Heading::Proud),
    ("proud", Heading::Proud),
    ("effekt", Heading::Effect),
    ("effect", Heading::Effect),
    ("lärdom", Heading::Lessons),
    ("lärt", Heading::Lessons),
    ("lesson", Heading::Lessons),
];

/// Which of the form's headings a heading is.
pub(crate) fn form_heading(heading: &str) -> Option<Heading> {
    let lower = heading.to_lowercase();
    let mut found = HEADINGS
        .iter()
        .filter(|(word, _)| {
            lower.match_indices(word).any(|(at, _)| {
                let rest = &lower[at + word.len()..];
                // `effektiv` is another word.
                !lower[..at].ends_with(char::is_alphanumeric) && !rest.starts_with("iv")
            })
        })
        .map(|(_, heading)| *heading);
    let first = found.next()?;
    // A heading over all three questions is none of them.
    found.all(|other| other == first).then_some(first)
}

/// The municipalities that a label names, if it holds nothing else: `Lidingö stad`, `Mora, Orsa
/// och Älvdalen`.
pub(crate) fn named(label: &str, vocabulary: &Vocabulary) -> Option<Vec<MunicipalityCode>> {
    let label = label.trim().trim_end_matches([':', '.']).trim();
    // `3. Karlstad`, `kl. 10.15-10.30 Karlstad`
    let label = label.strip_prefix("kl").unwrap_or(label);
    let label = label
        .trim_start_matches(|letter: char| {
            letter.is_ascii_digit() || matches!(letter, '.' | ')' | ' ' | ':' | '-')
        })
        .trim();
    if label.len() > LONGEST_LABEL || !label.starts_with(char::is_uppercase) {
        return None;
    }
    let (list, plural) = match label.strip_suffix(" kommuner") {
        Some(list) => (list, true),
        None => (label, false),
    };
    let list = list
        .replace(" och ", ", ")
        .replace(" samt ", ", ")
        .replace(" and ", ", ")
        .replace(" & ", ", ")
        .replace('/', ", ");
    let mut names: Vec<&str> = list.split(", ").map(str::trim).collect();
    // `Karlskrona, digitaliseringschefen`
    if names.len() > 1
        && names
            .last()
            .is_some_and(|last| vocabulary.offices.is_office(last))
    {
        names.pop();
    }
    let last = names.len().checked_sub(1)?;
    names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let register = &vocabulary.register;
            let found = if plural && at == last {
                register
                    .by_name(&format!("{name} kommun"))
                    .or_else(|| register.by_name(name))
            } else {
                register.by_name(name)
            };
            found
                .filter(|_| name.starts_with(char::is_uppercase))
                .map(|municipality| municipality.code)
        })
        .collect()
}

/// Whether a label surely names municipalities: `Vara` alone may be a verb.
pub(crate) fn is_sure(label: &str, vocabulary: &Vocabulary) -> bool {
    !vocabulary.gazetteer.mentions(label.trim()).is_empty()
}

/// A line such as `Haparanda: Alla har en digital brevlåda.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Labelled {
    pub(crate) codes: Vec<MunicipalityCode>,
    /// Where the label ends.
    pub(crate) label_end: usize,
    /// Where the text starts.
    pub(crate) text_start: usize,
}

/// What a line says of the municipalities that its label names. Places are bytes of the line.
pub(crate) fn labelled(line: &str, vocabulary: &Vocabulary) -> Option<Labelled> {
    let found = with_label(line, vocabulary)?;
    let text = line[found.text_start..].trim();
    (text.chars().count() >= SHORTEST_TEXT
        && text.split_whitespace().count() >= FEWEST_WORDS
        // `Kalix: se sidan 4`, `Kalix - Nacka`
        && text.chars().any(char::is_lowercase))
    .then_some(found)
}

/// The same where a heading tells that what follows is what somebody does, so that two words are
/// enough: `Kalix: Digital brevlåda`.
pub(crate) fn labelled_short(line: &str, vocabulary: &Vocabulary) -> Option<Labelled> {
    let found = with_label(line, vocabulary)?;
    let text = line[found.text_start..].trim();
    let is_number = |word: &str| word.contains(|letter: char| letter.is_ascii_digit());
    (text.split_whitespace().count() > 1
        && text.chars().any(char::is_lowercase)
        && !text.split_whitespace().any(is_number)
        && named(text, vocabulary).is_none())
    .then_some(found)
}

/// A line that opens with a label that names municipalities, whatever it says of them.
pub(crate) fn with_label(line: &str, vocabulary: &Vocabulary) -> Option<Labelled> {
    let (at, mark) = MARKS
        .iter()
        .filter_map(|mark| line.find(mark).map(|at| (at, *mark)))
        .min()?;
    let codes = named(&line[..at], vocabulary)?;
    Some(Labelled {
        codes,
        label_end: at,
        text_start: at + mark.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(label: &str) -> Option<usize> {
        named(label, Vocabulary::embedded()).map(|codes| codes.len())
    }

    #[test]
    fn a_label_names_municipalities_and_nothing_else() {
        for (label, number) in [
            ("Karlstad", Some(1)),
            ("Karlstads kommun", Some(1)),
            ("Lidingö stad:", Some(1)),
            ("3. UMEÅ KOMMUN", Some(1)),
            ("Mora, Orsa och Älvdalen", Some(3)),
            ("Mora, Orsa och Älvdalens kommuner", Some(3)),
            ("Vara", Some(1)),
            ("kl. 10:15-10:30 Karlstad", Some(1)),
            ("Karlskrona, digitaliseringschefen:", Some(1)),
            ("vara", None),
            ("Så gör Karlstad", None),
            ("Karlstad och Göteborgs universitet", None),
            ("1780", None),
            ("", None),
        ] {
            assert_eq!(count(label), number, "{label}");
        }
    }

    #[test]
    fn a_labelled_line_says_something() {
        let text = |line: &str| {
            labelled(line, Vocabulary::embedded()).map(|found| line[found.text_start..].to_owned())
        };
        assert_eq!(
            text("Ale: Har byggt en karta över alla gropar i vägen.").as_deref(),
            Some("Har byggt en karta över alla gropar i vägen.")
        );
        assert_eq!(
            text("Ale | Har byggt en karta över gropar").as_deref(),
            Some("Har byggt en karta över gropar")
        );
        assert_eq!(text("Ale: 14 st"), None);
        assert_eq!(
            text("Ale säger så här: vi har byggt en karta över gropar"),
            None
        );
    }

    #[test]
    fn two_words_are_enough_below_a_heading_that_names_an_area() {
        let text = |line: &str| {
            labelled_short(line, Vocabulary::embedded())
                .map(|found| line[found.text_start..].to_owned())
        };
        assert_eq!(
            text("Ale: Digital brevlåda").as_deref(),
            Some("Digital brevlåda")
        );
        assert_eq!(text("Ale: se sidan 4"), None);
        assert_eq!(text("Ale - Nacka kommun"), None);
        assert_eq!(text("Ale: Karta"), None);
    }

    #[test]
    fn the_forms_headings_are_known_by_their_words() {
        for (heading, known) in [
            ("Vad är ni mest stolta över?", Some(Heading::Proud)),
            ("Effekt", Some(Heading::Effect)),
            ("Vilka effekter har det gett?", Some(Heading::Effect)),
            ("Lärdomar", Some(Heading::Lessons)),
            ("Effektivare förvaltning", None),
            ("Stolthet, effekt och lärdomar", None),
            ("Annat", None),
        ] {
            assert_eq!(form_heading(heading), known, "{heading}");
        }
    }
}
