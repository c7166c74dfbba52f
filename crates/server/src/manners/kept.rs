//! Answers that are kept for whoever asks the same again.
//!
//! A generation never changes: what was answered from it is answered so always. Most of what is
//! asked of a search has been asked before. An answer is kept as it is sent, compressed where it is, and
//! given again by the threads of the sockets: it takes no work.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{OriginalUri, Request, State};
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::answer::{AnsweredFrom, CACHE_POLICY};
use crate::error::ApiError;
use crate::lang::Lang;
use crate::metrics::FoundNothing;
use crate::state::AppState;

/// No answer is kept that would fill more than such a part of the room.
const LARGEST_PART: usize = 16;

/// Gives an answer that is kept, or keeps the one that is worked out.
///
/// Kept is what every cache may keep: what depends on the generation, the address and what is asked of
/// the form alone.
pub(crate) async fn give(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let kept = state.kept();
    // Whoever has an answer is mostly told that it is the same.
    let has_one = request.headers().contains_key(IF_NONE_MATCH);
    if kept.half == 0 || has_one || request.method() != Method::GET {
        return next.run(request).await;
    }
    let bank = state.bank();
    let question = question(bank.generation(), &request);
    if let Some(answer) = kept.find(&question) {
        return answer.given();
    }
    let response = next.run(request).await;
    let is_whole = response.body().size_hint().exact().is_some();
    if !is_whole || !may_be_kept(&response, bank.generation()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let bytes = match to_bytes(body, usize::MAX).await {
        Ok(bytes) => bytes,
        Err(error) => return ApiError::Internal(error.into()).into_response(),
    };
    let answer = Answer {
        headers: parts.headers.clone(),
        found_nothing: parts.extensions.get().copied(),
        body: bytes.clone(),
    };
    kept.keep(question, &Arc::new(answer));
    Response::from_parts(parts, Body::from(bytes))
}

/// All that an answer depends on that every cache may keep; each part ends where no part can.
fn question(generation: &str, request: &Request) -> String {
    let (headers, extensions) = (request.headers(), request.extensions());
    let uri = extensions
        .get::<OriginalUri>()
        .map_or(request.uri(), |original| &original.0);
    let address = uri.path_and_query().map_or("", |asked| asked.as_str());
    let lang = Lang::from_headers(headers).as_str();
    let mut question = [generation, lang, address].join("\n");
    for name in [ACCEPT, ACCEPT_ENCODING] {
        question.push('\n');
        for value in headers.get_all(name) {
            question.extend(value.as_bytes().iter().copied().map(char::from));
            question.push('\r');
        }
    }
    question
}

/// Whether an answer is one that every cache may keep, and from that generation.
fn may_be_kept(response: &Response, generation: &str) -> bool {
    let from = response.extensions().get::<AnsweredFrom>();
    response.status() == StatusCode::OK
        && response.headers().get(CACHE_CONTROL) == Some(&CACHE_POLICY)
        && from.is_some_and(|AnsweredFrom(own)| own == generation)
}

/// An answer that may be given again.
#[derive(Debug)]
struct Answer {
    headers: HeaderMap,
    found_nothing: Option<FoundNothing>,
    body: Bytes,
}

impl Answer {
    fn given(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        if let Some(found_nothing) = self.found_nothing {
            response.extensions_mut().insert(found_nothing);
        }
        response
    }

    /// How many bytes it has, but for what the tables themselves take.
    fn bytes(&self) -> usize {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| name.as_str().len() + value.len());
        self.body.len() + headers.sum::<usize>()
    }
}

/// The answers that were given last, as many as there is room for.
#[derive(Debug)]
pub(crate) struct KeptAnswers {
    /// How many bytes half of them may have.
    half: usize,
    halves: Mutex<Halves>,
}

type Answers = HashMap<String, Arc<Answer>>;

/// The answers that were asked for lately, and those that were before: when the first half is full it
/// becomes the second, and what was in that is forgotten unless somebody asks for it.
#[derive(Debug, Default)]
struct Halves {
    late: Answers,
    late_bytes: usize,
    before: Answers,
}

