//! Every way in which a municipality's name is written, and the longest that starts at a word.

use std::collections::HashMap;

use records::MunicipalityCode;

use super::words::{Gap, Word};
use crate::key::key;
use crate::{Municipality, Register};

/// What sort of form a name has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormKind {
    /// The name as it is.
    Base,
    /// The name with the ending of the genitive.
    Genitive,
    /// A form that stands only before `kommun` or `stad`, such as `Falu`.
    Attributive,
    /// A name that by itself says what it is, such as `Region Gotland`.
    Official,
}

#[derive(Debug)]
struct Form {
    /// The words after the first, in lower case.
    rest: Vec<String>,
    code: MunicipalityCode,
    kind: FormKind,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) code: MunicipalityCode,
    pub(super) kind: FormKind,
    /// How many words it takes.
    pub(super) len: usize,
}

/// The forms of all names, by their first word.
#[derive(Debug)]
pub(super) struct Forms(HashMap<String, Vec<Form>>);

impl Forms {
    pub(super) fn new(register: &Register) -> Self {
        let mut forms: HashMap<String, Vec<Form>> = HashMap::new();
        for municipality in register.municipalities() {
            for (text, kind) in written_forms(municipality) {
                let mut words = text.split(' ').map(ToOwned::to_owned);
                let first = words.next().unwrap_or_default();
                let rest: Vec<String> = words.collect();
                let list = forms.entry(first).or_default();
                if !list.iter().any(|form| form.rest == rest) {
                    let code = municipality.code;
                    list.push(Form { rest, code, kind });
                    // Longest first: `Upplands Väsby` before anything shorter.
                    list.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
                }
            }
        }
        Self(forms)
    }

    /// The longest form that starts at a word; hyphen and space between its words are equal.
    pub(super) fn longest(&self, words: &[Word], at: usize) -> Option<Found> {
        if !words[at].case.is_capital() {
            return None;
        }
        let forms = self.0.get(&words[at].lower)?;
        forms.iter().find_map(|form| {
            let following = words.get(at + 1..=at + form.rest.len())?;
            let same = form.rest.iter().zip(following).all(|(part, word)| {
                *part == word.lower
                    && word.case.is_capital()
                    && matches!(word.gap, Gap::Space | Gap::Hyphen)
            });
            same.then_some(Found {
                code: form.code,
                kind: form.kind,
                len: form.rest.len() + 1,
            })
        })
    }

    /// The name that a word is with an ending that only Finnish has.
    pub(super) fn finnish(&self, word: &Word) -> Option<Found> {
        if !word.case.is_capital() {
            return None;
        }
        FINNISH_ENDINGS.iter().find_map(|ending| {
            let stem = word.lower.strip_suffix(ending)?;
            // `Haaparannan` is of `Haaparanta`.
            let strong = stem.strip_suffix("nna").map(|stem| format!("{stem}nta"));
            let form = self
                .0
                .get(stem)
                .or_else(|| self.0.get(&strong?))?
                .iter()
                .find(|form| form.rest.is_empty() && form.kind == FormKind::Base)?;
            Some(Found {
                code: form.code,
                kind: FormKind::Genitive,
                len: 1,
            })
        })
    }
}

/// The endings that names take in Finnish, the longest first, with the vowel that joins them to a
/// name that ends in a consonant.
const FINNISH_ENDINGS: &[&str] = &[
    "issa", "ista", "illa", "ille", "ilta", "iin", "ssa", "sta", "lla", "lle", "lta", "ia", "in",
    "än", "on", "an", "ön", "ta", "n", "a",
];

/// The forms of one municipality's names, as keys.
fn written_forms(municipality: &Municipality) -> Vec<(String, FormKind)> {
    let name = key(&municipality.name);
    let genitive = key(&municipality.genitive);
    let mut forms = vec![(name.clone(), FormKind::Base)];
    if genitive != name {
        forms.push((genitive.clone(), FormKind::Genitive));
    }
    let others = [&municipality.official_name]
        .into_iter()
        .chain(&municipality.aliases);
    for other in others {
        let other = key(other);
        match other
            .strip_suffix(" kommun")
            .or_else(|| other.strip_suffix(" stad"))
        {
            Some(stem) if stem == name || stem == genitive => {}
            Some(stem) => forms.push((stem.to_owned(), FormKind::Attributive)),
            // `Region Gotland` holds the name; `Giron` is another one.
            None if other.contains(' ') => {
                forms.push((format!("{other}s"), FormKind::Official));
                forms.push((other, FormKind::Official));
            }
            None => {
                forms.push((format!("{other}s"), FormKind::Genitive));
                forms.push((other, FormKind::Base));
            }
        }
    }
    forms
}
