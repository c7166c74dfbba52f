//! Where answers are worked out: so many at once and no more.
//!
//! Searching, rendering and writing JSON are work for a core. A thread that serves sockets leaves them to
//! another before it begins, since everybody else would wait; without a limit, a rush would make all
//! answers late instead of some.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_ENCODING;
use axum::response::{IntoResponse, Response};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::block_in_place;

use super::limits::Limits;
use crate::error::ApiError;
use crate::state::AppState;
use crate::stream::drawn_apart;

/// The places there are for requests, at work and waiting.
#[derive(Debug, Clone)]
pub(crate) struct Workers {
    places: Arc<Semaphore>,
    threads: Arc<Semaphore>,
    /// Turns for blocks of files, fewer than there are threads where there are several.
    blocks: Arc<Semaphore>,
    files: Arc<Semaphore>,
    answer_time: Duration,
}

/// The place of a file that is made while it is sent, until it is dropped.
pub(crate) type Place = OwnedSemaphorePermit;

impl Workers {
    /// As many as the limits say.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits.at_work + limits.waiting)),
            threads: Arc::new(Semaphore::new(limits.at_work)),
            blocks: Arc::new(Semaphore::new((limits.at_work / 2).max(1))),
            files: Arc::new(Semaphore::new(limits.files)),
            answer_time: limits.answer_time,
        }
    }

    /// How many more requests there is room for.
    #[cfg(test)]
    pub(crate) fn free_places(&self) -> usize {
        self.places.available_permits()
    }

    /// A place for a file that is made while it is sent.
    ///
    /// # Errors
    /// [`ApiError::Overloaded`] when there are as many on their way as there may be.
    pub(crate) fn place_for_file(&self) -> Result<Place, ApiError> {
        Arc::clone(&self.files)
            .try_acquire_owned()
            .map_err(|_| ApiError::Overloaded)
    }

    /// Works out an answer within the limits of all answers.
    ///
    /// # Errors
    /// Those of the work; [`ApiError::Overloaded`] when too many wait, [`ApiError::Timeout`] when
    /// it takes too long.
    pub(crate) async fn answer<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| ApiError::Overloaded)?;
        let worked = self.on_thread(move || {
            let _held = place;
            work()
        });
        match tokio::time::timeout(self.answer_time, worked).await {
            Ok(Some(answer)) => answer,
            Ok(None) => Err(ApiError::panicked()),
            Err(_) => Err(ApiError::Timeout),
        }
    }

    /// Makes a block of a file on a thread of its own; `None` when it panics.
    ///
    /// However many files are on their way, their blocks take no more than half of the threads, and
    /// no more than that stand before an answer that waits for one.
    pub(crate) async fn block<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let _turn = self.blocks.acquire().await.ok()?;
        self.on_thread(work).await
    }

    /// Does a piece of work on a thread of its own, when one is free; `None` when it panics.
    async fn on_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let thread = Arc::clone(&self.threads).acquire_owned().await.ok()?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = thread;
            work()
        });
        done.await.ok()
    }

    /// Answers on the thread of the request, when it has a turn, while another takes over the sockets: to
    /// be handed to a thread and back took longer than most answers.
    async fn run(
        &self,
        place: OwnedSemaphorePermit,
        request: Request,
        next: impl AsyncFnOnce(Request) -> Response,
    ) -> Response {
        let Ok(turn) = self.threads.acquire().await else {
            return ApiError::Overloaded.into_response();
        };
        let runtime = Handle::current();
        let answer = async { made(next(request).await).await };
        let answered = async { tokio::time::timeout(self.answer_time, answer).await };
        let response = match block_in_place(|| runtime.block_on(answered)) {
            Ok(response) => response,
            Err(_) => ApiError::Timeout.into_response(),
        };
        drop((turn, place));
        response
    }
}

/// Says of an answer that all of it is there, and not made while it is sent.
#[derive(Debug, Clone, Copy)]
struct Whole;

/// Marks an answer all of which is there.
pub(crate) async fn mark_whole(mut response: Response) -> Response {
    let bytes = response.body().size_hint().exact();
    if bytes.is_some_and(|bytes| bytes > 0) {
        response.extensions_mut().insert(Whole);
    }
    response
}

/// The answer with all of its body made, where all of it is there to be made, or else drawn apart where it
/// is compressed: what is compressed only when it is sent takes its time from all other sockets.
async fn made(response: Response) -> Response {
    let is_whole = response.extensions().get::<Whole>().is_some();
    let (parts, body) = response.into_parts();
    if !is_whole {
        let is_compressed = parts.headers.contains_key(CONTENT_ENCODING);
        let body = if is_compressed {
            drawn_apart(body)
        } else {
            body
        };
        return Response::from_parts(parts, body);
    }
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
        Err(error) => ApiError::Internal(error.into()).into_response(),
    }
}

/// Answers within the limits: at once, after waiting for a turn, or not at all when too many
/// wait or it takes too long.
pub(crate) async fn work(
    state: &AppState,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let workers = state.workers();
    let Ok(place) = Arc::clone(&workers.places).try_acquire_owned() else {
        return ApiError::Overloaded.into_response();
    };
    let began = Instant::now();
    let answered = workers.run(place, request, next);
    match tokio::time::timeout(workers.answer_time, answered).await {
        // Work that has begun is not broken off; what comes of it too late is told to be late all the same.
        Ok(response) if began.elapsed() <= workers.answer_time => response,
        _ => ApiError::Timeout.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn an_answer_comes_before_the_blocks_of_files_that_wait() {
        let workers = Workers::new(&Limits {
            at_work: 2,
            ..Limits::default()
        });
        let (release, held) = mpsc::channel::<()>();
        let held = Arc::new(std::sync::Mutex::new(held));
        let blocks: Vec<_> = (0..8)
            .map(|_| {
                let (workers, held) = (workers.clone(), Arc::clone(&held));
                tokio::spawn(async move {
                    let wait = move || held.lock().unwrap().recv().unwrap();
                    workers.block(wait).await
                })
            })
            .collect();
        while workers.threads.available_permits() == 2 {
            tokio::task::yield_now().await;
        }
        // All are asked for, and none can be finished yet.
        tokio::task::yield_now().await;
        let answer = tokio::time::timeout(Duration::from_secs(5), workers.answer(|| Ok(7)));
        let answer = answer.await;
        for _ in &blocks {
            release.send(()).unwrap();
        }
        assert!(matches!(answer, Ok(Ok(7))), "{answer:?}");
        for block in blocks {
            assert!(block.await.unwrap().is_some());
        }
    }
}
