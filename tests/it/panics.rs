//! Panics of code that is not ours, while a response is made or completed: each is a logged, plain 500, and the
//! connection goes on.

use std::panic::panic_any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::{ErrorFormat, kind};
use tower::ServiceExt;

use crate::log::Log;
use crate::wire::Server;

/// A value that cannot be dropped, and neither can what its panic carries.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic_any(Bomb);
    }
}

/// What panics when it is written.
struct Unwritable;

impl serde::Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("the ink is dry")
    }
}

impl schemars::JsonSchema for Unwritable {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Unwritable".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

#[derive(ResponseModel)]
struct Letter {
    #[response(foreign)]
    text: Option<Unwritable>,
}

#[route(get, "/fine", response = Text)]
async fn fine() -> Text {
    Text::from("fine")
}

#[route(get, "/bomb", response = Text)]
async fn bomb() -> Text {
    panic_any(Bomb)
}

#[route(get, "/letter", response = Letter)]
async fn letter() -> Letter {
    Letter {
        text: Some(Unwritable),
    }
}

#[route(get, "/missing", response = Text)]
async fn missing() -> Result<Text, Fail<404>> {
    Err(Fail::new("nothing here"))
}

#[route(get, "/refused", response = Text)]
async fn refused(background: Background) -> Result<Text, Fail<409>> {
    let bomb = Bomb;
    background.add_task(async move {
        let _bomb = bomb;
    });
    Err(Fail::new("not now"))
}

/// A body that ends in a panic.
struct Breaking {
    is_begun: bool,
}

impl http_body::Body for Breaking {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        assert!(!self.is_begun, "the pen is broken");
        self.is_begun = true;
        let begun = http_body::Frame::data(Bytes::from_static(b"begun"));
        std::task::Poll::Ready(Some(Ok(begun)))
    }
}

/// How errors are rendered, as soon as the service is built: the document has samples of them.
#[derive(Clone, Copy)]
enum Rendering {
    Default,
    /// By a function of the app, which panics.
    Panicking,
    /// By a model whose serializer panics.
    Unwritable,
}

fn router(rendering: Rendering) -> Router {
    let is_served = Arc::new(AtomicBool::new(false));
    let panics = {
        let is_served = Arc::clone(&is_served);
        move || is_served.load(Ordering::Relaxed)
    };
    let format = match rendering {
        Rendering::Default => ErrorFormat::Problem,
        Rendering::Panicking => ErrorFormat::custom(move |problem| {
            assert!(!panics(), "no words for {}", problem.status);
            ("text/plain", problem.to_string())
        }),
        Rendering::Unwritable => ErrorFormat::model(move |_| Letter {
            text: panics().then_some(Unwritable),
        }),
    };
    let breaking = async || {
        let body = Breaking { is_begun: false };
        axum::response::Response::new(Body::new(kind::Body::new(body)))
    };
    let api = Api::new("Panics", "1.0.0")
        .routes(routes![fine, bomb, letter, missing, refused])
        .errors(format)
        .merge(Router::new().route("/breaking", axum::routing::get(breaking)));
    let router = api.into_router();
    is_served.store(true, Ordering::Relaxed);
    router
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    /// Asserts that it is the plain problem of a server that tells nothing.
    #[track_caller]
    fn is_untold(&self, path: &str) {
        assert_eq!(self.status, 500);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.headers["cache-control"], "no-store");
        let problem: Value = serde_json::from_slice(&self.body).unwrap();
        let expected = json!({
            "type": "about:blank",
            "title": "Internal Server Error",
            "status": 500,
            "instance": path,
            "code": "internal_server_error",
            "request_id": self.headers["x-request-id"].to_str().unwrap(),
        });
        assert_eq!(problem, expected);
    }
}

async fn ask(method: Method, path: &str, rendering: Rendering) -> Answer {
    let request = Request::builder().method(method).uri(path);
    let request = request.body(Body::empty()).unwrap();
    let (head, body) = router(rendering)
        .oneshot(request)
        .await
        .unwrap()
        .into_parts();
    Answer {
        status: head.status,
        headers: head.headers,
        body: body.collect().await.unwrap().to_bytes(),
    }
}

