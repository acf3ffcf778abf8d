//! Fields that are not in the row: computed from it, or filled with a default; and fields computed from the model itself.

use std::cell::Cell;
use std::sync::Arc;

use serde_json::{Value, json};
use steadfast::json::to_vec;
use steadfast::prelude::*;
use steadfast::testing::Client;

use crate::model_matches_serde::equal::schema;

fn sent(model: &impl ResponseModel) -> Value {
    serde_json::from_slice(&to_vec(model).unwrap()).unwrap()
}

#[derive(Clone)]
struct User {
    id: i64,
    first: String,
    last: String,
    lines: Vec<i64>,
}

fn user() -> User {
    User {
        id: 7,
        first: "Ada".to_owned(),
        last: "Lovelace".to_owned(),
        lines: vec![2, 3],
    }
}

fn full_name(user: &User) -> String {
    format!("{} {}", user.first, user.last)
}

impl User {
    fn total(&self) -> i64 {
        self.lines.iter().sum()
    }
}

/// It moves all of the row, and computes from it before.
#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    first: String,
    lines: Vec<i64>,
    /// First and last.
    #[response(compute = full_name)]
    full_name: String,
    #[response(compute = User::total)]
    total: i64,
    #[response(compute = |user: &User| user.lines.len())]
    count: usize,
    #[response(default)]
    likes: Option<u32>,
    #[response(default = vec!["new".to_owned()])]
    tags: Vec<String>,
}

#[derive(ResponseModel)]
#[response(from = &User)]
struct Lent<'a> {
    id: i64,
    first: &'a str,
    #[response(compute = full_name)]
    full_name: String,
    #[response(compute = |user: &'a User| user.last.as_str())]
    family: &'a str,
    #[response(default = 5)]
    rank: u8,
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(Path(_): Path<i64>) -> User {
    user()
}

#[route(get, "/users", response = AtMost<UserOut, 5>, pick(full_name))]
async fn list_users() -> Vec<User> {
    vec![user(), user()]
}

#[route(get, "/lent", response = Lent<'_>)]
async fn lent() -> Arc<User> {
    Arc::new(user())
}

#[tokio::test]
async fn a_row_fills_what_it_does_not_have() {
    let api: Api = Api::new("Users", "1.0.0").routes(routes![get_user, list_users, lent]);
    let client = Client::new(api.into_router());
    let answer = client.get("/users/7").await;
    answer.assert_status(200).assert_conforms();
    let expected = json!({
        "id": 7, "first": "Ada", "lines": [2, 3], "full_name": "Ada Lovelace", "total": 5, "count": 2,
        "likes": null, "tags": ["new"],
    });
    assert_eq!(answer.json::<Value>(), expected);
    let answer = client.get("/users").await;
    answer.assert_status(200).assert_conforms();
    let one = json!({ "full_name": "Ada Lovelace" });
    assert_eq!(answer.json::<Value>(), json!([one, one]));
    let answer = client.get("/lent").await;
    answer.assert_status(200).assert_conforms();
    let expected = json!({
        "id": 7, "first": "Ada", "full_name": "Ada Lovelace", "family": "Lovelace", "rank": 5,
    });
    assert_eq!(answer.json::<Value>(), expected);
}

#[test]
fn it_is_described_as_any_other_field() {
    let schema = &schema::<UserOut>()["definitions"][0];
    let full_name = json!({ "type": "string", "description": "First and last." });
    assert_eq!(schema["properties"]["full_name"], full_name);
    let required = schema["required"].as_array().unwrap();
    assert!(required.contains(&json!("full_name")) && required.contains(&json!("tags")));
    assert_eq!(schema["properties"]["tags"]["default"], Value::Null);
}

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// Without a row, the function takes the model.
#[derive(ResponseModel, Default)]
struct Rectangle {
    #[response(compute = Rectangle::area)]
    area: f64,
    width: f64,
    height: f64,
    #[response(compute = |rectangle: &Rectangle| (rectangle.width == rectangle.height).then_some("square"))]
    kind: Option<&'static str>,
}

