//! New generations, taken up while serving, and what is still to be read of the first one.

use std::time::{Duration, Instant};

use index::{Current, IndexError, Layout, Opened, Snapshot, Unread};
use tokio::task::{JoinHandle, spawn_blocking};
use tracing::{error, info};

use crate::state::{AppState, Standing};

/// How often `current` is looked at. A look is the reading of one short file.
const INTERVAL: Duration = Duration::from_secs(1);

/// How long it takes until something that failed in passing, as when no more files could be opened,
/// is tried again: at first, and after many failures.
const AFTER_FAILURE: (Duration, Duration) = (INTERVAL, Duration::from_mins(1));

/// The same for what is damaged or made by another program. It may take the reading of gigabytes.
const AFTER_DAMAGE: (Duration, Duration) = (Duration::from_mins(1), Duration::from_mins(10));

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
/// theirs. One that cannot be used is told in the log and tried again, ever less often, and the last
/// good one is served on. If a file of the first one is found damaged, the latest other that is whole
/// takes its place.
pub(crate) async fn watch(state: AppState, watch: Watch) {
    let Watch {
        layout,
        seen,
        unread,
    } = watch;
    let first = state.bank().generation().to_owned();
    let mut reading = (!unread.is_empty()).then(|| spawn_blocking(move || unread.check()));
    let mut seen = Ok(seen);
    let mut again = Again::default();
    if !state.standing().is_published() {
        again.after(AFTER_DAMAGE);
    }
    loop {
        tokio::time::sleep(INTERVAL).await;
        if let Some(done) = reading.take_if(|reading| reading.is_finished())
            && let Err(error) = finish(&state, &layout, &first, done).await
        {
            again.after(pauses(&error));
        }
        let looked = layout.published().map_err(|error| error.to_string());
        if looked != seen {
            seen = looked;
            again = Again::default();
        } else if !again.is_due() {
            continue;
        }
        match &seen {
            Ok(Some(_)) => match take_up(&state, &layout).await {
                Ok(()) => {
                    // What was first is answered from no more, but for walks that began there.
                    reading = None;
                    again = Again::default();
                }
                Err(error) => {
                    state.refuse(&*error);
                    again.after(error.downcast_ref().map_or(AFTER_FAILURE, pauses));
                }
            },
            Ok(None) => {}
            Err(error) => state.refuse(&Untold(error.clone())),
        }
    }
}

/// Why it cannot be told what is published.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Untold(String);

/// When what cannot be used is tried again.
#[derive(Debug, Default)]
struct Again {
    /// How long it was waited last.
    pause: Duration,
    /// The moment, if there is something to be tried again.
    due: Option<Instant>,
}

impl Again {
    /// It has failed: twice as long is waited as the last time, within bounds.
    fn after(&mut self, (shortest, longest): (Duration, Duration)) {
        self.pause = (self.pause * 2).clamp(shortest, longest);
        self.due = Some(Instant::now() + self.pause);
    }

    fn is_due(&self) -> bool {
        self.due.is_some_and(|due| due <= Instant::now())
    }
}

/// The shortest and the longest pause after an error.
fn pauses(error: &IndexError) -> (Duration, Duration) {
    match error {
        IndexError::Damaged { .. }
        | IndexError::OtherFormat { .. }
        | IndexError::OtherFingerprint { .. } => AFTER_DAMAGE,
        _ => AFTER_FAILURE,
    }
}

/// Opens what is published and serves it.
///
/// # Errors
/// [`IndexError`] when it cannot be used, and whatever stopped the opening.
async fn take_up(
    state: &AppState,
    layout: &Layout,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let folder = layout.clone();
    // Opening reads and checks every file, which would hold up the answers.
    let opened = spawn_blocking(move || Opened::whole(&folder)).await??;
    let generation = opened.snapshot.manifest().generation.clone();
    state.publish(opened.snapshot);
    info!(generation, "a new generation is served");
    Ok(())
}

