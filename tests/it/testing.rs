//! The test client: what it sends, reads and holds against the document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::Router;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, Method, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use steadfast::extract::Bearer;
use steadfast::prelude::*;
use steadfast::testing::{Client, TestAnswer};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct UserIn {
    name: String,
}

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
    home: Option<Home>,
}

#[derive(ResponseModel)]
struct Home {
    city: String,
}

fn user(name: String) -> UserOut {
    let city = "London".to_owned();
    UserOut {
        id: 1,
        name,
        home: Some(Home { city }),
    }
}

#[route(post, "/users", response = UserOut)]
async fn create_user(Json(new): Json<UserIn>) -> Created<UserOut> {
    Created::at("/users/1", user(new.name))
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(Path(_): Path<i64>) -> UserOut {
    user("Ada".to_owned())
}

#[route(delete, "/users/{id}")]
async fn delete_user(Path(_): Path<i64>) {}

#[route(get, "/health", response = Text)]
async fn health() -> Text {
    Text::from("ok")
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![create_user, get_user, delete_user, health])
}

fn client() -> Client {
    Client::new(api().into_router())
}

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A client of a service that does something else than the document says.
fn liar<R: IntoResponse + Clone + Send + Sync + 'static>(answer: R) -> Client {
    let answer = move || {
        std::future::ready((
            [(CACHE_CONTROL, "private, no-cache"), (X_REQUEST_ID, "1")],
            answer.clone(),
        ))
    };
    let router = Router::new()
        .route("/users", post(answer.clone()))
        .route("/users/{id}", get(answer));
    Client::new(router).with_document(api().openapi())
}

/// What an assertion that does not hold says.
fn said<R>(assertion: impl FnOnce() -> R) -> String {
    match catch_unwind(AssertUnwindSafe(|| drop(assertion()))) {
        Ok(()) => panic!("the assertion holds"),
        Err(payload) => *payload.downcast::<String>().unwrap(),
    }
}

fn nonconformity(answer: &TestAnswer) -> String {
    said(|| {
        answer.assert_conforms();
    })
}

#[tokio::test]
async fn assertions_are_chained() {
    client()
        .post("/users")
        .header("x-request-id", "1")
        .json(&json!({ "name": "Ada" }))
        .await
        .assert_status(201)
        .assert_header("location", "/users/1")
        .assert_conforms();
}

#[tokio::test]
async fn a_body_is_read_as_json_or_text() {
    let created = client()
        .post("/users")
        .json(&json!({ "name": "Ada" }))
        .await;
    assert_eq!(created.json::<Value>()["name"], "Ada");
    assert_eq!(client().get("/health").await.text(), "ok");
}

#[tokio::test]
async fn a_problem_is_read() {
    let refused = client().post("/users").json(&json!({})).await;
    assert_eq!(refused.problem()["code"], "validation_error");
}

