//! What somebody says aloud, with the office of who says it. Names are read past, never kept.

use std::collections::BTreeMap;
use std::ops::Range;

use records::{Quote, Span, Text};
use vocabulary::Vocabulary;

use super::lines::{LineKind, Lines};
use crate::link::interviews;

/// Verbs that follow what was said, in lower case.
const SAYING: &[&str] = &[
    "säger",
    "sa",
    "sade",
    "berättar",
    "berättade",
    "förklarar",
    "menar",
    "tycker",
    "konstaterar",
    "fortsätter",
    "kommenterar",
    "tillägger",
    "hälsar",
    "betonar",
    "avslutar",
    "understryker",
    "svarar",
    "summerar",
    "says",
    "said",
    "sier",
    "forteller",
    "siger",
    "fortæller",
    "sanoo",
    "kertoo",
];

/// Words that stand for the one who spoke last.
const PRONOUNS: &[&str] = &["hon", "han", "hen", "she", "he", "hun", "hän", "de"];

/// Words that lead on from a title to something else.
const AFTER_TITLE: &[&str] = &[
    "som", "i", "på", "vid", "hos", "och", "efter", "när", "who", "at", "in", "of",
];

/// Words that no title ends with.
const LEADING_ON: &[&str] = &[
    "för", "for", "of", "the", "a", "an", "av", "och", "and", "our",
];

/// What stands before a title without belonging to it, and how such words end: `kommunens`.
const OWNERS: &[&str] = &["the", "vår", "deras", "en"];
const OWNING: &[&str] = &["ens", "ets", "ornas", "arnas", "ernas", "nas"];

/// Endings of the boards whose name is part of an office: `kommunstyrelsens ordförande`.
const BOARDS: &[&str] = &["styrelsens", "nämndens", "utskottets", "fullmäktiges"];

/// Small words within a name.
const WITHIN_NAME: &[&str] = &["von", "af", "de", "van"];

const OPENING: &[char] = &['”', '“', '"', '»', '«'];

/// Who spoke, as far as the document has told.
#[derive(Default)]
struct Speakers {
    /// Offices by the last word of the name, to know them again by. Not kept in any record.
    by_surname: BTreeMap<String, Option<Text>>,
    last: Option<Text>,
}

/// Who said something, as the words after it tell.
struct Attribution {
    role: Option<Text>,
    /// One past the attribution's last byte.
    end: usize,
}

/// The quotes of a document, in its order.
pub(crate) fn find(lines: &Lines<'_>, vocabulary: &Vocabulary) -> Vec<Quote> {
    let mut speakers = Speakers::default();
    let interviewed = interviews::find(lines.text, vocabulary);
    if let Some(found) = &interviewed {
        speaker(
            &lines.text[found.presented.clone()],
            vocabulary,
            &mut speakers,
        );
    }
    let mut quotes: Vec<Quote> = Vec::new();
    // Those that do not say who speaks: one who is the only one in the document.
    let mut unattributed: Vec<usize> = Vec::new();
    for line in &lines.list {
        let words = lines.words(line);
        let start = line.range.start;
        // A dash at the start of a line may have been read as that of a list.
        let is_speech = line.kind == LineKind::Speech
            || (line.kind == LineKind::Item
                && attribution(words, 0, vocabulary, &mut Speakers::default()).is_some());
        if is_speech {
            let spoken = words.trim_start_matches(OPENING);
            let from = words.len() - spoken.len();
            match attribution(words, from, vocabulary, &mut speakers) {
                Some((said, attribution)) => {
                    let role = attribution.role.clone();
                    push(&mut quotes, lines, start + from..start + said, role.clone());
                    let rest = &words[attribution.end..];
                    let lead = rest.len()
                        - rest
                            .trim_start_matches(['.', ' ', '”', '"', '-', ','])
                            .len();
                    // After the end of the attributing sentence the same one goes on speaking.
                    if rest.starts_with(['.', '!']) && rest[lead..].split_whitespace().count() > 2 {
                        push(
                            &mut quotes,
                            lines,
                            start + attribution.end + lead..line.range.end,
                            role,
                        );
                    }
                }
                None => {
                    if words.split_whitespace().count() > 3 {
                        unattributed.push(quotes.len());
                        push(&mut quotes, lines, start + from..line.range.end, None);
                    }
                }
            }
        } else if let Some((open, close)) = marked(words)
            && let Some((_, attribution)) = attribution(words, close, vocabulary, &mut speakers)
            && words[open..close].split_whitespace().count() > 3
        {
            push(
                &mut quotes,
                lines,
                start + open..start + close,
                attribution.role,
            );
        }
    }
    let only = speakers.by_surname.len() == 1 || {
        let mut roles: Vec<&Text> = quotes
            .iter()
            .filter_map(|quote| quote.role.as_ref())
            .collect();
        roles.dedup();
        // The one who is interviewed may be presented without a name.
        roles.len() == 1
            || (interviewed.is_some() && roles.is_empty() && speakers.by_surname.is_empty())
    };
    if speakers.last.is_none() && quotes.len() == unattributed.len() {
        // Dashes without anybody who speaks are another way to write a list.
        return Vec::new();
    }
    for at in unattributed {
        if let Some(quote) = quotes.get_mut(at).filter(|_| only) {
            quote.role.clone_from(&speakers.last);
        }
    }
    quotes
}

