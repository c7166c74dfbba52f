//! The tools: which address of the API each is, and what it takes.

use axum::body::to_bytes;
use axum::extract::State;
use axum::http::header::{ACCEPT_LANGUAGE, HOST, LOCATION};
use axum::http::request::Parts;
use axum::http::{Request, Uri};
use rmcp::model::{JsonObject, ToolAnnotations};
use serde_json::{Value, json};

use crate::api::openapi::parameters;
use crate::api::{municipalities, records, themes};
use crate::ask::{Ask, PathPart};
use crate::error::ApiError;
use crate::fault::{Fault, Reason};
use crate::query_string::QueryString;
use crate::router::MAX_URI_BYTES;
use crate::state::AppState;

/// The fields of a hit that are given when none are chosen: enough to choose by.
const FIELDS: &str = "id,kind,title,summary,excerpts,status,municipalities,year,themes,voice,\
                      highlights,links";

/// Something that an assistant can ask for. None of them changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Search,
    ReadRecord,
    FindPeers,
    ListThemes,
}

impl Tool {
    pub(super) const ALL: &'static [Self] = &[
        Self::Search,
        Self::ReadRecord,
        Self::FindPeers,
        Self::ListThemes,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::ReadRecord => "read_record",
            Self::FindPeers => "find_peers",
            Self::ListThemes => "list_themes",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tool| tool.name() == name)
    }

    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Search => [
                "Search examples",
                "Finds examples of digitalisation in Swedish municipalities by words (best in \
                 Swedish) and filters, and counts them by facets. Gives a page of records, cut down to \
                 what one chooses by; `select` names other fields. `meta.query` says how the words were \
                 understood.",
            ],
            Self::ReadRecord => [
                "Read an example",
                "Gives everything that may be shown of one record, with its source.",
            ],
            Self::FindPeers => [
                "Find like municipalities",
                "Gives the municipalities most like one, with the figures that make them so. Search \
                 with `peers_of` for what they have done.",
            ],
            Self::ListThemes => [
                "List themes",
                "Gives all themes: the values of the filter `theme`, with how many records have each.",
            ],
        }
    }

    /// The tool as a client is told of it.
    pub(super) fn described(self) -> rmcp::model::Tool {
        let [title, description] = self.words();
        let annotations = ToolAnnotations::with_title(title)
            .read_only(true)
            .idempotent(true)
            .open_world(false);
        rmcp::model::Tool::new(self.name(), description, self.schema())
            .with_title(title)
            .with_annotations(annotations)
    }

    /// The argument that must be given, with what it is.
    const fn needed(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::ReadRecord => Some(("id", "The record's id, as search gives it.")),
            Self::FindPeers => Some((
                "municipality",
                "The municipality, by its four-digit code or its name.",
            )),
            Self::Search | Self::ListThemes => None,
        }
    }

    /// What it takes: the parameters of its address, described as they are there.
    fn schema(self) -> JsonObject {
        let mut parameters = vec![parameters::lang()];
        if self == Self::Search {
            parameters.extend(parameters::of_search());
            parameters.extend(parameters::of_page());
            let select = |parameter: &Value| parameter["name"] == "select";
            parameters.extend(parameters::of_list().into_iter().filter(select));
        }
        let mut properties = JsonObject::new();
        for parameter in parameters {
            let mut property = parameter["schema"].clone();
            property["description"] = parameter["description"].clone();
            if let Some(name) = parameter["name"].as_str() {
                properties.insert(name.to_owned(), property);
            }
        }
        if let Some((name, description)) = self.needed() {
            let property = json!({"type": "string", "description": description});
            properties.insert(name.to_owned(), property);
        }
        let needed: Vec<&str> = self.needed().iter().map(|(name, _)| *name).collect();
        let schema = json!({
            "type": "object",
            "properties": properties,
            "required": needed,
            "additionalProperties": false,
        });
        schema.as_object().cloned().unwrap_or_default()
    }

    /// Answers it as its address answers.
    ///
    /// # Errors
    /// Those of the address, and [`ApiError::Faults`] for an argument that is missing or no value
    /// of a parameter.
    pub(super) async fn answer(
        self,
        state: AppState,
        arguments: &JsonObject,
        asked: Option<&Parts>,
    ) -> Result<Value, ApiError> {
        let mut query = query_string(arguments, self.needed().map(|(name, _)| name))?;
        if self == Self::Search && !arguments.contains_key("select") {
            query.push("select", FIELDS);
        }
        let ask = ask(&query, asked, &state)?;
        let needed = || self.needed_value(arguments);
        let response = match self {
            Self::Search => records::list(State(state), ask).await?,
            Self::ListThemes => {
                // Its address has other forms, which are no answer of a tool.
                ask.only(&["lang"])?;
                themes::list(State(state), ask).await?
            }
            Self::FindPeers => {
                let name = needed()?;
                let vocabulary = state.bank().vocabulary();
                let found = vocabulary.register.by_name(&name);
                let code = found.map_or(name, |municipality| municipality.code.to_string());
                municipalities::peers(State(state), PathPart(code), ask).await?
            }
            Self::ReadRecord => {
                let id = needed()?;
                let answer = records::one(State(state.clone()), PathPart(id), ask.clone()).await?;
                // The id of a copy leads to the record that holds it.
                let leads_to = answer
                    .headers()
                    .get(LOCATION)
                    .and_then(|to| to.to_str().ok());
                match leads_to.and_then(|to| to.rsplit('/').next()) {
                    Some(id) => records::one(State(state), PathPart(id.to_owned()), ask).await?,
                    None => answer,
                }
            }
        };
        let internal = |error: axum::Error| ApiError::Internal(error.into());
        let bytes = to_bytes(response.into_body(), usize::MAX)
            .await
            .map_err(internal)?;
        serde_json::from_slice(&bytes).map_err(|error| ApiError::Internal(error.into()))
    }

    fn needed_value(self, arguments: &JsonObject) -> Result<String, ApiError> {
        let name = self.needed().map_or("", |(name, _)| name);
        match arguments.get(name) {
            Some(Value::String(value)) if !value.is_empty() => Ok(value.clone()),
            other => {
                let value = other.map(ToString::to_string).unwrap_or_default();
                let fault = Fault::new(name, &value, Reason::NoText);
                Err(ApiError::Faults(vec![fault]))
            }
        }
    }
}