impl Rectangle {
    fn area(&self) -> f64 {
        CALLS.set(CALLS.get() + 1);
        self.width * self.height
    }
}

#[route(get, "/rectangle", response = Rectangle)]
async fn rectangle() -> Rectangle {
    Rectangle {
        width: 2.0,
        height: 3.0,
        ..Rectangle::default()
    }
}

#[route(get, "/width", response = Rectangle, omit(area), exclude_none)]
async fn width() -> Rectangle {
    rectangle().await.into_result().unwrap()
}

#[tokio::test]
async fn a_model_without_a_row_is_computed_from_itself() {
    let square = Rectangle {
        width: 2.0,
        height: 2.0,
        area: 9.0,
        ..Rectangle::default()
    };
    let expected = json!({ "area": 4.0, "width": 2.0, "height": 2.0, "kind": "square" });
    assert_eq!(sent(&square), expected);
    let api: Api = Api::new("Shapes", "1.0.0").routes(routes![rectangle, width]);
    let client = Client::new(api.into_router());
    let answer = client.get("/rectangle").await;
    answer.assert_status(200).assert_conforms();
    let expected = json!({ "area": 6.0, "width": 2.0, "height": 3.0, "kind": null });
    assert_eq!(answer.json::<Value>(), expected);
    let answer = client.get("/width").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(
        answer.json::<Value>(),
        json!({ "width": 2.0, "height": 3.0 })
    );
}

#[test]
fn what_is_not_sent_is_not_computed() {
    enum WithoutArea {}
    impl steadfast::model::Policy for WithoutArea {
        const FIELDS: steadfast::model::policy::Fields =
            steadfast::model::policy::Fields::Omit(&["area"]);
        type Nested = steadfast::model::policy::Everything;
        type At<const RUST: u64, const WIRE: u64> = Self::Nested;
    }
    let before = CALLS.get();
    let rectangle = Rectangle::default();
    let written = steadfast::json::filled_to_vec::<Rectangle, WithoutArea, _>(rectangle).unwrap();
    assert!(!written.starts_with(b"{\"area\""));
    assert_eq!(CALLS.get(), before);
}

struct Shelf {
    rows: Vec<User>,
    colour: String,
}

#[derive(ResponseModel)]
#[response(from = Shelf)]
struct ShelfOut {
    rows: Vec<UserOut>,
    #[response(compute = |shelf: &Shelf| shelf.rows.iter().map(full_name).collect())]
    names: Vec<String>,
    colour: String,
}

/// A variant's field may have a default.
enum Event {
    Created { id: i64 },
}

#[derive(ResponseModel)]
#[response(from = Event)]
#[serde(tag = "type")]
enum EventOut {
    Created {
        id: i64,
        #[response(default = 2)]
        version: u8,
    },
}

#[test]
fn nested_models_and_variants_are_filled_too() {
    let shelf = ShelfOut::fill(Shelf {
        rows: vec![user()],
        colour: "red".to_owned(),
    });
    let sent_shelf = sent(&shelf);
    assert_eq!(sent_shelf["names"], json!(["Ada Lovelace"]));
    assert_eq!(sent_shelf["rows"][0]["total"], 5);
    let event = EventOut::fill(Event::Created { id: 1 });
    let expected = json!({ "type": "Created", "id": 1, "version": 2 });
    assert_eq!(sent(&event), expected);
}

#[derive(ResponseModel)]
struct Documented {
    #[serde(default)]
    size: Size,
    #[serde(default = "ten")]
    count: u8,
}

#[derive(ResponseModel, Default)]
struct Size {
    width: u8,
}

fn ten() -> u8 {
    10
}

#[test]
fn a_default_of_serde_is_in_the_document_without_serialize() {
    let schema = &schema::<Documented>()["definitions"][0];
    assert_eq!(schema["properties"]["count"]["default"], 10);
    assert_eq!(
        schema["properties"]["size"]["default"],
        json!({ "width": 0 })
    );
    assert_eq!(schema["required"], json!(["size", "count"]));
}
