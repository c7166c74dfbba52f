//! Answers that are kept for whoever asks the same again.
//!
//! A generation never changes: what was answered from it is answered so always, or all day where an
//! answer says of which day it is. Most of what is asked of a search has been asked before. An answer is
//! kept as it is sent, compressed where it is, and given again by the threads of the sockets: it takes no
//! work.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{OriginalUri, Request};
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_LANGUAGE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::answer::{AnsweredFrom, CACHE_POLICY, is_known};
use crate::error::ApiError;
use crate::lang::Lang;
use crate::metrics::FoundNothing;
use crate::reference::today;
use crate::state::AppState;

/// No answer is kept that would fill more than such a part of the room.
const LARGEST_PART: usize = 16;

/// What the tables take for an answer and its headers beside their texts, in bytes.
const TABLES: usize = 2048;

/// What is told to whoever has the answer already (RFC 9110, 15.4.5).
const OF_NOT_MODIFIED: [HeaderName; 4] = [CACHE_CONTROL, CONTENT_LANGUAGE, ETAG, VARY];

/// Gives an answer that is kept, or keeps the one that is worked out.
///
/// Kept is what every cache may keep: what depends on the bank, the day, the address and what is asked
/// of the form alone.
pub(crate) async fn give(
    state: &AppState,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let kept = state.kept();
    // The body is taken from what is answered to HEAD when it is sent.
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    if kept.half == 0 || !is_read {
        return next(request).await;
    }
    let from = AnsweredFrom(state.bank().number());
    let question = question(from, &today(), &request);
    if let Some(answer) = kept.find(&question) {
        return answer.given(request.headers());
    }
    let response = next(request).await;
    let is_whole = response.body().size_hint().exact().is_some();
    if !is_whole || !may_be_kept(&response, from) {
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
        // A copy, since these may be a few of many that would be held with them.
        body: Bytes::copy_from_slice(&bytes),
    };
    kept.keep(question, &Arc::new(answer));
    Response::from_parts(parts, Body::from(bytes))
}

/// All that an answer depends on that every cache may keep; each part ends where no part can.
fn question(AnsweredFrom(bank): AnsweredFrom, day: &str, request: &Request) -> String {
    let (headers, extensions) = (request.headers(), request.extensions());
    let uri = extensions
        .get::<OriginalUri>()
        .map_or(request.uri(), |original| &original.0);
    let address = uri.path_and_query().map_or("", |asked| asked.as_str());
    let lang = Lang::from_headers(headers).as_str();
    let mut question = format!("{bank}\n{day}\n{lang}\n{address}");
    for name in [ACCEPT, ACCEPT_ENCODING] {
        question.push('\n');
        for value in headers.get_all(name) {
            question.extend(value.as_bytes().iter().copied().map(char::from));
            question.push('\r');
        }
    }
    question.shrink_to_fit();
    question
}

/// Whether an answer is one that every cache may keep, and from that bank.
fn may_be_kept(response: &Response, from: AnsweredFrom) -> bool {
    response.status() == StatusCode::OK
        && response.headers().get(CACHE_CONTROL) == Some(&CACHE_POLICY)
        && response.extensions().get() == Some(&from)
}

/// An answer that may be given again.
#[derive(Debug)]
struct Answer {
    headers: HeaderMap,
    found_nothing: Option<FoundNothing>,
    body: Bytes,
}

impl Answer {
    /// The answer, or that whoever asks has it.
    fn given(&self, asked: &HeaderMap) -> Response {
        let tag = self.headers.get(ETAG).and_then(|tag| tag.to_str().ok());
        if tag.is_some_and(|tag| is_known(asked, tag)) {
            let mut response = StatusCode::NOT_MODIFIED.into_response();
            for (name, value) in &self.headers {
                if OF_NOT_MODIFIED.contains(name) {
                    response.headers_mut().append(name, value.clone());
                }
            }
            return response;
        }
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        if let Some(found_nothing) = self.found_nothing {
            response.extensions_mut().insert(found_nothing);
        }
        response
    }

    /// How many bytes it takes, but for those of its question.
    fn bytes(&self) -> usize {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| name.as_str().len() + value.len());
        TABLES + self.body.len() + headers.sum::<usize>()
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

