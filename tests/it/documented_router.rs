//! A plain router with a document that something else has made, merged into an API: what its document becomes, how both answer,
//! and what clashes.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use steadfast::DocumentedRouter;
use steadfast::api::Part;
use steadfast::prelude::*;
use steadfast::testing::Client;

mod faults;
mod merged;
mod noise;

#[derive(ResponseModel)]
struct Order {
    id: i64,
}

/// Get an order.
#[route(get, "/orders/{id}", response = Order)]
async fn get_order(Path(id): Path<i64>) -> Order {
    Order { id }
}

#[route(get, "/me", response = Text, security("bearer"))]
async fn me() -> Text {
    Text::from("Ada")
}

/// The document of a router, as utoipa writes it.
fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Old shop", "version": "1.0.0" },
        "servers": [{ "url": "https://old.example" }],
        "tags": [{ "name": "orders", "description": "Who has ordered what.", "x-order": 1 }],
        "paths": {
            "/orders": {
                "get": {
                    "tags": ["orders"],
                    "operationId": "list_orders",
                    "responses": { "200": {
                        "description": "All of them",
                        "content": { "application/json": { "schema": {
                            "type": "array", "items": { "$ref": "#/components/schemas/Order" },
                        } } },
                    } },
                },
            },
            "/orders/{id}": {
                "summary": "One order",
                "servers": [{ "url": "https://old.example/v1" }],
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
                "delete": {
                    "operationId": "delete_order",
                    "security": [{ "bearer": [] }],
                    "responses": {
                        "204": { "description": "It is gone" },
                        "404": { "$ref": "#/components/responses/Missing" },
                        "409": {
                            "description": "It has been sent",
                            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Sent" } } },
                        },
                    },
                },
            },
        },
        "components": {
            "schemas": {
                "Order": {
                    "type": "object",
                    "required": ["id", "customer"],
                    "properties": { "id": { "type": "integer" }, "customer": { "type": "string" } },
                },
                "Sent": { "type": "object", "properties": { "order": { "$ref": "#/components/schemas/Order" } } },
            },
            "responses": { "Missing": { "description": "There is no such order" } },
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
        },
    })
}

async fn delete_order(axum::extract::Path(id): axum::extract::Path<i64>) -> impl IntoResponse {
    match id {
        7 => StatusCode::NO_CONTENT.into_response(),
        8 => {
            let sent = json!({ "order": { "id": 8, "customer": "Ada" } });
            (StatusCode::CONFLICT, axum::Json(sent)).into_response()
        }
        9 => panic!("the password is hunter2"),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn list_orders() -> axum::Json<Value> {
    axum::Json(json!([{ "id": 7, "customer": "Ada" }]))
}

fn router() -> axum::Router {
    axum::Router::new()
        .route("/orders", get(list_orders))
        .route("/orders/{id}", axum::routing::delete(delete_order))
}

fn old() -> DocumentedRouter {
    DocumentedRouter::new(router(), document())
}

/// An API with only this document, whose router serves nothing.
fn with(document: Value) -> Api {
    Api::new("Shop", "2.0.0").merge(DocumentedRouter::new(axum::Router::new(), document))
}

fn shop() -> Api {
    Api::new("Shop", "2.0.0")
        .routes(routes![get_order])
        .merge(old())
}

#[tokio::test]
async fn old_and_new_routes_answer_beside_each_other() {
    let client = Client::new(shop().into_router());
    let listed = client.get("/orders").await;
    listed.assert_status(200).assert_conforms();
    client.get("/orders/7").await.assert_conforms();
    client
        .delete("/orders/7")
        .await
        .assert_status(204)
        .assert_conforms();
    client
        .delete("/orders/8")
        .await
        .assert_status(409)
        .assert_conforms();
    let missing = client.get("/nothing").await;
    assert_eq!(missing.assert_status(404).problem()["code"], "not_found");
}

#[tokio::test]
async fn a_method_that_neither_has_is_refused_with_those_of_both() {
    for (api, path) in [
        (shop(), "/orders/7"),
        (Api::new("All", "1").nest("/v1", shop()), "/v1/orders/7"),
        (
            Api::new("All", "1")
                .nest("/v1", Api::new("New", "1").routes(routes![get_order]))
                .nest("/v1", old()),
            "/v1/orders/7",
        ),
    ] {
        let client = Client::new(api.into_router());
        let refused = client.put(path).await;
        refused.assert_status(405);
        let mut allowed: Vec<_> = refused
            .header("allow")
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .collect();
        allowed.sort_unstable();
        assert_eq!(allowed, ["DELETE", "GET", "HEAD"], "{path}");
        assert_eq!(refused.problem()["code"], "method_not_allowed");
        client
            .delete(path)
            .await
            .assert_status(204)
            .assert_conforms();
    }
}

#[tokio::test]
async fn errors_without_a_body_panics_and_timeouts_are_documented_as_they_are_sent() {
    async fn slow() {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    let slow = DocumentedRouter::new(
        axum::Router::new().route("/slow", get(slow)),
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Slow", "version": "1" },
            "paths": { "/slow": { "get": { "responses": { "200": { "description": "At last" } } } } },
        }),
    );
    for format in [ErrorFormat::Problem, ErrorFormat::Detail] {
        let slow = Api::new("Slow", "1")
            .timeout(Duration::from_millis(10))
            .merge(slow.clone());
        let client = Client::new(shop().errors(format).merge(slow).into_router());
        client
            .delete("/orders/1")
            .await
            .assert_status(404)
            .assert_conforms();
        client
            .delete("/orders/9")
            .await
            .assert_status(500)
            .assert_conforms();
        client
            .get("/slow")
            .await
            .assert_status(503)
            .assert_conforms();
    }
    let document = shop().openapi();
    let responses = &document["paths"]["/orders/{id}"]["delete"]["responses"];
    assert_eq!(responses["404"]["description"], "There is no such order");
    assert!(responses["404"]["content"]["application/problem+json"].is_object());
    // What the old document says of a status remains.
    assert_eq!(
        responses["409"]["content"]
            .as_object()
            .map(serde_json::Map::len),
        Some(1)
    );
    assert!(responses.get("503").is_none());
}

#[tokio::test]
async fn an_old_route_is_held_to_its_document() {
    async fn other() -> axum::Json<Value> {
        axum::Json(json!([{ "id": 7, "customer": "Ada", "password": "hunter2" }]))
    }
    let router = axum::Router::new().route("/orders", get(other));
    let api: Api = Api::new("Shop", "2.0.0").merge(DocumentedRouter::new(router, document()));
    let answer = Client::new(api.into_router()).get("/orders").await;
    let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        answer.assert_conforms();
    }));
    assert!(checked.is_err());
}

