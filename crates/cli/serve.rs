//! `exempelbank serve`: answers over HTTP.

use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroU32;

use anyhow::Context;
use index::{IndexError, Layout, Opened};
use server::{AppState, ForwardingHeader, Limits, PublicUrl, TrustedProxies, Watch};

use crate::args::{Forwarding, Serve};
use crate::ingest::summary;
use crate::output::talk;
use crate::progress::ingest_and_publish;
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Serve) -> anyhow::Result<u8> {
    // First of all, so that a port in use is told at once and not after minutes of building.
    let listener = TcpListener::bind(args.listen)
        .with_context(|| format!("cannot listen at {}", args.listen))?;
    let Some(opened) = open_or_build(args, &args.index.layout())? else {
        return Ok(NOTHING);
    };
    let Opened {
        snapshot,
        published,
        refused,
        unread,
    } = opened;
    talk(&format!(
        "{} examples at http://{}/ (stop with Ctrl-C)",
        snapshot.manifest().records,
        listener.local_addr().unwrap_or(args.listen)
    ));
    let mut state = AppState::new(snapshot).with_limits(limits(args));
    let listening = listener.local_addr().unwrap_or(args.listen);
    if let Some(url) = args.public_url.clone().or_else(|| own_url(listening)) {
        state = state.with_public_url(url);
    }
    if let Some(contact) = &args.contact {
        state = state.with_contact(contact.clone());
    }
    if let Some(error) = &refused {
        state.refuse(error);
    }
    let watch = Watch {
        layout: args.index.layout(),
        seen: published,
        unread,
    };
    server::serve(listener, state, watch)?;
    Ok(DONE)
}

/// The address that is answered at, for those on the same machine; what a request calls the host
/// could be anything.
fn own_url(listening: SocketAddr) -> Option<PublicUrl> {
    let url = if listening.ip().is_unspecified() {
        format!("http://localhost:{}", listening.port())
    } else {
        format!("http://{listening}")
    };
    url.parse().ok()
}

fn limits(args: &Serve) -> Limits {
    let usual = Limits::default();
    let at_work = args.at_work.map(usize::from);
    Limits {
        requests_per_minute: NonZeroU32::new(args.requests_per_minute),
        trusted_proxies: TrustedProxies {
            networks: args.trusted_proxy.clone(),
            header: match args.forwarding_header {
                Forwarding::XForwardedFor => ForwardingHeader::XForwardedFor,
                Forwarding::Forwarded => ForwardingHeader::Forwarded,
            },
        },
        at_work: at_work.unwrap_or(usual.at_work),
        kept_bytes: usize::from(args.kept_answers) * 1_000_000,
        ..usual
    }
}

/// The published generation, or the last good one if it cannot be used; if nothing was published yet,
/// one is built from the corpus.
fn open_or_build(args: &Serve, layout: &Layout) -> anyhow::Result<Option<Opened>> {
    match Opened::soon(layout) {
        Ok(opened) => return Ok(Some(opened)),
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
        Some(_) => Ok(Some(Opened::soon(layout)?)),
        None => Ok(None),
    }
}
