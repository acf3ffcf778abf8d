//! Measures the start of services of several sizes. Written by `benches/startup`, with `PARTS` and what they need behind it.

use std::hint::black_box;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::routing::{MethodFilter, on};
use steadfast::Api;
use tower::ServiceExt;

/// The routes of a part.
const ROUTES: usize = 100;

fn api(routes: usize) -> Api {
    let mut api = Api::new("Large", "1.0.0");
    for number in 0..routes / ROUTES {
        let part = PARTS[number % PARTS.len()]();
        let part = part.operation_id_prefix(format!("part_{number}_"));
        api = api.nest(&format!("/part{number}"), part);
    }
    api
}

/// The same paths and methods, as axum has them.
fn plain(routes: usize) -> axum::Router {
    let mut router = axum::Router::new();
    for number in 0..routes / 4 {
        let path = format!("/part{}/items{number}", number / 25);
        for method in [MethodFilter::GET, MethodFilter::POST] {
            router = router.route(&path, on(method, async || "a text"));
        }
        for method in [MethodFilter::GET, MethodFilter::DELETE] {
            router = router.route(&format!("{path}/{{id}}"), on(method, async || "a text"));
        }
    }
    router
}

async fn document(router: axum::Router) -> usize {
    let request = Request::get("/openapi.json").body(Body::empty());
    let response = router.oneshot(request.unwrap()).await.unwrap();
    to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap()
        .len()
}

/// The memory that the process has, in kB (proc_pid_status(5)).
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The time of the processor that this thread has taken, in milliseconds: what else runs on the machine does not count.
fn processor() -> f64 {
    let times = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    let nanoseconds = times.split_whitespace().next().unwrap();
    nanoseconds.parse::<f64>().unwrap() / 1e6
}

/// `time 800 1` prints times and memory; `router 800 2` and the others do one thing twice, for callgrind.
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [what, routes, times] = &arguments[1..] else {
        panic!("what, routes, times");
    };
    let (routes, times) = (routes.parse().unwrap(), times.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    match what.as_str() {
        "time" => time(&runtime, routes),
        "parts" => (0..times).for_each(|_| drop(black_box(api(routes)))),
        "router" => (0..times).for_each(|_| drop(black_box(api(routes).into_router()))),
        "document" => {
            let router = api(routes).into_router();
            for _ in 0..times {
                black_box(runtime.block_on(document(router.clone())));
            }
        }
        "plain" => (0..times).for_each(|_| drop(black_box(plain(routes)))),
        "print" => println!("{}", api(routes).openapi()),
        other => panic!("{other}"),
    }
}

/// The milliseconds of the processor that the work takes, on average. They are counted in ticks of some milliseconds.
fn each(mut work: impl FnMut()) -> f64 {
    let start = processor();
    let mut count = 0;
    loop {
        for _ in 0..4 {
            work();
        }
        count += 4;
        let taken = processor() - start;
        if taken > 500.0 {
            return taken / f64::from(count);
        }
    }
}

/// Prints one line: milliseconds of the first router, of a later one, of a request of the document and of axum's router, the bytes of
/// the document, and kB: of one router, of one that has served the document, and after all have been dropped.
fn time(runtime: &tokio::runtime::Runtime, routes: usize) {
    let before = resident();
    let start = processor();
    let router = api(routes).into_router();
    let first = processor() - start;
    let idle = resident().saturating_sub(before);
    let length = runtime.block_on(document(router.clone()));
    let served = resident().saturating_sub(before);
    let asked = each(|| {
        black_box(runtime.block_on(document(router.clone())));
    });
    drop(router);
    let built = each(|| drop(black_box(api(routes).into_router())));
    let dropped = resident().saturating_sub(before);
    let plainly = each(|| drop(black_box(plain(routes))));
    println!("{first:.3} {built:.3} {asked:.3} {plainly:.3} {length} {idle} {served} {dropped}");
}
