//! A whole request through tower, against the same handler by hand on axum: instructions by callgrind, and time.
//!
//! `cargo bench --bench tower -- POST` measures the rows whose names contain a word.

mod callgrind;
mod service;

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST, IF_NONE_MATCH, USER_AGENT};
use axum::http::{Method, Request, StatusCode};
use bytes::Bytes;
use callgrind::{asked, instructions};
use service::small::{self, ORDER};
use steadfast::Api;
use steadfast::api::ApiService;
use tower::Service as _;

/// What is asked, and which services answer it: by hand, and ours.
struct Row {
    name: &'static str,
    method: Method,
    uri: &'static str,
    /// A header of this request only.
    header: Option<&'static str>,
    body: &'static str,
    status: u16,
    /// Whether all send the same bytes.
    is_same: bool,
    repeats: usize,
    services: (fn() -> Router, fn() -> Api),
}

const PAGES: (fn() -> Router, fn() -> Api) = (service::by_hand::service, service::ours::api);
const SMALL: (fn() -> Router, fn() -> Api) = (small::by_hand::router, small::ours::api);

fn page(name: &'static str, uri: &'static str) -> Row {
    Row {
        repeats: 32,
        services: PAGES,
        ..get(name, uri)
    }
}

fn get(name: &'static str, uri: &'static str) -> Row {
    Row {
        name,
        method: Method::GET,
        uri,
        header: None,
        body: "",
        status: 200,
        is_same: true,
        repeats: 512,
        services: SMALL,
    }
}

fn rows() -> Vec<Row> {
    vec![
        get("GET one user", "/people/7"),
        Row {
            method: Method::POST,
            body: r#"{"name":"Grace Hopper","email":"grace@example.com"}"#,
            status: 201,
            ..get("POST a small body, 201 and Location", "/people")
        },
        Row {
            method: Method::PUT,
            body: &ORDER,
            repeats: 64,
            ..get("PUT 4 kB with 40 nested items", "/orders/7")
        },
        get(
            "GET with a query of four members",
            "/search?q=ada&sort=name&limit=20&active=true",
        ),
        Row {
            status: 404,
            is_same: false,
            ..get("404 of a handler", "/people/700")
        },
        Row {
            status: 404,
            is_same: false,
            ..get("404 of the router", "/nothing/7")
        },
        Row {
            method: Method::POST,
            body: r#"{"name":7}"#,
            status: 422,
            is_same: false,
            ..get("422, two faults", "/people")
        },
        Row {
            header: Some("\"v1\""),
            status: 304,
            ..get("304", "/versions/7")
        },
        Row {
            method: Method::HEAD,
            ..get("HEAD one user", "/people/7")
        },
        get("a file of 1 kB", "/file"),
        Row {
            is_same: false,
            ..get("an event", "/events")
        },
        Row {
            services: (
                || small::by_hand::of_routes(1),
                || small::ours::of_routes(1),
            ),
            ..get("GET one user, 1 route", "/people/7")
        },
        Row {
            services: (
                || small::by_hand::of_routes(100),
                || small::ours::of_routes(100),
            ),
            ..get("GET one user, 100 routes", "/people/7")
        },
        Row {
            services: (
                || small::by_hand::of_routes(1000),
                || small::ours::of_routes(1000),
            ),
            ..get("GET one user, 1,000 routes", "/people/7")
        },
        Row {
            services: (
                || small::by_hand::of_routes(5000),
                || small::ours::of_routes(5000),
            ),
            ..get("GET one user, 5,000 routes", "/people/7")
        },
        Row {
            repeats: 512,
            ..page("GET one user with a timestamp", "/users/7")
        },
        page("GET page of 100, rows of a driver", "/users?size=100"),
        page("GET page of 100, rows of a cache", "/cached?size=100"),
        page("the same without timestamps", "/named?size=100"),
    ]
}

const COLUMNS: [&str; 3] = ["axum by hand", "into_router()", "into_service()"];

/// A service of each column. What stands around it is the same for all.
#[allow(clippy::large_enum_variant, reason = "there is one")]
enum Service {
    Router(Router),
    Own(ApiService),
}

impl Row {
    fn service(&self, which: usize) -> Service {
        let (by_hand, ours) = self.services;
        match which {
            0 => Service::Router(by_hand()),
            1 => Service::Router(ours().into_router()),
            _ => Service::Own(ours().into_service()),
        }
    }
}

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

fn answer(service: &mut Service, row: &Row) -> (StatusCode, Bytes) {
    let mut request = Request::builder()
        .method(row.method.clone())
        .uri(black_box(row.uri))
        .header(HOST, "localhost:3000")
        .header(USER_AGENT, "curl/8.14.1")
        .header(ACCEPT, "*/*");
    if let Some(known) = row.header {
        request = request.header(IF_NONE_MATCH, known);
    }
    let body = if row.body.is_empty() {
        Body::empty()
    } else {
        request = request.header(CONTENT_TYPE, "application/json");
        Body::from(Bytes::from_static(row.body.as_bytes()))
    };
    let request = request.body(body).unwrap();
    let Ok(response) = match service {
        Service::Router(router) => ready(router.call(request)),
        Service::Own(service) => ready(service.call(request)),
    };
    let status = response.status();
    let mut body = pin!(response.into_body());
    let mut context = Context::from_waker(Waker::noop());
    let bytes = match body.as_mut().poll_frame(&mut context) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        _ => Bytes::new(),
    };
    (status, bytes)
}

fn repeat(service: &mut Service, row: &Row, times: usize) {
    for _ in 0..times {
        drop(black_box(answer(service, row)));
    }
}

fn main() {
    let rows = rows();
    if let Some([row, which, times]) = asked().as_deref() {
        let row = &rows[*row];
        return repeat(&mut row.service(*which), row, *times);
    }
    let word = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    for unit in ["instructions", "nanoseconds"] {
        print!("\n{unit:36}");
        COLUMNS.iter().for_each(|name| print!("{name:>20}"));
        println!();
        for (index, row) in rows.iter().enumerate() {
            if word.as_ref().is_some_and(|word| !row.name.contains(word)) {
                continue;
            }
            let mut services = std::array::from_fn(|which| row.service(which));
            let answers = services.each_mut().map(|service| answer(service, row));
            for (status, body) in &answers {
                assert_eq!(*status, row.status, "{}", row.name);
                assert!(!row.is_same || *body == answers[0].1, "{}", row.name);
            }
            let measured = match unit {
                "instructions" => {
                    std::array::from_fn(|which| instructions(&[index, which], row.repeats))
                }
                _ => nanoseconds(&mut services, row),
            };
            print!("{:36}", row.name);
            for value in measured {
                print!("{value:>12.0} {:>7.3}", value / measured[0]);
            }
            println!();
        }
    }
}

/// Medians of rounds in which the services take turns.
fn nanoseconds(services: &mut [Service; COLUMNS.len()], row: &Row) -> [f64; COLUMNS.len()] {
    const ROUNDS: usize = 101;
    let time = |service: &mut Service, times: usize| {
        let start = Instant::now();
        repeat(service, row, times);
        start.elapsed()
    };
    let mut times = 1;
    while time(&mut services[0], times) < Duration::from_micros(400) {
        times *= 2;
    }
    let mut rounds: [Vec<f64>; COLUMNS.len()] = Default::default();
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
