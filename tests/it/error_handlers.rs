//! Handlers of errors: they see the request and where an error comes from, and answer what they declare.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::post;
use serde_json::{Value, json};
use steadfast::errors::{ErrorHandler, ErrorKind, ErrorOrigin, ErrorReply, FailedRequest};
use steadfast::prelude::*;
use steadfast::testing::Client;
use steadfast::{CompleteLayer, ErrorResponse, Fail, Problem};

use crate::log::Log;

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code)]
struct NewItem {
    name: String,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(FindError = [Missing]))]
enum ItemError {
    #[error("item {id} is missing")]
    #[response(status = 404)]
    Missing {
        #[response(extension)]
        id: u32,
    },
    #[error("the shop is closed")]
    #[response(status = 503, retry_after = 60)]
    Closed,
    #[error("log in")]
    #[response(status = 401, challenge = "Bearer")]
    LoggedOut,
    #[error("paid already")]
    #[response(status = 409, model = Told)]
    Paid { origin: String, what: String },
}

/// Where an error came from.
#[derive(ResponseModel)]
struct Told {
    origin: String,
    what: String,
}

/// Add an item.
#[route(post, "/items", action)]
async fn add_item(Json(_): Json<NewItem>) -> Result<(), ItemError> {
    Err(ItemError::Closed)
}

/// Get an item.
#[route(get, "/items/{id}", response = Text)]
async fn get_item(Path(id): Path<u32>) -> Result<Text, ItemError> {
    Err(match id {
        0 => return Ok(Text::from("none")),
        1 => ItemError::LoggedOut,
        2 => ItemError::Paid {
            origin: "own".to_owned(),
            what: "own".to_owned(),
        },
        3 => panic!("it is item 3"),
        id => ItemError::Missing { id },
    })
}

/// Find an item.
#[route(get, "/found/{id}", response = Text)]
async fn find_item(Path(id): Path<u32>) -> Result<Text, FindError> {
    Err(FindError::Missing { id })
}

/// Look for an item.
#[route(get, "/look", response = Text)]
async fn look() -> Result<Text, Fail<404>> {
    Err(Fail::new("look elsewhere"))
}

fn api() -> Api {
    Api::new("Items", "1.0.0").routes(routes![add_item, get_item, find_item, look])
}

fn responses(api: &Api, path: &str, method: &str) -> Value {
    api.openapi()["paths"][path][method]["responses"].clone()
}

// FastAPI's `@app.exception_handler(RequestValidationError)`, with a 400 and a body of its own:

#[derive(ResponseModel)]
struct Invalid {
    message: String,
}

fn invalid(failed: &FailedRequest<'_>) -> Invalid {
    let message = format!("{} {}", failed.method(), failed.problem());
    Invalid { message }
}

fn with_400() -> Api {
    api().errors(ErrorFormat::Detail.on(ErrorKind::INVALID, ErrorHandler::new(invalid).status(400)))
}

#[tokio::test]
async fn an_invalid_request_is_answered_in_the_words_of_the_app() {
    let client = Client::new(with_400().into_router());
    let refused = client.post("/items").json(&json!({})).await;
    refused
        .assert_status(400)
        .assert_header("content-type", "application/json")
        .assert_header("cache-control", "no-store")
        .assert_conforms();
    assert_eq!(
        refused.json::<Value>(),
        json!({ "message": "POST 422: the request is invalid; body.name: field required" })
    );
    let other = client.get("/look").await;
    other.assert_status(404).assert_conforms();
    assert_eq!(other.json::<Value>(), json!({ "detail": "look elsewhere" }));
    assert!(client.assert_every_error_is_declared().await > 0);
}

async fn by_hand(Json(_): Json<NewItem>) {}

#[tokio::test]
async fn an_invalid_request_is_one_whoever_mounts_the_handler() {
    let format = ErrorFormat::Detail.on(ErrorKind::INVALID, ErrorHandler::new(invalid).status(400));
    let layered = axum::Router::new()
        .route("/items", post(add_item))
        .layer(CompleteLayer::new().errors(format));
    let merged = with_400().merge(axum::Router::new().route("/by-hand", post(by_hand)));
    for (app, path) in [(layered, "/items"), (merged.into_router(), "/by-hand")] {
        let refused = Client::new(app).post(path).json(&json!({})).await;
        refused.assert_status(400);
        assert_eq!(
            refused.json::<Value>(),
            json!({ "message": "POST 422: the request is invalid; body.name: field required" })
        );
    }
}

