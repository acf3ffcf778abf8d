//! Errors that several operations have are components of a large document, and mean the same there.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};
use steadfast::compat::Changes;
use steadfast::prelude::*;
use steadfast::testing::Client;
use steadfast::{DocumentedRouter, Fail, Problem};

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("the user does not exist")]
    #[response(status = 404)]
    NotFound {
        #[response(extension)]
        id: u32,
    },
    #[error("the name is taken")]
    #[response(status = 409)]
    NameTaken,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct NewUser {
    name: String,
}

#[route(get, "/users/{id}", response = Text)]
async fn get_user(Path(id): Path<u32>) -> Result<Text, UserError> {
    match id {
        0 => Err(UserError::NotFound { id }),
        _ => Ok(Text::from("Ada")),
    }
}

#[route(put, "/users/{id}", response = Text)]
async fn put_user(Path(id): Path<u32>, Json(new): Json<NewUser>) -> Result<Text, UserError> {
    match id {
        0 => Err(UserError::NotFound { id }),
        1 => Err(UserError::NameTaken),
        _ => Ok(Text::from(new.name)),
    }
}

#[route(get, "/orders/{id}", response = Text)]
async fn get_order(Path(id): Path<u32>) -> Result<Text, Fail<404>> {
    match id {
        0 => Err(Fail::new("there is no such order")),
        _ => Ok(Text::from("nothing")),
    }
}

#[route(put, "/orders/{id}", response = Text)]
async fn put_order(Path(id): Path<u32>) -> Result<Text, Fail<404>> {
    match id {
        0 => Err(Fail::new("there is no such order")),
        _ => Ok(Text::from("kept")),
    }
}

#[route(get, "/old", response = Text, deprecated(since = "2025-01-01", sunset = "2999-01-01"))]
async fn old() -> Text {
    Text::from("old")
}

fn shop() -> Api {
    Api::new("Shop", "1.0.0").routes(routes![get_user, put_user, get_order, put_order, old])
}

/// The shop below several prefixes.
fn shops(count: usize) -> Api {
    (0..count).fold(Api::new("Shops", "1.0.0"), |api, number| {
        let shop = shop().operation_id_prefix(format!("shop_{number}_"));
        api.nest(&format!("/shops/{number}"), shop)
    })
}

/// The document with each response in the place of the reference to it, and without the responses among its components.
fn in_place(mut document: Value) -> Value {
    let responses = document["components"]["responses"].take();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object_mut().into_iter().flatten());
    for (_, operation) in operations {
        for (_, response) in operation["responses"].as_object_mut().into_iter().flatten() {
            let reference = response["$ref"].as_str().map(str::to_owned);
            if let Some(reference) = reference {
                let name = reference.strip_prefix("#/components/responses/").unwrap();
                *response = responses[name].clone();
                assert!(response.is_object(), "{reference}");
            }
        }
    }
    document["components"]
        .as_object_mut()
        .unwrap()
        .remove("responses");
    document
}

fn components(document: &Value) -> &Map<String, Value> {
    document["components"]["responses"].as_object().unwrap()
}

#[test]
fn a_large_document_says_the_same_as_one_with_every_response_in_its_place() {
    let whole = shops(20).share_responses(false).openapi();
    let shared = shops(20).openapi();
    assert!(whole["components"].get("responses").is_none());
    assert_eq!(in_place(shared.clone()), whole);
    assert!(shared.to_string().len() * 2 < whole.to_string().len());
    for (old, new) in [(&whole, &shared), (&shared, &whole)] {
        let changes = Changes::between(old, new).unwrap();
        assert_eq!(changes.breaking().count(), 0, "{changes}");
        assert_eq!(
            changes.to_string(),
            Changes::between(new, new).unwrap().to_string()
        );
    }
}

