//! Nothing that is read is left out of the document.

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use steadfast::Field;
use steadfast::prelude::*;

use super::{client, refused};

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Who {
    /// By number
    Id {
        id: u32,
        exact: bool,
    },
    Name {
        name: String,
        exact: bool,
    },
}

#[route(get, "/enum", response = Text)]
async fn by_enum(Query(who): Query<Who>) -> Text {
    Text::from(format!("{who:?}"))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shape {
    Circle { radius: u8 },
    Square { side: u8 },
}

#[route(get, "/tagged", response = Text)]
async fn by_tag(Query(shape): Query<Shape>) -> Text {
    Text::from(format!("{shape:?}"))
}

#[route(get, "/map", response = Text)]
async fn by_map(Query(map): Query<BTreeMap<String, u8>>) -> Text {
    Text::from(format!("{map:?}"))
}

#[route(get, "/pairs", response = Text)]
async fn by_pairs(Query(pairs): Query<Vec<(String, String)>>) -> Text {
    Text::from(format!("{pairs:?}"))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Open {
    page: u8,
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

#[route(get, "/open", response = Text)]
async fn open(Query(open): Query<Open>) -> Text {
    Text::from(format!("{} {:?}", open.page, open.rest))
}

fn api() -> Api {
    Api::new("Documented", "1.0.0").routes(routes![by_enum, by_tag, by_map, by_pairs, open])
}

#[test]
fn a_query_of_an_enum_has_the_parameters_of_every_variant() {
    let document = api().openapi();
    let parameters = |path: &str| {
        let parameters = document["paths"][path]["get"]["parameters"]
            .as_array()
            .unwrap();
        let each = parameters
            .iter()
            .map(|parameter| (parameter["name"].clone(), parameter["required"].clone()));
        json!(each.collect::<Vec<_>>())
    };
    assert_eq!(
        parameters("/enum"),
        json!([["id", false], ["exact", true], ["name", false]])
    );
    assert_eq!(
        parameters("/tagged"),
        json!([["kind", true], ["radius", false], ["side", false]])
    );
    assert_eq!(
        document["paths"]["/tagged"]["get"]["parameters"][0]["schema"],
        json!({ "type": "string", "enum": ["circle", "square"] })
    );
}

#[test]
fn a_query_of_a_map_or_of_pairs_is_an_object_without_a_name() {
    let document = api().openapi();
    let parameter =
        |path: &str, place: usize| document["paths"][path]["get"]["parameters"][place].clone();
    let map = parameter("/map", 0);
    assert_eq!(
        (&map["style"], &map["explode"]),
        (&json!("form"), &json!(true))
    );
    assert_eq!(map["schema"]["type"], "object");
    assert_eq!(map["schema"]["additionalProperties"]["maximum"], 255);
    assert_eq!(
        parameter("/pairs", 0)["schema"],
        json!({ "type": "object", "additionalProperties": { "type": "string" } })
    );
    assert_eq!(parameter("/open", 0)["name"], "page");
    assert_eq!(
        parameter("/open", 1)["schema"]["additionalProperties"],
        json!({ "type": "string" })
    );
}

#[tokio::test]
async fn what_is_documented_is_read() {
    let client = client(api());
    for (query, read) in [
        ("/enum?id=3&exact=true", "Id { id: 3, exact: true }"),
        (
            "/enum?name=a&exact=false",
            "Name { name: \"a\", exact: false }",
        ),
        ("/tagged?kind=square&side=3", "Square { side: 3 }"),
        ("/map?a=1&b=2", r#"{"a": 1, "b": 2}"#),
        (
            "/pairs?b=1&a=2&b=3",
            r#"[("b", "1"), ("a", "2"), ("b", "3")]"#,
        ),
        ("/open?page=1&x=y", r#"1 {"x": "y"}"#),
    ] {
        assert_eq!(client.get(query).await.assert_status(200).text(), read);
    }
    client.get("/map?a=x").await.assert_status(422);
}

#[test]
fn a_query_without_names_is_an_error() {
    #[route(get, "/one", response = Text)]
    async fn one(_: Query<u8>) -> Text {
        Text::from("")
    }
    #[route(get, "/list", response = Text)]
    async fn list(_: Query<Vec<u8>>) -> Text {
        Text::from("")
    }
    let error = refused(Api::new("Nameless", "1").routes(routes![one, list]));
    for fault in [
        "reads the query as one value: `Query<u8>` has no names: read a struct",
        "reads the query as a list: `Query<Vec<u8>>` has no names: read a struct",
    ] {
        assert!(error.contains(fault), "{error}");
    }
}

#[derive(Deserialize, Serialize, JsonSchema, Default)]
#[serde(default)]
struct Patch {
    name: Field<String>,
    phone: Field<Option<String>>,
    note: Option<String>,
}

#[route(patch, "/", response = Text)]
async fn patch(Json(patch): Json<Patch>) -> Text {
    Text::from(format!(
        "{:?} {:?} {:?}",
        patch.name, patch.phone, patch.note
    ))
}

#[tokio::test]
async fn a_field_that_is_not_given_has_no_default() {
    let api = Api::new("Patch", "1").routes(routes![patch]);
    let document = api.openapi();
    let properties = &document["components"]["schemas"]["Patch"]["properties"];
    assert!(
        properties["name"].get("default").is_none(),
        "{properties:#}"
    );
    assert!(
        properties["phone"].get("default").is_none(),
        "{properties:#}"
    );
    assert_eq!(properties["note"]["default"], json!(null));
    let client = client(api);
    let answer = client.patch("/").json(&json!({ "phone": null })).await;
    assert_eq!(answer.assert_status(200).text(), "Unset Set(None) None");
    client
        .patch("/")
        .json(&json!({ "name": null }))
        .await
        .assert_status(422);
}

#[tokio::test]
async fn a_path_of_pairs_has_every_parameter() {
    #[route(get, "/{a}/{b}", response = Text)]
    async fn pairs(Path(pairs): Path<Vec<(String, String)>>) -> Text {
        Text::from(format!("{pairs:?}"))
    }
    let client = client(Api::new("Pairs", "1").routes(routes![pairs]));
    assert_eq!(
        client.get("/1/2").await.assert_status(200).text(),
        r#"[("a", "1"), ("b", "2")]"#
    );
}

#[tokio::test]
async fn a_handler_that_no_document_shows_is_read_without_a_schema() {
    use axum::routing::get;

    #[derive(Debug, Deserialize)]
    struct Plain {
        x_id: u8,
        #[serde(default)]
        tag: Vec<String>,
    }
    let app = axum::Router::new()
        .route("/one/{id}", get(async |Path(id): Path<u8>| id.to_string()))
        .route(
            "/named/{x_id}",
            get(async |Path(read): Path<Plain>| format!("{read:?}")),
        )
        .route(
            "/query",
            get(async |Query(read): Query<Plain>| format!("{read:?}")),
        )
        .route(
            "/header",
            get(async |Header(read): Header<Plain>| format!("{read:?}")),
        )
        .route(
            "/map",
            get(async |Query(read): Query<BTreeMap<String, String>>| format!("{read:?}")),
        );
    let client = steadfast::testing::Client::new(app);
    assert_eq!(client.get("/one/7").await.text(), "7");
    assert_eq!(
        client.get("/named/7").await.text(),
        "Plain { x_id: 7, tag: [] }"
    );
    assert_eq!(
        client.get("/query?x_id=7&tag=a&tag=b").await.text(),
        r#"Plain { x_id: 7, tag: ["a", "b"] }"#
    );
    assert_eq!(
        client.get("/header").header("x-id", "7").await.text(),
        "Plain { x_id: 7, tag: [] }"
    );
    assert_eq!(client.get("/map?a=1").await.text(), r#"{"a": "1"}"#);
}