/// What comes of the reading of the first generation's files: if one is damaged, that is told at once,
/// and then another generation is looked for.
///
/// # Errors
/// [`IndexError`] with the file, whether there is another generation or not.
async fn finish(
    state: &AppState,
    layout: &Layout,
    first: &str,
    done: JoinHandle<Result<(), IndexError>>,
) -> Result<(), IndexError> {
    match done.await {
        Ok(Ok(())) => {
            info!(generation = first, "all files of the generation are whole");
            Ok(())
        }
        Ok(Err(reason)) => {
            error!(
                error = &reason as &dyn std::error::Error,
                generation = first,
                "the generation is damaged; it is served on, as not ready, until there is another"
            );
            state.stand(Standing::Damaged);
            let (folder, damaged) = (layout.clone(), first.to_owned());
            let other = spawn_blocking(move || Snapshot::latest_but(&folder, &damaged)).await;
            if let Ok(Some(snapshot)) = other {
                let generation = snapshot.manifest().generation.clone();
                state.fall_back(snapshot);
                info!(generation, "the last good generation is served");
            }
            Err(reason)
        }
        // It has been told by whatever stopped it.
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use index::{Contents, build};
    use records::Record;
    use tempfile::TempDir;
    use tokio::task::spawn;
    use workload::Workload;

    use super::*;

    fn publish(layout: &Layout, records: u32) -> Snapshot {
        let records: Vec<Record> = Workload::new(7).records(records).collect();
        let contents = Contents {
            records: &records,
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-01T00:00:00Z",
        };
        build(layout, contents, &|_| ()).unwrap();
        Snapshot::open(layout).unwrap()
    }

    fn damaged() -> IndexError {
        IndexError::Damaged {
            file: "records.jsonl".into(),
            reason: "does not match its checksum".to_owned(),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_turns_out_to_be_damaged_is_answered_from_no_longer_not_even_to_walks() {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path());
        let before = publish(&layout, 3).manifest().generation.clone();
        let state = AppState::new(publish(&layout, 4));
        let first = state.bank().generation().to_owned();
        let done = spawn(async { Err(damaged()) });
        finish(&state, &layout, &first, done).await.unwrap_err();
        assert_eq!(state.standing(), Standing::LastGood);
        assert_eq!(state.bank().generation(), before);
        assert!(state.bank_of(&first).is_none());
        state.publish(publish(&layout, 5));
        assert_eq!(state.standing(), Standing::Published);
        assert!(state.bank_of(&before).is_some());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_damaged_one_without_another_is_damaged_until_one_is_taken_up() {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path());
        let state = AppState::new(publish(&layout, 3));
        let first = state.bank().generation().to_owned();
        let done = spawn(async { Err(damaged()) });
        finish(&state, &layout, &first, done).await.unwrap_err();
        assert_eq!(state.standing(), Standing::Damaged);
        state.refuse(&damaged());
        assert_eq!(state.standing(), Standing::Damaged);
        state.publish(publish(&layout, 4));
        assert_eq!(state.standing(), Standing::Published);
        assert!(state.bank_of(&first).is_none());
    }

    #[test]
    fn what_is_damaged_is_tried_again_less_often_than_what_failed_in_passing() {
        let failed = IndexError::Io {
            action: "read",
            path: "current".into(),
            source: std::io::ErrorKind::Other.into(),
        };
        for (error, seconds) in [
            (failed, [1, 2, 4, 8, 16, 32, 60, 60]),
            (damaged(), [60, 120, 240, 480, 600, 600, 600, 600]),
        ] {
            let mut again = Again::default();
            assert!(!again.is_due());
            for seconds in seconds {
                again.after(pauses(&error));
                assert_eq!(again.pause, Duration::from_secs(seconds), "{error}");
                assert!(!again.is_due());
            }
        }
    }
}
