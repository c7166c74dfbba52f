//! Answering on a socket until told to stop.

use std::net::TcpListener;

use index::Layout;

use crate::error::ServerError;
use crate::router::router;
use crate::state::AppState;
use crate::watch::watch;

/// Answers requests on a bound socket until the process is told to stop, by Ctrl-C or a signal
/// to terminate, then finishes those begun. It blocks, so that no caller needs a runtime.
///
/// # Errors
/// [`ServerError::Runtime`] when there are no threads to be had, and those of [`run`].
///
/// Generations that are published in the index folder meanwhile are served as they come.
pub fn serve(listener: TcpListener, state: AppState, layout: Layout) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServerError::Runtime)?;
    runtime.spawn(watch(state.clone(), layout));
    runtime.block_on(run(listener, state, told_to_stop()))
}

/// Is done when the process is told to stop. Where a signal cannot be listened for, it is as if
/// it never came.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// Answers requests on a bound socket until `shutdown` is done, then finishes those begun.
///
/// # Errors
/// [`ServerError::Socket`] when the socket cannot be used, [`ServerError::Serve`] when it fails.
pub async fn run(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServerError> {
    listener
        .set_nonblocking(true)
        .map_err(ServerError::Socket)?;
    let listener = tokio::net::TcpListener::from_std(listener).map_err(ServerError::Socket)?;
    axum::serve(listener, router(state))
        .with_graceful_shutdown(shutdown)
        .await
        .map_err(ServerError::Serve)
}
