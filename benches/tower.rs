//! A whole request through tower, against the same handler by hand on axum: instructions by callgrind, and time.

mod service;

use std::hint::black_box;
use std::pin::pin;
use std::process::Command;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::Request;
use tower::Service;

const ROWS: [(&str, &str, usize); 3] = [
    ("GET one user", "/users/7", 512),
    ("GET a page of 100 from rows", "/users?size=100", 32),
    ("GET 100 rows of a cache", "/cached", 32),
];

fn services() -> [Router; 2] {
    [service::by_hand::service(), service::ours::service()]
}

/// Nothing in these services waits, so one poll is enough.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing to wait for"),
    }
}

fn answer(service: &mut Router, uri: &str) -> bytes::Bytes {
    let request = Request::get(uri).body(Body::empty()).unwrap();
    let Ok(response) = ready(service.call(request));
    let mut body = pin!(response.into_body());
    let mut context = Context::from_waker(Waker::noop());
    match body.as_mut().poll_frame(&mut context) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap(),
        _ => panic!("the body is there at once"),
    }
}

fn repeat(service: &mut Router, uri: &str, times: usize) {
    for _ in 0..times {
        drop(black_box(answer(service, black_box(uri))));
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [run, row, which, times] = arguments.as_slice()
        && run == "run"
    {
        let index = |text: &String| text.parse::<usize>().unwrap();
        let (_, uri, _) = ROWS[index(row)];
        let service = &mut services()[index(which)];
        return repeat(service, uri, index(times));
    }
    println!("{:30}{:>12}{:>12}{:>8}{:>14}{:>14}{:>8}", "", "axum, instr.", "steadfast", "", "axum, ns", "steadfast", "");
    for (row, (name, uri, repeats)) in ROWS.into_iter().enumerate() {
        let [mut by_hand, mut ours] = services();
        assert_eq!(answer(&mut by_hand, uri), answer(&mut ours, uri));
        let [hand, own] = [0, 1].map(|which| {
            let run = |times| instructions(row, which, times).expect("valgrind is installed");
            (run(2 * repeats) - run(repeats)) / repeats as f64
        });
        let [slow, fast] = nanoseconds(&mut [by_hand, ours], uri);
        println!(
            "{name:30}{hand:>12.0}{own:>12.0}{:>8.3}{slow:>14.0}{fast:>14.0}{:>7.1}x",
            own / hand,
            slow / fast
        );
    }
}

/// Of the whole process: the difference of two counts is that of the work alone.
fn instructions(row: usize, which: usize, times: usize) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["run".to_owned(), row.to_string(), which.to_string(), times.to_string()])
        .output()
        .ok()?;
    let report = String::from_utf8(output.stderr).ok()?;
    let (_, count) = report.split_once("Collected : ")?;
    count.split_whitespace().next()?.parse().ok()
}

/// Medians of rounds in which the services take turns.
fn nanoseconds(services: &mut [Router; 2], uri: &str) -> [f64; 2] {
    const ROUNDS: usize = 101;
    let time = |service: &mut Router, times: usize| {
        let start = Instant::now();
        repeat(service, uri, times);
        start.elapsed()
    };
    let mut times = 1;
    while time(&mut services[0], times) < Duration::from_micros(400) {
        times *= 2;
    }
    let mut rounds = [vec![], vec![]];
    for _ in 0..ROUNDS {
        for (service, measured) in services.iter_mut().zip(&mut rounds) {
            measured.push(time(service, times).as_nanos() as f64 / times as f64);
        }
    }
    rounds.map(|mut measured| {
        measured.sort_by(f64::total_cmp);
        measured[ROUNDS / 2]
    })
}
