//! The program, answering at a port of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use crate::program::Folder;

/// The program, serving at a port of its own until it is dropped.
pub(crate) struct Server {
    child: Child,
    address: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts the program in a folder.
    pub(crate) fn start(folder: &Folder, args: &[&str]) -> Self {
        Self::of(folder.command(&[&["serve", "--listen", "127.0.0.1:0"], args].concat()))
    }

    /// Starts a command that becomes the program.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| {
                let (_, rest) = line.split_once("http://")?;
                Some(rest.split('/').next().unwrap().to_owned())
            })
            .expect("the program says where it answers");
        // The log is read to its end, so that the program never waits for a reader.
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut log = kept.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        Self {
            child,
            address,
            log,
        }
    }

    /// What the program has logged since it said where it answers.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits until something holds. The server looks for what is new once a second; thirty times that
    /// is a machine that has much else to do.
    #[track_caller]
    pub(crate) fn until(&self, holds: impl Fn(&Self) -> bool) {
        let came = (0..300).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            holds(self)
        });
        assert!(came, "it never came to hold; the log:\n{}", self.log());
    }

    /// The ids of all records there are, at most a hundred, in order.
    pub(crate) fn ids(&self) -> Vec<String> {
        let answer = self.json("/api/v1/records?limit=100");
        let records = answer["records"].as_array().unwrap().iter();
        let mut ids: Vec<String> = records
            .map(|record| record["id"].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        ids
    }

    /// Asks the program to stop; the code that it ends with.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap().code()
    }

    /// The status and the body of an answer.
    pub(crate) fn get(&self, target: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, body.to_owned())
    }

    pub(crate) fn json(&self, target: &str) -> Value {
        let (status, body) = self.get(target);
        assert_eq!(status, 200, "{target}: {body}");
        // A body without a known length comes in chunks, each behind its length on a line.
        let json = body.find('{').map_or("", |at| &body[at..]);
        serde_json::Deserializer::from_str(json)
            .into_iter()
            .next()
            .unwrap()
            .unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
