//! Every server error is in the log once, with its causes and the request it belongs to.

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse;
use http_body_util::BodyExt;
use serde_json::Value;
use steadfast::prelude::*;
use tower::ServiceExt;

use crate::log::Log;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum DiskError {
    #[error("could not read the users")]
    #[response(status = 500)]
    Disk(#[source] std::io::Error),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("no such user")]
    #[response(status = 404)]
    Missing,
    #[error(transparent)]
    #[response(transparent)]
    Disk(#[from] DiskError),
}

fn disk_error() -> DiskError {
    DiskError::Disk(std::io::Error::other("disk 7 is full"))
}

#[route(get, "/users/{id}/failing", response = Text)]
async fn failing(Path(_): Path<i64>) -> Result<Text, DiskError> {
    tracing::info!("reading");
    Err(disk_error())
}

#[route(get, "/nested", response = Text)]
async fn nested() -> Result<Text, UserError> {
    Err(disk_error())?
}

#[route(get, "/blocking", response = Text)]
fn blocking() -> Result<Text, UserError> {
    tracing::info!("reading");
    Err(disk_error())?
}

#[route(get, "/missing", response = Text)]
async fn missing() -> Result<Text, UserError> {
    Err(UserError::Missing)
}

/// Below `#[route]`, where nothing returns the `Result` any more.
#[route(get, "/instrumented", response = Text)]
#[tracing::instrument(err)]
async fn instrumented() -> Result<Text, UserError> {
    Err(UserError::Missing)
}

#[route(get, "/fail", response = Text)]
async fn fail() -> Result<Text, Fail<503>> {
    Err(Fail::new("the queue is down"))
}

#[route(get, "/panicking", response = Text)]
async fn panicking() -> Text {
    panic!("the index is broken")
}

/// A name, and then the database goes away.
#[route(get, "/late", response = JsonLines<String>)]
async fn late() -> Result<JsonLines<String>, DiskError> {
    let names = [Ok(String::from("Ada")), Err(disk_error())];
    JsonLines::try_new(tokio_stream::iter(names)).await
}

#[route(get, "/panicking.jsonl", response = JsonLines<String>)]
async fn panicking_stream() -> JsonLines<String> {
    JsonLines::iter((0..).map(|number| {
        tracing::info!("reading");
        assert_eq!(number, 0, "the cursor is broken");
        String::from("Ada")
    }))
}

struct NeverWritten;

impl serde::Serialize for NeverWritten {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("not today"))
    }
}

impl schemars::JsonSchema for NeverWritten {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NeverWritten".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

#[derive(ResponseModel)]
struct Report {
    #[response(foreign)]
    total: NeverWritten,
}

#[route(get, "/unwritable", response = Report)]
async fn unwritable() -> Report {
    Report {
        total: NeverWritten,
    }
}

#[route(get, "/unsendable", response = Text)]
async fn unsendable() -> Reply<Text> {
    Reply::new(Text::from("ok")).header("X-Note", "one\r\nSet-Cookie: a=b")
}

struct Gateway;

impl<S: Sync> axum::extract::FromRequestParts<S> for Gateway {
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Err((StatusCode::BAD_GATEWAY, "no answer"))
    }
}

#[route(get, "/foreign", response = Text)]
async fn foreign(_gateway: Gateway) -> Text {
    Text::from("ok")
}

async fn closed() -> StatusCode {
    StatusCode::BAD_GATEWAY
}

fn app() -> Router {
    Api::new("Users", "1.0.0")
        .merge(Router::new().route("/plain/{id}", axum::routing::get(closed)))
        .routes(routes![
            failing,
            nested,
            blocking,
            missing,
            fail,
            panicking,
            late,
            panicking_stream,
            unwritable,
            unsendable,
            foreign,
            instrumented
        ])
        .into_router()
}

/// What is answered and what is logged meanwhile.
async fn asked(request: Request<Body>) -> (Response<String>, Vec<String>) {
    let app = app();
    let log = Log::start();
    let (parts, body) = app.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8(bytes.to_vec()).unwrap();
    (Response::from_parts(parts, body), log.lines())
}

fn get(path: &str) -> Request<Body> {
    Request::get(path)
        .header("x-request-id", "r-1")
        .body(Body::empty())
        .unwrap()
}

