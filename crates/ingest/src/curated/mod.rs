//! Curated examples: Markdown with front matter to records.

mod fields;
mod outcomes;
mod source;

use records::{
    Completeness, Confidence, CountyCode, DatedYear, Diagnostic, Kind, Language, MunicipalityCode,
    MunicipalityRef, MunicipalityRole, Record, RecordId, Severity, Status, Text, ThemeBasis,
    ThemeId, ThemeRef, Voice, Year, YearBasis,
};
use vocabulary::Vocabulary;

use self::fields::Fields;
use crate::file::File;
use crate::findings::Findings;
use crate::front_matter::{self, Missing, Node};
use crate::read::{compose, markdown, sidecar};
use crate::{Options, rule};

/// The fields of front matter. `corpus/README.md` explains each.
const FIELDS: &[&str] = &[
    "title",
    "kind",
    "status",
    "municipalities",
    "counties",
    "year",
    "year_basis",
    "themes",
    "question",
    "effect",
    "lessons",
    "partners",
    "outcomes",
    "editor_note",
    "voice",
    "language",
    "source",
];

/// Reads a curated example. Every fault of the file is told, not only the first; what is faulty
/// is left out of the record. Without a title, or with front matter that is no YAML, there is no
/// record.
pub(crate) fn read(
    file: &File<'_>,
    vocabulary: &Vocabulary,
    options: &Options,
    findings: &mut Findings,
) -> Option<Record> {
    let stem = file.stem();
    let id: Option<RecordId> = match stem.parse() {
        Ok(id) => Some(id),
        Err(error) => {
            findings.error(
                rule::BAD_FILE_NAME,
                format!("{error}; the file's name is the record's id"),
            );
            None
        }
    };
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        findings.error(rule::ENCODING, "the file is not UTF-8; save it as UTF-8");
        return None;
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parts = match front_matter::split(text) {
        Ok(parts) => parts,
        Err(Missing::Opening) => {
            let message = "the first line is not `---`; begin the file with front matter, or keep \
                           it in a folder named documents";
            findings.error(rule::MISSING_FRONT_MATTER, message);
            return None;
        }
        Err(Missing::Closing) => {
            let fault = findings
                .make(
                    Severity::Error,
                    rule::UNCLOSED_FRONT_MATTER,
                    "no line `---` ends the front matter that line 1 begins",
                )
                .at_line(1);
            findings.add(fault);
            return None;
        }
    };
    let root = match front_matter::parse(parts.front_matter) {
        Ok(root) => root,
        Err(fault) => {
            let fault = findings
                .make(Severity::Error, rule::SYNTAX, fault.message)
                .at_line(fault.line);
            findings.add(fault);
            return None;
        }
    };
    let summary = Text::from_trimmed(&compose(&markdown::blocks(parts.body)).text);
    if summary.is_none() {
        findings.warning(
            rule::NO_SUMMARY,
            "the file has no text after its front matter",
        );
    }
    let fields = Fields::new(root, "", FIELDS, findings)?;
    let mut reader = Reader {
        fields,
        vocabulary,
        options,
        findings,
    };
    let record = reader.record(file, id.as_ref(), summary)?;
    Some(record)
}

