//! New generations, taken up while serving.

use std::time::Duration;

use index::{Current, Layout, Snapshot};
use tracing::{error, info};

use crate::state::AppState;

/// How often `current` is looked at. A look is the reading of one short file.
const INTERVAL: Duration = Duration::from_secs(1);

/// Serves each generation that is published from now on; requests that are being answered keep
/// theirs. One that cannot be opened is told in the log, and the last good one is served on.
pub(crate) async fn watch(state: AppState, layout: Layout) {
    let mut refused: Option<Current> = None;
    loop {
        tokio::time::sleep(INTERVAL).await;
        let Ok(Some(current)) = layout.published() else {
            continue;
        };
        if current.generation == state.bank().generation() || refused.as_ref() == Some(&current) {
            continue;
        }
        let folder = layout.clone();
        // Opening reads and checks every file, which would hold up the answers.
        match tokio::task::spawn_blocking(move || Snapshot::open(&folder)).await {
            Ok(Ok(snapshot)) => {
                let generation = snapshot.manifest().generation.clone();
                state.publish(snapshot);
                info!(generation, "a new generation is served");
            }
            Ok(Err(error)) => {
                let error = &error as &dyn std::error::Error;
                error!(
                    error,
                    "a new generation cannot be used; the last good one is served"
                );
                refused = Some(current);
            }
            Err(_) => refused = Some(current),
        }
    }
}
