//! A deprecated route says so in its document and in every response.
#![allow(deprecated, reason = "the handlers are")]
#![allow(clippy::deprecated_semver, reason = "a date is what is tested")]

use axum::http::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

const SINCE: &str = "@1769817600";
const SUNSET: &str = "Thu, 31 Dec 2026 00:00:00 GMT";

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("user {0} not found")]
    #[response(status = 404)]
    UserNotFound(i64),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("not logged in")]
#[response(status = 401, challenge = "Bearer")]
struct NotLoggedIn;

/// Get a user.
#[route(get, "/users/{id}", response = UserOut, errors = NotLoggedIn,
    deprecated(since = "2026-01-31", sunset = "2026-12-31"))]
async fn get_user(Path(id): Path<i64>) -> Result<UserOut, UserError> {
    match id {
        1 => Ok(UserOut { id }),
        2 => panic!("as a bug does"),
        _ => Err(UserError::UserNotFound(id)),
    }
}

#[route(get, "/plain", response = Text, deprecated)]
async fn plain() -> Text {
    Text::from("a")
}

#[deprecated(since = "2026-01-31", note = "use `get_user`")]
#[route(get, "/as-in-rust", response = Text)]
async fn as_in_rust() -> Text {
    Text::from("a")
}

#[deprecated(since = "1.2.0", note = "use `get_user`")]
#[route(get, "/since-a-version", response = Text)]
async fn since_a_version() -> Text {
    Text::from("a")
}

#[route(get, "/at-noon", response = Text, deprecated(since = "2026-01-31T13:00:00+01:00"))]
async fn at_noon() -> Text {
    Text::from("a")
}

#[route(get, "/sunset-of-its-own", response = Text, deprecated, header("Sunset" = "Thu, 31 Dec 2026 00:00:00 GMT"))]
async fn sunset_of_its_own() -> Text {
    Text::from("a")
}

#[route(get, "/replies", response = Text, deprecated(since = "2026-01-31"))]
async fn replies() -> Reply<Text> {
    Reply::new(Text::from("a"))
        .header("Deprecation", "@1")
        .header("Sunset", SUNSET)
}

#[route(get, "/bytes", response = Bytes, media_type = "application/pdf", deprecated(since = "2026-01-31"))]
async fn bytes() -> Bytes {
    Bytes::from_static(b"%PDF")
}

#[route(get, "/tagged", response = Text, deprecated(since = "2026-01-31"))]
async fn tagged() -> Reply<Text, ETag> {
    Reply::new(Text::from("a")).etag("1")
}

#[route(get, "/current", response = Text)]
async fn current() -> Text {
    Text::from("a")
}

async fn log_in(request: Request<axum::body::Body>, next: Next) -> Response {
    if request.headers().contains_key("x-stranger") {
        return NotLoggedIn.into_response();
    }
    next.run(request).await
}

fn api() -> Api {
    Api::new("Users", "1.0.0")
        .routes(routes![
            get_user,
            plain,
            as_in_rust,
            since_a_version,
            at_noon,
            sunset_of_its_own,
            replies,
            bytes,
            tagged,
            current
        ])
        .layer(from_fn(log_in))
}

fn client() -> Client {
    Client::new(api().into_router())
}

fn responses(path: &str) -> Value {
    api().openapi()["paths"][path]["get"]["responses"].clone()
}

#[tokio::test]
async fn a_success_has_the_dates() {
    client()
        .get("/users/1")
        .await
        .assert_status(200)
        .assert_header("deprecation", SINCE)
        .assert_header("sunset", SUNSET)
        .assert_conforms();
}

#[tokio::test]
async fn a_declared_error_has_them() {
    let missing = client().get("/users/7").await;
    missing
        .assert_status(404)
        .assert_header("deprecation", SINCE)
        .assert_header("sunset", SUNSET)
        .assert_conforms();
}

#[tokio::test]
async fn a_refused_request_is_told_too() {
    let refused = client().get("/users/first").await;
    refused
        .assert_status(422)
        .assert_header("deprecation", SINCE)
        .assert_header("sunset", SUNSET)
        .assert_conforms();
}

#[tokio::test]
async fn what_a_layer_answers_has_them() {
    let stranger = client().get("/users/1").header("x-stranger", "1").await;
    stranger
        .assert_status(401)
        .assert_header("deprecation", SINCE)
        .assert_conforms();
}

#[tokio::test]
async fn a_panic_has_them() {
    let failed = client().get("/users/2").await;
    failed
        .assert_status(500)
        .assert_header("deprecation", SINCE)
        .assert_header("sunset", SUNSET)
        .assert_conforms();
}

