//! `exempelbank serve`: answers over HTTP.

use std::net::TcpListener;

use anyhow::Context;
use index::{IndexError, Layout, Snapshot};
use server::AppState;

use crate::args::Serve;
use crate::ingest::summary;
use crate::output::talk;
use crate::progress::ingest_and_publish;
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Serve) -> anyhow::Result<u8> {
    // First of all, so that a port in use is told at once and not after minutes of building.
    let listener = TcpListener::bind(args.listen)
        .with_context(|| format!("cannot listen at {}", args.listen))?;
    let Some(snapshot) = open_or_build(args, &args.index.layout())? else {
        return Ok(NOTHING);
    };
    talk(&format!(
        "{} examples at http://{}/ (stop with Ctrl-C)",
        snapshot.manifest().records,
        listener.local_addr().unwrap_or(args.listen)
    ));
    let mut state = AppState::new(snapshot);
    if let Some(url) = &args.public_url {
        state = state.with_public_url(url.clone());
    }
    server::serve(listener, state, args.index.layout())?;
    Ok(DONE)
}

/// The published generation; if nothing was published yet, one is built from the corpus.
fn open_or_build(args: &Serve, layout: &Layout) -> anyhow::Result<Option<Snapshot>> {
    match Snapshot::open(layout) {
        Ok(snapshot) => return Ok(Some(snapshot)),
        Err(IndexError::Missing { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    talk(&format!(
        "no index yet: building one from {}",
        args.corpus.display()
    ));
    let ingested = ingest_and_publish(std::slice::from_ref(&args.corpus), layout, false)?;
    talk(&summary(&ingested));
    match ingested.published {
        Some(_) => Ok(Some(Snapshot::open(layout)?)),
        None => Ok(None),
    }
}