fn push(quotes: &mut Vec<Quote>, lines: &Lines<'_>, place: Range<usize>, role: Option<Text>) {
    let said = lines.text[place.clone()].trim_end_matches([' ', '\t', ',', '”', '"', '“', '-']);
    let start = place.start + (said.len() - said.trim_start().len());
    let end = start + said.trim().len();
    let said = said.trim();
    if let (Some(text), Ok(span)) = (Text::from_trimmed(said), Span::new(start, end)) {
        quotes.push(Quote {
            text,
            role,
            span: Some(span),
        });
    }
}

/// Where words in quotation marks stand in a line: inside the marks.
fn marked(words: &str) -> Option<(usize, usize)> {
    let open = words.find(OPENING)?;
    let inside = open + words[open..].chars().next().map_or(1, char::len_utf8);
    let closing: &[char] = match words[open..].chars().next() {
        Some('»') => &['«', '»'],
        _ => &['”', '"', '«', '“'],
    };
    let close = inside + words[inside..].find(closing)?;
    (close > inside).then_some((inside, close))
}

/// Finds `, säger …` after some words of a line: where what was said ends, and who said it.
fn attribution(
    words: &str,
    from: usize,
    vocabulary: &Vocabulary,
    speakers: &mut Speakers,
) -> Option<(usize, Attribution)> {
    let spoken = &words[from..];
    let (comma, after) = spoken
        .match_indices([',', '.', '?', '!', '”', '"', '«', '»', '“'])
        .find_map(|(at, mark)| {
            let rest = &spoken[at + mark.len()..];
            let lead = rest.len()
                - rest
                    .trim_start_matches([' ', ',', '”', '"', '-', '«', '»', '“'])
                    .len();
            let verb = rest[lead..]
                .split(|letter: char| !letter.is_alphabetic())
                .next()?;
            // `Hon säger` opens a sentence of its own; a verb in lower case goes with what was said.
            (lead > 0 && SAYING.contains(&verb)).then_some((
                if matches!(mark, "?" | "!") {
                    at + 1
                } else {
                    at
                },
                at + mark.len() + lead + verb.len(),
            ))
        })?;
    let tail = &spoken[after..];
    let (role, end) = speaker(tail, vocabulary, speakers);
    Some((
        from + comma,
        Attribution {
            role,
            end: from + after + end,
        },
    ))
}

