//! Those who ask: many at once, slow ones, and one who watches.

use std::fmt;
use std::io::{Read, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::bank::{Bank, Verdict};
use crate::client::{Client, connect, request};

/// What came back.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    right: u32,
    wrong: u32,
    mixed: u32,
    refused: u32,
    /// Other statuses, and connections that broke off.
    other: u32,
    /// How long those took that were answered, in microseconds.
    took: Vec<u32>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.mixed += other.mixed;
        self.refused += other.refused;
        self.other += other.other;
        self.took.extend(other.took);
    }

    pub(crate) fn accepted(&self) -> u32 {
        self.right + self.wrong + self.mixed
    }

    pub(crate) fn failures(&self) -> u32 {
        self.wrong + self.mixed + self.other
    }
}

/// A time that a share of all are not above.
fn percentile(sorted: &[u32], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list"
    )]
    let place = (sorted.len() as f64 * share) as usize;
    let micros = sorted.get(place.min(sorted.len().saturating_sub(1)));
    Duration::from_micros(micros.copied().unwrap_or(0).into())
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut took = self.took.clone();
        took.sort_unstable();
        let [half, most, all] = [0.5, 0.99, 1.0].map(|share| percentile(&took, share));
        write!(
            f,
            "{} requests: {} right, {} wrong, {} of mixed generations, {} refused with 503, {} failed; \
             accepted p50 {half:.1?}, p99 {most:.1?}, longest {all:.1?}",
            self.accepted() + self.refused + self.other,
            self.right,
            self.wrong,
            self.mixed,
            self.refused,
            self.other,
        )
    }
}

/// Many who ask at once.
pub(crate) struct Crowd;

impl Crowd {
    /// Asks over so many connections for so long; over each once in a while, or as soon as it is
    /// answered.
    pub(crate) fn ask(
        bank: &Bank,
        address: &str,
        connections: u32,
        every: Option<Duration>,
        length: Duration,
    ) -> Tally {
        let began = Instant::now();
        let mut all = Tally::default();
        std::thread::scope(|scope| {
            let asking: Vec<_> = (0..connections)
                .map(|number| scope.spawn(move || one(bank, address, number, every, began, length)))
                .collect();
            for one in asking {
                all.add(one.join().unwrap());
            }
        });
        all
    }
}

/// One who asks.
fn one(
    bank: &Bank,
    address: &str,
    number: u32,
    every: Option<Duration>,
    began: Instant,
    length: Duration,
) -> Tally {
    let mut tally = Tally::default();
    let mut client = Client::new(address);
    // Not all at the same moment.
    let mut due = every.map(|every| every.mul_f64(f64::from(number) / 200.0));
    let mut question = number as usize;
    while began.elapsed() < length {
        if let (Some(at), Some(every)) = (due, every) {
            sleep(at.saturating_sub(began.elapsed()));
            // Who had to wait for an answer asks at once, and not for all that was missed.
            due = Some((at + every).max(began.elapsed()));
        }
        question += 7;
        let asked = Instant::now();
        match client.get(bank.address(question)) {
            Ok((200, body)) => {
                let took = u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX);
                tally.took.push(took);
                match bank.judge(question, &body) {
                    Verdict::Right => tally.right += 1,
                    Verdict::Wrong => tally.wrong += 1,
                    Verdict::Mixed => tally.mixed += 1,
                }
            }
            Ok((503, _)) => tally.refused += 1,
            Ok((status, _)) => {
                println!("status {status}");
                tally.other += 1;
            }
            Err(error) => {
                println!("{error}");
                tally.other += 1;
            }
        }
    }
    tally
}

/// What came of those who are slow.
pub(crate) struct Slow {
    readers: u32,
    writers: u32,
    turned_away: u32,
}

impl fmt::Display for Slow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "slow ones: {} read or were cut off, {} wrote and were answered, {} were turned away",
            self.readers, self.writers, self.turned_away
        )
    }
}

/// So many who read a large file a little at a time, and as many who write a request so.
pub(crate) fn dawdle(address: &str, count: u32, began: Instant, length: Duration) -> Slow {
    let mut slow = Slow {
        readers: 0,
        writers: 0,
        turned_away: 0,
    };
    std::thread::scope(|scope| {
        let goes_on = move || began.elapsed() < length;
        let readers: Vec<_> = (0..count)
            .map(|_| scope.spawn(move || many(goes_on, || read_slowly(address, goes_on))))
            .collect();
        let writers: Vec<_> = (0..count)
            .map(|_| scope.spawn(move || many(goes_on, || write_slowly(address, goes_on))))
            .collect();
        for reader in readers {
            let (done, turned_away) = reader.join().unwrap();
            slow.readers += done;
            slow.turned_away += turned_away;
        }
        for writer in writers {
            let (done, turned_away) = writer.join().unwrap();
            slow.writers += done;
            slow.turned_away += turned_away;
        }
    });
    slow
}

/// Does something as long as there is time; how often it was done and how often it could not be.
fn many(goes_on: impl Fn() -> bool, done: impl Fn() -> bool) -> (u32, u32) {
    let mut counts = (0, 0);
    while goes_on() {
        if done() {
            counts.0 += 1;
        } else {
            counts.1 += 1;
            sleep(Duration::from_millis(500));
        }
    }
    counts
}

fn read_slowly(address: &str, goes_on: impl Fn() -> bool) -> bool {
    let Ok(mut stream) = connect(address) else {
        return false;
    };
    let asked = request("/api/v1/export?format=jsonl", address);
    if stream.write_all(asked.as_bytes()).is_err() {
        return false;
    }
    let mut some = [0; 2_048];
    let mut all = 0;
    while goes_on() {
        sleep(Duration::from_millis(100));
        match stream.read(&mut some) {
            Ok(0) | Err(_) => break,
            Ok(count) => all += count,
        }
    }
    all > some.len()
}

fn write_slowly(address: &str, goes_on: impl Fn() -> bool) -> bool {
    let Ok(mut stream) = connect(address) else {
        return false;
    };
    for byte in request("/api/v1/themes", address).bytes() {
        if !goes_on() || stream.write_all(&[byte]).is_err() {
            return false;
        }
        sleep(Duration::from_millis(50));
    }
    let mut some = [0; 12];
    stream.read_exact(&mut some).is_ok() && some.starts_with(b"HTTP/1.1 ")
}

/// What health answered.
pub(crate) struct Health {
    answers: u32,
    pub(crate) failures: u32,
    longest: Duration,
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            answers,
            failures,
            longest,
        } = self;
        write!(
            f,
            "health: {answers} asked, {failures} not answered with 200, longest {longest:.1?}"
        )
    }
}

/// Asks for health twice a second, over a connection of its own each time.
pub(crate) fn watch(address: &str, began: Instant, length: Duration) -> Health {
    let mut health = Health {
        answers: 0,
        failures: 0,
        longest: Duration::ZERO,
    };
    while began.elapsed() < length {
        for target in ["/health/live", "/health/ready"] {
            let asked = Instant::now();
            let answer = Client::new(address).get(target);
            health.answers += 1;
            if !matches!(answer, Ok((200, _))) {
                println!("{target}: {answer:?}");
                health.failures += 1;
            }
            health.longest = health.longest.max(asked.elapsed());
        }
        sleep(Duration::from_millis(500));
    }
    health
}
