//! Every kind of input, for `.ci/inputs`: a tool of others generates values from the document, sends them, and compares what
//! is accepted with what is documented.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum_typed_multipart::{FieldData, TryFromMultipart};
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::extract::{FilePart, MultipartForm};
use steadfast::prelude::*;
use uuid::Uuid;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code)]
enum Color {
    Red,
    DarkGreen,
}

/// What a text can hold.
#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Scalars {
    small: u8,
    wide: i64,
    #[schemars(range(min = -1.5, max = 1000.25))]
    ratio: f64,
    exact: bool,
    color: Option<Color>,
    day: Option<NaiveDate>,
    id: Option<Uuid>,
    #[schemars(regex(pattern = "^[a-z]{2,5}$"))]
    code: Option<String>,
    #[schemars(extend("multipleOf" = 5))]
    step: Option<u16>,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Place {
    row: u16,
    color: Color,
    day: NaiveDate,
    #[schemars(length(min = 1, max = 5))]
    #[schemars(regex(pattern = "^[a-z0-9-]+$"))]
    seat: String,
}

#[route(get, "/path/{row}/{color}/{day}/{seat}", status = 204)]
async fn in_path(_: Path<Place>) -> NoContent {
    NoContent
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Range {
    from: Option<u8>,
    to: Option<u8>,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Paging {
    #[schemars(range(min = 1))]
    page: u32,
    descending: Option<bool>,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Search {
    #[serde(flatten)]
    paging: Paging,
    #[serde(flatten)]
    scalars: Scalars,
    #[serde(default)]
    #[schemars(length(max = 4), inner(length(min = 1)))]
    tag: Vec<String>,
    #[serde(default)]
    year: BTreeSet<u16>,
    corner: Option<(i16, i16)>,
    within: Option<Range>,
}

#[route(get, "/query", status = 204)]
async fn in_query(_: Query<Search>) -> NoContent {
    NoContent
}

#[derive(Deserialize, JsonSchema)]
#[serde(tag = "shape", rename_all = "lowercase")]
#[allow(dead_code)]
enum Shape {
    Circle { radius: u8 },
    Square { side: u8, filled: Option<bool> },
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Caller {
    x_depth: u8,
    x_ratio: Option<f64>,
    x_sampled: Option<bool>,
    x_color: Option<Color>,
    x_id: Option<Vec<u32>>,
}

#[route(get, "/header", status = 204)]
async fn in_header(_: Header<Caller>) -> NoContent {
    NoContent
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Visitor {
    visits: u16,
    color: Option<Color>,
    #[schemars(regex(pattern = "^[a-z]+$"))]
    session: Option<String>,
}

#[route(get, "/cookie", status = 204)]
async fn in_cookie(_: Cookie<Visitor>) -> NoContent {
    NoContent
}

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(dead_code)]
enum Who {
    Id { id: u32 },
    Name { name: String },
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Tree {
    value: i32,
    #[serde(default)]
    below: Vec<Tree>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Item {
    #[schemars(range(min = 1, max = 99))]
    count: u8,
    #[schemars(length(min = 1, max = 8))]
    name: String,
    price: f64,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Order {
    #[serde(flatten)]
    paging: Paging,
    #[serde(flatten)]
    position: Option<Position>,
    #[schemars(length(min = 1, max = 3))]
    items: Vec<Item>,
    shape: Shape,
    who: Option<Who>,
    counts: BTreeMap<u8, i16>,
    labels: BTreeMap<String, bool>,
    ids: BTreeSet<u64>,
    corner: (i8, u8),
    wait: Option<Duration>,
    at: Option<DateTime<Utc>>,
    id: Option<Uuid>,
    letter: Option<char>,
    #[schemars(email)]
    email: Option<String>,
    note: Field<Option<String>>,
    tree: Option<Tree>,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Position {
    lat: f64,
    lon: f64,
}

#[route(put, "/json", status = 204)]
async fn in_json(_: Json<Order>) -> NoContent {
    NoContent
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Counted {
    counts: BTreeMap<i32, u8>,
    total: u64,
}

#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind")]
#[allow(dead_code)]
enum Event {
    Counted(Counted),
    Moved { to: (f32, f32) },
    Ended,
}

#[route(put, "/tagged", status = 204)]
async fn in_tagged_json(_: Json<Event>) -> NoContent {
    NoContent
}

#[route(put, "/form", status = 204)]
async fn in_form(_: Form<Search>) -> NoContent {
    NoContent
}

#[derive(TryFromMultipart, JsonSchema)]
#[allow(dead_code)]
struct Profile {
    #[schemars(length(min = 2, max = 9))]
    name: String,
    age: Option<u8>,
    #[schemars(with = "Option<FilePart>")]
    picture: Option<FieldData<Bytes>>,
}

#[route(put, "/multipart", status = 204)]
async fn in_multipart(_: MultipartForm<Profile>) -> NoContent {
    NoContent
}

#[tokio::main]
async fn main() {
    let app: axum::Router = Api::new("Inputs", "1.0.0")
        .strict()
        .routes(routes![
            in_path,
            in_query,
            in_header,
            in_cookie,
            in_json,
            in_tagged_json,
            in_form,
            in_multipart
        ])
        .into_router();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .expect("a port");
    println!("http://{}", listener.local_addr().expect("an address"));
    steadfast::serve(listener, app).await.expect("a server");
}
