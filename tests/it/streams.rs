//! Streams, over a real socket.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Extension;
use serde_json::{Value, json};
use steadfast::prelude::*;
use tokio_stream::{Stream, StreamExt};

use crate::wire::Server;

/// A row of the database, with a column that never leaves.
#[allow(dead_code)]
struct User {
    id: i64,
    name: String,
    balance: Option<i32>,
    password_hash: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    name: String,
    balance: Option<i32>,
}

fn user(id: i64, name: &str, balance: Option<i32>) -> User {
    User {
        id,
        name: name.to_owned(),
        balance,
        password_hash: "secret".to_owned(),
    }
}

fn users() -> [User; 3] {
    [
        user(1, "Ada", Some(-5)),
        user(2, "Grace, \"Amazing\"\nHopper", None),
        user(3, "=HYPERLINK(\"http://evil\")", Some(0)),
    ]
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum ExportError {
    #[error("the database is away")]
    #[response(status = 503)]
    Away,
}

#[route(get, "/users.jsonl", response = JsonLines<UserOut>)]
async fn lines() -> JsonLines<User> {
    JsonLines::new(tokio_stream::iter(users()))
}

#[route(get, "/picked.jsonl", response = JsonLines<UserOut>, omit(balance))]
async fn picked_lines() -> JsonLines<User> {
    JsonLines::iter(users())
}

#[route(get, "/users.csv", response = Csv<UserOut>)]
async fn rows() -> Csv<User> {
    Csv::new(tokio_stream::iter(users())).attachment("users naïve.csv")
}

#[route(get, "/plain.csv", response = Csv<UserOut>, pick(name, id))]
async fn plain_rows() -> Csv<User> {
    Csv::iter(users()).keep_formulas()
}

#[route(get, "/none.csv", response = Csv<UserOut>)]
async fn no_rows() -> Csv<UserOut> {
    Csv::iter([])
}

#[route(get, "/bytes", response = ByteStream, media_type = "application/pdf")]
async fn bytes() -> ByteStream {
    ByteStream::iter(["%PDF", "-1.7"].map(Bytes::from)).attachment("a.pdf")
}

#[route(get, "/undeclared-type", response = ByteStream)]
async fn bytes_of_another_type() -> ByteStream {
    let stream = ByteStream::iter([Bytes::from("x")]);
    stream.content_type("text/html").unwrap()
}

/// Ada, and then the database goes away.
fn breaking() -> impl Stream<Item = Result<User, ExportError>> + Send {
    tokio_stream::iter([Ok(user(1, "Ada", None)), Err(ExportError::Away)])
}

fn away() -> impl Stream<Item = Result<User, ExportError>> + Send {
    tokio_stream::iter([Err(ExportError::Away)])
}

#[route(get, "/early.jsonl", response = JsonLines<UserOut>)]
async fn early_error_of_lines() -> Result<JsonLines<User>, ExportError> {
    JsonLines::try_new(away()).await
}

#[route(get, "/early.csv", response = Csv<UserOut>)]
async fn early_error_of_rows() -> Result<Csv<User>, ExportError> {
    Csv::try_new(away()).await
}

#[route(get, "/early.sse", response = Sse<UserOut>)]
async fn early_error_of_events() -> Result<Sse<User>, ExportError> {
    Sse::try_new(away()).await
}

#[route(get, "/late.jsonl", response = JsonLines<UserOut>)]
async fn late_error_of_lines() -> Result<JsonLines<User>, ExportError> {
    JsonLines::try_new(breaking()).await
}

#[route(get, "/late.csv", response = Csv<UserOut>)]
async fn late_error_of_rows() -> Result<Csv<User>, ExportError> {
    Csv::try_new(breaking()).await
}

#[route(get, "/late.sse", response = Sse<UserOut>)]
async fn late_error_of_events() -> Result<Sse<User>, ExportError> {
    Sse::try_new(breaking()).await
}

/// So many users, and then a panic.
fn panicking(count: i64) -> impl Stream<Item = User> + Send {
    tokio_stream::iter((0..).map(move |id| {
        assert_ne!(id, count, "the cursor is broken");
        user(id, "Ada", None)
    }))
}

#[route(get, "/panicking.jsonl", response = JsonLines<UserOut>)]
async fn panic_in_lines() -> JsonLines<User> {
    JsonLines::new(panicking(1))
}

#[route(get, "/panicking.csv", response = Csv<UserOut>)]
async fn panic_in_rows() -> Csv<User> {
    Csv::new(panicking(1))
}

#[route(get, "/panicking.sse", response = Sse<UserOut>)]
async fn panic_in_events() -> Sse<User> {
    Sse::new(panicking(1))
}

#[route(get, "/panicking-at-once.jsonl", response = JsonLines<UserOut>)]
async fn panic_at_once() -> JsonLines<User> {
    JsonLines::new(panicking(0))
}

#[route(get, "/panicking-first.jsonl", response = JsonLines<UserOut>)]
async fn panic_in_the_first_item() -> Result<JsonLines<User>, ExportError> {
    JsonLines::try_new(panicking(0).map(Ok)).await
}

#[route(get, "/events", response = Sse<UserOut>)]
async fn events(LastEventId(last): LastEventId) -> Sse<User> {
    let last: i64 = last.and_then(|id| id.parse().ok()).unwrap_or(0);
    let events = users().into_iter().filter(move |user| user.id > last);
    Sse::iter(events.map(|user| {
        let id = user.id;
        Event::new(user).id(id).event("user_created")
    }))
}

#[route(get, "/hostile-events", response = Sse<String>)]
async fn hostile_events() -> Sse<String> {
    Sse::iter([
        Event::new("a\nb".to_owned())
            .id("1\ndata: forged")
            .event("x\r\ny\0")
            .retry(Duration::from_secs(3))
            .with_comment("two\nlines"),
        Event::comment("alone"),
    ])
}

#[route(get, "/unix.csv", response = Csv<UserOut>)]
async fn table_of_unix() -> Csv<User> {
    Csv::iter(users()).line_feeds()
}

#[route(get, "/chat", response = Sse<UserOut>)]
async fn chat() -> Sse<User> {
    let [ada, ..] = users();
    Sse::iter([
        Event::new(ada).retry(Duration::from_secs(3)),
        Event::comment("thinking\r\nstill"),
        Event::raw("two\rlines\r\nand a third"),
        Event::raw("[DONE]").event("end"),
    ])
}

#[route(get, "/retries", response = Sse<String>)]
async fn retries() -> Sse<String> {
    let micros = [0, 1, 1000, 1500].map(Duration::from_micros);
    Sse::iter(micros.map(|delay| Event::comment("wait").retry(delay)))
}

#[route(get, "/silent", response = Sse<String>)]
async fn silent() -> Sse<String> {
    Sse::<String>::new(tokio_stream::pending::<String>()).keep_alive(Duration::from_millis(50))
}

#[route(get, "/cached-events", response = Sse<String>, cache = "no-store")]
async fn events_with_a_cache() -> Sse<String> {
    Sse::iter(["a".to_owned()])
}

/// What an endless stream has produced, and whether it still lives.
#[derive(Clone, Default)]
struct Producer {
    produced: Arc<AtomicU64>,
    is_gone: Arc<AtomicBool>,
}

struct Endless(Producer);

impl Iterator for Endless {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.0.produced.fetch_add(1, Ordering::SeqCst);
        Some("x".repeat(1000))
    }
}