/// The arguments as the parameters of an address, but for the one that stands in its path.
fn query_string(arguments: &JsonObject, in_path: Option<&str>) -> Result<QueryString, ApiError> {
    let mut query = QueryString::default();
    let mut faults = Vec::new();
    for (name, value) in arguments {
        if Some(name.as_str()) == in_path {
            continue;
        }
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            match value {
                Value::String(text) => query.push(name, text),
                Value::Number(_) | Value::Bool(_) => query.push(name, &value.to_string()),
                // As if it were not given.
                Value::Null => {}
                Value::Array(_) | Value::Object(_) => {
                    faults.push(Fault::new(name, &value.to_string(), Reason::NoText));
                }
            }
        }
    }
    ApiError::unless_empty(faults)?;
    Ok(query)
}

/// The arguments as they would be asked at an address, by the same client.
fn ask(query: &QueryString, asked: Option<&Parts>, state: &AppState) -> Result<Ask, ApiError> {
    let address = query.after(super::PATH);
    if address.len() > MAX_URI_BYTES {
        return Err(ApiError::Uri);
    }
    let uri: Uri = address.parse().map_err(|_| ApiError::Uri)?;
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.uri = uri;
    if let Some(asked) = asked {
        for name in [HOST, ACCEPT_LANGUAGE] {
            if let Some(value) = asked.headers.get(&name) {
                parts.headers.insert(name, value.clone());
            }
        }
    }
    Ok(Ask::new(&parts, state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_parameters() {
        let arguments = json!({
            "limit": 5, "q": "öppna data", "theme": ["open-data", "!e-services"], "sort": null,
            "id": "x",
        });
        let query = query_string(arguments.as_object().unwrap(), Some("id")).unwrap();
        assert_eq!(
            query.as_str(),
            "limit=5&q=%C3%B6ppna+data&theme=open-data&theme=!e-services"
        );
        let odd = json!({"q": {"a": 1}});
        assert!(query_string(odd.as_object().unwrap(), None).is_err());
    }

    #[test]
    fn every_tool_says_what_it_takes() {
        for tool in Tool::ALL {
            let described = json!(tool.described());
            assert_eq!(described["annotations"]["readOnlyHint"], true);
            let properties = described["inputSchema"]["properties"].as_object().unwrap();
            for (name, property) in properties {
                assert!(
                    !property["description"].as_str().unwrap().is_empty(),
                    "{name}"
                );
            }
        }
    }
}
