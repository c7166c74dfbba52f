//! How connections are taken: so many, and none for ever.

use std::future::{Ready, ready};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower_http::add_extension::AddExtension;

use super::limits::Limits;

/// Takes connections within the limits.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    places: Arc<Semaphore>,
    receive_time: Duration,
}

impl Connections {
    /// As many as the limits say.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits.connections)),
            receive_time: limits.receive_time,
        }
    }
}

impl<S> Accept<TcpStream, S> for Connections {
    /// A client that does not take what is sent to it is not waited for.
    type Stream = Pin<Box<TimeoutStream<TcpStream>>>;
    /// The service lives as long as the connection, and keeps its place.
    type Service = AddExtension<S, Arc<OwnedSemaphorePermit>>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let taken = || {
            let place = Arc::clone(&self.places)
                .try_acquire_owned()
                .map_err(io::Error::other)?;
            stream.set_nodelay(true)?;
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(self.receive_time));
            Ok((
                Box::pin(stream),
                AddExtension::new(service, Arc::new(place)),
            ))
        };
        ready(taken())
    }
}