#[tokio::test]
async fn a_slash_too_many_is_redirected_for_old_routes_as_well() {
    let client = Client::new(shop().redirect_slashes().into_router());
    for (path, location) in [("/orders/", "/orders"), ("/orders/7/", "/orders/7")] {
        let redirect = client.delete(path).await;
        redirect
            .assert_status(307)
            .assert_header("location", location);
    }
}

#[tokio::test]
async fn the_sweep_tells_what_an_old_document_does_not_list() {
    let client = Client::new(shop().into_router());
    let sweep = tokio::spawn(async move { client.assert_every_error_is_declared().await });
    let panic = sweep.await.expect_err("a panic").into_panic();
    let told = panic.downcast::<String>().expect("words");
    assert!(
        told.contains("DELETE /orders/{id} documents no status 400"),
        "{told}"
    );
    // The handlers that have moved declare every error.
    let moved = Api::new("Shop", "2.0.0").routes(routes![get_order]);
    Client::new(moved.into_router())
        .assert_every_error_is_declared()
        .await;
}

#[tokio::test]
async fn a_range_of_statuses_is_documented() {
    let router = axum::Router::new().route("/", get(async || StatusCode::IM_A_TEAPOT));
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Tea", "version": "1" },
        "paths": { "/": { "get": { "responses": {
            "200": { "description": "Tea" },
            "4XX": {
                "description": "No tea",
                "content": { "application/problem+json": { "schema": { "type": "object" } } },
            },
        } } } },
    });
    let api: Api = Api::new("Tea", "1").merge(DocumentedRouter::new(router, document));
    let answer = Client::new(api.into_router()).get("/").await;
    answer.assert_status(418);
    let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        answer.assert_conforms();
    }));
    // The schema of the range is looked at: a problem has members that it does not name, but it names none.
    assert!(checked.is_ok());
}

#[test]
fn a_document_is_a_value_a_text_or_what_serializes_to_it() {
    #[derive(serde::Serialize)]
    struct OpenApi {
        openapi: &'static str,
        info: Value,
        paths: Value,
    }
    let paths =
        || json!({ "/a": { "get": { "responses": { "204": { "description": "None" } } } } });
    let info = || json!({ "title": "Old", "version": "1" });
    let of_a_generator = OpenApi {
        openapi: "3.1.0",
        info: info(),
        paths: paths(),
    };
    let value = json!({ "openapi": "3.1.0", "info": info(), "paths": paths() });
    let text = format!("\u{feff}{value:#}");
    let parts: [Part<()>; 4] = [
        DocumentedRouter::new(axum::Router::new(), &of_a_generator).into(),
        DocumentedRouter::new(axum::Router::new(), &value).into(),
        DocumentedRouter::new(axum::Router::new(), text.as_str()).into(),
        DocumentedRouter::new(axum::Router::new(), text).into(),
    ];
    for part in parts {
        let api: Api = Api::new("Shop", "1").merge(part);
        assert!(api.openapi()["paths"]["/a"]["get"]["responses"]["204"].is_object());
    }
}

#[test]
fn a_handler_may_use_the_security_scheme_of_an_old_document() {
    let api = Api::new("Shop", "1").routes(routes![me]).merge(old());
    assert_eq!(
        api.openapi()["paths"]["/me"]["get"]["security"],
        json!([{ "bearer": [] }])
    );
}

#[test]
fn old_routes_stand_in_the_table() {
    let table = shop().routes_table().to_string();
    let rows: Vec<&str> = table.lines().map(str::trim_end).collect();
    assert_eq!(
        rows,
        [
            "METHOD  PATH          STATUS  RESPONSE   ERRORS       ALLOWED",
            "GET     /orders/{id}  200     Order      422 500      -",
            "GET     /orders       200     Order_2[]  500          -",
            "DELETE  /orders/{id}  204     -          404 409 500  -",
        ]
    );
}

#[test]
fn a_router_with_state_and_layers_is_documented_as_well() {
    async fn count(State(count): State<u8>) -> String {
        count.to_string()
    }
    let router = axum::Router::new().route("/count", post(count));
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Old", "version": "1" },
        "paths": { "/count": { "post": { "responses": { "200": { "description": "So many" } } } } },
    });
    let api: Api<u8> = Api::new("Shop", "1").merge(DocumentedRouter::new(router, document));
    let api: Api = api.with_state(7);
    assert!(api.openapi()["paths"]["/count"]["post"].is_object());
}
