//! A value that is too large to be checked at once is checked part by part, and refused for what the schema says of the whole.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::prelude::*;
use tower::ServiceExt;

#[derive(Deserialize, JsonSchema, Default)]
#[serde(default)]
#[allow(dead_code)]
struct Large {
    #[schemars(length(max = 50_000))]
    few: Vec<u32>,
    #[schemars(length(min = 40_000))]
    many: Option<Vec<u32>>,
    set: BTreeSet<u32>,
    inner: Option<Box<Large>>,
    #[schemars(inner(range(max = 10)))]
    small: Vec<u32>,
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z0-9]+$", "maxLength": 250 }))]
    named: BTreeMap<String, u32>,
    #[schemars(extend(
        "patternProperties" = { "^a+$": { "type": "integer" }, "z$": { "maximum": 5 } },
        "additionalProperties" = { "type": "integer", "maximum": 10 }
    ))]
    matched: BTreeMap<String, u32>,
    #[schemars(extend("uniqueItems" = true))]
    different: Vec<BTreeMap<String, u32>>,
}

#[route(post, "/large", status = 204)]
async fn large(_: Json<Large>) -> NoContent {
    NoContent
}

async fn faults(body: Value) -> Vec<Value> {
    let api = Api::new("Large", "1.0.0").routes(routes![large]);
    let request = Request::post("/large")
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let answer = api.into_router().oneshot(request).await.unwrap();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    if body.is_empty() {
        return Vec::new();
    }
    let mut problem: Value = serde_json::from_slice(&body).unwrap();
    serde_json::from_value(problem["errors"].take()).unwrap()
}

fn too_large(loc: &Value) -> Value {
    json!({ "loc": loc, "msg": "must be at most 10", "type": "less_than_equal", "limit": 10 })
}

/// A map with so many entries that it is checked part by part.
fn with_others(key: &str, value: u32) -> BTreeMap<String, u32> {
    let others = (0..30_000).map(|other| (format!("key{other}"), 1));
    others.chain([(key.to_owned(), value)]).collect()
}

#[tokio::test]
async fn a_list_that_is_too_long_is_told_with_its_limit() {
    let found = faults(json!({ "few": vec![1; 60_000] })).await;
    let expected = json!({
        "loc": ["body", "few"], "msg": "must have at most 50000 items", "type": "too_long",
        "limit": 50_000
    });
    assert_eq!(found, [expected]);
}

#[tokio::test]
async fn so_is_one_that_is_too_short() {
    let found = faults(json!({ "many": vec![1; 30_000] })).await;
    let expected = json!({
        "loc": ["body", "many"], "msg": "must have at least 40000 items", "type": "too_short",
        "limit": 40_000
    });
    assert_eq!(found, [expected]);
}

#[tokio::test]
async fn so_is_one_within_what_may_be_null() {
    let found = faults(json!({ "inner": { "few": vec![1; 60_000] } })).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["loc"], json!(["body", "inner", "few"]));
    assert_eq!(found[0]["type"], "too_long");
}

#[tokio::test]
async fn items_that_are_the_same_are_told_however_far_apart() {
    let items: Vec<_> = (0..60_000).chain([0]).collect();
    let found = faults(json!({ "set": items })).await;
    let expected = json!({
        "loc": ["body", "set"], "msg": "must not have an item twice", "type": "unique_items"
    });
    assert_eq!(found, [expected]);
}

#[tokio::test]
async fn a_large_value_within_its_limits_is_read() {
    let items: Vec<_> = (0..60_000).collect();
    let named = with_others(&"k".repeat(200), 1);
    let sent = json!({ "few": vec![1; 50_000], "set": items, "named": named });
    assert_eq!(faults(sent).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_long_key_that_is_valid_has_no_fault_beside_others() {
    let named = with_others(&"k".repeat(200), 1);
    let found = faults(json!({ "small": [11], "named": named })).await;
    assert_eq!(found, [too_large(&json!(["body", "small", 0]))]);
    let matched = with_others(&"a".repeat(200), 50);
    let found = faults(json!({ "small": [11], "matched": matched })).await;
    assert_eq!(found, [too_large(&json!(["body", "small", 0]))]);
}

#[tokio::test]
async fn a_key_that_is_too_long_is_told() {
    let found = faults(json!({ "named": with_others(&"k".repeat(251), 1) })).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["loc"], json!(["body", "named"]));
}

#[tokio::test]
async fn a_long_key_is_matched_to_its_end() {
    let key = "k".repeat(200) + "z";
    let found = faults(json!({ "matched": with_others(&key, 8) })).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["loc"][1], "matched");
    assert_eq!(found[0]["msg"], "must be at most 5");
}

#[tokio::test]
async fn items_that_differ_in_the_end_of_a_long_key_are_different() {
    let key = "k".repeat(200);
    let alike = [
        json!({ format!("{key}x"): 1 }),
        json!({ format!("{key}y"): 1 }),
    ];
    let others = (0..20_000).map(|other| json!({ "other": other }));
    let different: Vec<_> = alike.into_iter().chain(others).collect();
    let found = faults(json!({ "small": [11], "different": different })).await;
    assert_eq!(found, [too_large(&json!(["body", "small", 0]))]);
}
