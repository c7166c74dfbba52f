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
    let message = "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
        Content-Length: 100\r\nConnection: close\r\n\r\n{}";
    for begun in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\n", message] {
        let began = Instant::now();
        let mut stream = server.connect();
        stream.write_all(begun.as_bytes()).unwrap();
        let answer = rest(&mut stream);
        assert!(!answer.contains("200 OK"), "{begun}: {answer}");
        let took = began.elapsed();
        assert!(took < Duration::from_secs(15), "{begun}: {took:?}");
    }
    assert!(server.ask(message).starts_with("HTTP/1.1 408"));
    let endless = message.replace("100", "99999999999");
    assert!(server.ask(&endless).starts_with("HTTP/1.1 413"));
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
    // Each has a place once it has been answered.
    let held = [(), ()].map(|()| {
        let mut stream = server.connect();
        let request = PLAIN.replace("close", "keep-alive");
        stream.write_all(request.as_bytes()).unwrap();
        let mut begun = [0; 15];
        stream.read_exact(&mut begun).unwrap();
        assert_eq!(&begun, b"HTTP/1.1 200 OK");
        stream
    });
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

/// What a request of another would be, hidden in the shape of the one before.
const HIDDEN: &str = "GET /stulen HTTP/1.1\r\nHost: a\r\n\r\n";

#[test]
fn a_request_that_can_be_read_in_two_ways_is_read_in_none() {
    let server = run(state());
    for (shape, accepted) in [
        ("Content-Length: 5\r\nContent-Length: 6\r\n\r\nrobot", "400"),
        ("Content-Length: 0, 44\r\n\r\n", "400"),
        ("Content-Length: +5\r\n\r\nrobot", "400"),
        ("Content-Length: 5 5\r\n\r\nrobot", "400"),
        ("Content-Length : 5\r\n\r\nrobot", "400"),
        ("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "400"),
        (
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "400",
        ),
        ("X-A: a\r\n Content-Length: 44\r\n\r\n", "400"),
        ("X-A: a\0b\r\n\r\n", "400"),
        ("X-A\r\n\r\n", "400"),
    ] {
        let answer = server.ask(&format!("POST / HTTP/1.1\r\nHost: a\r\n{shape}{HIDDEN}"));
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {accepted} ")),
            "{shape:?}: {answer}"
        );
        assert_eq!(
            answer.matches("HTTP/1.1 ").count(),
            1,
            "{shape:?}: {answer}"
        );
    }
    assert!(server.ask(PLAIN).starts_with("HTTP/1.1 200 OK"));
    server.stop();
}

#[test]
fn a_body_is_never_taken_for_a_request() {
    let server = run(state());
    for shape in [
        format!("Content-Length: {}\r\n\r\n{HIDDEN}", HIDDEN.len()),
        format!(
            "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{HIDDEN}\r\n0\r\n\r\n",
            HIDDEN.len()
        ),
        // Where both stand, the pieces count, and nothing that comes after them.
        format!("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{HIDDEN}"),
        format!("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{HIDDEN}"),
        format!("Transfer-Encoding: chunked\r\n\r\n-1\r\n{HIDDEN}"),
    ] {
        for method in ["GET", "POST"] {
            let answer = server.ask(&format!("{method} / HTTP/1.1\r\nHost: a\r\n{shape}"));
            assert!(
                answer.matches("HTTP/1.1 ").count() <= 1,
                "{method} {shape:?}: {answer}"
            );
            assert!(!answer.contains("stulen"), "{method} {shape:?}: {answer}");
        }
    }
    assert!(server.ask(PLAIN).starts_with("HTTP/1.1 200 OK"));
    server.stop();
}

#[test]
fn what_is_too_large_or_leads_elsewhere_is_refused() {
    let server = run(state());
    let long = "a".repeat(1_000_000);
    let many = "X-A: a\r\n".repeat(500);
    for (request, accepted) in [
        (format!("GET / HTTP/1.1\r\nHost: a\r\nX-A: {long}\r\n\r\n"), "431"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n"), "431"),
        (format!("GET /?q={long} HTTP/1.1\r\nHost: a\r\n\r\n"), "431"),
        (format!("GET /?q={} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", &long[..40_000]), "414"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n".to_owned(), "400"),
        ("GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), "404"),
        ("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), "404"),
        ("GET /widget/v1/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), "404"),
        ("GET /exempel/..%2f..%2fetc%2fpasswd%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), "404"),
        ("GET /api/v1/records/..%5c..%5cetc HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), "404"),
        ("CONNECT ond.test:443 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), "4"),
    ] {
        let answer = server.ask(&request);
        let asked: String = request.chars().take(80).collect();
        assert!(answer.starts_with(&format!("HTTP/1.1 {accepted}")), "{asked:?}: {answer}");
        assert!(!answer.contains("root:"), "{asked:?}");
    }
    let absolute =
        server.ask("GET http://ond.test/kommuner HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert!(!absolute.contains("ond.test"), "{absolute}");
    assert!(server.ask(PLAIN).starts_with("HTTP/1.1 200 OK"));
    server.stop();
}