#[tokio::test]
async fn every_kind_of_answer_conforms() {
    let client = client();
    for (method, path, body, status) in [
        (Method::POST, "/users", Some(json!({})), 422),
        (Method::POST, "/users", None, 415),
        (Method::GET, "/users/1?a=b", None, 200),
        (Method::GET, "/users/x", None, 422),
        (Method::HEAD, "/users/1", None, 200),
        (Method::DELETE, "/users/1", None, 204),
        (Method::GET, "/health", None, 200),
    ] {
        let mut request = client.request(method, path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.await.assert_status(status).assert_conforms();
    }
}

#[tokio::test]
async fn a_failed_assertion_shows_the_request_the_status_and_the_body() {
    let answer = client().get("/users/x?a=b").await;
    let message = said(|| {
        answer.assert_status(200);
    });
    assert!(
        message.starts_with("expected status 200\nGET /users/x?a=b answered 422"),
        "{message}"
    );
    assert!(message.contains("validation_error"), "{message}");
}

#[tokio::test]
async fn a_failed_assertion_shows_the_beginning_of_a_long_body() {
    let answer = liar("x".repeat(100_000)).get("/users/1").await;
    let message = said(|| {
        answer.assert_header("x-a", "1");
    });
    assert!(message.len() < 1000);
    assert!(
        message.starts_with("expected `x-a: 1`, found []"),
        "{message}"
    );
}

#[tokio::test]
async fn an_undeclared_field_does_not_conform() {
    let body = json!({ "id": 1, "name": "Ada", "home": null, "password_hash": "x" });
    let message = nonconformity(&liar(axum::Json(body)).get("/users/1").await);
    assert!(message.contains("password_hash"), "{message}");
}

#[tokio::test]
async fn an_undeclared_field_does_not_conform_at_any_depth() {
    let body = json!({ "id": 1, "name": "Ada", "home": { "city": "London", "door_code": 1 } });
    let message = nonconformity(&liar(axum::Json(body)).get("/users/1").await);
    assert!(message.contains("door_code"), "{message}");
}

#[tokio::test]
async fn a_wrong_type_does_not_conform() {
    let body = json!({ "id": "1", "name": "Ada", "home": null });
    let message = nonconformity(&liar(axum::Json(body)).get("/users/1").await);
    assert!(message.contains("at `/id`"), "{message}");
}

#[tokio::test]
async fn an_undocumented_status_does_not_conform() {
    let answer = liar(StatusCode::IM_A_TEAPOT).get("/users/1").await;
    assert!(nonconformity(&answer).contains("GET /users/{id} documents no status 418"));
}

#[tokio::test]
async fn a_missing_header_does_not_conform() {
    let body = axum::Json(json!({ "id": 1, "name": "Ada", "home": null }));
    let created = (StatusCode::CREATED, body);
    let message = nonconformity(&liar(created).post("/users").await);
    assert!(message.to_lowercase().contains("`location`"), "{message}");
}

#[tokio::test]
async fn an_answer_of_a_router_by_hand_needs_no_id() {
    let body = axum::Json(json!({ "id": 1, "name": "Ada", "home": null }));
    let cached = ([(CACHE_CONTROL, "private, no-cache")], body);
    let router = Router::new().route(
        "/users/{id}",
        get(move || std::future::ready(cached.clone())),
    );
    let client = Client::new(router).with_document(api().openapi());
    client.get("/users/1").await.assert_conforms();
}

#[tokio::test]
async fn a_header_of_another_value_does_not_conform() {
    let body = axum::Json(json!({ "id": 1, "name": "Ada", "home": null }));
    let cached = move || {
        std::future::ready((
            [(CACHE_CONTROL, "public"), (X_REQUEST_ID, "1")],
            body.clone(),
        ))
    };
    let router = Router::new().route("/users/{id}", get(cached));
    let answer = Client::new(router).with_document(api().openapi());
    let message = nonconformity(&answer.get("/users/1").await);
    assert!(
        message.contains("the header `Cache-Control` is not as documented: \"public\""),
        "{message}"
    );
}

#[tokio::test]
async fn another_media_type_does_not_conform() {
    let message = nonconformity(&liar("Ada").get("/users/1").await);
    assert!(
        message.contains("`text/plain` is not documented"),
        "{message}"
    );
}

#[tokio::test]
async fn an_undocumented_path_does_not_conform() {
    let message = nonconformity(&client().get("/nowhere").await);
    assert!(
        message.contains("no operation for GET /nowhere"),
        "{message}"
    );
}

#[tokio::test]
async fn without_a_document_nothing_conforms() {
    let client = Client::new(Router::new());
    assert!(nonconformity(&client.get("/").await).contains("Client::with_document"));
}

#[tokio::test]
async fn every_error_of_a_service_is_declared() {
    assert!(client().assert_every_error_is_declared().await > 50);
}

/// What the sweep says of a service that does not keep to its document.
async fn swept(client: Client) -> String {
    let swept = tokio::spawn(async move { client.assert_every_error_is_declared().await }).await;
    *swept
        .unwrap_err()
        .into_panic()
        .downcast::<String>()
        .unwrap()
}

#[tokio::test]
async fn the_sweep_names_what_is_not_declared() {
    let message = swept(liar(StatusCode::IM_A_TEAPOT)).await;
    let told = "GET /users/{id} documents no status 418 (7 requests)\nfor example GET /users/";
    assert!(message.contains(told), "{message}");
    // Once for each operation, however many requests it concerns.
    let operations = ["GET /users/{id}", "POST /users"];
    for operation in operations {
        let lines = message.lines();
        let of_it =
            lines.filter(|line| line.starts_with(&format!("{operation} documents no status 418")));
        assert_eq!(of_it.count(), 1, "{message}");
    }
    assert!(
        message.contains("a 405 without `Allow`") || message.contains("errors are documented as")
    );
}

#[tokio::test]
async fn the_sweep_hears_an_echo() {
    async fn echo(body: String) -> (StatusCode, String) {
        (StatusCode::UNPROCESSABLE_ENTITY, body)
    }
    let router = Router::new().route("/users", post(echo));
    let client = Client::new(router).with_document(api().openapi());
    let message = swept(client).await;
    assert!(
        message.contains("the answer repeats what was sent"),
        "{message}"
    );
}

#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Search {
    q: String,
    tag: Vec<String>,
}

