//! The form in which names are compared, and the nearest name to a misspelt one.

use analysis::normalise;

/// A name as it is compared: composed letters, lower case, hyphens as spaces, single spaces.
pub(crate) fn key(name: &str) -> String {
    // As most words of a query are, which are compared again and again.
    if is_key(name) {
        return name.to_owned();
    }
    make_key(name)
}

/// The form in which any name is compared.
fn make_key(name: &str) -> String {
    let name = normalise(name).replace('-', " ").to_lowercase();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a name is, as can be told at a glance, in the form in which names are compared.
fn is_key(name: &str) -> bool {
    let mut before = ' ';
    for letter in name.chars() {
        match letter {
            'a'..='z' | '0'..='9' | 'å' | 'ä' | 'ö' => {}
            ' ' if before != ' ' => {}
            _ => return false,
        }
        before = letter;
    }
    before != ' '
}

/// A text in lower case, with every letter at the byte where it was: one whose lower case has
/// another length stays as it is.
pub fn lower_in_place(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let mut lower = letter.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(only), None) if only.len_utf8() == letter.len_utf8() => only,
                _ => letter,
            }
        })
        .collect()
}

/// The candidate nearest to `wanted` by edit distance, or `None` when all are too far off.
///
/// One edit is allowed in a word of up to four letters, two up to nine, then a quarter of its
/// length: `Kungsbaka` is near `Kungsbacka`, and `Rom` near nothing. The first of equals wins.
pub fn nearest<'a, T>(
    wanted: &str,
    candidates: impl IntoIterator<Item = (&'a str, T)>,
) -> Option<T> {
    let letters = wanted.chars().count();
    let allowed = match letters {
        0 => return None,
        1..=4 => 1,
        5..=9 => 2,
        _ => letters / 4,
    };
    let mut best: Option<(usize, T)> = None;
    for (name, value) in candidates {
        if name.chars().count().abs_diff(letters) > allowed {
            continue;
        }
        let distance = strsim::osa_distance(wanted, name);
        if distance <= allowed && best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, value));
        }
    }
    best.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_told_at_a_glance_is_what_would_be_made(
            name in prop_oneof![any::<String>(), "[a-zåäöA-Z0-9 -]{1,20}", "[a-zåäö0-9]{1,9}( [a-zåäö0-9]{1,9})?"],
        ) {
            prop_assert_eq!(key(&name), make_key(&name));
        }
    }

    #[test]
    fn names_are_compared_without_case_hyphens_or_composition() {
        for name in ["Upplands-Bro", "UPPLANDS  BRO", "upplands\u{2011}bro"] {
            assert_eq!(key(name), "upplands bro");
        }
        assert_eq!(key("Malmo\u{308}"), "malmö");
    }

    #[test]
    fn a_key_is_told_at_a_glance_where_nothing_would_change_it() {
        for name in ["upplands bro", "malmö", "åsele", "ängelholm", "region 10"] {
            assert!(is_key(name), "{name}");
        }
        for name in [
            "",
            " bro",
            "bro ",
            "upplands  bro",
            "upplands-bro",
            "Bro",
            "malmo\u{308}",
            "bro\u{a0}a",
        ] {
            assert!(!is_key(name), "{name}");
        }
    }

    #[test]
    fn lower_case_moves_no_letter() {
        // The capitals of these have longer and shorter lower cases.
        for text in ["ÅÄÖ åäö", "İstanbul ẞ IT", "K Å Ω"] {
            let lower = lower_in_place(text);
            assert_eq!(lower.len(), text.len());
            assert!(
                text.char_indices()
                    .all(|(at, _)| lower.is_char_boundary(at))
            );
        }
        assert_eq!(lower_in_place("ÅRETS IT-Kommun"), "årets it-kommun");
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["avesta", "alvesta", "mora"];
        let find = |wanted: &str| nearest(wanted, names.iter().map(|name| (*name, *name)));
        assert_eq!(find("avseta"), Some("avesta"));
        assert_eq!(find("nora"), Some("mora"));
        assert_eq!(find("rom"), None);
        assert_eq!(find(""), None);
    }
}