impl KeptAnswers {
    /// Room for so many bytes; none is kept where there are none.
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            half: bytes / 2,
            halves: Mutex::default(),
        }
    }

    fn find(&self, question: &str) -> Option<Arc<Answer>> {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = halves.late.get(question) {
            return Some(Arc::clone(kept));
        }
        let (question, kept) = halves.before.remove_entry(question)?;
        let forgotten = self.keep_in(&mut halves, question, &kept);
        drop(halves);
        drop(forgotten);
        Some(kept)
    }

    fn keep(&self, question: String, answer: &Arc<Answer>) {
        if size(&question, answer) <= 2 * self.half / LARGEST_PART {
            let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
            let forgotten = self.keep_in(&mut halves, question, answer);
            drop(halves);
            drop(forgotten);
        }
    }

    /// Keeps an answer among those that were asked for lately. Gives those that are forgotten for it, for
    /// which nobody needs to wait.
    fn keep_in(&self, halves: &mut Halves, question: String, answer: &Arc<Answer>) -> Answers {
        let bytes = size(&question, answer);
        // Somebody else may have worked it out meanwhile.
        let mut forgotten = Answers::new();
        if halves.late.contains_key(&question) {
            return forgotten;
        }
        if halves.late_bytes + bytes > self.half {
            forgotten = mem::replace(&mut halves.before, mem::take(&mut halves.late));
            halves.late_bytes = 0;
        }
        halves.late_bytes += bytes;
        halves.late.insert(question, Arc::clone(answer));
        forgotten
    }
}

