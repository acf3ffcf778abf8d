//! What a route says by a type or an argument, where a rule would otherwise have to be switched off.

use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Clone)]
struct Plan {
    name: &'static str,
    notes: Option<&'static str>,
}

#[derive(ResponseModel)]
#[response(from = Plan)]
struct PlanOut {
    name: &'static str,
    notes: Option<&'static str>,
}

fn plans(count: usize) -> Vec<Plan> {
    let plan = Plan {
        name: "Free",
        notes: None,
    };
    vec![plan; count]
}

#[route(get, "/plans/{count}", response = AtMost<PlanOut, 2>)]
async fn list_plans(Path(count): Path<usize>) -> Vec<Plan> {
    plans(count)
}

#[route(get, "/names", response = AtMost<PlanOut, 2>, pick(name), exclude_none)]
async fn list_names() -> AtMost<Plan, 2> {
    plans(2).into()
}

/// A model with such a list, filled from a `Vec`.
#[derive(ResponseModel)]
#[response(from = Shop)]
struct ShopOut {
    plans: AtMost<PlanOut, 2>,
    all: Envelope<AtMost<u8, 2>>,
    some: Envelope<Vec<u16>>,
}

struct Shop {
    plans: Vec<Plan>,
    all: Envelope<AtMost<u8, 2>>,
    some: Envelope<Vec<u16>>,
}

#[derive(ResponseModel)]
struct Envelope<T> {
    content: T,
}

#[route(get, "/shops/{count}", response = ShopOut)]
async fn get_shop(Path(count): Path<usize>) -> Shop {
    Shop {
        plans: plans(count),
        all: Envelope {
            content: AtMost::new(vec![1]),
        },
        some: Envelope { content: vec![1] },
    }
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Tags {
    tags: AtMost<String, 2>,
}

#[derive(ResponseModel)]
struct Entry {
    tags: Vec<String>,
}

#[route(post, "/entries", response = Entry)]
async fn add_entry(Json(new): Json<Tags>) -> CreatedWithoutLocation<Entry> {
    let tags = new.tags.into_items();
    Created::without_location(Entry { tags })
}

#[route(put, "/entries/{id}", status = 201, response = Entry)]
async fn put_entry(Path(_): Path<i64>) -> Entry {
    Entry { tags: Vec::new() }
}

#[route(post, "/search", action, response = Entry)]
async fn search() -> Entry {
    Entry { tags: Vec::new() }
}

#[route(head, "/entries/{id}", status = 200)]
async fn entry_is_there(Path(_): Path<i64>) -> Reply<HeadersOnly> {
    Reply::new(HeadersOnly).header("x-version", 3)
}

#[route(post, "/entries/{id}/restore", action)]
async fn restore(Path(_): Path<i64>) {}

fn api() -> Api {
    Api::new("Shop", "1.0.0").routes(routes![
        list_plans,
        list_names,
        get_shop,
        add_entry,
        put_entry,
        search,
        restore,
        entry_is_there
    ])
}

fn document() -> Value {
    serde_json::to_value(api().openapi()).unwrap()
}

fn client() -> Client {
    Client::new(api().into_router())
}

#[tokio::test]
async fn a_list_that_cannot_grow_is_filled_item_by_item() {
    let client = client();
    let answer = client.get("/plans/2").await;
    answer.assert_conforms();
    assert_eq!(
        answer.json::<Value>(),
        json!([{ "name": "Free", "notes": null }, { "name": "Free", "notes": null }])
    );
    let answer = client.get("/names").await;
    answer.assert_conforms();
    assert_eq!(answer.text(), r#"[{"name":"Free"},{"name":"Free"}]"#);
    let answer = client.get("/shops/1").await;
    answer.assert_conforms();
    assert_eq!(
        answer.text(),
        r#"{"plans":[{"name":"Free","notes":null}],"all":{"content":[1]},"some":{"content":[1]}}"#
    );
}

#[tokio::test]
async fn a_longer_list_is_never_sent() {
    let client = client();
    for path in ["/plans/3", "/shops/3"] {
        let answer = client.get(path).await;
        assert_eq!(answer.status(), 500, "{path}");
        assert!(!answer.text().contains("Free"), "{path}");
    }
}

#[test]
fn the_document_says_how_long_it_can_be() {
    let document = document();
    let schema = |path: &str| {
        document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            .clone()
    };
    assert_eq!(schema("/plans/{count}")["maxItems"], 2);
    assert_eq!(schema("/plans/{count}")["minItems"], Value::Null);
    assert_eq!(schema("/names")["maxItems"], 2);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["ShopOut"]["properties"]["plans"]["maxItems"], 2);
    let envelope = |name: &str| {
        let reference = &schemas["ShopOut"]["properties"][name]["$ref"];
        let name = reference.as_str().unwrap().rsplit('/').next().unwrap();
        schemas[name]["properties"]["content"]["maxItems"].clone()
    };
    assert_eq!(envelope("all"), 2);
    assert_eq!(envelope("some"), Value::Null);
    assert_eq!(schemas["Tags"]["properties"]["tags"]["maxItems"], 2);
}

#[tokio::test]
async fn a_longer_list_in_a_request_is_refused() {
    let client = client();
    let add = |tags: Value| client.post("/entries").json(&json!({ "tags": tags }));
    assert_eq!(add(json!(["a", "b"])).await.status(), 201);
    assert_eq!(add(json!(["a", "b", "c"])).await.status(), 422);
}

#[tokio::test]
async fn a_resource_without_a_uri_is_created_without_a_promise() {
    let client = client();
    let answer = client.post("/entries").json(&json!({ "tags": [] })).await;
    answer.assert_conforms();
    assert_eq!(answer.status(), 201);
    assert!(answer.headers().get("location").is_none());
    let document = document();
    let responses = &document["paths"]["/entries"]["post"]["responses"];
    assert_eq!(responses["201"]["headers"]["Location"], Value::Null);
    assert_eq!(responses["200"], Value::Null);
    assert_eq!(client.put("/entries/1").await.status(), 201);
}

#[tokio::test]
async fn an_action_responds_with_200_or_204() {
    let client = client();
    for (path, status) in [("/search", 200), ("/entries/1/restore", 204)] {
        let answer = client.post(path).await;
        answer.assert_conforms();
        assert_eq!(answer.status(), status, "{path}");
    }
    let document = document();
    let statuses = |path: &str| -> Vec<String> {
        let responses = &document["paths"][path]["post"]["responses"];
        let statuses = responses.as_object().unwrap().keys();
        statuses
            .filter(|status| status.starts_with('2'))
            .cloned()
            .collect()
    };
    assert_eq!(statuses("/search"), ["200"]);
    assert_eq!(statuses("/entries/{id}/restore"), ["204"]);
}

#[tokio::test]
async fn a_head_alone_has_no_body_and_no_model() {
    let client = client();
    let answer = client.head("/entries/1").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.header("x-version"), Some("3"));
    for absent in ["content-length", "content-type"] {
        assert_eq!(answer.header(absent), None, "{absent}");
    }
    let document = document();
    let success = &document["paths"]["/entries/{id}"]["head"]["responses"]["200"];
    assert!(success.is_object());
    assert_eq!(success["content"], Value::Null);
}

#[test]
fn nothing_of_it_is_an_exception() {
    assert!(api().exceptions().is_empty());
}
