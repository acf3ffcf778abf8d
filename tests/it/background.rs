//! Background work: after the answer, tracked to its end, over a real socket.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::routing::post;
use steadfast::background::Report;
use steadfast::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot::{self, Sender};
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::log;

/// What the tasks of a service do.
#[derive(Clone)]
struct Desk {
    done: Arc<Semaphore>,
    go: Arc<Notify>,
}

impl Desk {
    async fn is_done(&self, tasks: u32) -> bool {
        let done = self.done.acquire_many(tasks);
        timeout(Duration::from_secs(5), done).await.is_ok()
    }

    fn has_done_nothing(&self) -> bool {
        self.done.available_permits() == 0
    }
}

struct Service {
    desk: Desk,
    tasks: Tasks,
    address: SocketAddr,
    stop: Sender<()>,
    serving: JoinHandle<()>,
}

impl Service {
    async fn start(router: impl FnOnce(&Tasks) -> Router<Desk>) -> Self {
        log::keep_lines_of_other_threads();
        let desk = Desk {
            done: Arc::new(Semaphore::new(0)),
            go: Arc::default(),
        };
        let tasks = Tasks::new();
        let router = router(&tasks).with_state(desk.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            let serving = axum::serve(listener, router).with_graceful_shutdown(stopped);
            serving.await.unwrap();
        });
        Self {
            desk,
            tasks,
            address,
            stop,
            serving,
        }
    }

    /// The whole answer.
    async fn ask(&self, method: &str, path: &str) -> String {
        let mut socket = self.send(method, path).await;
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        answer
    }

    async fn send(&self, method: &str, path: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nx-request-id: req-7\r\nconnection: close\r\n\r\n"
        );
        socket.write_all(head.as_bytes()).await.unwrap();
        socket
    }

    async fn stop(self, limit: Duration) -> Report {
        self.stop.send(()).unwrap();
        self.serving.await.unwrap();
        self.tasks.shutdown(limit).await
    }
}

/// Waits for `go`, so that a test decides how long it takes.
async fn work(desk: Desk) {
    desk.go.notified().await;
    desk.done.add_permits(1);
}

async fn quick(desk: Desk) {
    desk.done.add_permits(1);
}

async fn burst() {
    panic!("the task has burst");
}

#[derive(ResponseModel)]
struct Done {
    ok: bool,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("it is taken")]
#[response(status = 409)]
struct Taken;

#[route(post, "/waiting", status = 202, response = TaskAccepted)]
async fn waiting(State(desk): State<Desk>, background: Background) -> Accepted<TaskAccepted> {
    background.add_task(work(desk));
    let task_id = String::from("7");
    Accepted::at("/tasks/7", TaskAccepted { task_id })
}

#[route(get, "/quick", response = Done)]
async fn get_quick(background: Background, State(desk): State<Desk>) -> Done {
    background.add_task(quick(desk));
    Done { ok: true }
}

#[route(delete, "/quick")]
async fn delete_quick(State(desk): State<Desk>, background: Background) -> NoContent {
    background.add_task(quick(desk));
    NoContent
}

#[route(put, "/reply", response = Done)]
async fn reply(State(desk): State<Desk>) -> Reply<Done> {
    Reply::new(Done { ok: true })
        .after(quick(desk.clone()))
        .after(quick(desk))
}

async fn after_unsendable(desk: Desk) {
    quick(desk).await;
}

#[route(put, "/unsendable", response = Done)]
async fn unsendable(State(desk): State<Desk>) -> Reply<Done> {
    Reply::new(Done { ok: true })
        .after(after_unsendable(desk))
        .header("X-Bad", "a\r\nb")
}

#[route(put, "/burst", response = Done)]
async fn bursting(background: Background, State(desk): State<Desk>) -> Done {
    background.add_task(burst());
    background.add_task(quick(desk));
    Done { ok: true }
}

async fn after_taken(desk: Desk) {
    quick(desk).await;
}

#[route(put, "/taken", response = Done)]
async fn taken(background: Background, State(desk): State<Desk>) -> Result<Done, Taken> {
    background.add_task(after_taken(desk));
    Err(Taken)
}

async fn after_panic(desk: Desk) {
    quick(desk).await;
}