/// Reads one example's fields, telling every fault.
struct Reader<'a> {
    fields: Fields,
    vocabulary: &'a Vocabulary,
    options: &'a Options,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// Every field is read before anything can stop the reading, so that every fault is told.
    fn record(
        &mut self,
        file: &File<'_>,
        id: Option<&RecordId>,
        summary: Option<Text>,
    ) -> Option<Record> {
        let title = self.required_text("title");
        let kind = self.required_word("kind");
        let voice = self.required_word("voice");
        let status = self.word("status").unwrap_or(Status::Unknown);
        let language = self.word("language").unwrap_or(Language::SWEDISH);
        let municipalities = self.municipalities();
        let counties = self.counties();
        if municipalities.is_empty() && counties.is_empty() {
            self.findings.warning(
                rule::NO_MUNICIPALITY,
                "the example names neither municipality nor county",
            );
        }
        let year = self.year();
        let themes = self.themes();
        let outcomes = self.outcomes();
        let question = self.text("question");
        let effect = self.text("effect");
        let lessons = self.text("lessons");
        let partners = self.texts("partners");
        let editor_note = self.text("editor_note");
        let source = self.source(file, id);
        let area = themes
            .first()
            .and_then(|theme| self.vocabulary.thesaurus.theme(&theme.id))
            .map(|theme| theme.area);
        let mut record = Record {
            id: id?.clone(),
            kind: kind.unwrap_or(Kind::Initiative),
            part_of: None,
            title: title?,
            summary,
            text: None,
            question,
            status,
            partners,
            same_initiative: Vec::new(),
            effect,
            lessons,
            municipalities: municipalities
                .into_iter()
                .map(|code| MunicipalityRef {
                    code,
                    role: MunicipalityRole::Subject,
                    mention: None,
                })
                .collect(),
            counties,
            outcomes,
            year,
            themes,
            area,
            language,
            voice: voice.unwrap_or(Voice::Editor),
            quotes: Vec::new(),
            editor_note,
            source: source?,
            span: None,
            also_published: Vec::new(),
            completeness: Completeness::of(&[]),
        };
        record.completeness = record.measure_completeness();
        Some(record)
    }

    fn tell(
        &mut self,
        severity: Severity,
        at: &Node,
        field: &str,
        rule: &str,
        message: impl Into<String>,
    ) {
        let fault: Diagnostic = self
            .findings
            .make(severity, rule, message)
            .at_line(at.line)
            .about(field);
        self.findings.add(fault);
    }

    fn error(&mut self, at: &Node, field: &str, rule: &str, message: impl Into<String>) {
        self.tell(Severity::Error, at, field, rule, message);
    }

    fn text(&mut self, field: &str) -> Option<Text> {
        self.fields.text(field, self.findings).map(|(text, _)| text)
    }

    fn required_text(&mut self, field: &str) -> Option<Text> {
        self.require(field);
        self.text(field)
    }

    fn require(&mut self, field: &str) {
        self.fields.require(field, self.findings);
    }

    /// A field whose value is one of a closed list, or has a checked form.
    fn word<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self, field: &str) -> Option<T> {
        let (word, at) = self.fields.text(field, self.findings)?;
        match word.parse() {
            Ok(word) => Some(word),
            Err(error) => {
                let field = self.fields.full_name(field);
                self.error(&at, &field, rule::BAD_VALUE, error.to_string());
                None
            }
        }
    }

    fn required_word<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        field: &str,
    ) -> Option<T> {
        self.require(field);
        self.word(field)
    }

    /// A list of texts, each once.
    fn texts(&mut self, field: &str) -> Vec<Text> {
        self.each(field, |_, text| Ok(text.clone()))
    }

    /// A list whose items are looked up; what is not found is told, and so is what is there twice.
    fn each<T: PartialEq>(
        &mut self,
        field: &str,
        look_up: impl Fn(&Vocabulary, &Text) -> Result<T, (&'static str, String)>,
    ) -> Vec<T> {
        let mut found: Vec<T> = Vec::new();
        for (text, at) in self.fields.texts(field, self.findings) {
            match look_up(self.vocabulary, &text) {
                Ok(item) if found.contains(&item) => {
                    self.error(
                        &at,
                        field,
                        rule::REPEATED_VALUE,
                        format!("`{text}` is there twice"),
                    );
                }
                Ok(item) => found.push(item),
                Err((rule, message)) => self.error(&at, field, rule, message),
            }
        }
        found
    }

    fn municipalities(&mut self) -> Vec<MunicipalityCode> {
        self.each("municipalities", |vocabulary, name| {
            municipality(vocabulary, name)
        })
    }

    fn counties(&mut self) -> Vec<CountyCode> {
        self.each("counties", |vocabulary, name| {
            let register = &vocabulary.register;
            if let Some(county) = register.county_by_name(name) {
                return Ok(county.code);
            }
            let nearest = register
                .nearest_county(name)
                .map(|county| county.name.as_str());
            Err((rule::UNKNOWN_COUNTY, unknown("county", name, nearest)))
        })
    }

    fn themes(&mut self) -> Vec<ThemeRef> {
        let at = self.fields.node("themes").cloned();
        let mut ids: Vec<ThemeId> = self.each("themes", |vocabulary, name| {
            let thesaurus = &vocabulary.thesaurus;
            let theme = name.parse().ok().and_then(|id| thesaurus.theme(&id));
            if let Some(theme) = theme {
                return Ok(theme.id.clone());
            }
            let nearest = thesaurus.nearest(name).map(|theme| theme.id.as_str());
            Err((rule::UNKNOWN_THEME, unknown("theme", name, nearest)))
        });
        if let Some(at) = at.filter(|_| ids.len() > Record::MAX_THEMES) {
            let message = format!(
                "{} themes; at most {} are kept",
                ids.len(),
                Record::MAX_THEMES
            );
            self.error(&at, "themes", rule::TOO_MANY_THEMES, message);
            ids.truncate(Record::MAX_THEMES);
        }
        if ids.is_empty() {
            self.findings
                .warning(rule::NO_THEME, "the example has no theme");
        }
        ids.into_iter()
            .map(|id| ThemeRef {
                id,
                basis: ThemeBasis::Curated,
                confidence: Confidence::CERTAIN,
            })
            .collect()
    }

    /// The year and its basis, which go together or not at all.
    fn year(&mut self) -> Option<DatedYear> {
        let year = self.year_value("year");
        let basis: Option<YearBasis> = self.word("year_basis");
        match (
            self.fields.node("year").cloned(),
            self.fields.node("year_basis").cloned(),
        ) {
            (Some(at), None) => {
                let accepted: Vec<&str> =
                    YearBasis::ALL.iter().map(|basis| basis.as_str()).collect();
                let message = format!("a year needs `year_basis`: {}", accepted.join(", "));
                self.error(&at, "year", rule::YEAR_AND_BASIS, message);
            }
            (None, Some(at)) => {
                self.error(
                    &at,
                    "year_basis",
                    rule::YEAR_AND_BASIS,
                    "a basis needs its `year`",
                );
            }
            (None, None) => self.findings.info(rule::NO_YEAR, "the example has no year"),
            (Some(_), Some(_)) => {}
        }
        Some(DatedYear {
            value: year?,
            basis: basis?,
        })
    }

    fn year_value(&mut self, field: &str) -> Option<Year> {
        let at = self.fields.node(field)?.clone();
        let year: Year = self.word(field)?;
        self.past(year, &at, field).then_some(year)
    }

    /// Whether a year has come; tells one that has not.
    fn past(&mut self, year: Year, at: &Node, field: &str) -> bool {
        let this_year = self.options.today.year();
        let is_past = i32::from(year.number()) <= i32::from(this_year);
        if !is_past {
            self.error(
                at,
                field,
                rule::FUTURE_DATE,
                format!("year `{year}` has not come yet; it is {this_year}"),
            );
        }
        is_past
    }
}