    use axum::extract::State;
    use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, IF_NONE_MATCH};
    use axum::http::{HeaderName, HeaderValue, Uri};
    use axum::middleware::{Next, from_fn_with_state};
    use axum::routing::get;
    use axum::{Extension, Router};
    use index::{Contents, Layout, Snapshot};
    use tempfile::TempDir;
    use tower::ServiceExt;

    use super::*;

    /// How many bytes an answer of these takes with its question, about.
    const SIZE: usize = TABLES + 90;

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
        let kept = KeptAnswers::new(20 * SIZE);
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
        assert!((1..=20 * SIZE).contains(&all), "{all}");
    }

    #[test]
    fn what_is_too_large_and_what_there_is_no_room_for_is_not_kept() {
        for bytes in [0, 16 * SIZE - 1] {
            let kept = KeptAnswers::new(bytes);
            assert_eq!(worked_out(&kept, &[1, 1]), [1, 1], "{bytes}");
        }
    }

    fn bank() -> (TempDir, Snapshot) {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path());
        let contents = Contents {
            records: &[],
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-02T03:04:05Z",
        };
        index::build(&layout, contents, &|_| {}).unwrap();
        let snapshot = Snapshot::open(&layout).unwrap();
        (folder, snapshot)
    }

    type Headers<'a> = &'a [(HeaderName, &'a str)];

    /// A place that answers with a new number each time it is asked, and with a tag.
    fn numbers(state: &AppState, policy: HeaderValue) -> Router {
        let count = Arc::new(AtomicUsize::new(0));
        let answering = state.clone();
        let handler = move |uri: Uri| {
            let number = count.fetch_add(1, Ordering::Relaxed);
            let from = Extension(AnsweredFrom(answering.bank().number()));
            let status = match uri.query() {
                Some("nothing") => StatusCode::NOT_FOUND,
                _ => StatusCode::OK,
            };
            let headers = [
                (CACHE_CONTROL, policy.clone()),
                (ETAG, HeaderValue::from_static("W/\"tag\"")),
                (CONTENT_TYPE, HeaderValue::from_static("text/plain")),
            ];
            async move { (status, from, headers, number.to_string()) }
        };
        let layer = from_fn_with_state(state.clone(), layered);
        Router::new().route("/", get(handler)).layer(layer)
    }

    async fn layered(State(state): State<AppState>, request: Request, next: Next) -> Response {
        give(&state, request, async |request| next.run(request).await).await
    }

    fn request(method: &Method, address: &str, headers: Headers<'_>) -> Request {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    async fn ask(router: &Router, method: &Method, address: &str, headers: Headers<'_>) -> Bytes {
        let request = request(method, address, headers);
        let response = router.clone().oneshot(request).await.unwrap();
        to_bytes(response.into_body(), usize::MAX).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_asks_the_same_is_given_the_same_and_nobody_else() {
        let (_folder, snapshot) = bank();
        let router = numbers(&AppState::new(snapshot), CACHE_POLICY);
        // What is asked, and whether it is kept.
        let cases: &[(&str, Headers<'_>, bool)] = &[
            ("/", &[], true),
            ("/?q=a", &[], true),
            ("/?q=a", &[(ACCEPT_ENCODING, "gzip")], true),
            ("/?q=a", &[(ACCEPT_LANGUAGE, "en")], true),
            ("/?q=a", &[(ACCEPT, "gzip")], true),
            ("/?q=a", &[(ACCEPT, "gzip"), (ACCEPT, "br")], true),
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
        // Whoever asks for the headers alone is given them alone.
        for address in ["/", "/?q=b"] {
            assert_eq!(ask(&router, &Method::HEAD, address, &[]).await, "");
            assert_ne!(ask(&router, &Method::GET, address, &[]).await, "");
        }
        let posted = router.oneshot(request(&Method::POST, "/", &[])).await;
        assert_eq!(posted.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
        // What another day may say is another question.
        let asked = request(&Method::GET, "/", &[]);
        let of = |day| question(AnsweredFrom(1), day, &asked);
        assert_ne!(of("2026-01-02"), of("2026-01-03"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_has_what_is_kept_is_told_so() {
        let (_folder, snapshot) = bank();
        let router = numbers(&AppState::new(snapshot), CACHE_POLICY);
        assert_eq!(ask(&router, &Method::GET, "/", &[]).await, "0");
        for (known, status, body) in [
            ("W/\"tag\"", 304, ""),
            ("\"other\", \"tag\"", 304, ""),
            ("W/\"other\"", 200, "0"),
        ] {
            let request = request(&Method::GET, "/", &[(IF_NONE_MATCH, known)]);
            let (parts, given) = router.clone().oneshot(request).await.unwrap().into_parts();
            assert_eq!(parts.status, status, "{known}");
            assert_eq!(to_bytes(given, usize::MAX).await.unwrap(), body, "{known}");
            assert_eq!(parts.headers[CACHE_CONTROL], CACHE_POLICY, "{known}");
            assert_eq!(parts.headers.contains_key(CONTENT_TYPE), status == 200);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_kept_holds_no_more_than_it_is() {
        let (_folder, snapshot) = bank();
        let state = AppState::new(snapshot);
        let buffer = Bytes::from(vec![b'a'; 1 << 20]);
        let (few, from) = (buffer.slice(..10), AnsweredFrom(state.bank().number()));
        let handler = move || {
            let answer = (
                Extension(from),
                [(CACHE_CONTROL, CACHE_POLICY)],
                few.clone(),
            );
            async { answer }
        };
        let layer = from_fn_with_state(state.clone(), layered);
        let router = Router::new().route("/", get(handler)).layer(layer);
        let given = ask(&router, &Method::GET, "/", &[]).await;
        let again = ask(&router, &Method::GET, "/", &[]).await;
        assert_eq!(given.as_ptr(), buffer.as_ptr());
        assert_eq!(again, given);
        assert_ne!(again.as_ptr(), buffer.as_ptr());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_for_one_alone_is_not_kept_and_what_was_is_forgotten_with_its_bank() {
        let (_folder, snapshot) = bank();
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
        // The files of a generation may have been made anew.
        let (_other, snapshot) = bank();
        state.publish(snapshot);
        for expected in ["1", "1"] {
            assert_eq!(ask(&router, &Method::GET, "/", &[]).await, expected);
        }
    }

    #[test]
    fn an_answer_of_another_bank_than_that_which_is_current_is_not_kept() {
        let response = |bank| {
            let from = Extension(AnsweredFrom(bank));
            (from, [(CACHE_CONTROL, CACHE_POLICY)], "text").into_response()
        };
        assert!(may_be_kept(&response(7), AnsweredFrom(7)));
        assert!(!may_be_kept(&response(6), AnsweredFrom(7)));
        let without = ([(CACHE_CONTROL, CACHE_POLICY)], "text").into_response();
        assert!(!may_be_kept(&without, AnsweredFrom(7)));
    }
}
