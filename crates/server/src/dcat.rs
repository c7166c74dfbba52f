//! `/dcat.jsonld`: the bank described for data portals, as DCAT-AP-SE 3 has it: a catalogue with
//! one data set, its distributions and the service that gives them.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::answer::located_answer;
use crate::api::api_info::RELEASED;
use crate::api::export::{self, Format};
use crate::ask::Ask;
use crate::bank::Bank;
use crate::contact::Contact;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::manners::accept;
use crate::reference::{LICENCE, NAME, rights};
use crate::state::AppState;

/// The address.
const PATH: &str = "/dcat.jsonld";

const TYPES: &[&str] = &["application/ld+json", "application/json"];

/// The lists of the European Union that values are taken from.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// `GET /dcat.jsonld`
pub(crate) async fn catalogue(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    ask.only(&[])?;
    accept::must_take(&ask.headers, TYPES)?;
    let bank = state.bank();
    let host = ask.located("");
    located_answer(&bank, &ask, Lang::default(), &[PATH], || {
        let mut response = Json(described(&bank, state.contact(), &host)).into_response();
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/ld+json"),
        );
        Ok(response)
    })
}

fn described(bank: &Bank, contact: Option<&Contact>, host: &str) -> Value {
    let id = |name: &str| id(host, name);
    let to = |name: &str| json!({"@id": id(name)});
    let publisher = json!({"@id": id("publisher")});
    let licence = json!({"@id": LICENCE});
    let modified = date_time(&bank.manifest().built_at);
    let title = both(NAME, NAME);
    let description = both(
        "Exempel på svenska kommuners digitalisering, med källa till varje uppgift.",
        "Examples of digitalisation in Swedish municipalities, each with its source.",
    );
    let languages = json!([
        {"@id": format!("{AUTHORITY}/language/SWE")},
        {"@id": format!("{AUTHORITY}/language/ENG")},
    ]);
    let distributions: Vec<Value> = Format::ALL
        .iter()
        .map(|format| to(format.as_str()))
        .collect();
    let mut graph = vec![
        json!({
            "@id": id("catalogue"),
            "@type": "dcat:Catalog",
            "dcterms:title": title,
            "dcterms:description": description,
            "dcterms:publisher": publisher,
            "dcterms:license": licence,
            "dcterms:rights": stated_rights(),
            "dcterms:language": languages,
            "dcterms:modified": modified,
            "foaf:homepage": {"@id": format!("{host}/")},
            "dcat:dataset": to("dataset"),
            "dcat:service": to("service"),
        }),
        json!({
            "@id": id("publisher"),
            "@type": "foaf:Agent",
            "foaf:name": NAME,
            "foaf:homepage": {"@id": format!("{host}/")},
        }),
        json!({
            "@id": id("dataset"),
            "@type": "dcat:Dataset",
            "dcterms:title": title,
            "dcterms:description": description,
            "dcterms:identifier": format!("{host}/"),
            "dcterms:publisher": publisher,
            "dcterms:language": languages,
            "dcterms:issued": {"@type": "xsd:date", "@value": RELEASED},
            "dcterms:modified": modified,
            "dcterms:accessRights": {"@id": format!("{AUTHORITY}/access-right/PUBLIC")},
            "dcterms:rights": stated_rights(),
            "dcterms:accrualPeriodicity": {"@id": format!("{AUTHORITY}/frequency/IRREG")},
            "dcterms:spatial": {"@id": format!("{AUTHORITY}/country/SWE")},
            "dcat:theme": {"@id": format!("{AUTHORITY}/data-theme/GOVE")},
            "dcat:keyword": [
                {"@language": "sv", "@value": "digitalisering"},
                {"@language": "sv", "@value": "kommuner"},
                {"@language": "en", "@value": "digitalisation"},
                {"@language": "en", "@value": "municipalities"},
            ],
            "dcat:version": bank.generation(),
            "dcat:landingPage": {"@id": format!("{host}/om")},
            "dcat:distribution": distributions,
        }),
        service(host),
    ];
    graph.extend(
        Format::ALL
            .iter()
            .map(|format| distribution(*format, host, &modified)),
    );
    if let Some(contact) = contact {
        // The data set stands third.
        graph[2]["dcat:contactPoint"] = contact_point(contact);
    }
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": graph,
    })
}

/// The id of a node of the description.
fn id(host: &str, name: &str) -> String {
    format!("{host}{PATH}#{name}")
}

/// What the licence is of, in both languages.
fn stated_rights() -> Value {
    json!({
        "@type": "dcterms:RightsStatement",
        "rdfs:label": both(rights(Lang::Swedish), rights(Lang::English)),
    })
}

/// Whom to turn to: by mail or at a page.
fn contact_point(contact: &Contact) -> Value {
    let by = if contact.is_mail() {
        "vcard:hasEmail"
    } else {
        "vcard:hasURL"
    };
    json!({"@type": "vcard:Organization", "vcard:fn": NAME, by: {"@id": contact.href()}})
}

/// The service that answers.
fn service(host: &str) -> Value {
    json!({
        "@id": id(host, "service"),
        "@type": "dcat:DataService",
        "dcterms:title": both("Exempelbankens API", "The API of Exempelbanken"),
        "dcterms:description": both(
            "Sökning, filter, räkning och hämtning, utan nyckel.",
            "Search, filters, counts and downloads, without a key.",
        ),
        "dcterms:publisher": {"@id": id(host, "publisher")},
        "dcterms:license": {"@id": LICENCE},
        "dcterms:accessRights": {"@id": format!("{AUTHORITY}/access-right/PUBLIC")},
        "dcat:endpointURL": {"@id": format!("{host}/api/v1")},
        "dcat:endpointDescription": {"@id": format!("{host}/api/v1/openapi.json")},
        "dcat:servesDataset": {"@id": id(host, "dataset")},
        "foaf:page": {"@id": format!("{host}/api")},
    })
}

/// All records in a format.
fn distribution(format: Format, host: &str, modified: &Value) -> Value {
    let name = format.as_str();
    let address = format!("{host}{}?format={name}", export::PATH);
    let media_type = format.media_types()[0];
    json!({
        "@id": id(host, name),
        "@type": "dcat:Distribution",
        "dcterms:title": both(
            &format!("Alla exempel som {name}"),
            &format!("All examples as {name}"),
        ),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:accessService": {"@id": id(host, "service")},
        "dcat:mediaType": {
            "@id": format!("https://www.iana.org/assignments/media-types/{media_type}"),
        },
        "dcterms:license": {"@id": LICENCE},
        "dcterms:rights": stated_rights(),
        "dcterms:modified": modified,
    })
}

fn date_time(text: &str) -> Value {
    json!({"@type": "xsd:dateTime", "@value": text})
}

/// A text in both languages.
fn both(swedish: &str, english: &str) -> Value {
    json!([
        {"@language": "sv", "@value": swedish},
        {"@language": "en", "@value": english},
    ])
}
