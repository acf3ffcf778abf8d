//! What a refusal takes grows with the request, and not faster.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use steadfast::ErrorFormat;
use tower::ServiceExt;

#[path = "../it/bounded/service.rs"]
mod service;

use service::{ATTACKS, app};

/// What is counted while a request is answered.
#[derive(Debug, Clone, Copy)]
struct Spent {
    /// The most bytes at one time.
    peak: u64,
    /// All bytes.
    bytes: u64,
    allocations: u64,
}

fn spent(router: &axum::Router, request: Request<Body>) -> Spent {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let router = router.clone();
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            drop(response.into_body().collect().await);
        });
    });
    Spent {
        peak: counted.bytes_max,
        bytes: counted.bytes_total,
        allocations: counted.count_total,
    }
}

#[test]
fn what_a_refusal_takes_is_linear_in_the_request() {
    let router = app(ErrorFormat::Problem);
    for (what, attack) in ATTACKS {
        // The first request prepares what is kept.
        spent(&router, attack(100));
        let [once, twice, fourfold] = [1, 2, 4].map(|times| spent(&router, attack(times * 60_000)));
        let told = format!("{what}: {once:?}, {twice:?}, {fourfold:?}");
        for (once, twice, fourfold) in [
            (once.peak, twice.peak, fourfold.peak),
            (once.bytes, twice.bytes, fourfold.bytes),
            (once.allocations, twice.allocations, fourfold.allocations),
        ] {
            // A buffer that doubles is up to twice as long as what it holds, and something is needed for any request.
            let slack = 64_000;
            assert!(twice <= 3 * once + slack, "{told}");
            assert!(fourfold <= 6 * once + slack, "{told}");
        }
    }
}

#[test]
fn a_refusal_takes_no_more_than_a_multiple_of_the_request() {
    let router = app(ErrorFormat::Problem);
    for (what, attack) in ATTACKS {
        const SIZE: usize = 1_000_000;
        let spent = spent(&router, attack(SIZE));
        assert!(spent.peak <= 128 * SIZE as u64, "{what}: {spent:?}");
    }
}
