//! What is absent, what is empty, and what is beyond a limit.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use steadfast::prelude::*;

use super::{client, faults, send_form, send_json};

#[derive(Debug, Deserialize, JsonSchema)]
struct Position {
    lat: f64,
    lon: f64,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Place {
    id: u8,
    #[serde(flatten)]
    position: Option<Position>,
}

#[route(post, "/json", action, response = Text)]
async fn by_json(Json(place): Json<Place>) -> Text {
    Text::from(format!("{place:?}"))
}

#[route(get, "/query", response = Text)]
async fn by_query(Query(place): Query<Place>) -> Text {
    Text::from(format!("{place:?}"))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Sort {
    Name,
    Age,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Search {
    limit: Option<u8>,
    sort: Option<Sort>,
    since: Option<chrono::NaiveDate>,
    #[serde(default)]
    page: u32,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    year: Vec<u16>,
    text: Option<String>,
    #[serde(default)]
    tag: Vec<String>,
}

#[route(post, "/form", action, response = Text)]
async fn by_form(Form(search): Form<Search>) -> Text {
    Text::from(format!("{search:?}"))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Needed {
    n: u8,
}

#[route(get, "/maybe", response = Text)]
async fn maybe(needed: Option<Query<Needed>>) -> Text {
    Text::from(format!("{needed:?}"))
}

#[route(get, "/needed", response = Text)]
async fn needed(Query(needed): Query<Needed>) -> Text {
    Text::from(format!("{needed:?}"))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Tree {
    name: String,
    size: f64,
    #[serde(default)]
    inner: Vec<serde_json::Value>,
}

#[route(post, "/tree", action, response = Text)]
async fn tree(Json(tree): Json<Tree>) -> Text {
    Text::from(format!("{} {} {}", tree.name, tree.size, tree.inner.len()))
}

fn api() -> Api {
    Api::new("Absent", "1.0.0").routes(routes![by_json, by_query, by_form, maybe, needed, tree])
}

#[tokio::test]
async fn a_flattened_option_does_not_hide_a_wrong_member() {
    let client = client(api());
    let wrong = client
        .post("/json")
        .json(&json!({ "id": 1, "lat": "bad", "lon": 2 }))
        .await;
    assert_eq!(faults(&wrong), json!([[["body", "lat"], "invalid_type"]]));
    let wrong = client.get("/query?id=1&lat=bad&lon=2").await;
    assert_eq!(faults(&wrong)[0][0], json!(["query", "lat"]));
    for read in [
        client
            .post("/json")
            .json(&json!({ "id": 1, "lat": 1, "lon": 2 }))
            .await,
        client.get("/query?id=1&lat=1&lon=2").await,
    ] {
        assert_eq!(
            read.assert_status(200).text(),
            "Place { id: 1, position: Some(Position { lat: 1.0, lon: 2.0 }) }"
        );
    }
    let none = client.get("/query?id=1").await;
    assert_eq!(
        none.assert_status(200).text(),
        "Place { id: 1, position: None }"
    );
}

#[tokio::test]
async fn a_blank_field_that_is_not_text_is_absent() {
    let client = client(api());
    let blank = "limit=&sort=&since=&page=&exact=&year=&text=&tag=";
    let answer = send_form(&client, "/form", blank).await;
    assert_eq!(
        answer.assert_status(200).text(),
        "Search { limit: None, sort: None, since: None, page: 0, exact: false, year: [], text: Some(\"\"), tag: [\"\"] }"
    );
    // A field that is required is not left out.
    let answer = client.get("/needed?n=").await;
    assert_eq!(faults(&answer), json!([[["query", "n"], "int_parsing"]]));
}

#[tokio::test]
async fn an_optional_query_is_none_only_without_a_query() {
    let client = client(api());
    assert_eq!(client.get("/maybe").await.text(), "None");
    assert_eq!(
        client.get("/maybe?n=1").await.text(),
        "Some(Query(Needed { n: 1 }))"
    );
    assert_eq!(
        faults(&client.get("/maybe?m=1").await),
        json!([[["query", "n"], "missing"]])
    );
}

#[tokio::test]
async fn a_number_beyond_the_limit_is_told_with_the_other_faults() {
    let client = client(api());
    let answer = send_json(
        &client,
        "/tree",
        r#"{"name":7,"size":1e400,"inner":[-1e999]}"#,
    )
    .await;
    assert_eq!(
        faults(&answer),
        json!([
            [["body", "name"], "invalid_type"],
            [["body", "size"], "number_limit"],
            [["body", "inner", 0], "number_limit"],
        ])
    );
}

#[tokio::test]
async fn a_value_that_is_too_deep_is_told_with_the_other_faults() {
    let client = client(api());
    let deep = format!("{}\"]\"{}", "[".repeat(200), "]".repeat(200));
    let answer = send_json(&client, "/tree", &format!(r#"{{"name":7,"inner":{deep}}}"#)).await;
    let told = answer.problem()["errors"].clone();
    assert_eq!(
        (&told[0]["loc"], &told[1]["loc"]),
        (&json!(["body", "name"]), &json!(["body", "size"]))
    );
    assert_eq!(
        (&told[2]["type"], &told[2]["limit"]),
        (&json!("depth_limit"), &json!(128))
    );
    assert_eq!(told.as_array().unwrap().len(), 3);
    // What is cut off is still no JSON.
    let answer = send_json(
        &client,
        "/tree",
        &format!(r#"{{"name":7,"inner":{}"#, "[".repeat(200)),
    )
    .await;
    assert_eq!(faults(&answer), json!([[["body"], "json_invalid"]]));
}