#[test]
fn the_document_shows_what_a_handler_declares() {
    let api = with_400();
    let responses = responses(&api, "/items", "post");
    assert!(responses["422"].is_null());
    let content = &responses["400"]["content"]["application/json"];
    assert_eq!(
        content["schema"],
        json!({ "$ref": "#/components/schemas/Invalid" })
    );
    let example = &content["examples"]["validation_error"]["value"]["message"];
    assert!(
        example.as_str().unwrap().starts_with("POST 422"),
        "{content}"
    );
}

fn tell(failed: &FailedRequest<'_>) -> Told {
    let origin = match failed.origin() {
        ErrorOrigin::Extractor(name) => format!("extractor {}", name.contains("Path<u32>")),
        origin => format!("{origin:?}").to_lowercase(),
    };
    let what = [
        failed
            .error_type()
            .and_then(|name| name.rsplit("::").next()),
        failed.problem().code.as_deref(),
        failed.route(),
    ];
    let what: Vec<_> = what.into_iter().flatten().collect();
    Told {
        origin,
        what: what.join(" "),
    }
}

async fn guard(request: Request, next: Next) -> Result<Response, Problem> {
    match request.headers().contains_key("x-refuse") {
        true => Err(Problem::new(StatusCode::FORBIDDEN).code("guarded")),
        false => Ok(next.run(request).await),
    }
}

#[tokio::test]
async fn a_handler_is_told_where_an_error_comes_from() {
    let app = api()
        .layer(from_fn(guard))
        .errors(ErrorFormat::Problem.on(ErrorKind::ANY, ErrorHandler::new(tell)));
    let client = Client::new(app.into_router());
    let told = async |path: &str| {
        let answer = client.get(path).await;
        let body: Value = answer.json();
        (
            answer.status().as_u16(),
            format!(
                "{}: {}",
                body["origin"].as_str().unwrap(),
                body["what"].as_str().unwrap()
            ),
        )
    };
    for (path, status, expected) in [
        ("/items/7", 404, "handler: ItemError missing /items/{id}"),
        ("/found/7", 404, "handler: ItemError missing /found/{id}"),
        ("/look", 404, "handler: Fail<404> not_found /look"),
        (
            "/items/x",
            422,
            "extractor true: validation_error /items/{id}",
        ),
        ("/nowhere", 404, "router: not_found"),
        ("/items", 405, "router: method_not_allowed /items"),
        ("/items/3", 500, "panic: internal_server_error /items/{id}"),
        // An error with a body of its own is sent alike in every format.
        ("/items/2", 409, "own: own"),
    ] {
        let (was, said) = told(path).await;
        // The type of `Fail` is printed with its crate.
        assert_eq!((was, said.as_str()), (status, expected), "{path}");
    }
    let guarded = client.get("/look").header("x-refuse", "1").await;
    guarded.assert_status(403);
    assert_eq!(guarded.json::<Value>()["origin"], "layer");
}

#[tokio::test]
async fn the_headers_of_an_error_survive() {
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::ANY, ErrorHandler::new(tell)));
    let client = Client::new(app.into_router());
    client
        .get("/items")
        .await
        .assert_status(405)
        .assert_header("allow", "POST");
    client
        .get("/items/1")
        .await
        .assert_status(401)
        .assert_header("www-authenticate", "Bearer")
        .assert_conforms();
    let item = json!({ "name": "a" });
    client
        .post("/items")
        .json(&item)
        .await
        .assert_status(503)
        .assert_header("retry-after", "60")
        .assert_conforms();
}

