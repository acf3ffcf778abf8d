//! A request that has no response at its deadline is answered, as the document says.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request as HttpRequest};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::Response;
use http_body_util::BodyExt;
use steadfast::api::Timeout;
use steadfast::prelude::*;
use steadfast::testing::Client;
use steadfast::{ByteStream, Bytes, ErrorFormat};
use tokio::time::sleep;
use tower::ServiceExt;

use crate::log::Log;

const SOON: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(600);

#[route(get, "/endless", response = Text)]
async fn endless() -> Text {
    pending().await
}

#[route(get, "/quick", response = Text)]
async fn quick() -> Text {
    Text::from("done")
}

/// Longer than `SOON`.
#[route(get, "/slow", response = Text)]
async fn slow() -> Text {
    sleep(4 * SOON).await;
    Text::from("done")
}

fn api() -> Api {
    Api::new("Deadlines", "1.0.0").routes(routes![endless, quick])
}

fn client(api: Api) -> Client {
    Client::new(api.into_router())
}

#[tokio::test]
async fn a_request_without_a_response_is_a_documented_503() {
    let answer = client(api().timeout(SOON)).get("/endless").await;
    answer
        .assert_status(503)
        .assert_header("content-type", "application/problem+json")
        .assert_header("cache-control", "no-store")
        .assert_conforms();
    let problem = answer.problem();
    assert_eq!(problem["code"], "deadline_exceeded");
    assert_eq!(problem["instance"], "/endless");
}

#[tokio::test]
async fn a_request_that_is_answered_in_time_is_not_changed() {
    let answer = client(api().timeout(LONG)).get("/quick").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.text(), "done");
}

#[tokio::test]
async fn behind_a_gateway_it_is_a_documented_504() {
    let api = api().timeout(Timeout::of_gateway(SOON));
    let responses = &api.openapi()["paths"]["/quick"]["get"]["responses"];
    assert!(responses["504"].is_object() && responses["503"].is_null());
    let answer = client(api).get("/endless").await;
    answer.assert_status(504).assert_conforms();
    assert_eq!(answer.problem()["code"], "deadline_exceeded");
}

#[test]
fn without_a_timeout_the_document_has_no_503() {
    assert!(api().openapi()["paths"]["/endless"]["get"]["responses"]["503"].is_null());
}

#[tokio::test]
async fn it_has_the_error_format_of_the_app() {
    let answer = client(api().errors(ErrorFormat::Structured).timeout(SOON))
        .get("/endless")
        .await;
    answer.assert_status(503).assert_conforms();
    let error: serde_json::Value = answer.json();
    assert_eq!(error["code"], "deadline_exceeded");
    assert_eq!(error["error"], "Service Unavailable");
}

#[tokio::test]
async fn it_is_logged_once_with_its_route() {
    let client = client(api().timeout(SOON));
    let log = Log::start();
    client.get("/endless?token=hunter2").await;
    let lines = log.lines();
    let errors: Vec<_> = lines.iter().filter(|line| line.contains("ERROR")).collect();
    let [line] = errors.as_slice() else {
        panic!("{lines:#?}");
    };
    for part in [
        "route=\"endless\"",
        "status=503",
        "code=\"deadline_exceeded\"",
        "50ms",
    ] {
        assert!(line.contains(part), "{line}");
    }
    assert!(!line.contains("hunter2"), "{line}");
}

#[derive(Clone, Default)]
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

async fn after() {}

#[route(get, "/held", response = Text)]
async fn held(State(dropped): State<Arc<AtomicBool>>, background: Background) -> Text {
    let _dropped = Dropped(dropped);
    background.add_task(after());
    pending().await
}

#[tokio::test]
async fn the_future_of_the_handler_is_dropped_and_its_tasks_do_not_run() {
    let dropped = Arc::new(AtomicBool::new(false));
    let tasks = Tasks::new();
    let router = Api::new("Deadlines", "1.0.0")
        .background(&tasks)
        .routes(routes![held])
        .timeout(SOON)
        .into_router()
        .with_state(Arc::clone(&dropped));
    let log = Log::start();
    Client::new(router).get("/held").await.assert_status(503);
    assert!(dropped.load(Ordering::SeqCst));
    assert_eq!(tasks.under_way(), 0);
    let refused = |line: &String| line.contains("is not run") && line.contains("deadline::after");
    assert!(log.lines().iter().any(refused), "{:#?}", log.lines());
}

#[tokio::test]
async fn the_headers_of_the_layers_of_the_app_stay() {
    let cors = map_response(async |mut response: Response| {
        let any = HeaderValue::from_static("*");
        response
            .headers_mut()
            .insert("access-control-allow-origin", any);
        response
    });
    let answer = client(api().timeout(SOON).layer(cors))
        .get("/endless")
        .await;
    answer
        .assert_status(503)
        .assert_header("access-control-allow-origin", "*");
}

