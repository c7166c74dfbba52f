//! Letters that stand for the same sound in another spelling.

/// Folds a lower-case letter of another spelling to the one Swedish uses: é to e, ü to u, ø to ö,
/// æ to ä. å, ä and ö stay as they are, since they tell words apart.
pub(crate) fn fold_foreign(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ç' | 'č' => 'c',
        'ñ' => 'n',
        'š' => 's',
        'ž' => 'z',
        'ø' => 'ö',
        'æ' => 'ä',
        _ => letter,
    }
}

/// Folds a text all the way to letters without marks, lower case: how someone types who has no
/// å, ä or ö.
///
/// # Example
/// ```
/// assert_eq!(analysis::fold_diacritics("Äldreomsorg i Malmö"), "aldreomsorg i malmo");
/// ```
pub fn fold_diacritics(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(fold_foreign)
        .map(|letter| match letter {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            _ => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_letters_fold_and_swedish_ones_stay() {
        for (letter, folded) in [('é', 'e'), ('ø', 'ö'), ('æ', 'ä'), ('å', 'å'), ('ö', 'ö')]
        {
            assert_eq!(fold_foreign(letter), folded);
        }
        assert_eq!(fold_diacritics("ÉÅÄÖØ"), "eaaoo");
    }
}
