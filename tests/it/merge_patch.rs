//! `MergePatch`: what is left out stays, what is `null` is removed (RFC 7396), and a type that could not tell is a fault.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use garde::Validate;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::extract::OR_JSON;
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Clone, ResponseModel)]
struct Author {
    given: String,
    family: Option<String>,
}

/// The example of RFC 7396 section 3.
#[derive(Clone, ResponseModel)]
struct Article {
    title: String,
    author: Author,
    tags: Vec<String>,
    phone: Option<String>,
    labels: BTreeMap<String, String>,
}

#[derive(Deserialize, JsonSchema)]
struct AuthorPatch {
    given: Field<String>,
    family: Field<Option<String>>,
}

#[derive(Deserialize, JsonSchema)]
struct ArticlePatch {
    title: Field<String>,
    author: Field<AuthorPatch>,
    tags: Field<Vec<String>>,
    phone: Field<Option<String>>,
    #[serde(default)]
    labels: Field<BTreeMap<String, Option<String>>>,
}

type Db = Arc<Mutex<Article>>;

/// Change the article.
#[route(patch, "/article", response = Article)]
async fn update_article(
    State(db): State<Db>,
    MergePatch(patch): MergePatch<ArticlePatch>,
) -> Article {
    let mut article = db.lock().unwrap();
    patch.title.apply(&mut article.title);
    if let Field::Set(author) = patch.author {
        author.given.apply(&mut article.author.given);
        author.family.apply(&mut article.author.family);
    }
    patch.tags.apply(&mut article.tags);
    patch.phone.apply(&mut article.phone);
    for (name, label) in patch.labels.into_option().into_iter().flatten() {
        match label {
            Some(label) => article.labels.insert(name, label),
            None => article.labels.remove(&name),
        };
    }
    article.clone()
}

#[derive(Deserialize, JsonSchema, Validate)]
struct NamePatch {
    #[garde(custom(not_reserved))]
    name: Field<String>,
    #[schemars(range(max = 10))]
    #[garde(skip)]
    #[allow(dead_code)]
    stars: Field<u32>,
}

fn not_reserved(name: &Field<String>, (): &()) -> garde::Result {
    match name {
        Field::Set(name) if name == "admin" => Err(garde::Error::new("is reserved")),
        _ => Ok(()),
    }
}

#[route(patch, "/name", status = 204)]
async fn update_name(patch: Valid<MergePatch<NamePatch, OR_JSON>>) -> NoContent {
    assert!(patch.name.is_unset() || patch.name.is_set());
    NoContent
}

fn article() -> Article {
    Article {
        title: "Goodbye!".to_owned(),
        author: Author {
            given: "John".to_owned(),
            family: Some("Doe".to_owned()),
        },
        tags: vec!["example".to_owned(), "sample".to_owned()],
        phone: None,
        labels: BTreeMap::from([("a".to_owned(), "1".to_owned())]),
    }
}

fn api() -> Api<Db> {
    Api::new("Articles", "1").routes(routes![update_article, update_name])
}

fn client() -> Client {
    Client::new(
        api()
            .into_router()
            .with_state(Arc::new(Mutex::new(article()))),
    )
}

#[tokio::test]
async fn what_is_given_changes_and_what_is_null_is_removed() {
    let patch = json!({
        "title": "Hello!",
        "phone": "+01-123-456-7890",
        "author": { "family": null },
        "tags": ["example"],
        "labels": { "a": null, "b": "2" },
    });
    let answer = client().patch("/article").merge_patch(&patch).await;
    answer.assert_status(200).assert_conforms();
    let expected = json!({
        "title": "Hello!",
        "author": { "given": "John", "family": null },
        "tags": ["example"],
        "phone": "+01-123-456-7890",
        "labels": { "b": "2" },
    });
    assert_eq!(answer.json::<Value>(), expected);
}

#[tokio::test]
async fn an_empty_patch_changes_nothing() {
    let answer = client().patch("/article").merge_patch(&json!({})).await;
    answer.assert_status(200);
    assert_eq!(answer.json::<Value>()["title"], "Goodbye!");
}

#[tokio::test]
async fn what_cannot_be_removed_says_so() {
    let patch = json!({ "title": null, "author": { "given": null }, "tags": 1 });
    let answer = client().patch("/article").merge_patch(&patch).await;
    answer.assert_status(422).assert_conforms();
    let problem = answer.problem();
    let places = problem["errors"].as_array().unwrap().iter();
    let places: Vec<_> = places.map(|fault| &fault["loc"]).collect();
    assert_eq!(
        places,
        [
            &json!(["body", "title"]),
            &json!(["body", "author", "given"]),
            &json!(["body", "tags"]),
        ]
    );
}

