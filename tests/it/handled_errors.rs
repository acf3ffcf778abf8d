//! What handlers of errors answer: with which headers, and whose errors they get.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use serde_json::{Value, json};
use steadfast::errors::{ErrorHandler, ErrorKind, ErrorReply, FailedRequest};
use steadfast::prelude::*;
use steadfast::testing::Client;

use crate::log::Log;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum ShopError {
    #[error("there is no such item")]
    #[response(status = 404)]
    Missing,
    #[error("the shop is closed")]
    #[response(status = 503, retry_after = 60)]
    Closed,
}

#[derive(ResponseModel)]
struct Told {
    told: String,
}

fn tell(failed: &FailedRequest<'_>) -> Told {
    let code = failed.problem().code.as_deref().unwrap_or_default();
    Told {
        told: format!("{:?} {code}", failed.origin()),
    }
}

#[derive(ResponseModel)]
struct Weight {
    grams: f64,
}

/// Weigh an item.
#[route(get, "/items/{id}", response = Weight)]
async fn weigh(Path(id): Path<u8>) -> Result<Weight, ShopError> {
    match id {
        0 => Err(ShopError::Missing),
        2 => Err(ShopError::Closed),
        3 => Ok(Weight { grams: f64::NAN }),
        _ => Ok(Weight { grams: 1.5 }),
    }
}

/// Weigh one that is named.
#[route(get, "/named", response = Weight)]
async fn named(Query(asked): Query<Asked>) -> Reply<Weight> {
    Reply::new(Weight { grams: 1.5 }).header("X-Name", asked.name.replace('_', "\n"))
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Asked {
    name: String,
}

/// Get the picture.
#[route(get, "/picture", response = File)]
async fn picture() -> File {
    File::from_bytes("0123456789")
}

fn api() -> Api {
    Api::new("Shop", "1.0.0").routes(routes![weigh, named, picture])
}

async fn vary(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let origin = HeaderValue::from_static("origin");
    response.headers_mut().insert("vary", origin);
    response
}

#[tokio::test]
async fn a_declared_header_arrives_and_those_of_layers_stay() {
    let handler = ErrorHandler::new(|failed: &FailedRequest<'_>| {
        ErrorReply::new(tell(failed))
            .header("Content-Language", "de")
            .header("ETag", "\"e1\"")
            .header("Vary", "accept-language")
    })
    .header("Content-Language", "The language of the message")
    .header("ETag", "Which message it is")
    .header("Vary", "Which headers decide about the message");
    let app = api()
        .layer(from_fn(vary))
        .errors(ErrorFormat::Problem.on(ErrorKind::code("missing"), handler));
    let client = Client::new(app.into_router());
    let answer = client.get("/items/0").await;
    answer
        .assert_status(404)
        .assert_header("content-language", "de")
        .assert_header("etag", "\"e1\"")
        .assert_conforms();
    let vary = answer.headers().get_all("vary").iter();
    let vary: Vec<_> = vary.filter_map(|value| value.to_str().ok()).collect();
    assert!(
        vary.contains(&"origin") && vary.contains(&"accept-language"),
        "{vary:?}"
    );
}

#[tokio::test]
async fn several_cookies_and_links_of_one_answer_arrive() {
    let handler = ErrorHandler::new(|failed: &FailedRequest<'_>| {
        ErrorReply::new(tell(failed))
            .header("Set-Cookie", "a=1")
            .header("Set-Cookie", "b=2")
            .header("Link", "</help>; rel=help")
            .header("Link", "</terms>; rel=license")
            .header("Vary", "accept")
            .header("Vary", "accept")
            .header("ETag", "\"e1\"")
            .header("ETag", "\"e2\"")
    })
    .header("Set-Cookie", "What is forgotten")
    .header("Link", "Where to read more")
    .header("Vary", "Which headers decide about the message")
    .header("ETag", "Which message it is");
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::code("missing"), handler));
    let answer = Client::new(app.into_router()).get("/items/0").await;
    answer.assert_status(404).assert_conforms();
    let all = |name: &str| -> Vec<&str> {
        let values = answer.headers().get_all(name).iter();
        values.filter_map(|value| value.to_str().ok()).collect()
    };
    assert_eq!(all("set-cookie"), ["a=1", "b=2"]);
    assert_eq!(all("link"), ["</help>; rel=help", "</terms>; rel=license"]);
    assert_eq!(all("vary"), ["accept"]);
    assert_eq!(all("etag"), ["\"e2\""]);
}