#[tokio::test]
async fn a_kind_is_what_it_says() {
    let handler = |name: &'static str| {
        ErrorHandler::new(move |_: &FailedRequest<'_>| Invalid {
            message: name.to_owned(),
        })
    };
    let app = api().errors(
        ErrorFormat::Problem
            .on(ErrorKind::ROUTER, handler("router"))
            .on(ErrorKind::of::<Fail<404>>(), handler("fail"))
            .on(ErrorKind::extractor::<Path<u32>>(), handler("path"))
            .on(ErrorKind::code("closed"), handler("code"))
            .on(ErrorKind::of::<ItemError>(), handler("enum"))
            .on(ErrorKind::PANIC, handler("panic")),
    );
    let api_of_items = responses(&app, "/items/{id}", "get");
    assert!(api_of_items["404"]["content"]["application/json"].is_object());
    assert!(api_of_items["422"]["content"]["application/problem+json"].is_null());
    let client = Client::new(app.into_router());
    for (path, expected) in [
        ("/nowhere", "router"),
        ("/look", "fail"),
        ("/items/x", "path"),
        ("/items/7", "enum"),
        ("/found/7", "enum"),
        ("/items/3", "panic"),
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.json::<Value>()["message"], expected, "{path}");
        if path != "/nowhere" {
            answer.assert_conforms();
        }
    }
    let item = json!({ "name": "a" });
    let closed = client.post("/items").json(&item).await;
    assert_eq!(closed.json::<Value>()["message"], "code");
    let invalid = client.post("/items").json(&json!({})).await;
    invalid.assert_status(422).assert_conforms();
    assert_eq!(invalid.problem()["code"], "validation_error");
}

/// The status depends on the request.
fn choose(failed: &FailedRequest<'_>) -> ErrorReply<Told> {
    let told = ErrorReply::new(tell(failed));
    match failed.headers().get("x-ask").map(HeaderValue::as_bytes) {
        Some(b"gone") => told.status(410).header("x-since", "monday"),
        Some(b"undeclared") => told.status(418),
        Some(b"header") => told.header("x-other", "1"),
        Some(b"break") => told.header("x-since", "a\nb"),
        _ => told,
    }
}

#[tokio::test]
async fn an_answer_outside_of_the_declaration_is_a_logged_server_error() {
    let handler = ErrorHandler::new(choose)
        .status(404)
        .status(410)
        .optional_header("X-Since", "Since when it is gone")
        .media_type("application/vnd.items+json");
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::of::<ItemError>(), handler));
    let documented = responses(&app, "/found/{id}", "get");
    for status in ["404", "410"] {
        let response = &documented[status];
        assert!(response["content"]["application/vnd.items+json"].is_object());
        assert_eq!(response["headers"]["X-Since"]["required"], false);
    }
    let client = Client::new(app.into_router());
    let ask = async |what: &str| client.get("/found/7").header("x-ask", what).await;
    ask("nothing").await.assert_status(404).assert_conforms();
    ask("gone")
        .await
        .assert_status(410)
        .assert_header("x-since", "monday")
        .assert_header("content-type", "application/vnd.items+json")
        .assert_conforms();
    for (what, fault) in [
        ("undeclared", "answers 418, which it does not declare"),
        (
            "header",
            "answers with `x-other`, which it does not declare",
        ),
        ("break", "sets `x-since` to a value that no header can hold"),
    ] {
        let log = Log::start();
        let answer = ask(what).await;
        answer.assert_status(500).assert_conforms();
        assert_eq!(answer.problem()["code"], "internal_server_error");
        let lines = log.lines();
        assert!(lines.iter().any(|line| line.contains(fault)), "{lines:?}");
    }
}

#[tokio::test]
async fn a_handler_that_panics_is_a_logged_server_error() {
    let handler = ErrorHandler::new(|failed: &FailedRequest<'_>| {
        let language = failed.headers().get("accept-language");
        let message = language.expect("a language").to_str().unwrap_or_default();
        Invalid {
            message: message.to_owned(),
        }
    });
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::code("missing"), handler));
    // A sample request has no such header, so the example is a sample of the model.
    let documented = responses(&app, "/found/{id}", "get");
    let example = &documented["404"]["content"]["application/json"]["examples"]["missing"];
    assert_eq!(example["value"], json!({ "message": "a text" }));
    let client = Client::new(app.into_router());
    let german = client.get("/found/7").header("accept-language", "de");
    assert_eq!(german.await.json::<Value>(), json!({ "message": "de" }));
    let log = Log::start();
    let broken = client.get("/found/7").await;
    broken.assert_status(500).assert_conforms();
    assert!(log.lines().iter().any(|line| line.contains("a language")));
}

