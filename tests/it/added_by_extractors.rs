//! What extractors add to a response: headers, cookies, and work when the request has ended.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::get;
use serde_json::{Value, json};
use steadfast::background::Ended;
use steadfast::describe::Operation;
use steadfast::extract::{Extractor, RequestPart};
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(ResponseHeaders)]
struct RateLimit {
    /// How many requests are left.
    rate_limit_remaining: u32,
    x_note: Option<String>,
}

/// A client that has requests left.
struct Limited;

impl<S: Sync> FromRequestParts<S> for Limited {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let note = parts.headers.get("x-note").map(|note| {
            let note = note.to_str().unwrap();
            note.replace("<br>", "\n")
        });
        AddToResponse::of(parts).send(RateLimit {
            rate_limit_remaining: 41,
            x_note: note,
        });
        AddToResponse::of(parts).send(SetCookie::new("seen", "yes"));
        Ok(Self)
    }
}

impl Extractor for Limited {}

impl RequestPart for Limited {
    fn describe(operation: &mut Operation<'_>) {
        AddToResponse::<RateLimit>::describe(operation);
        AddToResponse::<SetCookie>::describe(operation);
        <Fail<429> as ErrorResponse>::describe(operation);
    }
}

type Log = Arc<Mutex<Vec<String>>>;

fn add(log: &Log, line: impl Into<String>) {
    log.lock().unwrap().push(line.into());
}

/// Writes down how the request has ended.
struct Watched<const NUMBER: u32>;

impl<const NUMBER: u32> FromRequestParts<Log> for Watched<NUMBER> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, log: &Log) -> Result<Self, Self::Rejection> {
        let log = log.clone();
        AddToResponse::<()>::of(parts).after(move |ended: Ended| async move {
            let status = ended.status().map_or(0, |status| status.as_u16());
            add(&log, format!("{NUMBER}: {status} {}", ended.is_success()));
            assert!(NUMBER != 2, "a panic does not keep the others from running");
        });
        Ok(Self)
    }
}

impl<const NUMBER: u32> Extractor for Watched<NUMBER> {}

impl<const NUMBER: u32> RequestPart for Watched<NUMBER> {
    fn describe(operation: &mut Operation<'_>) {
        AddToResponse::<()>::describe(operation);
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("nothing is called {0}")]
#[response(status = 404)]
struct NotFound(String);

#[route(get, "/things/{name}", response = Text)]
async fn get_thing(
    _: Limited,
    _: Watched<1>,
    _: Watched<2>,
    _: Watched<3>,
    State(log): State<Log>,
    Path(name): Path<String>,
    background: Background,
) -> Result<Text, NotFound> {
    background.add_task(async move {
        tokio::time::sleep(Duration::from_millis(20)).await;
        add(&log, "task");
    });
    match name.as_str() {
        "panic" => panic!("boom"),
        "slow" => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok(Text::from("late"))
        }
        "none" => Err(NotFound(name)),
        _ => Ok(Text::from(name)),
    }
}

#[route(get, "/numbers/{number}", response = Text)]
async fn get_number(_: Watched<1>, Path(number): Path<u8>) -> String {
    number.to_string()
}

/// The handler's own value stays, and so does that of the route.
#[route(get, "/own", response = Text, header("X-Note" = "fixed"))]
async fn own(_: Limited) -> Reply<Text, SetCookie> {
    Reply::new(Text::from("own"))
        .header("Rate-Limit-Remaining", 7)
        .cookie(SetCookie::new("own", "yes"))
}

/// A handler may add as well.
#[route(get, "/handler", response = Text)]
async fn handler(add: AddToResponse<Option<RateLimit>>, _: Option<Limited>) -> Text {
    add.header("X-Undocumented", "3");
    add.cookie(SetCookie::new("a", "b"));
    Text::from("added")
}

#[route(get, "/version", response = Text)]
async fn version(_: Limited) -> Reply<Text, ETag> {
    Reply::new(Text::from("v1")).etag("v1")
}

