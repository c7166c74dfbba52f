//! The municipalities that take part in what a text is about.

use records::MunicipalityCode;
use vocabulary::{Mention, lower_in_place};

/// Words right before a name that say that its bearer takes part.
const TOGETHER: &[&str] = &[
    "tillsammans med",
    "ihop med",
    "i samarbete med",
    "i samverkan med",
    "samarbetar med",
    "samverkar med",
    "together with",
    "in cooperation with",
    "in collaboration with",
];

/// Words before those that make it a contest or a list.
const NOT_TOGETHER: &[&str] = &[
    "nominerad",
    "nominerades",
    "nominerats",
    "nominerat",
    "final",
];

/// So much of the text before a name is looked at, in bytes.
const BEFORE: usize = 60;

/// The municipalities that a text says somebody works with, and those listed with them.
///
/// `mentions` are those of the text, in its order.
pub(crate) fn find(text: &str, mentions: &[Mention]) -> Vec<MunicipalityCode> {
    let mut partners = Vec::new();
    let mut former: Option<usize> = None;
    for mention in mentions {
        let start = mention.span.start();
        let is_listed = former.is_some_and(|end| {
            text.get(end..start)
                .is_some_and(|between| matches!(between, ", " | " och " | " samt " | " and "))
        });
        if is_listed || stands_together(text, start) {
            partners.push(mention.code);
            former = Some(mention.span.end());
        } else {
            former = None;
        }
    }
    partners
}

fn stands_together(text: &str, start: usize) -> bool {
    let mut from = start.saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = lower_in_place(&text[from..start]);
    let before = before
        .trim_end()
        .trim_end_matches("kommunen")
        .trim_end_matches("grann")
        .trim_end();
    TOGETHER.iter().any(|phrase| {
        before.strip_suffix(phrase).is_some_and(|rest| {
            !NOT_TOGETHER
                .iter()
                .any(|word| rest.trim_end().ends_with(word))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Vocabulary;

    #[test]
    fn partners_stand_after_words_that_say_so() {
        let vocabulary = Vocabulary::embedded();
        for (text, expected) in [
            (
                "Tjänsten är byggd tillsammans med Karlstads kommun.",
                "Karlstad",
            ),
            (
                "Ystad samarbetar med Bjuv, Svalöv och Eslöv. Malmö väntar.",
                "Bjuv Svalöv Eslöv",
            ),
            ("Vi gör det ihop med grannkommunen Umeå.", "Umeå"),
            ("Den nominerades tillsammans med Umeå och Ystad.", ""),
            ("Umeå och Ystad följer försöket.", ""),
            ("", ""),
        ] {
            let mentions = vocabulary.gazetteer.mentions(text);
            let names: Vec<&str> = find(text, &mentions)
                .into_iter()
                .filter_map(|code| vocabulary.register.by_code(code))
                .map(|municipality| municipality.name.as_str())
                .collect();
            assert_eq!(names.join(" "), expected, "{text}");
        }
    }
}
