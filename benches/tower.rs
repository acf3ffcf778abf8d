//! A whole request through tower, against the same handler by hand on axum: instructions by callgrind, and time.

mod callgrind;
mod service;

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::Request;
use axum::http::header::{ACCEPT, HOST, USER_AGENT};
use bytes::Bytes;
use callgrind::{asked, instructions};
use tower::Service;

const ROWS: [(&str, &str, usize); 4] = [
    ("GET one user", "/users/7", 512),
    ("GET page of 100, rows of a driver", "/users?size=100", 32),
    ("GET page of 100, rows of a cache", "/cached?size=100", 32),
    ("the same without timestamps", "/named?size=100", 32),
];

/// The first is what the others are compared with.
const SERVICES: [(&str, fn() -> Router); 4] = [
    ("axum by hand", service::by_hand::service),
    ("axum, empty", service::nothing),
    ("steadfast", service::ours::mounted),
    ("steadfast + Api", service::ours::service),
];

/// Nothing in these services waits, so one poll is enough.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing to wait for"),
    }
}

fn answer(service: &mut Router, uri: &str) -> Bytes {
    let request = Request::get(uri)
        .header(HOST, "localhost:3000")
        .header(USER_AGENT, "curl/8.14.1")
        .header(ACCEPT, "*/*")
        .body(Body::empty())
        .unwrap();
    let Ok(response) = ready(service.call(request));
    let mut body = pin!(response.into_body());
    let mut context = Context::from_waker(Waker::noop());
    match body.as_mut().poll_frame(&mut context) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        _ => Bytes::new(),
    }
}

fn repeat(service: &mut Router, uri: &str, times: usize) {
    for _ in 0..times {
        drop(black_box(answer(service, black_box(uri))));
    }
}

fn main() {
    if let Some([row, which, times]) = asked().as_deref() {
        let (_, uri, _) = ROWS[*row];
        return repeat(&mut SERVICES[*which].1(), uri, *times);
    }
    for unit in ["instructions", "nanoseconds"] {
        print!("\n{unit:36}");
        SERVICES.iter().for_each(|(name, _)| print!("{name:>20}"));
        println!();
        for (row, (name, uri, repeats)) in ROWS.into_iter().enumerate() {
            let mut services = SERVICES.map(|(_, service)| service());
            let [by_hand, _, mounted, api] = &mut services;
            let expected = answer(by_hand, uri);
            assert!(answer(mounted, uri) == expected && answer(api, uri) == expected);
            let measured = match unit {
                "instructions" => std::array::from_fn(|which| instructions(&[row, which], repeats)),
                _ => nanoseconds(&mut services, uri),
            };
            print!("{name:36}");
            for value in measured {
                print!("{value:>12.0} {:>7.3}", value / measured[0]);
            }
            println!();
        }
    }
}

/// Medians of rounds in which the services take turns.
fn nanoseconds(services: &mut [Router; SERVICES.len()], uri: &str) -> [f64; SERVICES.len()] {
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
    let mut rounds: [Vec<f64>; SERVICES.len()] = Default::default();
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