#[route(put, "/panic", response = Done)]
async fn panics(background: Background, State(desk): State<Desk>) -> Done {
    background.add_task(after_panic(desk));
    panic!("the handler has burst");
}

#[route(put, "/never", response = Done)]
async fn never(background: Background, State(desk): State<Desk>) -> Done {
    background.add_task(work(desk.clone()));
    desk.go.notify_one();
    sleep(Duration::from_secs(3600)).await;
    Done { ok: true }
}

#[route(put, "/late", response = Done)]
async fn late(background: Background, State(desk): State<Desk>) -> Done {
    tokio::spawn(async move {
        desk.go.notified().await;
        background.add_task(quick(desk));
    });
    Done { ok: true }
}

async fn first(desk: Desk) {
    desk.go.notified().await;
    desk.done.add_permits(1);
}

async fn second(desk: Desk) -> Result<(), &'static str> {
    assert_eq!(desk.done.available_permits(), 1, "the first has finished");
    desk.done.add_permits(1);
    Ok(())
}

async fn refused_by_the_bank() -> Result<(), &'static str> {
    Err("the bank refuses")
}

async fn receipt(desk: Desk) {
    desk.done.add_permits(100);
}

async fn behind_the_receipt(desk: Desk) {
    desk.done.add_permits(100);
}

#[route(get, "/in-order", response = Done)]
async fn in_order(background: Background, State(desk): State<Desk>) -> Done {
    background.add_task_in_order(first(desk.clone()));
    background.add_task_in_order(second(desk.clone()));
    background.add_task_in_order(refused_by_the_bank());
    background.add_task_in_order(receipt(desk.clone()));
    background.add_task_in_order(behind_the_receipt(desk));
    Done { ok: true }
}

async fn bursting_in_order_task() {
    panic!("the task in order has burst");
}

async fn behind_the_burst(desk: Desk) {
    desk.done.add_permits(100);
}

#[route(get, "/bursting-in-order", response = Done)]
async fn bursting_in_order(background: Background, State(desk): State<Desk>) -> Done {
    background.add_task_in_order(bursting_in_order_task());
    background.add_task_in_order(behind_the_burst(desk.clone()));
    background.add_task(quick(desk));
    Done { ok: true }
}