/// The lines of the log that are errors.
async fn errors_of(path: &str) -> Vec<String> {
    let (answer, lines) = asked(get(path)).await;
    assert!(answer.status().is_server_error());
    lines
        .into_iter()
        .filter(|line| line.contains("ERROR"))
        .collect()
}

/// What is logged while a body is read until it breaks off.
async fn lines_of_a_broken(path: &str) -> Vec<String> {
    let app = app();
    let log = Log::start();
    let answer = app.oneshot(get(path)).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.into_body().collect().await.is_err());
    log.lines()
}

#[track_caller]
fn assert_one_line(lines: &[String], parts: &[&str]) {
    let [line] = lines else {
        panic!("{} lines: {lines:#?}", lines.len());
    };
    for part in parts {
        assert!(line.contains(part), "{part} is not in {line}");
    }
}

#[tokio::test]
async fn a_reply_that_cannot_be_sent_is_logged_once() {
    assert_one_line(
        &errors_of("/unsendable").await,
        &[
            "steadfast",
            "status=500",
            "the reply of `unsendable` could not be sent: the header \"X-Note\" has a value that no header can hold",
            "path=\"/unsendable\"",
        ],
    );
}

#[tokio::test]
async fn the_error_of_a_handler_is_logged_with_its_sources_and_its_request() {
    assert_one_line(
        &errors_of("/users/7/failing").await,
        &[
            "status=500",
            "code=\"disk\"",
            "could not read the users: disk 7 is full",
            "method=\"GET\"",
            "path=\"/users/{id}/failing\"",
            "route=\"failing\"",
            "request_id=\"r-1\"",
        ],
    );
}

#[tokio::test]
async fn an_error_inside_another_is_logged_once() {
    let parts = ["code=\"disk\"", "disk 7 is full", "route=\"nested\""];
    assert_one_line(&errors_of("/nested").await, &parts);
}

#[tokio::test]
async fn the_error_of_a_plain_function_is_logged_once() {
    let parts = ["disk 7 is full", "route=\"blocking\"", "request_id=\"r-1\""];
    assert_one_line(&errors_of("/blocking").await, &parts);
}

#[tokio::test]
async fn an_error_without_an_enum_is_logged_once() {
    let parts = ["status=503", "the queue is down", "route=\"fail\""];
    assert_one_line(&errors_of("/fail").await, &parts);
}

#[tokio::test]
async fn a_panic_is_logged_once() {
    let parts = [
        "panicked: the index is broken",
        "route=\"panicking\"",
        "request_id=\"r-1\"",
    ];
    assert_one_line(&errors_of("/panicking").await, &parts);
}

#[tokio::test]
async fn what_breaks_a_stream_off_is_logged_once_with_its_request() {
    for (path, error, route) in [
        (
            "/late",
            "could not read the users: disk 7 is full",
            "route=\"late\"",
        ),
        (
            "/panicking.jsonl",
            "the cursor is broken",
            "route=\"panicking_stream\"",
        ),
    ] {
        let mut lines = lines_of_a_broken(path).await;
        lines.retain(|line| line.contains("ERROR"));
        assert_one_line(&lines, &[error, route, "request_id=\"r-1\""]);
    }
}

#[tokio::test]
async fn what_the_producer_of_a_stream_logs_names_the_request() {
    let lines = lines_of_a_broken("/panicking.jsonl").await;
    let line = lines.iter().find(|line| line.contains("reading")).unwrap();
    assert!(line.contains("request_id=\"r-1\""), "{line}");
}

#[tokio::test]
async fn instrument_below_a_route_sees_the_result_of_the_handler() {
    let (answer, lines) = asked(get("/instrumented")).await;
    assert_eq!(answer.status(), 404);
    assert_one_line(&lines, &["ERROR", "instrumented", "error="]);
}

#[tokio::test]
async fn a_response_that_cannot_be_written_is_logged_once() {
    let parts = ["`unwritable`", "not today", "route=\"unwritable\""];
    assert_one_line(&errors_of("/unwritable").await, &parts);
}

#[tokio::test]
async fn a_server_error_of_an_argument_that_says_nothing_is_logged_once() {
    // The document has a `default` response for it, so it is not undeclared.
    assert_one_line(
        &errors_of("/foreign").await,
        &["status=502", "route=\"foreign\"", "request_id=\"r-1\""],
    );
}