/// Who speaks, from the words after the verb, and where that sentence ends.
fn speaker(tail: &str, vocabulary: &Vocabulary, speakers: &mut Speakers) -> (Option<Text>, usize) {
    let end = tail
        .match_indices(['.', '!', '?'])
        .find(|(at, _)| {
            let rest = &tail[at + 1..];
            rest.is_empty() || rest.starts_with([' ', '”', '"'])
        })
        .map_or(tail.len(), |(at, _)| at);
    let sentence = tail[..end].trim();
    let (who, rest) = sentence.split_once(',').unwrap_or((sentence, ""));
    let words: Vec<&str> = who.split_whitespace().collect();
    let name: Vec<&str> = words
        .iter()
        .copied()
        .skip_while(|word| !is_name(word, vocabulary))
        .take_while(|word| is_name(word, vocabulary) || WITHIN_NAME.contains(word))
        .collect();
    let surname = name
        .last()
        .map(|name| name.trim_end_matches('s').to_lowercase());
    let before: Vec<&str> = words
        .iter()
        .copied()
        .take_while(|word| !is_name(word, vocabulary))
        .collect();
    let role = title(&before, vocabulary).or_else(|| {
        let after: Vec<&str> = rest.split(',').next()?.split_whitespace().collect();
        (!name.is_empty())
            .then(|| title(&after, vocabulary))
            .flatten()
    });
    let is_pronoun = words
        .first()
        .is_some_and(|word| PRONOUNS.contains(&word.to_lowercase().as_str()));
    let role = match (role, &surname) {
        (Some(role), _) => Some(role),
        (None, Some(surname)) => speakers.by_surname.get(surname).cloned().flatten(),
        (None, None) if is_pronoun => speakers.last.clone(),
        (None, None) => None,
    };
    if let Some(surname) = surname {
        let known = speakers.by_surname.entry(surname).or_default();
        if known.is_none() {
            known.clone_from(&role);
        }
    }
    speakers.last.clone_from(&role);
    (role, end)
}

/// Whether a word is written as a name and is not the title of an office.
fn is_name(word: &str, vocabulary: &Vocabulary) -> bool {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.starts_with(char::is_uppercase)
        // `Lidingö's head of digitalisation`
        && !["'s", "’s"].iter().any(|owner| word.ends_with(owner))
        && !vocabulary.offices.is_office(bare)
        // `IT-chef`, `VD`
        && !bare.chars().nth(1).is_some_and(char::is_uppercase)
}

/// The title of an office at the start of some words: as long as it holds a word for an office.
fn title(words: &[&str], vocabulary: &Vocabulary) -> Option<Text> {
    // `the city's head of …`
    let owner = words
        .iter()
        .take(3)
        .position(|word| word.ends_with("'s") || word.ends_with("’s"));
    let words = owner.map_or(words, |owner| &words[owner + 1..]);
    let owned = words.first().is_some_and(|first| {
        let first = first.to_lowercase();
        words.len() > 1
            && (OWNERS.contains(&first.as_str())
                || OWNING.iter().any(|ending| first.ends_with(ending)))
            // What a board's chair is called without it says nothing.
            && !BOARDS.iter().any(|board| first.ends_with(board) && first != *board)
    });
    let words: Vec<String> = words[usize::from(owned)..]
        .iter()
        .map(|word| {
            word.trim_matches(|letter: char| !letter.is_alphanumeric())
                .to_owned()
        })
        .collect();
    let office = words
        .iter()
        .take_while(|word| !AFTER_TITLE.contains(&word.as_str()))
        .position(|word| vocabulary.offices.is_office(word))?;
    let mut end = office + 1;
    // `chef för digital utveckling`, `head of digital development`
    if words
        .get(end)
        .is_some_and(|word| matches!(word.as_str(), "för" | "for" | "of"))
    {
        end += words[end..]
            .iter()
            .skip(1)
            .take_while(|word| {
                !AFTER_TITLE.contains(&word.as_str()) && !word.starts_with(char::is_uppercase)
            })
            .count()
            + 1;
    }
    // `head of the` before a name of something says no more than `head`.
    while end > office + 1 && LEADING_ON.contains(&words[end - 1].as_str()) {
        end -= 1;
    }
    let mut title = words[..end].to_vec();
    if owned && let [adjective, _, ..] = title.as_mut_slice() {
        // Without the owner before it an adjective loses its ending: `digital strateg`.
        if ["ala", "iska", "iva", "ella"]
            .iter()
            .any(|end| adjective.ends_with(end))
        {
            adjective.pop();
        }
    }
    if let Some(office) = title.get_mut(office) {
        *office = indefinite(office, vocabulary);
    }
    Text::from_trimmed(&title.join(" "))
}

/// `it-chefen`, who is one among others, as `it-chef`.
fn indefinite(office: &str, vocabulary: &Vocabulary) -> String {
    ["en", "et", "n", "t"]
        .iter()
        .filter_map(|ending| office.strip_suffix(ending))
        .find(|bare| vocabulary.offices.is_office(bare))
        .unwrap_or(office)
        .to_owned()
}