fn count(log: &Log, part: &str) -> usize {
    let is_of = |line: &&String| line.contains("ERROR") && line.contains(part);
    log.lines().iter().filter(is_of).count()
}

#[tokio::test]
async fn an_error_format_that_panics_is_not_asked_again() {
    let log = Log::start();
    for path in ["/missing", "/nowhere"] {
        ask(Method::GET, path, Rendering::Panicking)
            .await
            .is_untold(path);
    }
    assert_eq!(count(&log, "no words for 404"), 2);
    assert_eq!(count(&log, "no words for 500"), 0);
}

#[tokio::test]
async fn a_model_format_that_panics_is_a_plain_problem() {
    let log = Log::start();
    ask(Method::GET, "/missing", Rendering::Unwritable)
        .await
        .is_untold("/missing");
    assert_eq!(count(&log, "the ink is dry"), 1);
}

#[tokio::test]
async fn a_handler_and_an_error_format_may_both_panic() {
    let log = Log::start();
    let answer = ask(Method::GET, "/bomb", Rendering::Panicking).await;
    answer.is_untold("/bomb");
    assert_eq!(count(&log, "a panic with a payload that is not a text"), 2);
    assert_eq!(count(&log, "no words for 500"), 1);
}

#[tokio::test]
async fn a_serializer_that_panics_is_a_plain_problem() {
    let log = Log::start();
    let answer = ask(Method::GET, "/letter", Rendering::Default).await;
    answer.is_untold("/letter");
    assert_eq!(count(&log, "the ink is dry"), 1);
}

#[tokio::test]
async fn what_a_panic_carries_may_panic_when_it_is_dropped() {
    let log = Log::start();
    let answer = ask(Method::GET, "/bomb", Rendering::Default).await;
    answer.is_untold("/bomb");
    assert_eq!(
        count(&log, "panicked: a panic with a payload that is not a text"),
        1
    );
}

#[tokio::test]
async fn the_answer_to_a_head_has_no_body_after_a_panic() {
    let got = ask(Method::GET, "/missing", Rendering::Panicking).await;
    let answer = ask(Method::HEAD, "/missing", Rendering::Panicking).await;
    assert_eq!(
        (answer.status, answer.body.len()),
        (StatusCode::INTERNAL_SERVER_ERROR, 0)
    );
    let length = answer.headers["content-length"].to_str().unwrap();
    assert_eq!(length, got.body.len().to_string());
}

#[tokio::test]
async fn work_that_is_refused_may_panic_when_it_is_dropped() {
    let log = Log::start();
    let answer = ask(Method::GET, "/refused", Rendering::Default).await;
    assert_eq!(answer.status, 409);
    assert_eq!(count(&log, "a value panicked when it was dropped"), 1);
}

#[tokio::test]
async fn a_body_that_panics_breaks_off_and_is_logged() {
    let log = Log::start();
    let app = router(Rendering::Default);
    let request = Request::get("/breaking").body(Body::empty()).unwrap();
    let mut body = app.oneshot(request).await.unwrap().into_body();
    let begun = body.frame().await.unwrap().unwrap();
    assert_eq!(begun.into_data().unwrap(), "begun");
    assert!(body.frame().await.unwrap().is_err());
    assert!(body.frame().await.is_none());
    assert_eq!(count(&log, "panicked: the pen is broken"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_behind_a_panic_on_the_connection_are_answered() {
    for rendering in [Rendering::Default, Rendering::Panicking] {
        let server = Server::start(router(rendering)).await;
        let statuses = server.pipelined(&[
            "GET /bomb",
            "GET /fine",
            "GET /letter",
            "HEAD /bomb",
            "GET /fine",
            "GET /bomb",
            "GET /fine",
        ]);
        assert_eq!(statuses, [500, 200, 500, 500, 200, 500, 200]);
    }
    let server = Server::start(router(Rendering::Panicking)).await;
    let statuses = server.pipelined(&["GET /missing", "GET /nowhere", "GET /refused", "GET /fine"]);
    assert_eq!(statuses, [500, 500, 500, 200]);
}
