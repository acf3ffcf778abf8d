//! How a service stops: within its limit, whatever its clients do.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::routing::{get, post};
use futures_util::stream;
use steadfast::Health;
use steadfast::background::Report;
use steadfast::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot::{self, Sender};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

const LIMIT: Duration = Duration::from_millis(1500);

struct Service {
    address: SocketAddr,
    stop: Sender<()>,
    serving: JoinHandle<io::Result<Report>>,
}

impl Service {
    async fn start() -> Self {
        Self::with_delay(Duration::ZERO).await
    }

    async fn with_delay(delay: Duration) -> Self {
        let tasks = Tasks::new().shutdown_delay(delay);
        let plain = Router::new()
            .route("/upload", post(async |body: Bytes| body.len().to_string()))
            .route("/endless", get(endless))
            .route("/wait/{milliseconds}", post(work));
        let app: Router = Api::new("Users", "1.0.0")
            .background(&tasks)
            .merge(plain)
            .merge(Health::new())
            .into_router();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let server = |stop| axum::serve(listener, app).with_graceful_shutdown(stop);
            let stop = async { drop(stopped.await) };
            tasks.serve_until(stop, LIMIT, server).await
        });
        Self {
            address,
            stop,
            serving,
        }
    }

    /// A client who has sent this, and waits.
    async fn client(&self, request: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(request.as_bytes()).await.unwrap();
        socket
    }

    /// The report, and how long it took after the signal.
    async fn stop(self) -> (Report, Duration) {
        self.stop.send(()).unwrap();
        let told = Instant::now();
        let report = timeout(Duration::from_secs(20), self.serving).await;
        let report = report.expect("a service that stops").unwrap().unwrap();
        (report, told.elapsed())
    }
}

async fn endless(background: Background) -> Body {
    background.add_task(after_endless());
    let piece = || Ok::<_, io::Error>(Bytes::from(vec![b'x'; 1 << 16]));
    Body::from_stream(stream::repeat_with(piece))
}

async fn after_endless() {}

async fn work(Path(milliseconds): Path<u64>, background: Background) {
    background.add_task(sleep(Duration::from_millis(milliseconds)));
}

