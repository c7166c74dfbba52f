//! New generations, taken up while serving, and what is still to be read of the first one.

use std::time::Duration;

use index::{Current, IndexError, Layout, Opened, Snapshot, Unread};
use tokio::task::{JoinHandle, spawn_blocking};
use tracing::{error, info};

use crate::state::{AppState, Standing};

/// How often `current` is looked at. A look is the reading of one short file.
const INTERVAL: Duration = Duration::from_secs(1);

/// What is watched while answers are given.
#[derive(Debug)]
pub struct Watch {
    /// The index folder.
    pub layout: Layout,
    /// What its file `current` said when the first generation was opened.
    pub seen: Option<Current>,
    /// The files of that generation that are still to be read.
    pub unread: Unread,
}

/// Serves each generation that is published from now on; requests that are being answered keep
/// theirs. One that cannot be used is told in the log, and the last good one is served on. If a file
/// of the first one is found damaged, the latest other that is whole takes its place.
pub(crate) async fn watch(state: AppState, watch: Watch) {
    let Watch {
        layout,
        seen,
        unread,
    } = watch;
    let first = state.bank().generation().to_owned();
    let mut reading = (!unread.is_empty()).then(|| spawn_blocking(move || unread.check()));
    let mut seen = Ok(seen);
    loop {
        tokio::time::sleep(INTERVAL).await;
        if let Some(done) = reading.take_if(|reading| reading.is_finished()) {
            finish(&state, &layout, &first, done).await;
        }
        let looked = layout.published().map_err(|error| error.to_string());
        if looked == seen {
            continue;
        }
        seen = looked;
        match &seen {
            Ok(Some(_)) => {
                if take_up(&state, &layout).await {
                    // What was first is answered from no more, but for walks that began there.
                    reading = None;
                }
            }
            Ok(None) => {}
            Err(error) => {
                error!(
                    error,
                    "what is published cannot be told; the last good generation is served"
                );
                state.stand(Standing::LastGood);
            }
        }
    }
}

/// Opens what is published and serves it; whether it can be.
async fn take_up(state: &AppState, layout: &Layout) -> bool {
    let folder = layout.clone();
    // Opening reads and checks every file, which would hold up the answers.
    let opened = spawn_blocking(move || Opened::whole(&folder)).await;
    let error: Box<dyn std::error::Error + Send + Sync> = match opened {
        Ok(Ok(opened)) => {
            let generation = opened.snapshot.manifest().generation.clone();
            state.publish(opened.snapshot);
            info!(generation, "a new generation is served");
            return true;
        }
        Ok(Err(error)) => error.into(),
        Err(error) => error.into(),
    };
    state.refuse(&*error);
    false
}

/// What comes of the reading of the first generation's files.
async fn finish(
    state: &AppState,
    layout: &Layout,
    first: &str,
    done: JoinHandle<Result<(), IndexError>>,
) {
    let error = match done.await {
        Ok(Ok(())) => {
            info!(generation = first, "all files of the generation are whole");
            return;
        }
        Ok(Err(error)) => error,
        // It has been told by whatever stopped it.
        Err(_) => return,
    };
    let (folder, damaged) = (layout.clone(), first.to_owned());
    let other = spawn_blocking(move || Snapshot::latest_but(&folder, &damaged)).await;
    if let Ok(Some(snapshot)) = other {
        state.publish(snapshot);
        state.refuse(&error);
    } else {
        let error = &error as &dyn std::error::Error;
        error!(
            error,
            "the generation is damaged, and there is no other; it is served on, as not ready"
        );
        state.stand(Standing::Damaged);
    }
}
