//! How a server stops.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use steadfast::background;
use steadfast::prelude::*;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::deadlines::{Dropped, is_dropped};
use super::{Client, GET, LONG, SHORT, Server, has_ended};

/// Waits for the notification before it answers.
fn waiting(ready: &Arc<Notify>, begun: &Arc<Notify>) -> Router {
    let (ready, begun) = (Arc::clone(ready), Arc::clone(begun));
    let wait = async move || {
        begun.notify_one();
        ready.notified().await;
        "done"
    };
    Router::new()
        .route("/", get(async || "hello"))
        .route("/wait", get(wait))
}

/// A client of `serve_until`, what stops it within the limit, and its end.
async fn until(
    tasks: Tasks,
    app: Router,
    limit: Duration,
) -> (
    Client,
    oneshot::Sender<()>,
    JoinHandle<io::Result<background::Report>>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        let server = |stop| steadfast::serve(listener, app).with_graceful_shutdown(stop);
        let stop = async { drop(stopped.await) };
        tasks.serve_until(stop, limit, server).await
    });
    let client = Client(TcpStream::connect(address).await.unwrap());
    (client, stop, serving)
}

#[tokio::test]
async fn idle_connections_are_closed_at_once() {
    let app = Router::new().route("/", get(async || "hello"));
    // No deadline would close them.
    let set = |server: steadfast::serve::Serve<_, _>| server.header_timeout(None).keep_alive(None);
    let server = Server::start(app, set).await;
    let mut used = server.sent(GET).await;
    assert_eq!(used.answer().await.body, "hello");
    let mut silent = server.client().await;
    // It is accepted before a later one.
    assert_eq!(server.sent(GET).await.answer().await.body, "hello");
    server.stop.send(()).unwrap();
    assert_eq!(used.closed().await, "");
    assert_eq!(silent.closed().await, "");
    has_ended(server.serving).await;
}

#[tokio::test]
async fn a_request_in_flight_is_completed_and_its_connection_closed() {
    let (ready, begun) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let server = Server::start(waiting(&ready, &begun), |server| server).await;
    let mut client = server.sent("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
    begun.notified().await;
    server.stop.send(()).unwrap();
    // The listener is closed before the response is there.
    timeout(LONG, async {
        while TcpStream::connect(server.address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("a closed listener");
    assert!(!server.serving.is_finished());
    ready.notify_one();
    let answer = client.answer().await;
    assert_eq!(answer.body, "done");
    assert!(answer.head.contains("connection: close"), "{answer:?}");
    assert_eq!(client.closed().await, "");
    has_ended(server.serving).await;
}

#[tokio::test]
async fn tasks_serve_until_accepts_it() {
    let tasks = Tasks::new();
    let app = Router::new()
        .route("/", get(async || "hello"))
        .layer(tasks.layer());
    let (mut client, stop, serving) = until(tasks, app, LONG).await;
    client.send(GET).await;
    assert_eq!(client.answer().await.body, "hello");
    stop.send(()).unwrap();
    let report = timeout(LONG, serving).await.unwrap().unwrap().unwrap();
    assert!(!report.connections_cut_off);
}

/// A handler that says when it has begun and when it is dropped, and does not end.
fn endless() -> (Router, Arc<Notify>, UnboundedReceiver<()>) {
    let (sender, dropped) = unbounded_channel();
    let begun = Arc::new(Notify::new());
    let has_begun = Arc::clone(&begun);
    let wait = async move || {
        let _dropped = Dropped(sender.clone());
        has_begun.notify_one();
        pending::<()>().await;
    };
    let app = Router::new()
        .route("/", get(async || "hello"))
        .route("/wait", get(wait));
    (app, begun, dropped)
}

#[tokio::test]
async fn a_server_that_is_dropped_takes_its_connections_and_requests_along() {
    let (app, begun, mut dropped) = endless();
    let set = |server: steadfast::serve::Serve<_, _>| server.header_timeout(None).keep_alive(None);
    let server = Server::start(app, set).await;
    let mut idle = server.sent(GET).await;
    assert_eq!(idle.answer().await.body, "hello");
    let mut waiting = server.sent("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
    begun.notified().await;
    server.serving.abort();
    is_dropped(&mut dropped).await;
    assert_eq!(waiting.closed().await, "");
    assert_eq!(idle.closed().await, "");
}

#[tokio::test]
async fn at_the_limit_of_serve_until_a_request_in_flight_is_dropped() {
    let (app, begun, mut dropped) = endless();
    let tasks = Tasks::new();
    let (mut client, stop, serving) = until(tasks, app, SHORT).await;
    client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
    begun.notified().await;
    stop.send(()).unwrap();
    let report = timeout(LONG, serving).await.unwrap().unwrap().unwrap();
    assert!(report.connections_cut_off);
    is_dropped(&mut dropped).await;
    assert_eq!(client.closed().await, "");
}
