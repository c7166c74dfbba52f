//! The themes as SKOS, in JSON-LD: concepts under the five areas of the award.

use records::Area;
use serde_json::{Value, json};
use vocabulary::{Theme, Vocabulary};

use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::reference::{LICENCE, NAME};

/// The media type.
pub(crate) const TYPES: &[&str] = &["application/ld+json"];

/// The scheme with its concepts; `host` is where the world reaches the server.
pub(crate) fn scheme(host: &str, vocabulary: &Vocabulary) -> Value {
    let scheme = format!("{host}/teman");
    let areas = Area::ALL.iter().map(|area| {
        json!({
            "@id": area_id(host, *area),
            "@type": "skos:Concept",
            "skos:prefLabel": both(|lang| (lang.messages().area)(*area).to_owned()),
            "skos:notation": area.as_str(),
            "skos:inScheme": {"@id": scheme},
            "skos:topConceptOf": {"@id": scheme},
        })
    });
    let themes = vocabulary.thesaurus.themes().iter();
    let themes = themes.map(|theme| concept(theme, host, &scheme));
    let tops: Vec<Value> = Area::ALL
        .iter()
        .map(|area| json!({"@id": area_id(host, *area)}))
        .collect();
    let itself = json!({
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "dcterms:title": both(|lang| lang.choose(
            format!("Teman i {NAME}"),
            format!("Themes of {NAME}"),
        )),
        "dcterms:license": {"@id": LICENCE},
        "skos:hasTopConcept": tops,
    });
    let graph: Vec<Value> = std::iter::once(itself).chain(areas).chain(themes).collect();
    json!({
        "@context": {
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "dcterms": "http://purl.org/dc/terms/",
        },
        "@graph": graph,
    })
}

fn concept(theme: &Theme, host: &str, scheme: &str) -> Value {
    let labels = [&theme.label_sv, &theme.label_en];
    // A label is one thing of the two: preferred, or only for finding.
    let terms: Vec<&String> = theme
        .terms
        .iter()
        .filter(|term| !labels.contains(term))
        .collect();
    json!({
        "@id": format!("{host}/teman/{}", theme.id),
        "@type": "skos:Concept",
        "skos:prefLabel": both(|lang| lang.choose(&theme.label_sv, &theme.label_en).clone()),
        "skos:hiddenLabel": terms,
        "skos:notation": theme.id.as_str(),
        "skos:broader": {"@id": area_id(host, theme.area)},
        "skos:inScheme": {"@id": scheme},
    })
}

/// An area is known by the search for what belongs to it.
fn area_id(host: &str, area: Area) -> String {
    let mut query = QueryString::default();
    query.push("area", area.as_str());
    query.after(&format!("{host}/"))
}

/// A text in both languages.
fn both(text: impl Fn(Lang) -> String) -> Value {
    let text = |lang: Lang| json!({"@language": lang.as_str(), "@value": text(lang)});
    json!([text(Lang::Swedish), text(Lang::English)])
}