#[tokio::test]
async fn a_layer_that_hangs_is_ended_too() {
    let hanging = from_fn(async |request: HttpRequest<Body>, next: Next| {
        pending::<()>().await;
        next.run(request).await
    });
    let answer = client(api().timeout(SOON).layer(hanging))
        .get("/quick")
        .await;
    answer.assert_status(503).assert_conforms();
}

#[route(get, "/old", response = Text, deprecated(since = "2026-01-31"))]
async fn old() -> Text {
    pending().await
}

#[tokio::test]
async fn a_deprecated_route_says_so_at_its_deadline() {
    let api = Api::new("Deadlines", "1.0.0").routes(routes![old]);
    let answer = client(api.timeout(SOON)).get("/old").await;
    answer.assert_status(503).assert_conforms();
    assert!(answer.header("deprecation").is_some());
}

#[tokio::test]
async fn a_part_has_its_own_timeout_or_none() {
    let slow = || Api::new("Slow", "1.0.0").routes(routes![slow]);
    let api = api()
        .timeout(SOON)
        .nest("/longer", slow().timeout(LONG).operation_id_prefix("a_"))
        .nest(
            "/without",
            slow().without_timeout().operation_id_prefix("b_"),
        )
        .nest("/inherited", slow().operation_id_prefix("c_"));
    let document = api.openapi();
    let client = client(api);
    for (path, status, is_documented) in [
        ("/longer/slow", 200, true),
        ("/without/slow", 200, false),
        ("/inherited/slow", 503, true),
    ] {
        client
            .get(path)
            .await
            .assert_status(status)
            .assert_conforms();
        let of_deadline = &document["paths"][path]["get"]["responses"]["503"];
        assert_eq!(of_deadline.is_object(), is_documented, "{path}");
    }
}

#[tokio::test]
async fn the_innermost_part_decides() {
    let inner = Api::new("Inner", "1.0.0")
        .routes(routes![slow])
        .timeout(LONG);
    let outer = Api::new("Outer", "1.0.0").merge(inner).timeout(SOON);
    let answer = client(api().merge(outer).without_timeout())
        .get("/slow")
        .await;
    answer.assert_status(200);
}

#[tokio::test]
async fn the_routes_of_a_plain_router_have_the_timeout_of_their_part() {
    let plain = || {
        Router::new().route(
            "/plain",
            axum::routing::get(async || pending::<String>().await),
        )
    };
    let part = Api::new("Part", "1.0.0").merge(plain()).timeout(SOON);
    let answer = client(api().nest("/part", part)).get("/part/plain").await;
    answer.assert_status(503);
    assert_eq!(answer.problem()["code"], "deadline_exceeded");
    let answer = client(api().merge(plain()).timeout(SOON))
        .get("/plain")
        .await;
    answer.assert_status(503);
}

#[route(get, "/stream", response = ByteStream, media_type = "text/plain")]
async fn stream() -> ByteStream {
    let items = futures_util::stream::unfold(0, async |number: usize| {
        sleep(2 * SOON).await;
        (number < 2).then(|| (Bytes::from("piece;"), number + 1))
    });
    ByteStream::new(Box::pin(items))
}

#[tokio::test]
async fn a_response_that_has_begun_is_not_cut_off() {
    let api = Api::new("Deadlines", "1.0.0").routes(routes![stream]);
    let answer = client(api.timeout(SOON)).get("/stream").await;
    answer.assert_status(200);
    assert_eq!(answer.text(), "piece;piece;");
}

#[route(post, "/upload", status = 204)]
async fn upload(_: Bytes) {}

#[tokio::test]
async fn a_body_that_does_not_come_to_its_end_counts() {
    let router: Router = Api::new("Deadlines", "1.0.0")
        .routes(routes![upload])
        .timeout(SOON)
        .into_router();
    let half = futures_util::stream::unfold((), async |()| pending::<Option<(_, ())>>().await);
    let half = Body::from_stream(Box::pin(futures_util::stream::StreamExt::map(
        half,
        |bytes: Bytes| Ok::<_, Infallible>(bytes),
    )));
    let request = HttpRequest::post("/upload").body(half).unwrap();
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), 503);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert!(
        body.windows(17)
            .any(|window| window == b"deadline_exceeded")
    );
}

#[route(get, "/blocking", response = Text)]
fn blocking() -> Text {
    std::thread::sleep(4 * SOON);
    Text::from("too late")
}

#[tokio::test]
async fn a_plain_function_runs_on_but_its_client_is_answered() {
    let api = Api::new("Deadlines", "1.0.0").routes(routes![blocking]);
    let answer = client(api.timeout(SOON)).get("/blocking").await;
    answer.assert_status(503).assert_conforms();
}

#[tokio::test]
async fn a_limit_beyond_the_end_of_the_clock_is_none() {
    let answer = client(api().timeout(Duration::MAX)).get("/quick").await;
    answer.assert_status(200);
}
