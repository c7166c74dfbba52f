//! The program as a process.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

/// The program, answering until this is dropped.
pub(crate) struct Program {
    child: Mutex<Child>,
    id: u32,
    pub(crate) address: String,
}

impl Program {
    /// Starts it over the index in a folder.
    pub(crate) fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_exempelbank"))
            .args(["--log", "error", "serve", "--listen", "127.0.0.1:0"])
            .args(["--requests-per-minute", "0"])
            .current_dir(folder)
            .env_remove("EXEMPELBANK_INDEX")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let told = lines.by_ref().map(Result::unwrap).find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            Some(rest.split('/').next()?.to_owned())
        });
        // What it logs is wrong, and is shown.
        std::thread::spawn(move || {
            lines
                .map_while(Result::ok)
                .for_each(|line| println!("{line}"));
        });
        Self {
            id: child.id(),
            child: Mutex::new(child),
            address: told.expect("it says where it answers"),
        }
    }

    /// What it holds in memory: all, and without files, as the system tells it.
    pub(crate) fn memory(&self) -> Vec<String> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id)).unwrap_or_default();
        let lines = status.lines().filter(|line| {
            line.starts_with("VmRSS") || line.starts_with("RssAnon") || line.starts_with("VmHWM")
        });
        lines
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    /// Whether it still runs.
    pub(crate) fn is_alive(&self) -> bool {
        self.child.lock().unwrap().try_wait().unwrap().is_none()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap();
        let _ = child.kill();
        let _ = child.wait();
    }
}