#[route(get, "/moved", status = 308)]
async fn moved(_: Limited) -> Redirect {
    Redirect::to("/own")
}

impl<S: Sync> axum::extract::OptionalFromRequestParts<S> for Limited {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        Ok(None)
    }
}

fn api() -> Api<Log> {
    Api::new("Things", "1.0.0").routes(routes![get_thing, get_number, own, handler, version, moved])
}

struct Service {
    log: Log,
    tasks: Tasks,
    client: Client,
}

fn service() -> Service {
    let (log, tasks) = (Log::default(), Tasks::new());
    let app = api().background(&tasks).into_router();
    Service {
        client: Client::new(app.with_state(log.clone())),
        log,
        tasks,
    }
}

impl Service {
    /// What has been written down once every task is done.
    async fn log(self) -> Vec<String> {
        let report = self.tasks.shutdown(Duration::from_secs(5)).await;
        assert!(report.given_up.is_empty());
        self.log.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn headers_and_cookies_are_added_to_successes() {
    let service = service();
    let answer = service.client.get("/things/a").await;
    answer
        .assert_status(200)
        .assert_header("rate-limit-remaining", "41")
        .assert_conforms();
    assert!(answer.header("set-cookie").unwrap().starts_with("seen=yes"));
    let moved = service.client.get("/moved").await;
    moved
        .assert_status(308)
        .assert_header("rate-limit-remaining", "41")
        .assert_conforms();
    let head = service.client.head("/things/a").await;
    head.assert_header("rate-limit-remaining", "41");
    let fresh = service
        .client
        .get("/version")
        .header("If-None-Match", "\"v1\"")
        .await;
    fresh
        .assert_status(304)
        .assert_header("rate-limit-remaining", "41")
        .assert_conforms();
}

#[tokio::test]
async fn errors_are_what_they_declare() {
    let service = service();
    for (path, status) in [("/things/none", 404), ("/things/panic", 500)] {
        let answer = service.client.get(path).await;
        answer.assert_status(status).assert_conforms();
        assert_eq!(answer.header("rate-limit-remaining"), None);
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[tokio::test]
async fn what_the_handler_sets_stays() {
    let service = service();
    let answer = service.client.get("/own").header("x-note", "other").await;
    answer
        .assert_status(200)
        .assert_header("rate-limit-remaining", "7")
        .assert_header("x-note", "fixed")
        .assert_conforms();
    let cookies = answer.headers().get_all("set-cookie").iter();
    let cookies: Vec<_> = cookies.map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(cookies[0].starts_with("own=yes") && cookies[1].starts_with("seen=yes"));
}

#[tokio::test]
async fn a_handler_may_add_as_well() {
    let service = service();
    let answer = service.client.get("/handler").await;
    answer
        .assert_status(200)
        .assert_header("x-undocumented", "3")
        .assert_conforms();
    assert!(answer.header("set-cookie").unwrap().starts_with("a=b"));
}

#[tokio::test]
async fn a_header_that_would_split_the_response_is_a_500() {
    let service = service();
    let answer = service
        .client
        .get("/things/a")
        .header("x-note", "a<br>Set-Cookie: b=c")
        .await;
    answer.assert_status(500).assert_conforms();
    assert_eq!(answer.header("set-cookie"), None);
    let log = service.log().await;
    assert_eq!(log, ["3: 500 false", "2: 500 false", "1: 500 false"]);
}

#[tokio::test]
async fn work_runs_when_the_request_has_ended_the_last_extractor_first() {
    let expected = |status: u16, is_success: bool| -> Vec<String> {
        let line = |number: u32| format!("{number}: {status} {is_success}");
        let tasks = is_success.then(|| "task".to_owned()).into_iter();
        tasks.chain([line(3), line(2), line(1)]).collect()
    };
    for (path, status, is_success) in [
        ("/things/a", 200, true),
        ("/things/none", 404, false),
        ("/things/panic", 500, false),
    ] {
        let service = service();
        service.client.get(path).await.assert_status(status);
        assert_eq!(service.log().await, expected(status, is_success), "{path}");
    }
}

#[tokio::test]
async fn work_runs_if_a_later_extractor_refuses_the_request() {
    let service = service();
    let answer = service.client.get("/numbers/many").await;
    answer.assert_status(422).assert_conforms();
    assert_eq!(service.log().await, ["1: 422 false"]);
}

#[tokio::test]
async fn work_runs_if_the_client_has_left() {
    let service = service();
    let request = service.client.get("/things/slow");
    let left = tokio::time::timeout(Duration::from_millis(50), async { request.await }).await;
    assert!(left.is_err());
    assert_eq!(
        service.log().await,
        ["3: 0 false", "2: 0 false", "1: 0 false"]
    );
}

#[tokio::test]
async fn a_handler_that_is_mounted_by_hand_is_added_to_by_the_layer() {
    let (log, tasks) = (Log::default(), Tasks::new());
    let app = axum::Router::new()
        .route("/things/{name}", get(get_thing))
        .layer(tasks.layer())
        .with_state(log.clone());
    let answer = Client::new(app).get("/things/a").await;
    answer
        .assert_status(200)
        .assert_header("rate-limit-remaining", "41");
    let _ = tasks.shutdown(Duration::from_secs(5)).await;
    assert_eq!(log.lock().unwrap().len(), 4);
}

#[tokio::test]
async fn what_comes_after_the_end_runs_at_once() {
    let (mut parts, ()) = http::Request::new(()).into_parts();
    let log = Log::default();
    let add_to = AddToResponse::<()>::of(&mut parts);
    let own = log.clone();
    add_to.after(move |ended| async move { add(&own, format!("{:?}", ended.status())) });
    drop((add_to, parts));
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(*log.lock().unwrap(), [format!("{:?}", None::<StatusCode>)]);
}

#[test]
fn every_route_that_takes_it_documents_it() {
    let document = api().openapi();
    let operation = |path: &str| document["paths"][path]["get"]["responses"].clone();
    let things = operation("/things/{name}");
    assert_eq!(
        things["200"]["headers"]["Rate-Limit-Remaining"],
        json!({
            "required": true, "description": "How many requests are left.",
            "schema": { "type": "integer", "minimum": 0 },
        })
    );
    assert_eq!(things["200"]["headers"]["X-Note"]["required"], false);
    assert!(things["200"]["headers"]["Set-Cookie"].is_object());
    assert!(things["429"].is_object());
    assert_eq!(
        things["404"]["headers"]["Rate-Limit-Remaining"],
        Value::Null
    );
    assert!(operation("/moved")["308"]["headers"]["Rate-Limit-Remaining"].is_object());
    assert!(operation("/version")["304"]["headers"]["Rate-Limit-Remaining"].is_object());
    assert_eq!(
        operation("/own")["200"]["headers"]["X-Note"]["schema"]["examples"],
        json!(["fixed"])
    );
    assert_eq!(
        operation("/handler")["200"]["headers"]["Rate-Limit-Remaining"]["required"],
        false
    );
}

#[route(get, "/mailed", response = Text)]
async fn mailed(State(log): State<Log>, _: Limited) -> Reply<Text> {
    Reply::new(Text::from("it is sent")).after(async move { add(&log, "mailed") })
}

#[tokio::test]
async fn the_tasks_of_a_response_that_a_faulty_header_replaces_do_not_run() {
    let (log, tasks) = (Log::default(), Tasks::new());
    let api = Api::new("Mails", "1.0.0")
        .routes(routes![mailed])
        .background(&tasks);
    let service = Service {
        client: Client::new(api.into_router().with_state(log.clone())),
        log,
        tasks,
    };
    let mailed = service.client.get("/mailed").await;
    mailed.assert_status(200);
    let faulty = service
        .client
        .get("/mailed")
        .header("x-note", "a<br>b")
        .await;
    faulty.assert_status(500).assert_conforms();
    assert_eq!(service.log().await, ["mailed"]);
}