/// How many bytes are kept of an answer with its question.
fn size(question: &str, answer: &Answer) -> usize {
    question.len() + answer.bytes()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::http::header::ACCEPT_LANGUAGE;
    use axum::http::{HeaderName, HeaderValue, Uri};
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use axum::{Extension, Router};
    use index::{Contents, Layout, Snapshot};
    use records::Record;
    use tempfile::TempDir;
    use tower::ServiceExt;
    use workload::Workload;

    use super::*;

    /// An answer of some 90 bytes.
    fn answer(number: u8) -> Arc<Answer> {
        Arc::new(Answer {
            headers: HeaderMap::new(),
            found_nothing: None,
            body: Bytes::from(vec![number; 80]),
        })
    }

    /// Asks questions, and says which were not kept; they are from then on.
    fn worked_out(kept: &KeptAnswers, questions: &[u8]) -> Vec<u8> {
        let mut worked_out = Vec::new();
        for number in questions {
            let question = format!("question {number}");
            match kept.find(&question) {
                Some(answer) => assert!(answer.body.iter().all(|byte| byte == number)),
                None => {
                    worked_out.push(*number);
                    kept.keep(question, &answer(*number));
                }
            }
        }
        worked_out
    }

    #[test]
    fn what_was_answered_is_given_again() {
        let kept = KeptAnswers::new(100_000);
        assert_eq!(worked_out(&kept, &[1, 2, 1, 2, 3]), [1, 2, 3]);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        // Room for some twenty, half of them in each half.
        let kept = KeptAnswers::new(20 * 90);
        let others: Vec<u8> = (10..100).collect();
        for some in others.chunks(5) {
            let often = worked_out(&kept, &[1]);
            assert_eq!(often.is_empty(), some[0] > 10, "{some:?}");
            assert_eq!(worked_out(&kept, some), some);
        }
        assert_eq!(worked_out(&kept, &[10]), [10]);
        let halves = kept.halves.lock().unwrap();
        let all: usize = [&halves.late, &halves.before]
            .into_iter()
            .flatten()
            .map(|(question, answer)| size(question, answer))
            .sum();
        assert!((1..=20 * 90).contains(&all), "{all}");
    }

    #[test]
    fn what_is_too_large_and_what_there_is_no_room_for_is_not_kept() {
        for bytes in [0, 16 * 90 - 1] {
            let kept = KeptAnswers::new(bytes);
            assert_eq!(worked_out(&kept, &[1, 1]), [1, 1], "{bytes}");
        }
    }

    /// A generation with so many records.
    fn bank(records: u32) -> (TempDir, Snapshot) {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path());
        let workload = Workload::new(1);
        let records: Vec<Record> = (0..records).map(|number| workload.record(number)).collect();
        let contents = Contents {
            records: &records,
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-02T03:04:05Z",
        };
        index::build(&layout, contents, &|_| {}).unwrap();
        let snapshot = Snapshot::open(&layout).unwrap();
        (folder, snapshot)
    }

    type Headers<'a> = &'a [(HeaderName, &'a str)];

    /// A place that answers with a new number each time it is asked.
    fn numbers(state: &AppState, policy: HeaderValue) -> Router {
        let count = Arc::new(AtomicUsize::new(0));
        let answering = state.clone();
        let handler = move |uri: Uri| {
            let number = count.fetch_add(1, Ordering::Relaxed);
            let generation = answering.bank().generation().to_owned();
            let status = match uri.query() {
                Some("nothing") => StatusCode::NOT_FOUND,
                _ => StatusCode::OK,
            };
            let from = Extension(AnsweredFrom(generation));
            let policy = [(CACHE_CONTROL, policy.clone())];
            async move { (status, from, policy, number.to_string()) }
        };
        let layer = from_fn_with_state(state.clone(), give);
        Router::new().route("/", get(handler)).layer(layer)
    }

    async fn ask(router: &Router, method: &Method, address: &str, headers: Headers<'_>) -> Bytes {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        to_bytes(response.into_body(), usize::MAX).await.unwrap()
    }

    #[tokio::test]
    async fn whoever_asks_the_same_is_given_the_same_and_nobody_else() {
        let (_folder, snapshot) = bank(0);
        let router = numbers(&AppState::new(snapshot), CACHE_POLICY);
        // What is asked, and whether it is kept.
        let cases: &[(&str, Headers<'_>, bool)] = &[
            ("/", &[], true),
            ("/?q=a", &[], true),
            ("/?q=a", &[(ACCEPT_ENCODING, "gzip")], true),
            ("/?q=a", &[(ACCEPT_LANGUAGE, "en")], true),
            ("/?q=a", &[(ACCEPT, "gzip")], true),
            ("/?q=a", &[(ACCEPT, "gzip"), (ACCEPT, "br")], true),
            ("/?q=a", &[(IF_NONE_MATCH, "\"a\"")], false),
            ("/?nothing", &[], false),
        ];
        let mut given = Vec::new();
        for (address, headers, is_kept) in cases {
            let first = ask(&router, &Method::GET, address, headers).await;
            let again = ask(&router, &Method::GET, address, headers).await;
            assert_eq!(again == first, *is_kept, "{address} {headers:?}");
            assert!(!given.contains(&first), "{address} {headers:?}");
            given.push(first);
        }
        // Whoever asks for the headers alone asks for something else.
        assert_eq!(ask(&router, &Method::HEAD, "/", &[]).await, "");
        assert_eq!(ask(&router, &Method::GET, "/", &[]).await, given[0]);
    }

    #[tokio::test]
    async fn what_is_for_one_alone_and_what_is_of_another_generation_is_not_kept() {
        let (_folder, snapshot) = bank(0);
        let state = AppState::new(snapshot);
        let private = HeaderValue::from_static("private, max-age=60");
        let router = numbers(&state, private);
        for expected in ["0", "1"] {
            assert_eq!(ask(&router, &Method::GET, "/", &[]).await, expected);
        }
        let router = numbers(&state, CACHE_POLICY);
        for expected in ["0", "0"] {
            assert_eq!(ask(&router, &Method::GET, "/", &[]).await, expected);
        }
        let (_other, snapshot) = bank(1);
        state.publish(snapshot);
        for expected in ["1", "1"] {
            assert_eq!(ask(&router, &Method::GET, "/", &[]).await, expected);
        }
    }

    #[test]
    fn an_answer_of_another_generation_than_that_which_is_current_is_not_kept() {
        let (_folder, snapshot) = bank(0);
        let response = |generation: &str| {
            let from = Extension(AnsweredFrom(generation.to_owned()));
            (from, [(CACHE_CONTROL, CACHE_POLICY)], "text").into_response()
        };
        let generation = &snapshot.manifest().generation;
        assert!(may_be_kept(&response(generation), generation));
        assert!(!may_be_kept(&response("another"), generation));
        let without = ([(CACHE_CONTROL, CACHE_POLICY)], "text").into_response();
        assert!(!may_be_kept(&without, generation));
    }
}