#[test]
fn a_small_document_shares_responses_if_it_is_told_to() {
    assert!(shop().openapi()["components"].get("responses").is_none());
    let shared = shop().share_responses(true).openapi();
    assert_eq!(in_place(shared.clone()), shop().openapi());
    let names: BTreeSet<&str> = components(&shared).keys().map(String::as_str).collect();
    let expected = [
        "InternalServerError",
        "NameTaken",
        "NotFound",
        "NotFound2",
        "ValidationError",
    ];
    assert_eq!(names, expected.into());
    let operation = |path: &str, method: &str| shared["paths"][path][method]["responses"].clone();
    assert_eq!(
        operation("/users/{id}", "get")["404"],
        operation("/users/{id}", "put")["404"]
    );
    assert_ne!(
        operation("/users/{id}", "get")["404"],
        operation("/orders/{id}", "get")["404"]
    );
    // What one operation has stays there, as the 422 with the example of a body, and so does what is not as in the others.
    assert!(operation("/users/{id}", "put")["422"]["content"].is_object());
    assert!(operation("/old", "get")["500"]["headers"]["Deprecation"].is_object());
}

#[test]
fn a_component_has_whole_examples() {
    let document = shops(20).openapi();
    assert!(!document.to_string().contains("steadfast-"));
    let missing = &components(&document)["NotFound"]["content"]["application/problem+json"];
    assert_eq!(missing["examples"]["not_found"]["value"]["id"], 0);
}

#[tokio::test]
async fn a_service_is_held_to_its_components() {
    let client = Client::new(shops(20).into_router());
    let missing = client.get("/shops/7/users/0").await;
    missing.assert_status(404).assert_conforms();
    assert!(client.assert_every_error_is_declared().await > 0);
    let other = {
        let mut document = shops(20).openapi();
        let responses = &mut document["components"]["responses"];
        responses["NotFound"]["content"] = json!({ "text/plain": { "schema": {} } });
        document
    };
    let client = Client::new(shops(20).into_router()).with_document(other);
    let missing = client.get("/shops/7/users/0").await;
    let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        missing.assert_conforms();
    }));
    assert!(refused.is_err());
}

#[tokio::test]
async fn the_sweep_knows_a_format_without_codes_by_the_examples_of_components() {
    let api = shops(20).errors(ErrorFormat::Detail);
    let client = Client::new(api.into_router());
    assert!(client.assert_every_error_is_declared().await > 0);
}

#[test]
fn a_format_of_the_app_may_look_at_the_path_and_stays_in_its_place() {
    let format = ErrorFormat::custom(|problem: &Problem| {
        let path = problem.instance.as_deref().unwrap_or_default();
        ("text/plain; charset=utf-8", path.to_owned())
    });
    let document = shops(20).errors(format).openapi();
    assert!(document["components"].get("responses").is_none());
}

async fn missing() -> impl IntoResponse {
    StatusCode::NOT_FOUND
}

#[test]
fn the_component_of_a_merged_document_has_another_name() {
    let other = json!({
        "description": "Nobody knows",
        "content": { "text/plain": { "schema": { "type": "string" } } },
    });
    let old = json!({
        "openapi": "3.1.0",
        "info": { "title": "Old", "version": "1" },
        "paths": { "/before": { "get": { "operationId": "before", "responses": {
            "404": { "$ref": "#/components/responses/NotFound" },
        } } } },
        "components": { "responses": { "NotFound": other } },
    });
    let router = axum::Router::new().route("/before", axum::routing::get(missing));
    let document = shops(20)
        .merge(DocumentedRouter::new(router, old))
        .openapi();
    let before = &document["paths"]["/before"]["get"]["responses"]["404"]["$ref"];
    let name = before
        .as_str()
        .unwrap()
        .strip_prefix("#/components/responses/")
        .unwrap();
    assert_ne!(name, "NotFound");
    assert_eq!(components(&document)[name]["description"], "Nobody knows");
    assert_eq!(
        components(&document)["NotFound"]["description"],
        "Not Found"
    );
}