#[tokio::test]
async fn what_a_layer_answers_undeclared_is_reported() {
    let closed = axum::middleware::from_fn(async |_: Request<Body>, _: axum::middleware::Next| {
        StatusCode::FORBIDDEN
    });
    let api = Api::new("Users", "1.0.0").routes(routes![missing]);
    let router: Router = api.layer(closed).into_router();
    let log = Log::start();
    router.clone().oneshot(get("/missing")).await.unwrap();
    let parts = [
        "undeclared answer",
        "the document has no 403",
        "path=\"/missing\"",
    ];
    assert_one_line(&log.lines(), &parts);
    let log = Log::start();
    let post = Request::post("/missing").body(Body::empty()).unwrap();
    router.oneshot(post).await.unwrap();
    assert_eq!(log.lines(), [""; 0], "a method that the path does not have");
}

#[tokio::test]
async fn a_server_error_of_a_plain_router_is_logged_with_its_path() {
    let parts = ["status=502", "path=\"/plain/{id}\"", "request_id=\"r-1\""];
    assert_one_line(&errors_of("/plain/7").await, &parts);
    let log = Log::start();
    let fallback = Api::new("Users", "1.0.0").merge(Router::new().fallback(closed));
    let router: Router = fallback.into_router();
    router.oneshot(get("/nowhere")).await.unwrap();
    assert_one_line(&log.lines(), &["status=502", "path=\"/nowhere\""]);
}

#[tokio::test]
async fn the_path_in_the_log_has_the_prefix_of_the_router_around() {
    let around = Router::new().nest("/api", app());
    let log = Log::start();
    around.oneshot(get("/api/nested")).await.unwrap();
    let lines = log.lines();
    assert_one_line(&lines, &["path=\"/api/nested\"", "route=\"nested\""]);
}

#[tokio::test]
async fn a_client_error_is_not_logged() {
    let (answer, lines) = asked(get("/missing")).await;
    assert_eq!(answer.status(), 404);
    assert_eq!(lines, [""; 0]);
}

#[tokio::test]
async fn what_a_handler_logs_names_the_request() {
    for path in ["/users/7/failing", "/blocking"] {
        let (_, lines) = asked(get(path)).await;
        let line = lines.iter().find(|line| line.contains("reading")).unwrap();
        assert!(line.contains("request_id=\"r-1\""), "{line}");
    }
}

#[tokio::test]
async fn the_client_sees_the_title_the_code_and_the_id_of_the_request() {
    let (answer, _) = asked(get("/nested")).await;
    assert_eq!(answer.headers()["x-request-id"], "r-1");
    let body: Value = serde_json::from_str(answer.body()).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "type": "about:blank",
            "title": "Internal Server Error",
            "status": 500,
            "instance": "/nested",
            "code": "disk",
            "request_id": "r-1",
        })
    );
}

#[tokio::test]
async fn a_request_without_an_id_gets_one() {
    let (answer, _) = asked(Request::get("/missing").body(Body::empty()).unwrap()).await;
    let id = answer.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(id.len(), 36);
    let body: Value = serde_json::from_str(answer.body()).unwrap();
    assert_eq!(body["request_id"], id);
}

#[tokio::test]
async fn a_hostile_id_is_replaced() {
    for hostile in ["a b", &"x".repeat(129), "{\"a\":\tb}", ""] {
        let request = Request::get("/nested")
            .header("x-request-id", hostile)
            .body(Body::empty())
            .unwrap();
        let (answer, lines) = asked(request).await;
        assert_eq!(answer.headers()["x-request-id"].len(), 36);
        let kept = answer.body().as_str();
        assert!(hostile.is_empty() || !kept.contains(hostile));
        assert!(hostile.is_empty() || !lines.concat().contains(hostile));
    }
}

#[tokio::test]
async fn an_unknown_path_has_an_id_too() {
    let (answer, _) = asked(get("/nowhere")).await;
    assert_eq!(answer.headers()["x-request-id"], "r-1");
    assert!(answer.into_response().status() == 404);
}

#[test]
fn an_argument_that_the_document_knows_nothing_of_is_named_when_the_router_is_built() {
    let log = Log::start();
    let _: Router = Api::new("Gateway", "1.0.0")
        .routes(routes![foreign])
        .into_router();
    assert_one_line(
        &log.lines(),
        &["WARN", "`it::observability::foreign` takes `Gateway`"],
    );
}