const HALF_AN_UPLOAD: &str = "POST /upload HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nab";

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_stops_is_cut_off_at_the_limit() {
    let service = Service::start().await;
    let _stalled = service.client(HALF_AN_UPLOAD).await;
    sleep(Duration::from_millis(200)).await;
    let (report, took) = service.stop().await;
    assert!(report.connections_cut_off);
    assert!(LIMIT <= took && took < 2 * LIMIT, "{took:?}");
    assert_eq!(
        report.to_string(),
        "0 background tasks accepted, 0 finished, 0 panicked, 0 given up; connections were cut off"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_stops_is_cut_off_and_the_task_behind_its_answer_named() {
    let service = Service::start().await;
    let mut stalled = service
        .client("GET /endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .await;
    stalled.read_u8().await.unwrap();
    let (report, took) = service.stop().await;
    assert!(report.connections_cut_off);
    assert!(took < 2 * LIMIT, "{took:?}");
    let [task] = report.given_up.as_slice() else {
        panic!("{report:?}");
    };
    assert_eq!(task.name, "it::serve_until::after_endless");
    assert_eq!((&*task.route, task.running), ("GET /endless", None));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_is_one_for_the_server_and_its_tasks() {
    let service = Service::start().await;
    for milliseconds in [500, 3_600_000] {
        let request = format!("POST /wait/{milliseconds} HTTP/1.1\r\nhost: x\r\n\r\n");
        service.client(&request).await.read_u8().await.unwrap();
    }
    let _stalled = service.client(HALF_AN_UPLOAD).await;
    sleep(Duration::from_millis(200)).await;
    let (report, took) = service.stop().await;
    assert!(took < 2 * LIMIT, "{took:?}");
    assert_eq!((report.finished, report.given_up.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_has_the_time_that_the_server_does_not_need() {
    let service = Service::start().await;
    let request = "POST /wait/700 HTTP/1.1\r\nhost: x\r\n\r\n";
    service.client(request).await.read_u8().await.unwrap();
    let (report, took) = service.stop().await;
    assert_eq!((report.finished, report.connections_cut_off), (1, false));
    assert!(took < LIMIT, "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_comes_to_its_end_in_time_is_answered() {
    let service = Service::start().await;
    let mut slow = service.client(HALF_AN_UPLOAD).await;
    let rest = tokio::spawn(async move {
        sleep(Duration::from_millis(400)).await;
        slow.write_all(b"cd").await.unwrap();
        let mut answer = String::new();
        slow.read_to_string(&mut answer).await.unwrap();
        answer
    });
    sleep(Duration::from_millis(200)).await;
    let (report, took) = service.stop().await;
    assert!(!report.connections_cut_off && took < LIMIT, "{took:?}");
    let answer = rest.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.ends_with("\r\n\r\n4"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_only_keeps_a_connection_open_is_not_waited_for() {
    let service = Service::start().await;
    let idle = service.client("").await;
    let mut kept = service
        .client("POST /wait/0 HTTP/1.1\r\nhost: x\r\n\r\n")
        .await;
    kept.read_u8().await.unwrap();
    let (report, took) = service.stop().await;
    assert!(!report.connections_cut_off && took < LIMIT, "{took:?}");
    drop((idle, kept));
}

#[tokio::test]
async fn the_error_of_a_server_comes_after_its_tasks() {
    let tasks = Tasks::new();
    let app = Router::new()
        .route("/wait/{milliseconds}", post(work))
        .layer(tasks.layer());
    let request = Request::post("/wait/300").body(Body::empty()).unwrap();
    drop(app.oneshot(request).await.unwrap());
    assert_eq!(tasks.under_way(), 1);
    let broken = |_| async { Err(io::Error::other("the listener has burst")) };
    let ended = tasks.serve_until(pending(), LIMIT, broken).await;
    assert_eq!(ended.unwrap_err().to_string(), "the listener has burst");
    assert_eq!(tasks.under_way(), 0);
}

const READY: &str = "GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

/// The answer on a connection of its own, or `None` if there is no listener.
async fn ask(address: SocketAddr) -> Option<String> {
    let mut socket = TcpStream::connect(address).await.ok()?;
    socket.write_all(READY.as_bytes()).await.ok()?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.ok()?;
    Some(answer).filter(|answer| !answer.is_empty())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readiness_fails_before_the_listener_closes() {
    let delay = Duration::from_millis(1500);
    let service = Service::with_delay(delay).await;
    let address = service.address;
    assert!(ask(address).await.unwrap().starts_with("HTTP/1.1 200 "));
    let stopping = tokio::spawn(service.stop());
    // It may take a moment until the service has noticed; it is asked on new connections.
    let unready = loop {
        let answer = ask(address).await.expect("a listener that is open");
        if !answer.starts_with("HTTP/1.1 200 ") {
            break answer;
        }
    };
    assert!(unready.starts_with("HTTP/1.1 503 "), "{unready}");
    assert!(unready.contains("\"stopping\""), "{unready}");
    let (report, took) = stopping.await.unwrap();
    assert!(delay <= took, "{took:?}");
    assert!(!report.connections_cut_off);
    assert_eq!(ask(address).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_begins_after_the_delay() {
    let delay = Duration::from_millis(500);
    let service = Service::with_delay(delay).await;
    let _stalled = service.client(HALF_AN_UPLOAD).await;
    sleep(Duration::from_millis(200)).await;
    let (report, took) = service.stop().await;
    assert!(report.connections_cut_off);
    assert!(
        delay + LIMIT <= took && took < delay + 2 * LIMIT,
        "{took:?}"
    );
}

#[tokio::test]
async fn a_server_that_ends_during_the_delay_is_not_waited_for() {
    let tasks = Tasks::new().shutdown_delay(Duration::from_secs(3600));
    let stop = async {};
    let server = |_| async {
        sleep(Duration::from_millis(50)).await;
        Err(io::Error::other("the listener has burst"))
    };
    let ended = timeout(
        Duration::from_secs(20),
        tasks.serve_until(stop, LIMIT, server),
    )
    .await;
    assert_eq!(
        ended.expect("an end").unwrap_err().to_string(),
        "the listener has burst"
    );
}
