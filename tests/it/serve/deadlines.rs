//! What a client that does not go on costs: a deadline, and no more.

use std::future::pending;
use std::io;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::routing::{get, post};
use futures_util::stream::{self, StreamExt};
use steadfast::ErrorFormat;
use steadfast::serve::Serve;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep, timeout};

use super::{GET, LONG, SHORT, Server};

type Setting = Serve<TcpListener, Router>;

fn hello() -> Router {
    Router::new().route("/", get(async || "hello"))
}

/// Says when it is dropped.
pub(super) struct Dropped(pub(super) UnboundedSender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

pub(super) async fn is_dropped(dropped: &mut UnboundedReceiver<()>) {
    timeout(LONG, dropped.recv()).await.expect("a drop");
}

#[tokio::test]
async fn a_connection_that_sends_nothing_is_closed() {
    let server = Server::start(hello(), |server| server.header_timeout(SHORT)).await;
    assert_eq!(server.client().await.closed().await, "");
}

#[tokio::test]
async fn half_a_header_section_is_closed() {
    let server = Server::start(hello(), |server| server.header_timeout(SHORT)).await;
    // The last two could still be the beginning of HTTP/2.
    for half in [
        "GET / HTTP/1.1\r\nHost: lo",
        "GET / HTTP/1.1\r\n",
        "P",
        "PRI * HTTP/2.0\r\n",
    ] {
        assert_eq!(server.sent(half).await.closed().await, "", "{half}");
    }
}

#[tokio::test]
async fn a_header_section_of_one_byte_at_a_time_is_closed() {
    let server = Server::start(hello(), |server| server.header_timeout(3 * SHORT)).await;
    let mut client = server.sent("GET / HTTP/1.1\r\nX: ").await;
    let begun = Instant::now();
    while client.0.write_all(b"x").await.is_ok() {
        assert!(begun.elapsed() < LONG, "it is still open");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn the_header_section_of_a_later_request_has_the_same_time() {
    let set = |server: Setting| server.header_timeout(SHORT).keep_alive(LONG);
    let server = Server::start(hello(), set).await;
    let mut client = server.sent(GET).await;
    assert_eq!(client.answer().await.body, "hello");
    client.send("GET / HTTP/1.1\r\n").await;
    assert_eq!(client.closed().await, "");
}

#[tokio::test]
async fn between_two_requests_the_header_timeout_does_not_run() {
    let set = |server: Setting| server.header_timeout(SHORT).keep_alive(LONG);
    let server = Server::start(hello(), set).await;
    let mut client = server.sent(GET).await;
    assert_eq!(client.answer().await.body, "hello");
    assert!(client.is_quiet().await);
    client.send(GET).await;
    assert_eq!(client.answer().await.body, "hello");
}

#[tokio::test]
async fn after_a_body_the_header_timeout_does_not_run() {
    let app = Router::new().route("/", post(async |body: Bytes| body));
    let set = |server: Setting| server.header_timeout(SHORT).keep_alive(LONG);
    let server = Server::start(app, set).await;
    let mut client = server
        .sent("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")
        .await;
    client.send("ab").await;
    assert_eq!(client.answer().await.body, "ab");
    assert!(client.is_quiet().await);
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let server = Server::start(hello(), |server| server.keep_alive(SHORT)).await;
    let mut client = server.sent(GET).await;
    assert_eq!(client.answer().await.body, "hello");
    assert_eq!(client.closed().await, "");
}

#[tokio::test]
async fn a_body_that_stalls_is_a_408_and_its_handler_is_dropped() {
    let (sender, mut dropped) = unbounded_channel();
    let upload = async move |request: Request| {
        let _dropped = Dropped(sender.clone());
        axum::body::to_bytes(request.into_body(), usize::MAX)
            .await
            .map_or(0, |body| body.len())
            .to_string()
    };
    let app = Router::new().route("/", post(upload));
    let server = Server::start(app, |server| server.body_timeout(SHORT)).await;
    for framing in [
        "Content-Length: 10\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ] {
        let head = format!("POST / HTTP/1.1\r\nHost: a\r\n{framing}");
        let mut client = server.sent(&head).await;
        let answer = client.answer().await;
        assert_eq!(answer.status, 408);
        assert!(
            answer
                .head
                .contains("content-type: application/problem+json"),
            "{answer:?}"
        );
        assert!(answer.head.contains("connection: close"), "{answer:?}");
        assert!(
            answer.body.contains("\"code\":\"request_timeout\""),
            "{answer:?}"
        );
        is_dropped(&mut dropped).await;
        assert_eq!(client.closed().await, "");
    }
}

#[tokio::test]
async fn a_408_has_the_format_that_the_server_was_given() {
    let app = Router::new().route("/", post(async |_: Bytes| ()));
    let set = |server: Setting| server.body_timeout(SHORT).errors(ErrorFormat::Detail);
    let server = Server::start(app, set).await;
    let mut client = server
        .sent("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n")
        .await;
    assert_eq!(
        client.answer().await.body,
        r#"{"detail":"Request Timeout"}"#
    );
}

#[tokio::test]
async fn a_body_that_goes_on_has_no_limit_in_total() {
    let app = Router::new().route("/", post(async |body: Bytes| body));
    let server = Server::start(app, |server| server.body_timeout(8 * SHORT)).await;
    let mut client = server
        .sent("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
        .await;
    for piece in ["a", "b", "c", "d", "e"] {
        sleep(2 * SHORT).await;
        client.send(piece).await;
    }
    assert_eq!(client.answer().await.body, "abcde");
}

#[tokio::test]
async fn a_body_that_stalls_behind_the_beginning_of_a_response_ends_the_connection() {
    let echo = async |request: Request| Body::from_stream(request.into_body().into_data_stream());
    let app = Router::new().route("/", post(echo));
    let server = Server::start(app, |server| server.body_timeout(SHORT)).await;
    let mut client = server
        .sent("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
        .await;
    let sent = client.closed().await;
    assert!(
        sent.starts_with("HTTP/1.1 200 ") && sent.ends_with("3\r\nabc\r\n"),
        "{sent}"
    );
}

#[tokio::test]
async fn a_body_that_is_read_by_another_task_fails_there() {
    let (sender, mut failed) = unbounded_channel();
    let spawn = async move |request: Request| {
        let sender = sender.clone();
        let reading = tokio::spawn(async move {
            let read = axum::body::to_bytes(request.into_body(), usize::MAX).await;
            sender.send(read.unwrap_err().to_string()).unwrap();
        });
        reading.await.unwrap();
    };
    let app = Router::new().route("/", post(spawn));
    let server = Server::start(app, |server| server.body_timeout(SHORT)).await;
    let mut client = server
        .sent("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
        .await;
    let error = timeout(LONG, failed.recv()).await.unwrap().unwrap();
    assert!(error.contains("nothing more of the body"), "{error}");
    assert_eq!(client.answer().await.status, 200);
}

#[tokio::test]
async fn a_response_that_is_not_read_is_given_up() {
    let (sender, mut dropped) = unbounded_channel();
    let endless = async move || {
        let dropped = Dropped(sender.clone());
        Body::from_stream(stream::repeat_with(move || {
            let _ = &dropped;
            Ok::<_, io::Error>(Bytes::from(vec![b'x'; 1 << 16]))
        }))
    };
    let app = Router::new().route("/", get(endless));
    let server = Server::start(app, |server| server.write_timeout(SHORT)).await;
    let _client = server.sent(GET).await;
    is_dropped(&mut dropped).await;
}

#[tokio::test]
async fn what_has_nothing_to_say_is_not_cut() {
    let events = async || {
        let events = stream::iter(["one", "two", "three"]).then(async |event| {
            sleep(3 * SHORT).await;
            Ok::<_, io::Error>(event)
        });
        Body::from_stream(events)
    };
    let slow = async || sleep(4 * SHORT).await;
    let app = Router::new()
        .route("/", get(events))
        .route("/slow", get(slow));
    let set = |server: Setting| {
        server
            .header_timeout(SHORT)
            .body_timeout(SHORT)
            .write_timeout(SHORT)
            .keep_alive(SHORT)
    };
    let server = Server::start(app, set).await;
    let sent = server.sent(GET).await.closed().await;
    assert!(
        sent.contains("one") && sent.ends_with("three\r\n0\r\n\r\n"),
        "{sent}"
    );
    let mut client = server.sent("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_eq!(client.answer().await.status, 200);
}

#[tokio::test]
async fn a_response_that_is_read_slowly_is_sent_to_its_end() {
    // One piece, which hyper holds until it is written.
    let app = Router::new().route("/", get(async || vec![b'x'; 64 << 20]));
    let set = |server: Setting| server.keep_alive(SHORT).write_timeout(20 * SHORT);
    let server = Server::start(app, set).await;
    let mut client = server.sent(GET).await;
    sleep(4 * SHORT).await;
    let answer = client.answer().await;
    assert_eq!(answer.body.len(), 64 << 20);
}

#[tokio::test]
async fn without_deadlines_a_silent_client_stays() {
    let app = Router::new().route("/", post(async |_: Bytes| pending::<()>().await));
    let set = |server: Setting| {
        server
            .header_timeout(None)
            .body_timeout(None)
            .keep_alive(None)
    };
    let server = Server::start(app, set).await;
    assert!(server.client().await.is_quiet().await);
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n";
    assert!(server.sent(head).await.is_quiet().await);
}
