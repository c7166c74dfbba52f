//! `/mcp`: the bank as tools for assistants, by the Model Context Protocol over streamable HTTP.
//!
//! Nothing is kept of a client: each request stands alone. A tool is an address of the API under
//! another name, and gives what that address gives, under the same limits.

mod message;
mod tools;

use std::sync::Arc;

use axum::http::request::Parts;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ErrorData, Implementation, JsonObject,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::json;
use tokio::runtime::Handle;

pub(crate) use self::message::checked;
use self::tools::Tool;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::problem;
use crate::reference::NAME;
use crate::state::{AppState, PublicUrl};

/// The address.
pub(crate) const PATH: &str = "/mcp";

/// The most bytes of a request: what an address may have, in JSON.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// The tools, for whoever asks over HTTP.
///
/// A request must name the host that the server is known by, or this machine, and a page of a
/// browser may ask only from there: so no page of somebody else can reach a server that it should
/// not know of.
pub(crate) fn service(state: &AppState) -> StreamableHttpService<Tools, NeverSessionManager> {
    let public = state.public_url();
    let hosts = ["localhost", "127.0.0.1", "[::1]"]
        .into_iter()
        .chain(public.map(PublicUrl::host));
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_sse_keep_alive(None)
        .with_max_request_body_bytes(MAX_BODY_BYTES)
        .with_allowed_hosts(hosts)
        .with_allowed_origins(public.map(PublicUrl::as_str))
        .enforce_origin_validation();
    let tools = Tools {
        state: state.clone(),
    };
    StreamableHttpService::new(
        move || Ok(tools.clone()),
        Arc::new(NeverSessionManager::default()),
        config,
    )
}

/// The tools over what is answered from.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    state: AppState,
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new(NAME, env!("CARGO_PKG_VERSION")))
            .with_instructions(
                "Examples of digitalisation in Swedish municipalities, in Swedish, each with its \
                 source. It is a selection and no statistics of what municipalities do. Search, then \
                 read a record; cite its source and links.html. Who is speaking stands in voice, how \
                 the year is known in year.basis. Texts of sources that allow excerpts only are \
                 excerpts.",
            )
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let described = Tool::ALL.iter().map(|tool| tool.described());
        Ok(ListToolsResult::with_all_items(described.collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let tool = Tool::named(&request.name).ok_or_else(|| {
            let names: Vec<&str> = Tool::ALL.iter().map(|tool| tool.name()).collect();
            let message = format!(
                "unknown tool `{}`; accepted: {}",
                request.name,
                names.join(", ")
            );
            ErrorData::invalid_params(message, None)
        })?;
        let arguments: JsonObject = request.arguments.unwrap_or_default();
        let parts = context.extensions.get::<Parts>().cloned();
        let lang = arguments.get("lang").and_then(|lang| lang.as_str());
        let lang = lang.and_then(Lang::from_tag).unwrap_or_default();
        let state = self.state.clone();
        let runtime = Handle::current();
        let answered = self
            .state
            .workers()
            .answer(move || runtime.block_on(tool.answer(state, &arguments, parts.as_ref())))
            .await;
        let result = match answered {
            Ok(value) => CallToolResult::structured(value),
            Err(error) => {
                if let ApiError::Internal(cause) = &error {
                    tracing::error!(
                        error = cause.as_ref() as &dyn std::error::Error,
                        "a tool failed"
                    );
                }
                let told = problem::problem(&error, lang, PATH);
                CallToolResult::structured_error(json!(told))
            }
        };
        Ok(result.into())
    }
}