#[tokio::test]
async fn a_failed_handler_answers_without_the_headers_of_the_error() {
    let broken =
        ErrorHandler::new(|failed: &FailedRequest<'_>| ErrorReply::new(tell(failed)).status(418));
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::code("closed"), broken));
    let client = Client::new(app.into_router());
    let log = Log::start();
    let answer = client
        .get("/items/2")
        .header("accept", "application/json")
        .await;
    answer
        .assert_status(500)
        .assert_header("content-type", "application/json")
        .assert_header("cache-control", "no-store");
    assert_eq!(answer.header("retry-after"), None);
    let lines = log.lines();
    assert!(
        lines.iter().any(|line| line.contains("answers 418")),
        "{lines:?}"
    );
}

fn failing() -> ErrorFormat {
    ErrorFormat::Structured.on(
        ErrorKind::ANY,
        ErrorHandler::new(|failed: &FailedRequest<'_>| ErrorReply::new(tell(failed)).status(418)),
    )
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("log in")]
#[response(status = 401, challenge = "Bearer", format = failing)]
struct Guarded;

/// Get a guarded item.
#[route(get, "/guarded", response = Text)]
async fn guarded() -> Result<Text, Guarded> {
    Err(Guarded)
}

#[tokio::test]
async fn the_format_of_the_app_is_that_of_a_failed_handler_of_a_type() {
    let app = Api::new("Shop", "1.0.0").routes(routes![guarded]);
    let client = Client::new(app.into_router());
    let plain = client.get("/guarded").header("accept", "application/json");
    let plain = plain.await;
    plain
        .assert_status(500)
        .assert_header("content-type", "application/json");
    assert_eq!(plain.header("www-authenticate"), None);
    let any = client.get("/guarded").await;
    any.assert_header("content-type", "application/problem+json")
        .assert_conforms();
}

fn with(kind: ErrorKind) -> Api {
    api().errors(ErrorFormat::Problem.on(kind, ErrorHandler::new(tell)))
}

#[tokio::test]
async fn a_range_that_no_byte_is_in_is_refused_by_a_layer() {
    for (kind, is_told) in [(ErrorKind::HANDLER, false), (ErrorKind::LAYER, true)] {
        let app = with(kind);
        let refused = &app.openapi()["paths"]["/picture"]["get"]["responses"]["416"];
        assert_eq!(
            refused["content"].get("application/json").is_some(),
            is_told
        );
        let client = Client::new(app.into_router());
        let answer = client.get("/picture").header("range", "bytes=90-").await;
        answer.assert_status(416).assert_conforms();
        if is_told {
            let told = json!({ "told": "Layer range_not_satisfiable" });
            assert_eq!(answer.json::<Value>(), told);
            answer.assert_header("content-range", "bytes */10");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_of_the_handler() {
    for (kind, is_told) in [
        (ErrorKind::HANDLER, true),
        (ErrorKind::LAYER, false),
        (ErrorKind::PANIC, false),
    ] {
        let client = Client::new(with(kind).into_router());
        for path in ["/items/3", "/named?name=a_b"] {
            let answer = client.get(path).await;
            answer.assert_status(500).assert_conforms();
            let told = answer.json::<Value>()["told"].clone();
            assert_eq!(
                told == "Handler internal_server_error",
                is_told,
                "{path}: {told}"
            );
        }
    }
}
