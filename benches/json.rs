//! Writing models as JSON, against `serde_json` and `sonic-rs`: instructions by callgrind, and time.
//!
//! `cargo bench` prints both tables; a word behind `--` chooses the rows whose names have it.

mod documents;

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use documents::Random;
use serde::Serialize;
use steadfast::ResponseModel;

const WRITERS: [&str; 4] = ["serde_json", "sonic-rs", "steadfast", "memcpy"];

type Writer = Box<dyn Fn(usize)>;

struct Row {
    name: &'static str,
    /// How often callgrind lets it run; the times choose for themselves.
    repeats: usize,
    writers: fn() -> [Writer; WRITERS.len()],
}

const ROWS: &[Row] = &[
    Row {
        name: "one user",
        repeats: 512,
        writers: || writers(several(documents::user)),
    },
    Row {
        name: "one user + chrono timestamp",
        repeats: 512,
        writers: || writers(several(documents::dated_user)),
    },
    Row {
        name: "page of 100 users",
        repeats: 16,
        writers: || writers(several(|random| documents::page(random, documents::user))),
    },
    Row {
        name: "page of 100 users + chrono",
        repeats: 16,
        writers: || {
            writers(several(|random| {
                documents::page(random, documents::dated_user)
            }))
        },
    },
    Row {
        name: "item",
        repeats: 128,
        writers: || writers(several(documents::item)),
    },
    Row {
        name: "problem document",
        repeats: 128,
        writers: || writers(vec![documents::problem()]),
    },
    Row {
        name: "twitter-like, 350 kB",
        repeats: 2,
        writers: || writers(vec![documents::timeline(&mut Random::new())]),
    },
    Row {
        name: "citm-like, 350 kB",
        repeats: 2,
        writers: || writers(vec![documents::catalogue(&mut Random::new())]),
    },
    Row {
        name: "1 MiB string, clean",
        repeats: 2,
        writers: || writers(vec![documents::clean_blob()]),
    },
    Row {
        name: "1 MiB string, 4% escapes",
        repeats: 2,
        writers: || writers(vec![documents::escaped_blob()]),
    },
];

/// More values than one, so that no branch is learned by heart.
fn several<M>(make: impl Fn(&mut Random) -> M) -> Vec<M> {
    let random = &mut Random::new();
    (0..64).map(|_| make(random)).collect()
}

fn writers<M: Serialize + ResponseModel + 'static>(models: Vec<M>) -> [Writer; WRITERS.len()] {
    let models: &'static [M] = models.leak();
    let written: Vec<Vec<u8>> = models
        .iter()
        .map(|model| serde_json::to_vec(model).unwrap())
        .collect();
    for (model, expected) in models.iter().zip(&written) {
        assert!(steadfast::json::to_vec(model).unwrap() == *expected);
    }
    [
        repeated(models, |model| serde_json::to_vec(model).unwrap()),
        repeated(models, |model| sonic_rs::to_vec(model).unwrap()),
        repeated(models, |model| steadfast::json::to_vec(model).unwrap()),
        repeated(written.leak(), Vec::clone),
    ]
}

fn repeated<M>(models: &'static [M], write: impl Fn(&M) -> Vec<u8> + 'static) -> Writer {
    Box::new(move |times| {
        for model in models.iter().cycle().take(times) {
            drop(black_box(write(black_box(model))));
        }
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [run, row, writer, times] = arguments.as_slice()
        && run == "run"
    {
        let index = |text: &String| text.parse::<usize>().unwrap();
        return (ROWS[index(row)].writers)()[index(writer)](index(times));
    }
    let chosen = arguments.first().map_or("", String::as_str);
    print_table("instructions", chosen, |index, row| {
        let run =
            |writer, times| instructions(index, writer, times).expect("valgrind is installed");
        std::array::from_fn(|writer| {
            (run(writer, 2 * row.repeats) - run(writer, row.repeats)) / row.repeats as f64
        })
    });
    print_table(
        "nanoseconds",
        chosen,
        |_, row| nanoseconds(&(row.writers)()),
    );
}

/// Ratios are to `serde_json`; the last column is that of `steadfast` to `sonic-rs`.
fn print_table(unit: &str, chosen: &str, measure: impl Fn(usize, &Row) -> [f64; WRITERS.len()]) {
    print!("\n{unit:28}");
    for writer in WRITERS {
        print!("{writer:>20}");
    }
    println!("{:>12}", "to sonic-rs");
    for (index, row) in ROWS
        .iter()
        .enumerate()
        .filter(|(_, row)| row.name.contains(chosen))
    {
        let measured = measure(index, row);
        print!("{:28}", row.name);
        for value in measured {
            let decimals = usize::from(value < 100.0);
            print!("{value:>12.decimals$} {:>7.3}", value / measured[0]);
        }
        println!("{:>12.3}", measured[2] / measured[1]);
    }
}

/// Of the whole process: the difference of two counts is that of the work alone.
fn instructions(row: usize, writer: usize, times: usize) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args([
            "run".to_owned(),
            row.to_string(),
            writer.to_string(),
            times.to_string(),
        ])
        .output()
        .ok()?;
    let report = String::from_utf8(output.stderr).ok()?;
    let (_, count) = report.split_once("Collected : ")?;
    count.split_whitespace().next()?.parse().ok()
}

/// Medians of rounds in which the writers take turns.
fn nanoseconds(writers: &[Writer; WRITERS.len()]) -> [f64; WRITERS.len()] {
    const ROUNDS: usize = 101;
    let time = |writer: &Writer, times: usize| {
        let start = Instant::now();
        writer(times);
        start.elapsed()
    };
    let mut times = 1;
    while time(&writers[0], times) < Duration::from_micros(400) {
        times *= 2;
    }
    let mut rounds: [Vec<f64>; WRITERS.len()] = Default::default();
    for round in 0..ROUNDS {
        for turn in 0..WRITERS.len() {
            let writer = (round + turn) % WRITERS.len();
            rounds[writer].push(time(&writers[writer], times).as_nanos() as f64 / times as f64);
        }
    }
    rounds.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    })
}