impl Drop for Endless {
    fn drop(&mut self) {
        self.0.is_gone.store(true, Ordering::SeqCst);
    }
}

#[route(get, "/endless", response = JsonLines<String>)]
async fn endless(Extension(producer): Extension<Producer>) -> JsonLines<String> {
    JsonLines::iter(Endless(producer))
}

fn api() -> Api {
    Api::new("Streams", "1.0.0").routes(routes![
        lines,
        picked_lines,
        rows,
        plain_rows,
        no_rows,
        bytes,
        bytes_of_another_type,
        cells,
        early_error_of_lines,
        early_error_of_rows,
        early_error_of_events,
        late_error_of_lines,
        late_error_of_rows,
        late_error_of_events,
        panic_in_lines,
        panic_in_rows,
        panic_in_events,
        panic_at_once,
        panic_in_the_first_item,
        events,
        hostile_events,
        chat,
        table_of_unix,
        retries,
        silent,
        events_with_a_cache,
        endless,
    ])
}

async fn server() -> Server {
    Server::start(api().into_router().layer(Extension(Producer::default()))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn json_lines_are_models_one_in_a_line() {
    let answer = server().await.get("/users.jsonl");
    assert_eq!((answer.status, answer.is_whole), (200, true));
    assert_eq!(answer.header("content-type"), Some("application/jsonl"));
    assert_eq!(
        answer.text(),
        concat!(
            r#"{"id":1,"name":"Ada","balance":-5}"#,
            "\n",
            r#"{"id":2,"name":"Grace, \"Amazing\"\nHopper","balance":null}"#,
            "\n",
            r#"{"id":3,"name":"=HYPERLINK(\"http://evil\")","balance":0}"#,
            "\n",
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_of_the_route_applies_to_each_item() {
    let answer = server().await.get("/picked.jsonl");
    assert!(answer.text().starts_with("{\"id\":1,\"name\":\"Ada\"}\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_has_a_header_row_safe_quoting_and_no_formulas() {
    let answer = server().await.get("/users.csv");
    assert!(answer.is_whole);
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"users na_ve.csv\"; filename*=UTF-8''users%20na%C3%AFve.csv")
    );
    assert_eq!(
        answer.text(),
        "id,name,balance\r\n1,Ada,-5\r\n2,\"Grace, \"\"Amazing\"\"\nHopper\",\r\n3,\"'=HYPERLINK(\"\"http://evil\"\")\",0\r\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_for_programs_keeps_every_text() {
    let answer = server().await.get("/plain.csv");
    assert!(answer.text().starts_with("id,name\r\n1,Ada\r\n"));
    assert!(answer.text().contains("3,\"=HYPERLINK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_may_end_its_rows_with_line_feeds() {
    let answer = server().await.get("/unix.csv");
    assert_eq!(
        answer.text(),
        "id,name,balance\n1,Ada,-5\n2,\"Grace, \"\"Amazing\"\"\nHopper\",\n3,\"'=HYPERLINK(\"\"http://evil\"\")\",0\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_without_rows_has_its_header_row() {
    let answer = server().await.get("/none.csv");
    assert_eq!(answer.text(), "id,name,balance\r\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_bytes_is_what_the_route_says() {
    let answer = server().await.get("/bytes");
    assert_eq!(answer.text(), "%PDF-1.7");
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"a.pdf\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_media_type_that_the_route_does_not_declare_is_not_sent() {
    assert_eq!(server().await.get("/undeclared-type").status, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_before_the_first_item_is_the_declared_status() {
    let server = server().await;
    for path in ["/early.jsonl", "/early.csv", "/early.sse"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 503, "{path}");
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(problem["code"], "away", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_after_the_first_item_can_be_told_from_the_end() {
    let server = server().await;
    for path in ["/late.jsonl", "/late.csv", "/late.sse"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.is_whole), (200, false), "{path}");
        assert!(answer.text().contains("Ada"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_of_the_producer_can_be_told_from_the_end() {
    let server = server().await;
    for path in ["/panicking.jsonl", "/panicking.csv", "/panicking.sse"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.is_whole), (200, false), "{path}");
        assert!(answer.text().contains("Ada"), "{path}");
        assert!(!answer.text().contains("cursor"), "{path}");
    }
    let answer = server.get("/panicking-at-once.jsonl");
    assert_eq!((answer.status, answer.is_whole), (200, false));
    assert_eq!(answer.text(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_the_first_item_is_a_problem() {
    let answer = server().await.get("/panicking-first.jsonl");
    assert_eq!(answer.status, 500);
    let problem: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(problem["code"], "internal_server_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_carry_their_fields_and_are_not_buffered() {
    let answer = server().await.get("/events");
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    assert_eq!(answer.header("x-accel-buffering"), Some("no"));
    assert!(answer.text().starts_with(
        "id: 1\nevent: user_created\ndata: {\"id\":1,\"name\":\"Ada\",\"balance\":-5}\n\n"
    ));
    assert_eq!(answer.text().matches("\n\n").count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_connects_again_says_what_it_has() {
    let answer = server()
        .await
        .get_with("/events", &[("Last-Event-ID", "2")]);
    assert!(answer.text().starts_with("id: 3\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_field_of_an_event_can_inject_another() {
    let answer = server().await.get("/hostile-events");
    assert_eq!(
        answer.text(),
        ": two\n: lines\nid: 1\u{fffd}data: forged\nevent: x\u{fffd}\u{fffd}y\u{fffd}\nretry: 3000\ndata: \"a\\nb\"\n\n: alone\n\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_client_connects_again_sooner_than_it_is_told() {
    let answer = server().await.get("/retries");
    let delays: Vec<&str> = answer
        .text()
        .lines()
        .filter_map(|line| line.strip_prefix("retry: "))
        .collect();
    assert_eq!(delays, ["0", "1", "1", "2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_stream_is_kept_alive_by_comments() {
    let server = server().await;
    let mut socket = server.connect("GET /silent", &[]);
    let mut seen = String::new();
    while seen.matches(":\n\n").count() < 2 {
        let mut bytes = [0; 1024];
        let read = socket.read(&mut bytes).unwrap();
        assert_ne!(read, 0, "{seen}");
        seen.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn head_tells_no_length_of_a_stream() {
    let server = server().await;
    for path in ["/users.jsonl", "/users.csv", "/bytes", "/events", "/silent"] {
        let head = server.head(path, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(head.header("content-length"), None, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn head_of_a_stream_has_the_headers_of_get() {
    let server = server().await;
    for path in ["/users.jsonl", "/users.csv", "/bytes", "/events"] {
        let (head, get) = (server.head(path, &[]), server.get(path));
        for name in [
            "content-type",
            "content-disposition",
            "cache-control",
            "x-accel-buffering",
        ] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raw_text_stands_among_models_as_it_is() {
    let answer = server().await.get("/chat");
    let (json, rest) = answer.text().split_once("\n\n").unwrap();
    assert_eq!(
        json,
        "retry: 3000\ndata: {\"id\":1,\"name\":\"Ada\",\"balance\":-5}"
    );
    assert_eq!(
        rest,
        ": thinking\n: still\n\ndata: two\ndata: lines\ndata: and a third\n\nevent: end\ndata: [DONE]\n\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_says_more_of_caching_than_its_kind() {
    let answer = server().await.get("/cached-events");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_read_stops_the_producer_until_it_does() {
    let producer = Producer::default();
    let server = Server::start(api().into_router().layer(Extension(producer.clone()))).await;
    let mut socket = server.connect("GET /endless", &[]);
    let produced = || producer.produced.load(Ordering::SeqCst);
    until("the buffers of the sockets are full", || {
        let before = produced();
        std::thread::sleep(Duration::from_millis(300));
        before > 0 && produced() == before
    });
    let full = produced();
    assert!(full < 50_000, "{full} items of 1 kB for nobody");
    let mut bytes = vec![0; 1 << 20];
    for _ in 0..2 * full / 1000 + 8 {
        socket.read_exact(&mut bytes).unwrap();
    }
    assert!(produced() > full);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_ends_the_producer() {
    let producer = Producer::default();
    let server = Server::start(api().into_router().layer(Extension(producer.clone()))).await;
    let mut socket = server.connect("GET /endless", &[]);
    socket.read_exact(&mut [0; 100]).unwrap();
    drop(socket);
    until("the producer is dropped", || {
        producer.is_gone.load(Ordering::SeqCst)
    });
}

#[derive(ResponseModel)]
struct Cell {
    text: String,
}

#[route(get, "/cells.csv", response = Csv<Cell>)]
async fn cells() -> Csv<Cell> {
    let texts = ["-12.50", "-12.50+A1", "\n=1+1", "\u{ff1d}1+1"];
    Csv::iter(texts.map(|text| Cell {
        text: text.to_owned(),
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_in_csv_is_no_formula_and_a_negative_number_none_either() {
    let answer = server().await.get("/cells.csv");
    assert_eq!(
        answer.text(),
        "text\r\n-12.50\r\n'-12.50+A1\r\n\"'\n=1+1\"\r\n'\u{ff1d}1+1\r\n"
    );
}

#[derive(ResponseModel)]
struct Tagged {
    id: i64,
    tags: Vec<String>,
}

#[route(get, "/tagged.csv", response = Csv<Tagged>)]
async fn tagged() -> Csv<Tagged> {
    Csv::iter([Tagged {
        id: 1,
        tags: Vec::new(),
    }])
}

#[route(get, "/untagged.csv", response = Csv<Tagged>, omit(tags))]
async fn untagged() -> Csv<Tagged> {
    Csv::iter([Tagged {
        id: 1,
        tags: Vec::new(),
    }])
}

#[test]
fn a_row_that_would_hold_a_list_is_refused_when_it_is_mounted() {
    let api = Api::<()>::new("Rows", "1.0.0").routes(routes![tagged]);
    assert_eq!(
        crate::startup_faults::in_lines(&api.try_into_router().unwrap_err()).concat(),
        "`it::streams::tagged` cannot be a table: a cell of CSV holds one value, but the field `tags` of `Tagged` has parts: leave it out by `omit(tags)`, or declare a flat model"
    );
    let api = Api::<()>::new("Rows", "1.0.0").routes(routes![untagged]);
    assert!(api.try_into_router().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_would_hold_a_list_is_an_error_where_it_is_mounted_by_hand() {
    let router = axum::Router::new().route("/tagged.csv", axum::routing::get(tagged));
    assert_eq!(Server::start(router).await.get("/tagged.csv").status, 500);
}

#[test]
fn the_document_describes_one_item() {
    let document = api().openapi();
    let ok = |path: &str| document["paths"][path]["get"]["responses"]["200"].clone();
    let user = json!({ "$ref": "#/components/schemas/UserOut" });
    assert_eq!(
        ok("/users.jsonl")["content"],
        json!({ "application/jsonl": { "schema": user } })
    );
    assert_eq!(
        ok("/users.csv")["content"],
        json!({ "text/csv": { "schema": user } })
    );
    let event = &ok("/events")["content"]["text/event-stream"]["schema"];
    assert_eq!(event["properties"]["data"]["contentSchema"], user);
    assert_eq!(
        event["properties"]["data"]["contentMediaType"],
        "application/json"
    );
    assert_eq!(
        ok("/events")["headers"]["Cache-Control"]["schema"]["const"],
        "no-cache"
    );
    assert_eq!(
        ok("/cached-events")["headers"]["Cache-Control"]["schema"]["const"],
        "no-store"
    );
    assert_eq!(
        ok("/bytes")["content"],
        json!({ "application/pdf": { "schema": {} } })
    );
    let parameter = &document["paths"]["/events"]["get"]["parameters"][0];
    assert_eq!(parameter["name"], "Last-Event-ID");
    assert_eq!(
        (&parameter["in"], &parameter["required"]),
        (&json!("header"), &json!(false))
    );
}

#[test]
fn openapi_3_2_has_a_word_for_items() {
    let document = api()
        .openapi_version(steadfast::OpenApiVersion::V3_2)
        .openapi();
    let content =
        |path: &str| document["paths"][path]["get"]["responses"]["200"]["content"].clone();
    assert_eq!(document["openapi"], "3.2.0");
    let lines = content("/users.jsonl");
    assert_eq!(
        lines["application/jsonl"]["itemSchema"],
        json!({ "$ref": "#/components/schemas/UserOut" })
    );
    assert!(lines["application/jsonl"]["schema"].is_null());
    assert!(content("/events")["text/event-stream"]["itemSchema"].is_object());
    assert_eq!(
        content("/bytes")["application/pdf"],
        json!({ "schema": {} })
    );
}

#[cfg(feature = "testing")]
#[tokio::test]
async fn each_item_is_held_against_the_document() {
    for version in [
        steadfast::OpenApiVersion::V3_1,
        steadfast::OpenApiVersion::V3_2,
    ] {
        let client = steadfast::testing::Client::new(api().openapi_version(version).into_router());
        for path in [
            "/users.jsonl",
            "/picked.jsonl",
            "/users.csv",
            "/plain.csv",
            "/none.csv",
            "/unix.csv",
            "/events",
            "/hostile-events",
            "/chat",
            "/bytes",
            "/early.csv",
        ] {
            client.get(path).await.assert_conforms();
        }
    }
}

#[allow(dead_code)]
fn streams_need_only_send(rows: impl Stream<Item = User> + Send + 'static) -> JsonLines<User> {
    let cell = std::cell::Cell::new(0);
    JsonLines::new(rows.map(move |row| {
        cell.set(cell.get() + 1);
        row
    }))
}
