//! Many clients that wait for events: what one costs in memory and in time of the processor, and what another request costs
//! while they wait.
//!
//! Each service runs as a process of its own, on one thread; the clients are sockets of this one. `cargo bench --bench idle --
//! 1000` measures fewer clients, in the same time.

mod process;
mod services;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, thread};

use process::{Process, Reading};
use services::SERVICES;

const CLIENTS: usize = 10_000;

/// The interval of the comments that keep a stream alive, in all services that send some.
const PERIOD: Duration = Duration::from_secs(15);

/// The files that a process opens beside the sockets of its clients.
const OTHER_FILES: usize = 64;

/// Tells the process which has raised its limit of open files.
const RAISED: &str = "--raised";

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    if let Some(at) = words.iter().position(|word| word == "serve") {
        return process::serve(words[at + 1].parse().unwrap());
    }
    if !words.iter().any(|word| word == RAISED) {
        raise(&words);
    }
    let clients = words.iter().find_map(|word| word.parse().ok());
    let clients = clients.unwrap_or(CLIENTS);
    let files = open_files();
    assert!(
        files >= clients + OTHER_FILES,
        "{clients} clients need {} open files, and the hard limit is {files}: raise it (`ulimit -H -n`), or measure fewer \
         clients: `cargo bench --bench idle -- 1000`",
        clients + OTHER_FILES,
    );
    let rows: Vec<Row> = (0..SERVICES.len())
        .map(|service| measured(service, clients))
        .collect();
    report(&rows, clients);
}

/// Starts this program again with as many open files as it may have. A shell has a word for it, the standard library has none.
fn raise(words: &[String]) -> ! {
    let error = Command::new("sh")
        .args(["-c", "ulimit -n \"$(ulimit -H -n)\"; exec \"$0\" \"$@\""])
        .arg(env::current_exe().unwrap())
        .args(words)
        .arg(RAISED)
        .exec();
    panic!("the shell does not start: {error}");
}

fn open_files() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))
        .unwrap();
    line.split_whitespace()
        .nth(3)
        .and_then(|soft| soft.parse().ok())
        .unwrap_or(usize::MAX)
}

/// What is measured of a service.
struct Row {
    /// Bytes of the heap, and resident ones, for each client.
    allocated: f64,
    blocks: f64,
    resident: f64,
    /// Of each client, in a period without an event.
    at_rest: Duration,
    polls: f64,
    /// Of the whole service, in such a period.
    wakes: u64,
    /// Of each client, for an event that all of them get.
    event: Duration,
    /// A small request without the clients, and with them.
    alone: Duration,
    meanwhile: Duration,
}

fn measured(service: usize, clients: usize) -> Row {
    let mut process = Process::start(service);
    let mut small = process.connect(0);
    ask(&mut small, Duration::from_secs(1));
    let before = process.read();
    let asked = ask(&mut small, Duration::from_secs(4));
    let empty = process.read();
    let alone = empty.since(&before).processor / asked;

    let mut streams: Vec<TcpStream> = (0..clients)
        .map(|number| {
            let mut stream = process.connect(number);
            write!(stream, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
            until_event(&mut stream, 1);
            stream
        })
        .collect();
    // The first comments have been sent, with what they need.
    thread::sleep(PERIOD + Duration::from_secs(2));
    let full = process.read();
    thread::sleep(PERIOD);
    let rested = process.read();
    let asked = ask(&mut small, PERIOD);
    let loaded = process.read();
    process.send("event");
    for stream in &mut streams {
        until_event(stream, 2);
    }
    let told = process.read();

    let (rest, load) = (rested.since(&full), loaded.since(&rested));
    let of_each = |amount: i64| amount as f64 / clients as f64;
    let count = u32::try_from(clients).unwrap();
    Row {
        allocated: of_each(full.allocated - empty.allocated),
        blocks: of_each(full.blocks - empty.blocks),
        resident: of_each(full.resident - empty.resident),
        at_rest: rest.processor / count,
        polls: of_each(rest.polls),
        wakes: rest.wakes,
        event: told.since(&loaded).processor / count,
        alone,
        meanwhile: load.processor.saturating_sub(rest.processor) / asked,
    }
}

/// Sends small requests, one after the other, and returns their number.
fn ask(stream: &mut TcpStream, duration: Duration) -> u32 {
    let end = Instant::now() + duration;
    let mut buffer = [0; 4096];
    let mut asked = 0;
    while Instant::now() < end {
        stream
            .write_all(b"GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .unwrap();
        let mut length = 0;
        while !buffer[..length].ends_with(b"{\"number\":1}") {
            let read = stream.read(&mut buffer[length..]).unwrap();
            assert!(read > 0, "the service has closed the connection");
            length += read;
        }
        asked += 1;
    }
    asked
}

/// Reads until an event has arrived, past the comments before it.
fn until_event(stream: &mut TcpStream, number: u64) {
    let event = format!("data: {{\"number\":{number}}}\n\n");
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains(&event) {
        let mut buffer = [0; 1024];
        let read = stream.read(&mut buffer).unwrap();
        assert!(read > 0, "the service has closed a stream");
        seen.extend_from_slice(&buffer[..read]);
    }
}

fn report(rows: &[Row], clients: usize) {
    let micros = |duration: Duration| duration.as_nanos() as f64 / 1000.0;
    println!("{clients} clients; a comment every {PERIOD:?}, but from hyper\n");
    println!(
        "| service | bytes of the heap | more than hyper | blocks | resident bytes | at rest, µs in {PERIOD:?} | reads tried | \
         wakes of the service | an event, µs | small request alone, µs | meanwhile, µs |"
    );
    println!("|{}", "---|".repeat(11));
    for (row, (name, _)) in rows.iter().zip(SERVICES) {
        println!(
            "| {name} | {:.0} | {:.0} | {:.1} | {:.0} | {:.2} | {:.2} | {} | {:.2} | {:.2} | {:.2} |",
            row.allocated,
            row.allocated - rows[0].allocated,
            row.blocks,
            row.resident,
            micros(row.at_rest),
            row.polls,
            row.wakes,
            micros(row.event),
            micros(row.alone),
            micros(row.meanwhile),
        );
    }
}

impl Reading {
    fn since(&self, before: &Self) -> Spent {
        Spent {
            processor: self.processor - before.processor,
            polls: self.polls - before.polls,
            wakes: self.wakes - before.wakes,
        }
    }
}

struct Spent {
    processor: Duration,
    polls: i64,
    wakes: u64,
}
