//! Answering on a socket until told to stop.

use std::io;
use std::net::{SocketAddr, TcpListener};

use axum_server::Handle;
use socket2::SockRef;

use crate::error::ServerError;
use crate::manners::connections::Connections;
use crate::router::router;
use crate::state::AppState;
use crate::watch::{Watch, watch};

/// The most bytes that the head of a request may have: an address of the length that is told of in
/// an answer, and headers.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// So many clients may stand in line to be let in, as far as the system lets them. Whoever finds the line
/// full tries again after a second.
const IN_LINE: i32 = 1024;

/// Answers requests on a bound socket until the process is told to stop, by Ctrl-C or a signal
/// to terminate, then finishes those begun. It blocks, so that no caller needs a runtime.
///
/// # Errors
/// [`ServerError::Runtime`] when there are no threads to be had, and those of [`run`].
///
/// Generations that are published in the index folder meanwhile are served as they come.
pub fn serve(listener: TcpListener, state: AppState, watched: Watch) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServerError::Runtime)?;
    runtime.spawn(watch(state.clone(), watched));
    let served = runtime.block_on(run(listener, state, told_to_stop()));
    // The files of a large generation may still be read, which nobody waits for.
    runtime.shutdown_background();
    served
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

/// Answers requests on a bound socket until `shutdown` is done, then finishes those begun, as
/// long as the limits let them.
///
/// # Errors
/// [`ServerError::Socket`] when the socket cannot be used, [`ServerError::Serve`] when it fails.
pub async fn run(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServerError> {
    let limits = state.limits().clone();
    let handle = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        shutdown.await;
        tracing::info!("stopping: answers that have been begun are finished");
        stopping.graceful_shutdown(Some(limits.farewell_time));
    });
    lengthen_line(&listener).map_err(ServerError::Socket)?;
    let mut server = axum_server::from_tcp(listener)
        .map_err(ServerError::Socket)?
        .acceptor(Connections::new(&limits))
        .http1_only()
        .first_request_timeout(limits.head_time)
        .handle(handle);
    server
        .http_builder()
        .http1()
        .header_read_timeout(limits.head_time)
        .max_buf_size(MAX_HEAD_BYTES);
    server
        .serve(router(state).into_make_service_with_connect_info::<SocketAddr>())
        .await
        .map_err(ServerError::Serve)
}

/// Lets more clients stand in line than the 128 that a socket of the standard library has room for.
fn lengthen_line(listener: &TcpListener) -> io::Result<()> {
    SockRef::from(listener).listen(IN_LINE)
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;

    #[test]
    fn many_who_come_at_once_need_not_come_again() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        lengthen_line(&listener).unwrap();
        let address = listener.local_addr().unwrap();
        // None of them is let in.
        let in_line: Vec<_> = (0..400)
            .map(|_| TcpStream::connect_timeout(&address, Duration::from_millis(900)).unwrap())
            .collect();
        assert_eq!(in_line.len(), 400);
    }
}