fn api(tasks: &Tasks) -> Router<Desk> {
    let routes = routes![
        waiting,
        get_quick,
        delete_quick,
        reply,
        unsendable,
        bursting,
        taken,
        panics,
        never,
        late,
        in_order,
        bursting_in_order,
    ];
    Api::new("Work", "1.0.0")
        .background(tasks)
        .routes(routes)
        .into_router()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_runs_after_the_client_has_the_whole_answer() {
    let service = Service::start(api).await;
    let answer = service.ask("POST", "/waiting").await;
    assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
    assert!(answer.ends_with(r#"{"task_id":"7"}"#), "{answer}");
    assert!(service.desk.has_done_nothing());
    assert_eq!(service.tasks.under_way(), 1);

    service.desk.go.notify_one();
    assert!(service.desk.is_done(1).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_does_not_run_while_its_answer_is_being_sent() {
    /// More than the buffers of a connection hold.
    const LONG: usize = 64 << 20;
    let long = |tasks: &Tasks| {
        let handler = async |background: Background, State(desk): State<Desk>| {
            background.add_task(quick(desk));
            Body::from_stream(pieces(LONG))
        };
        Router::new()
            .route("/long", post(handler))
            .layer(tasks.layer())
    };
    let service = Service::start(long).await;
    let mut socket = service.send("POST", "/long").await;
    sleep(Duration::from_millis(200)).await;
    assert!(service.desk.has_done_nothing());
    assert_eq!(service.tasks.under_way(), 1);

    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    assert!(answer.len() > LONG);
    assert!(service.desk.is_done(1).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_runs_though_the_client_has_gone_amid_the_answer() {
    let long = |tasks: &Tasks| {
        let handler = async |background: Background, State(desk): State<Desk>| {
            background.add_task(quick(desk));
            Body::from_stream(pieces(64 << 20))
        };
        Router::new()
            .route("/long", post(handler))
            .layer(tasks.layer())
    };
    let service = Service::start(long).await;
    let mut socket = service.send("POST", "/long").await;
    socket.read_u8().await.unwrap();
    drop(socket);
    assert!(service.desk.is_done(1).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_runs_after_an_answer_without_a_body() {
    let service = Service::start(api).await;
    let head = service.ask("HEAD", "/quick").await;
    assert!(
        head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    assert!(service.desk.is_done(1).await);

    let deleted = service.ask("DELETE", "/quick").await;
    assert!(deleted.starts_with("HTTP/1.1 204 "), "{deleted}");
    assert!(service.desk.is_done(1).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_length_of_the_answer_stays_known() {
    let service = Service::start(api).await;
    let answer = service.ask("GET", "/quick").await;
    assert!(answer.contains("\r\ncontent-length: 11\r\n"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_brings_tasks_of_its_own() {
    let service = Service::start(api).await;
    let answer = service.ask("PUT", "/reply").await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(service.desk.is_done(2).await);
    let report = service.stop(Duration::from_secs(5)).await;
    assert_eq!((report.accepted(), report.finished), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_in_order_wait_for_each_other_and_stop_at_a_failure() {
    let service = Service::start(api).await;
    service.ask("GET", "/in-order").await;
    assert!(service.desk.has_done_nothing());
    service.desk.go.notify_one();
    let desk = service.desk.clone();
    let report = service.stop(Duration::from_secs(5)).await;
    assert_eq!(desk.done.available_permits(), 2);
    assert_eq!((report.finished, report.failed), (2, 3), "{report}");
    logged(&[
        "a background task failed",
        "refused_by_the_bank",
        "the bank refuses",
    ]);
    logged(&[
        "is not run: one before it has failed",
        "background::receipt",
    ]);
    logged(&[
        "is not run: one before it has failed",
        "background::behind_the_receipt",
    ]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_stops_the_tasks_in_order_behind_it_and_no_others() {
    let service = Service::start(api).await;
    service.ask("GET", "/bursting-in-order").await;
    assert!(service.desk.is_done(1).await);
    let report = service.stop(Duration::from_secs(5)).await;
    assert_eq!(
        (report.finished, report.panicked, report.failed),
        (1, 1, 1),
        "{report}"
    );
    logged(&["a background task panicked", "the task in order has burst"]);
    logged(&["is not run: one before it has failed", "behind_the_burst"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_logged_and_the_service_lives() {
    let service = Service::start(api).await;
    service.ask("PUT", "/burst").await;
    assert!(service.desk.is_done(1).await);
    let answer = service.ask("GET", "/quick").await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let report = service.stop(Duration::from_secs(5)).await;
    assert_eq!((report.finished, report.panicked), (2, 1));
    logged(&[
        "a background task panicked",
        "background::burst",
        "the task has burst",
    ]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tasks_of_a_failed_handler_are_not_run_and_the_log_names_them() {
    let service = Service::start(api).await;
    for (path, status, task) in [
        ("/taken", "409", "background::after_taken"),
        ("/panic", "500", "background::after_panic"),
        ("/unsendable", "500", "background::after_unsendable"),
    ] {
        let answer = service.ask("PUT", path).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
        logged(&[
            "this background task is not run",
            "the handler failed",
            task,
        ]);
    }
    let report = service.stop(Duration::from_secs(5)).await;
    assert_eq!(report.accepted(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tasks_of_an_abandoned_request_are_not_run_and_the_log_names_them() {
    let service = Service::start(api).await;
    let client = service.send("PUT", "/never").await;
    service.desk.go.notified().await;
    drop(client);
    let abandoned = async {
        while !is_logged(&[
            "not run",
            "given up before it was answered",
            "background::work",
        ]) {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(5), abandoned).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_is_added_after_the_answer_is_tracked() {
    let service = Service::start(api).await;
    service.ask("PUT", "/late").await;
    service.desk.go.notify_one();
    assert!(service.desk.is_done(1).await);
    assert_eq!(service.stop(Duration::from_secs(5)).await.finished, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_waits_for_the_tasks() {
    let service = Service::start(api).await;
    service.ask("POST", "/waiting").await;
    service.ask("POST", "/waiting").await;
    let desk = service.desk.clone();
    tokio::spawn(async move {
        sleep(Duration::from_millis(200)).await;
        desk.go.notify_one();
        desk.go.notify_one();
    });
    let report = service.stop(Duration::from_secs(30)).await;
    assert_eq!(
        report.to_string(),
        "2 background tasks accepted, 2 finished, 0 panicked, 0 given up"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_names_what_it_has_given_up() {
    let service = Service::start(api).await;
    service.ask("GET", "/quick").await;
    service.ask("POST", "/waiting").await;
    let desk = service.desk.clone();
    let report = service.stop(Duration::from_millis(200)).await;
    assert_eq!((report.accepted(), report.finished), (2, 1));
    let [task] = report.given_up.as_slice() else {
        panic!("{report:?}");
    };
    assert_eq!(task.name, "it::background::work");
    assert_eq!(task.route, "POST /waiting");
    assert_eq!(task.request_id.as_deref(), Some("req-7"));
    assert!(task.running.unwrap() >= Duration::from_millis(200));
    logged(&[
        "this background task is given up",
        "background::work",
        "POST /waiting",
        "req-7",
    ]);

    desk.go.notify_waiters();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(desk.done.available_permits(), 1, "it was stopped");
}

async fn too_late() {}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_comes_after_the_shutdown_is_refused_loudly() {
    let handler = async |background: Background| background.add_task(too_late());
    let service =
        Service::start(|tasks| Router::new().route("/", post(handler)).layer(tasks.layer())).await;
    let _ = service.tasks.shutdown(Duration::from_secs(1)).await;
    service.ask("POST", "/").await;
    logged(&[
        "this background task is refused",
        "the service has shut down",
        "background::too_late",
    ]);
}

async fn unlayered(desk: Desk) {
    quick(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_layer_a_task_runs_and_a_warning_tells_that_nobody_waits() {
    #[route(post, action, response = Done)]
    async fn by_extractor(background: Background, State(desk): State<Desk>) -> Done {
        background.add_task(unlayered(desk));
        Done { ok: true }
    }
    #[route(put, response = Done)]
    async fn by_reply(State(desk): State<Desk>) -> Reply<Done> {
        Reply::new(Done { ok: true }).after(unlayered(desk))
    }
    let service =
        Service::start(|_| Router::new().route("/", post(by_extractor).put(by_reply))).await;
    service.ask("POST", "/").await;
    assert!(service.desk.is_done(1).await);
    service.ask("PUT", "/").await;
    assert!(service.desk.is_done(1).await);
    logged(&["nobody waits for it", "background::unlayered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_keeps_the_span_of_its_request() {
    async fn in_span(desk: Desk) {
        tracing::warn!("the task speaks");
        quick(desk).await;
    }
    let handler = async |background: Background, State(desk): State<Desk>| {
        let _span = tracing::error_span!("request_span", number = 41).entered();
        background.add_task(in_span(desk));
    };
    let service =
        Service::start(|tasks| Router::new().route("/", post(handler)).layer(tasks.layer())).await;
    service.ask("POST", "/").await;
    assert!(service.desk.is_done(1).await);
    logged(&["request_span{number=41}", "the task speaks"]);
}

#[test]
fn the_document_says_nothing_of_it() {
    let document = Api::new("Work", "1.0.0")
        .routes(routes![get_quick])
        .openapi();
    let operation = &document["paths"]["/quick"]["get"];
    assert!(operation.get("parameters").is_none());
    assert!(operation.get("requestBody").is_none());
}

/// A body of so many bytes, in pieces.
fn pieces(length: usize) -> impl futures_core::Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    const PIECE: usize = 1 << 16;
    Pieces(length / PIECE, PIECE)
}

struct Pieces(usize, usize);

impl futures_core::Stream for Pieces {
    type Item = io::Result<Vec<u8>>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.checked_sub(1).map(|left| {
            self.0 = left;
            Ok(vec![b'x'; self.1])
        }))
    }
}

fn is_logged(words: &[&str]) -> bool {
    log::lines_of_other_threads()
        .iter()
        .any(|line| words.iter().all(|word| line.contains(word)))
}

#[track_caller]
fn logged(words: &[&str]) {
    assert!(
        is_logged(words),
        "{words:?} in one line of\n{}",
        log::lines_of_other_threads().join("\n")
    );
}