/// The municipality that a name stands for, or the rule and message for a diagnostic.
fn municipality(
    vocabulary: &Vocabulary,
    name: &str,
) -> Result<MunicipalityCode, (&'static str, String)> {
    let register = &vocabulary.register;
    if let Some(municipality) = register.by_name(name) {
        return Ok(municipality.code);
    }
    let nearest = register
        .nearest(name)
        .map(|municipality| municipality.name.as_str());
    Err((
        rule::UNKNOWN_MUNICIPALITY,
        unknown("municipality", name, nearest),
    ))
}

fn unknown(what: &str, name: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("unknown {what} `{name}`; did you mean `{nearest}`?"),
        None => format!("unknown {what} `{name}`"),
    }
}

/// The message of a field that nothing is in.
fn dead() -> &'static str {
    "the field is empty; leave it out"
}

/// The message of a value of another sort than the field's.
fn wrong_type(node: &Node, expected: &str) -> String {
    format!("{} where {expected} is expected", node.value.what())
}

/// The message of a key that is none of a group's.
fn unknown_field(field: &str, accepted: &[&str]) -> String {
    sidecar::unknown_field(field, accepted)
}

#[cfg(test)]
mod tests {
    use super::FIELDS;

    #[test]
    fn the_corpus_readme_explains_every_field() {
        let readme = include_str!("../../../../corpus/README.md");
        let explained: Vec<&str> = readme
            .lines()
            .skip_while(|line| !line.starts_with("## The fields of front matter"))
            .take_while(|line| !line.starts_with("## The fields of a sidecar"))
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .filter(|field| !field.contains('.'))
            .collect();
        assert_eq!(explained, FIELDS);
    }
}
