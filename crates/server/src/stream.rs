//! Bodies that are made while they are sent: a block at a time, each on a thread of the workers,
//! and no faster than the client takes them.
//!
//! Nobody holds a thread while a client reads: the next block is made when there is room for it.
//! Of a body no more than a few blocks are ever in memory. What fails on the way breaks the
//! connection off, so that no client takes a part for the whole.

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use http_body_util::channel::Channel;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use crate::error::ApiError;
use crate::manners::work::{Place, Workers};

/// How many blocks are ready before the client has taken them.
const READY: usize = 1;

/// A piece of what is drawn apart is at least so long, in bytes, but for the last.
const PIECE_BYTES: usize = 32 << 10;

/// Makes the next block of a body; `None` at its end.
pub(crate) type Blocks = Box<dyn FnMut() -> Result<Option<Vec<u8>>, ApiError> + Send>;

/// The error of a body that could not be made to its end.
#[derive(Debug, thiserror::Error)]
#[error("the answer could not be made to its end")]
struct BrokenOff;

/// A body of which the first block is made already.
pub(crate) fn body(workers: Workers, place: Place, first: Vec<u8>, mut blocks: Blocks) -> Body {
    let (mut sender, body) = Channel::<Bytes, BrokenOff>::new(READY);
    tokio::spawn(async move {
        // Held until the client has it all or has gone.
        let _held = place;
        let mut block = first;
        loop {
            if sender.send_data(Bytes::from(block)).await.is_err() {
                // The client has gone.
                return;
            }
            let made = workers
                .block(move || {
                    let next = blocks();
                    (next, blocks)
                })
                .await;
            match made {
                Some((Ok(Some(next)), rest)) => (block, blocks) = (next, rest),
                Some((Ok(None), _)) => return,
                Some((Err(error), _)) => {
                    tracing::error!(?error, "an answer was broken off");
                    sender.abort(BrokenOff);
                    return;
                }
                None => {
                    tracing::error!("an answer was broken off by a panic");
                    sender.abort(BrokenOff);
                    return;
                }
            }
        }
    });
    // Whoever compresses it asks once more after its end.
    Body::new(body.fuse())
}

/// The same body, drawn by a thread of its own whenever the client has taken what was drawn before.
///
/// A body that is compressed when it is asked for is work for a core, which the threads of the sockets
/// have no time for.
pub(crate) fn drawn_apart(body: Body) -> Body {
    let (mut sender, drawn) = Channel::<Bytes, BrokenOff>::new(READY);
    let mut body = Body::new(body.fuse());
    tokio::spawn(async move {
        loop {
            let runtime = Handle::current();
            let draw = spawn_blocking(move || (runtime.block_on(piece(&mut body)), body));
            match draw.await {
                Ok((Ok(Some(piece)), rest)) => {
                    body = rest;
                    if sender.send_data(piece).await.is_err() {
                        // The client has gone.
                        return;
                    }
                }
                Ok((Ok(None), _)) => return,
                // Why is told where the body was made.
                Ok((Err(_), _)) | Err(_) => {
                    sender.abort(BrokenOff);
                    return;
                }
            }
        }
    });
    Body::new(drawn)
}

/// The next piece of a body; `None` at its end.
async fn piece(body: &mut Body) -> Result<Option<Bytes>, axum::Error> {
    let mut piece = Vec::new();
    while piece.len() < PIECE_BYTES
        && let Some(frame) = body.frame().await
    {
        if let Ok(data) = frame?.into_data() {
            piece.extend_from_slice(&data);
        }
    }
    Ok((!piece.is_empty()).then(|| piece.into()))
}