#[route(get, "/echo", response = Text)]
async fn echo_query(Query(search): Query<Search>, Bearer(token): Bearer) -> Text {
    let Search { q, tag } = search;
    Text::from(format!("{q} {tag:?} {token}"))
}

#[route(post, "/echo", action, response = Text)]
async fn echo_form(Bearer(token): Bearer, Form(search): Form<Search>) -> Text {
    let Search { q, tag } = search;
    Text::from(format!("{q} {tag:?} {token}"))
}

#[tokio::test]
async fn a_query_a_form_and_who_asks_are_sent_as_a_handler_reads_them() {
    let api = Api::new("Echo", "1.0.0").routes(routes![echo_query, echo_form]);
    let client = Client::new(api.into_router());
    let search = Search {
        q: "a&b=\u{e4}".to_owned(),
        tag: vec!["x".to_owned(), "y z".to_owned()],
    };
    let expected = "a&b=\u{e4} [\"x\", \"y z\"] secret";
    let answer = client.get("/echo").query(&search).bearer("secret").await;
    assert_eq!(answer.assert_status(200).text(), expected);
    let known = client.with_header("authorization", "Bearer secret");
    let answer = known.post("/echo").form(&search).await;
    assert_eq!(answer.assert_conforms().text(), expected);
}

#[tokio::test]
async fn an_error_of_a_handler_may_name_what_was_asked_for() {
    #[derive(Debug, thiserror::Error, ErrorResponse)]
    enum Missing {
        #[error("no project {0}")]
        #[response(status = 404)]
        Project(String),
    }
    #[route(get, "/projects/{key}", response = Text)]
    async fn project(Path(key): Path<String>) -> Result<Text, Missing> {
        Err(Missing::Project(key))
    }
    let api = Api::new("Projects", "1.0.0").routes(routes![project]);
    let client = Client::new(api.into_router());
    assert!(client.assert_every_error_is_declared().await > 5);
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum NotAllowed {
    #[error("the name {0} is not allowed")]
    #[response(status = 422)]
    Name(String),
    #[error("{0} is taken")]
    #[response(status = 400)]
    Taken(String),
}

#[tokio::test]
async fn an_error_of_a_handler_has_its_own_words_whatever_its_status() {
    #[route(post, "/names", response = Text)]
    async fn add_name(Json(new): Json<UserIn>) -> Result<Created<Text>, NotAllowed> {
        Err(if new.name.len() > 20 {
            NotAllowed::Taken(new.name)
        } else {
            NotAllowed::Name(new.name)
        })
    }
    #[route(post, "/plain", response = Text)]
    async fn add_plain(body: String) -> Result<Created<Text>, Fail<422>> {
        Err(Fail::new(body))
    }
    for format in [
        ErrorFormat::Problem,
        ErrorFormat::Structured,
        ErrorFormat::Detail,
    ] {
        let api = Api::new("Names", "1.0.0").routes(routes![add_name, add_plain]);
        let client = Client::new(api.errors(format).into_router());
        assert!(client.assert_every_error_is_declared().await > 20);
    }
}

#[tokio::test]
async fn a_foreign_value_of_any_kind_conforms_below_a_doc_comment() {
    /// Whatever was stored.
    #[derive(ResponseModel)]
    #[serde(transparent)]
    struct Stored {
        /// As it came.
        #[response(foreign, allow(untyped_field, reason = "a stored document"))]
        value: Value,
    }
    #[derive(ResponseModel)]
    struct Document {
        stored: Stored,
        /// In which it was written.
        #[response(foreign, allow(untyped_field, reason = "a stored document"))]
        more: Value,
        list: Vec<Stored>,
    }
    #[route(get, "/stored", response = Stored)]
    async fn stored() -> Stored {
        Stored {
            value: json!({ "a": { "b": 1 } }),
        }
    }
    #[route(get, "/document", response = Document)]
    async fn document() -> Document {
        Document {
            stored: Stored {
                value: json!({ "a": [{ "b": 1 }] }),
            },
            more: json!({ "c": { "d": 1 } }),
            list: vec![Stored {
                value: json!({ "e": 1 }),
            }],
        }
    }
    let api = Api::<()>::new("Documents", "1.0.0").routes(routes![stored, document]);
    let client = Client::new(api.into_router());
    client.get("/stored").await.assert_conforms();
    client.get("/document").await.assert_conforms();
}

#[tokio::test]
async fn bytes_of_which_nothing_is_said_are_not_read() {
    #[route(get, "/events", response = ByteStream, media_type = "text/event-stream")]
    async fn events() -> ByteStream {
        ByteStream::iter(["data: not JSON\n\n", "data: {\n\n"].map(Bytes::from))
    }
    #[route(get, "/lines", response = ByteStream, media_type = "application/jsonl")]
    async fn lines() -> ByteStream {
        ByteStream::iter(["not JSON"].map(Bytes::from))
    }
    #[route(get, "/table", response = ByteStream, media_type = "text/csv")]
    async fn table() -> ByteStream {
        ByteStream::iter(["a,b\r\n1\r\n"].map(Bytes::from))
    }
    let api = Api::<()>::new("Streams", "1.0.0").routes(routes![events, lines, table]);
    let client = Client::new(api.into_router());
    for path in ["/events", "/lines", "/table"] {
        client.get(path).await.assert_status(200).assert_conforms();
    }
}

#[tokio::test]
async fn the_events_of_models_are_read() {
    #[route(get, "/events", response = Sse<UserOut>)]
    async fn events() -> Sse<UserOut> {
        Sse::iter([user("Ada".to_owned())])
    }
    let api = Api::<()>::new("Streams", "1.0.0").routes(routes![events]);
    let document = api.openapi();
    let honest = Client::new(api.into_router());
    honest.get("/events").await.assert_conforms();
    for (events, fault) in [
        ("data: {\"id\":\"x\"}\n\n", "/data"),
        ("data: [DONE]\n\ndata: {\"id\":\n\n", "event 1: EOF"),
        ("data: [DONE]\n\nretry: soon\n\n", "retry: soon"),
    ] {
        let answer = (
            [
                ("content-type", "text/event-stream"),
                ("cache-control", "no-cache"),
                ("x-accel-buffering", "no"),
            ],
            events,
        );
        let router = Router::new().route("/events", get(async move || answer));
        let liar = Client::new(router).with_document(document.clone());
        let message = nonconformity(&liar.get("/events").await);
        assert!(message.contains(fault), "{message}");
    }
}

#[tokio::test]
async fn a_request_is_also_sent_by_its_name() {
    let client = Client::new(api().into_router());
    client.get("/health").send().await.assert_status(200);
}