#[tokio::test]
async fn what_the_router_answers_is_a_component_of_the_document() {
    assert!(api().openapi()["components"]["responses"].is_null());
    let handler = ErrorHandler::new(invalid).header("X-Help", "Where to look");
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::ROUTER, handler));
    let responses = app.openapi()["components"]["responses"].clone();
    for name in ["UnknownPath", "UnsupportedMethod"] {
        let response = &responses[name];
        assert_eq!(
            response["content"]["application/json"]["schema"],
            json!({ "$ref": "#/components/schemas/Invalid" })
        );
        assert_eq!(response["headers"]["X-Help"]["required"], true);
    }
}

#[test]
fn the_example_of_an_unknown_path_has_no_route() {
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::ROUTER, ErrorHandler::new(tell)));
    let responses = app.openapi()["components"]["responses"].clone();
    for (name, code, what) in [
        ("UnknownPath", "not_found", "not_found"),
        (
            "UnsupportedMethod",
            "method_not_allowed",
            "method_not_allowed /nowhere",
        ),
    ] {
        let example = &responses[name]["content"]["application/json"]["examples"][code];
        assert_eq!(
            example["value"],
            json!({ "origin": "router", "what": what })
        );
    }
}

#[tokio::test]
async fn the_answers_of_a_router_pass_the_sweep() {
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::ROUTER, ErrorHandler::new(invalid)));
    let client = Client::new(app.into_router());
    assert!(client.assert_every_error_is_declared().await > 0);
}

#[test]
fn what_a_handler_cannot_answer_is_a_fault() {
    let faults = |handler: ErrorHandler| {
        let error = api()
            .errors(ErrorFormat::Problem.on(ErrorKind::INVALID, handler))
            .try_into_router()
            .unwrap_err();
        error.to_string()
    };
    let new = || ErrorHandler::new(invalid);
    for (handler, fault) in [
        (new().status(200), "the status 200, which is not an error"),
        (
            new().status(401),
            "with 401, by an error handler that declares no `www-authenticate`",
        ),
        (
            new().header("Content-Type", "The type"),
            "the header `Content-Type`, which follows from the body",
        ),
        (
            new().media_type("text/plain"),
            "`text/plain`, but a model is sent as JSON",
        ),
    ] {
        let said = faults(handler);
        assert!(
            said.contains(fault) && said.contains("[bad_error_handler]"),
            "{said}"
        );
    }
    let handler = new()
        .status(401)
        .header("WWW-Authenticate", "How to authenticate");
    let app = api().errors(ErrorFormat::Problem.on(ErrorKind::INVALID, handler));
    assert!(app.try_into_router().is_ok());
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("old")]
#[response(status = 410, format = old_format)]
struct Old;

fn old_format() -> ErrorFormat {
    ErrorFormat::Problem.on(ErrorKind::ANY, ErrorHandler::new(tell))
}

/// An old route.
#[route(get, "/old", response = Text)]
async fn old() -> Result<Text, Old> {
    Err(Old)
}

#[tokio::test]
async fn a_type_may_have_handlers_of_its_own() {
    let app = Api::new("Old", "1.0.0").routes(routes![old]);
    let client = Client::new(app.into_router());
    let gone = client.get("/old").await;
    gone.assert_status(410).assert_conforms();
    assert_eq!(
        gone.json::<Value>(),
        json!({ "origin": "handler", "what": "Old old /old" })
    );
    let nowhere = client.get("/nowhere").await;
    assert_eq!(nowhere.problem()["code"], "not_found");
}

#[tokio::test]
async fn the_detail_format_keeps_what_an_error_adds() {
    let app = api().errors(ErrorFormat::Detail);
    let response = responses(&app, "/found/{id}", "get")["404"].clone();
    let content = &response["content"]["application/json"];
    assert_eq!(content["schema"]["required"], json!(["detail", "id"]));
    assert_eq!(
        content["examples"]["missing"]["value"],
        json!({ "detail": "item 0 is missing", "id": 0 })
    );
    let client = Client::new(app.into_router());
    let missing = client.get("/found/7").await;
    missing.assert_status(404).assert_conforms();
    assert_eq!(
        missing.json::<Value>(),
        json!({ "detail": "item 7 is missing", "id": 7 })
    );
}
