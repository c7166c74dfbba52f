//! The program under twice the load that it can bear, while generations are published.
//!
//! First it is asked as fast as it answers, which tells what it can bear; then twice as much is
//! asked, over many connections, some of which read or write slowly. Every answer is compared with
//! what the generation that it names must give. Nothing may be wrong or of two generations, nothing
//! but 503 and what is right may come back, and health must answer.
//!
//! `cargo bench --bench load -- --minutes 10 --connections 200 --publishes 1000`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made must stop, and prints what it measured"
)]

mod bank;
mod client;
mod crowd;
mod program;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bank::Bank;
use crate::crowd::{Crowd, Tally};
use crate::program::Program;

/// How many connections are enough to keep the program busy.
const BUSY: u32 = 16;

/// The number behind a name in the arguments.
fn given(name: &str, usual: f64) -> f64 {
    let mut args = std::env::args().skip_while(|arg| arg != name);
    args.nth(1).map_or(usual, |number| number.parse().unwrap())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts that are given are small and not negative"
)]
fn main() -> ExitCode {
    let minutes = given("--minutes", 1.0);
    let connections = given("--connections", 200.0) as u32;
    let publishes = given("--publishes", 100.0 * minutes) as u32;
    let length = Duration::from_secs_f64(60.0 * minutes);

    let folder = tempfile::TempDir::new().unwrap();
    let bank = Arc::new(Bank::new(folder.path().join("index")));
    bank.publish(0);
    let program = Program::start(folder.path());
    println!("at {} with {:?}", program.address, program.memory());

    let saturated = Crowd::ask(&bank, &program.address, BUSY, None, Duration::from_secs(5));
    let most = f64::from(saturated.accepted()) / 5.0;
    println!("saturated by {BUSY} connections: {most:.0} answers a second, {saturated}");

    let began = Instant::now();
    let every = Duration::from_secs_f64(f64::from(connections) / (2.0 * most));
    let (tally, slow, health, published) = std::thread::scope(|scope| {
        let publisher = scope.spawn(|| {
            // Each at its time, so that they are spread over the whole.
            for number in 1..=publishes {
                let due = length.mul_f64(f64::from(number) / f64::from(publishes + 1));
                std::thread::sleep(due.saturating_sub(began.elapsed()));
                if began.elapsed() > length {
                    // Building took longer than there was time for.
                    return number - 1;
                }
                bank.publish(number);
            }
            publishes
        });
        let health = scope.spawn(|| crowd::watch(&program.address, began, length));
        let slow = scope.spawn(|| crowd::dawdle(&program.address, connections / 10, began, length));
        scope.spawn(|| {
            for minute in 1..=minutes.ceil() as u32 {
                std::thread::sleep(
                    length
                        .min(Duration::from_mins(1) * minute)
                        .saturating_sub(began.elapsed()),
                );
                println!("after {:.0?}: {:?}", began.elapsed(), program.memory());
            }
        });
        let tally = Crowd::ask(&bank, &program.address, connections, Some(every), length);
        (
            tally,
            slow.join().unwrap(),
            health.join().unwrap(),
            publisher.join().unwrap(),
        )
    });
    println!("twice as much from {connections} connections: {tally}");
    println!("{slow}");
    println!("{health}");
    println!(
        "{published} generations published, {} of them seen in answers",
        bank.seen()
    );
    let is_alive = program.is_alive();
    println!(
        "the program {}",
        if is_alive { "lives" } else { "has ended" }
    );
    let failed = Tally::failures(&tally) + Tally::failures(&saturated) + health.failures;
    if failed == 0 && is_alive {
        ExitCode::SUCCESS
    } else {
        println!("FAILED: {failed} answers were not what they must be");
        ExitCode::FAILURE
    }
}