#[tokio::test]
async fn what_the_completing_layer_makes_of_a_response_has_them() {
    let range =
        |range: &'static str| async move { client().get("/bytes").header("range", range).await };
    for (asked, status) in [("bytes=1-2", 206), ("bytes=9-", 416)] {
        let answer = range(asked).await;
        answer
            .assert_status(status)
            .assert_header("deprecation", SINCE)
            .assert_conforms();
    }
    let known = client().get("/tagged").header("if-none-match", "\"1\"");
    known
        .await
        .assert_status(304)
        .assert_header("deprecation", SINCE)
        .assert_conforms();
    let head = client().request(http::Method::HEAD, "/users/1").await;
    head.assert_header("deprecation", SINCE);
}

#[tokio::test]
async fn a_method_that_the_path_does_not_have_is_not_deprecated() {
    let answer = client().post("/users/1").await;
    answer.assert_status(405);
    assert_eq!(answer.header("deprecation"), None);
}

#[tokio::test]
async fn a_route_that_is_not_deprecated_says_nothing() {
    let answer = client().get("/current").await;
    assert_eq!(answer.header("deprecation"), None);
    assert_eq!(
        responses("/current")["200"]["headers"]["Deprecation"],
        Value::Null
    );
}

#[tokio::test]
async fn without_a_date_it_is_the_beginning_of_time() {
    for path in ["/plain", "/since-a-version"] {
        let answer = client().get(path).await;
        answer.assert_header("deprecation", "@0").assert_conforms();
        assert_eq!(answer.header("sunset"), None, "{path}");
    }
}

#[tokio::test]
async fn a_date_of_rusts_attribute_is_sent() {
    let answer = client().get("/as-in-rust").await;
    answer.assert_header("deprecation", SINCE).assert_conforms();
}

#[tokio::test]
async fn a_time_is_sent_in_utc() {
    let answer = client().get("/at-noon").await;
    answer
        .assert_header("deprecation", "@1769860800")
        .assert_conforms();
}

#[tokio::test]
async fn a_date_that_the_route_leaves_open_is_a_header_as_any_other() {
    let own = client().get("/sunset-of-its-own").await;
    own.assert_header("sunset", SUNSET)
        .assert_header("deprecation", "@0")
        .assert_conforms();
    let reply = client().get("/replies").await;
    reply.assert_header("sunset", SUNSET).assert_conforms();
}

#[tokio::test]
async fn the_date_of_the_route_is_sent_whatever_a_reply_says() {
    let answer = client().get("/replies").await;
    answer.assert_header("deprecation", SINCE).assert_conforms();
}

#[test]
fn every_response_of_the_operation_promises_the_dates() {
    let all = responses("/users/{id}");
    let all = all.as_object().expect("responses");
    let statuses: Vec<&String> = all.keys().collect();
    assert_eq!(statuses, ["200", "401", "404", "422", "500"]);
    for (status, response) in all {
        let headers = &response["headers"];
        assert_eq!(headers["Deprecation"]["required"], true, "{status}");
        assert_eq!(
            headers["Deprecation"]["schema"],
            json!({ "type": "string", "const": SINCE })
        );
        assert_eq!(headers["Sunset"]["required"], true, "{status}");
        assert_eq!(
            headers["Sunset"]["schema"],
            json!({ "type": "string", "const": SUNSET })
        );
    }
    assert_eq!(responses("/plain")["200"]["headers"]["Sunset"], Value::Null);
}

#[test]
fn every_spelling_marks_the_operation() {
    let document = api().openapi();
    for path in ["/users/{id}", "/plain", "/as-in-rust", "/since-a-version"] {
        assert_eq!(document["paths"][path]["get"]["deprecated"], true, "{path}");
    }
    assert_eq!(
        document["paths"]["/current"]["get"]["deprecated"],
        Value::Null
    );
}

#[tokio::test]
async fn no_bad_request_finds_a_response_without_its_dates() {
    assert!(client().assert_every_error_is_declared().await > 50);
}

#[tokio::test]
async fn a_handler_that_is_mounted_by_hand_sends_them() {
    let router = axum::Router::new().route("/old/{id}", axum::routing::get(get_user));
    let client = Client::new(router);
    for (path, status) in [("/old/1", 200), ("/old/7", 404)] {
        client
            .get(path)
            .await
            .assert_status(status)
            .assert_header("deprecation", SINCE)
            .assert_header("sunset", SUNSET);
    }
}

#[test]
fn a_date_is_finished_when_the_program_is_compiled() {
    let [route] = routes![get_user] as [Route; 1];
    let dates = steadfast::describe::Deprecation::new()
        .since(SINCE)
        .sunset(SUNSET);
    assert_eq!(route.info().deprecated, Some(dates));
}
