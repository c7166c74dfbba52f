//! The running server: connections, slow clients, and its end.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use server::{AppState, Limits};
use tokio::sync::oneshot;

use crate::bank::state;

/// A server on a socket of its own.
struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

fn run(state: AppState) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let until = async {
            stopped.await.ok();
        };
        runtime
            .block_on(server::run(listener, state, until))
            .unwrap();
    });
    Running {
        address,
        stop: Some(stop),
        server,
    }
}

impl Running {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
    }

    /// Sends bytes and reads all that comes until the connection ends.
    fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        rest(&mut stream)
    }

    fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.server.join().unwrap();
    }
}

/// All that comes until the connection ends, in whatever way.
fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is reset has ended too.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

const PLAIN: &str = "GET /api/v1/themes/open-data HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

#[test]
fn a_running_server_answers_and_stops_when_told() {
    let server = run(state());
    let answer = server.ask(
        "GET /exempel/varberg-svaromat HTTP/1.1\r\nHost: ond.test:81\r\nConnection: close\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(!answer.contains("ond.test"));
    let head = server.ask("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert!(
        head.starts_with("HTTP/1.1 200 OK") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    let odd = server.ask("GET / HTTP/1.1\r\nHost: a\"><b\r\nConnection: close\r\n\r\n");
    assert!(!odd.contains("a\"><b"), "{odd}");
    let limited = server.ask(PLAIN).to_lowercase();
    assert!(limited.contains("ratelimit: \"client\";r="), "{limited}");
    server.stop();
}

#[test]
fn who_sends_nothing_or_too_slowly_is_not_waited_for() {
    let head_time = Duration::from_millis(300);
    let server = run(state().with_limits(Limits {
        head_time,
        ..Limits::default()
    }));
    for begun in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\n"] {
        let began = Instant::now();
        let mut stream = server.connect();
        stream.write_all(begun.as_bytes()).unwrap();
        let answer = rest(&mut stream);
        assert!(!answer.contains("200 OK"), "{begun}: {answer}");
        let took = began.elapsed();
        assert!(took < Duration::from_secs(15), "{begun}: {took:?}");
    }
    // Who is done with one request and sends no other.
    let mut stream = server.connect();
    stream
        .write_all(PLAIN.replace("close", "keep-alive").as_bytes())
        .unwrap();
    assert!(rest(&mut stream).starts_with("HTTP/1.1 200 OK"));
    assert!(server.ask(PLAIN).starts_with("HTTP/1.1 200 OK"));
    server.stop();
}

#[test]
fn there_are_so_many_connections_and_no_more() {
    let server = run(state().with_limits(Limits {
        connections: 2,
        ..Limits::default()
    }));
    let held = [server.connect(), server.connect()];
    // They are taken in order, so that this one comes after both.
    let mut third = server.connect();
    let _ = third.write_all(PLAIN.as_bytes());
    assert_eq!(rest(&mut third), "");
    drop(held);
    let began = Instant::now();
    while !server.ask(PLAIN).starts_with("HTTP/1.1 200 OK") {
        assert!(
            began.elapsed() < Duration::from_secs(15),
            "a place is never given back"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    server.stop();
}

#[test]
fn what_is_begun_is_finished_and_nothing_is_waited_for_without_end() {
    let server = run(state().with_limits(Limits {
        farewell_time: Duration::from_millis(500),
        ..Limits::default()
    }));
    // Half a request, whose client never sends the rest.
    let mut stuck = server.connect();
    stuck.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let address = server.address;
    let began = Instant::now();
    server.stop();
    assert!(began.elapsed() < Duration::from_secs(15));
    assert!(
        TcpStream::connect(address).is_err(),
        "nobody listens any more"
    );
}
