//! A citation as an entry for BibTeX and biber, in UTF-8.

use std::fmt::Write;

use super::Reference;

/// The reference as an entry.
pub(super) fn written(reference: &Reference) -> String {
    let issued = reference.issued.map(super::date).unwrap_or_default();
    let (year, month) = match issued.split_once('-') {
        Some((year, rest)) => (year.to_owned(), rest.chars().take(2).collect()),
        None => (issued, String::new()),
    };
    let text = |value: &str| escaped(value);
    let optional = |value: Option<&String>| value.map_or_else(String::new, |value| escaped(value));
    let mut fields = String::new();
    for (name, value) in [
        // A second pair of braces keeps capitals as they are.
        ("title", format!("{{{}}}", text(&reference.title))),
        ("booktitle", optional(reference.container.as_ref())),
        ("publisher", optional(reference.publisher.as_ref())),
        ("year", year),
        ("month", month.trim_start_matches('0').to_owned()),
        ("url", address(&reference.url)),
        (
            "urldate",
            reference.accessed().unwrap_or_default().to_owned(),
        ),
        ("abstract", optional(reference.lead.as_ref())),
        ("keywords", text(&reference.keywords.join(", "))),
        ("langid", language(&reference.language).to_owned()),
        ("note", text(&reference.whole_note())),
    ] {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(fields, ",\n  {name} = {{{value}}}");
        }
    }
    format!("@misc{{{}{fields}\n}}\n\n", reference.key)
}

/// A text that no program takes for an entry.
pub(crate) fn comment(text: &str) -> String {
    // Braces must be in pairs, and an at sign would begin an entry for some readers.
    let harmless = text.replace(['{', '}'], "").replace('@', "(at)");
    format!("@comment{{{harmless}}}\n\n")
}

/// A text in which nothing means anything to LaTeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("{\\textbackslash}"),
            '{' => escaped.push_str("\\{"),
            '}' => escaped.push_str("\\}"),
            '~' => escaped.push_str("{\\textasciitilde}"),
            '^' => escaped.push_str("{\\textasciicircum}"),
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// An address as it is, but for what would end the field or begin a comment.
fn address(url: &str) -> String {
    url.replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
}

/// The language as babel and biber call it.
fn language(tag: &str) -> &str {
    match tag {
        "sv" => "swedish",
        "en" => "english",
        "fi" => "finnish",
        "da" => "danish",
        "nb" | "no" => "norsk",
        "nn" => "nynorsk",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_means_anything_to_latex() {
        for (text, written) in [
            ("åäö ÅÄÖ – 😀", "åäö ÅÄÖ – 😀"),
            ("100 % & $5 #1 a_b", "100 \\% \\& \\$5 \\#1 a\\_b"),
            (
                "{}\\~^",
                "\\{\\}{\\textbackslash}{\\textasciitilde}{\\textasciicircum}",
            ),
        ] {
            assert_eq!(escaped(text), written);
        }
        assert_eq!(address("https://a/%7e_{x}"), "https://a/%7e_%7Bx%7D");
        assert_eq!(comment("q={x} @misc{y}"), "@comment{q=x (at)miscy}\n\n");
    }
}