#[tokio::test]
async fn another_media_type_is_refused_with_accept_patch() {
    for media_type in ["application/json", "application/json-patch+json"] {
        let request = client()
            .patch("/article")
            .header("content-type", media_type);
        let refused = request.json(&json!({ "title": "x" })).await;
        refused.assert_status(415).assert_conforms();
        refused.assert_header("accept-patch", "application/merge-patch+json");
        assert_eq!(refused.problem()["code"], "unsupported_media_type");
    }
    let with_charset = client().patch("/article").header(
        "content-type",
        "Application/Merge-Patch+JSON; charset=utf-8",
    );
    with_charset.json(&json!({})).await.assert_status(200);
}

#[tokio::test]
async fn json_is_taken_where_the_route_says_so() {
    for media_type in ["application/json", "application/merge-patch+json"] {
        let request = client().patch("/name").header("content-type", media_type);
        request
            .json(&json!({ "name": "Ada" }))
            .await
            .assert_status(204);
    }
    let refused = client().patch("/name").body("name=Ada").await;
    refused.assert_status(415).assert_conforms();
    refused.assert_header(
        "accept-patch",
        "application/merge-patch+json, application/json",
    );
}

#[tokio::test]
async fn constraints_are_checked_of_what_is_given() {
    let client = client();
    let patch = json!({ "name": "admin", "stars": 11 });
    let refused = client.patch("/name").merge_patch(&patch).await;
    refused.assert_status(422).assert_conforms();
    let problem = refused.problem();
    let faults = problem["errors"].as_array().unwrap().iter();
    let faults: Vec<_> = faults
        .map(|fault| (&fault["loc"][1], &fault["type"]))
        .collect();
    assert_eq!(
        faults,
        [
            (&json!("stars"), &json!("less_than_equal")),
            (&json!("name"), &json!("value_error")),
        ]
    );
}

#[test]
fn the_document_has_the_media_type_and_what_is_accepted() {
    let document = api().openapi();
    let operation = &document["paths"]["/article"]["patch"];
    let content = &operation["requestBody"]["content"];
    let media_types: Vec<_> = content.as_object().unwrap().keys().collect();
    assert_eq!(media_types, ["application/merge-patch+json"]);
    let schema = &document["components"]["schemas"]["ArticlePatch"];
    assert_eq!(schema["required"], Value::Null);
    assert_eq!(
        schema["properties"]["phone"]["type"],
        json!(["string", "null"])
    );
    assert_eq!(schema["properties"]["title"]["type"], "string");
    let header = &operation["responses"]["415"]["headers"]["Accept-Patch"];
    assert_eq!(header["schema"]["type"], "string");

    let either = &document["paths"]["/name"]["patch"]["requestBody"]["content"];
    let media_types: Vec<_> = either.as_object().unwrap().keys().collect();
    assert_eq!(media_types.len(), 2);
}

#[tokio::test]
async fn every_refusal_of_a_patch_is_declared() {
    assert!(client().assert_every_error_is_declared().await > 30);
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Street {
    name: String,
    number: Field<u16>,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
enum Payment {
    Cash,
    Card { number: String },
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Wrong {
    name: String,
    phone: Option<String>,
    #[serde(default)]
    stars: u8,
    street: Field<Option<Street>>,
    /// Replaced as a whole.
    streets: Field<Vec<Street>>,
    payment: Field<Payment>,
}

#[route(patch, "/wrong", status = 204)]
async fn wrong(_: MergePatch<Wrong>) -> NoContent {
    NoContent
}

#[route(patch, "/list", status = 204)]
async fn list(_: MergePatch<Vec<String>>) -> NoContent {
    NoContent
}

#[test]
fn a_member_that_is_always_set_is_a_fault() {
    let api = Api::<()>::new("Wrong", "1").routes(routes![wrong, list]);
    let error = api.try_into_router().expect_err("faults");
    let told: Vec<_> = error.faults().map(ToString::to_string).collect();
    let note = "what a merge patch leaves out stays as it is, and what is `null` is removed (RFC 7396 section 2): only a \
                `Field` tells them apart";
    let of = |way: &str, name: &str, of: &str| {
        format!(
            "`it::merge_patch::wrong` reads `{way}` of `MergePatch<Wrong>` as `{of}`, which is always set [not_a_merge_patch]\n  = note: \
             {note}\n  = help: write `{name}: Field<{of}>`"
        )
    };
    assert_eq!(
        told,
        [
            of("name", "name", "String"),
            of("phone", "phone", "Option<String>"),
            of("stars", "stars", "u8"),
            of("street.name", "name", "String"),
            format!(
                "`it::merge_patch::list` reads `MergePatch<Vec<String>>`, which is not an object [not_a_merge_patch]\n  = note: {note}\n  = \
                 help: read a struct whose members are `Field`s"
            ),
        ]
    );
}
