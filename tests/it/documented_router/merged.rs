//! What the document of the API has of one that is merged.

use steadfast::OpenApiVersion;
use steadfast::describe::SecurityScheme;
use steadfast::errors::{ErrorHandler, ErrorKind, FailedRequest};

use super::*;
use crate::startup_faults::in_lines;

#[test]
fn an_operation_has_all_that_its_document_says_of_it() {
    let document = shop().openapi();
    let delete = &document["paths"]["/orders/{id}"]["delete"];
    assert_eq!(delete["summary"], "One order");
    assert_eq!(delete["parameters"][0]["name"], "id");
    assert_eq!(delete["security"], json!([{ "bearer": [] }]));
    // The path belongs to both now.
    let item = document["paths"]["/orders/{id}"].as_object().unwrap();
    assert!(item.len() == 2 && item.contains_key("get"));
    assert!(document.get("servers").is_none());
    assert_eq!(document["info"]["title"], "Shop");
    assert_eq!(
        document["tags"],
        json!([{ "name": "orders", "description": "Who has ordered what.", "x-order": 1 }])
    );
    assert_eq!(
        document["components"]["securitySchemes"]["bearer"],
        json!({ "type": "http", "scheme": "bearer" })
    );
}

#[test]
fn another_component_of_one_name_is_renamed() {
    let document = shop().openapi();
    let schemas = &document["components"]["schemas"];
    assert!(schemas["Order"]["properties"].get("customer").is_none());
    assert!(schemas["Order_2"]["properties"].get("customer").is_some());
    assert_eq!(
        schemas["Sent"]["properties"]["order"]["$ref"],
        "#/components/schemas/Order_2"
    );
    let list = &document["paths"]["/orders"]["get"]["responses"]["200"]["content"];
    assert_eq!(
        list["application/json"]["schema"]["items"]["$ref"],
        "#/components/schemas/Order_2"
    );
}

#[test]
fn an_identical_component_is_shared() {
    let mut second = document();
    second["paths"] = json!({ "/archive": { "get": { "responses": { "200": {
        "description": "Old ones",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Sent" } } },
    } } } } });
    second["components"]["schemas"]["Order"]["required"] = json!(["customer", "id"]);
    let archive = DocumentedRouter::new(axum::Router::new(), second);
    let api: Api = Api::new("Shop", "1").merge(old()).merge(archive);
    let document = api.openapi();
    let names = document["components"]["schemas"].as_object().unwrap();
    assert!(names.contains_key("Order") && names.contains_key("Sent"));
    assert!(!names.keys().any(|name| name.ends_with("_2")), "{names:?}");
    // It is only described, in the same words.
    let model: Api = Api::new("Shop", "1").routes(routes![get_order]);
    let own = model.openapi()["components"]["schemas"]["Order"].clone();
    let mut same = super::document();
    same["paths"] = json!({});
    same["components"] = json!({ "schemas": { "Order": own } });
    let api = model.merge(DocumentedRouter::new(axum::Router::new(), same));
    let document = api.openapi();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert!(!schemas.contains_key("Order_2"), "{schemas:?}");
}

#[test]
fn the_values_of_a_discriminator_remain_when_a_schema_is_renamed() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let api = with(json!({
        "openapi": "3.1.0",
        "info": { "title": "Old", "version": "1" },
        "components": { "schemas": {
            "Order": { "type": "object", "properties": { "kind": { "type": "string" } } },
            "Refund": { "type": "object", "properties": { "kind": { "type": "string" } } },
            "Either": {
                "oneOf": [reference("Order"), reference("Refund")],
                "discriminator": { "propertyName": "kind" },
            },
            "Mapped": {
                "oneOf": [reference("Order")],
                "discriminator": { "propertyName": "kind", "mapping": { "o": "Order", "p": "#/components/schemas/Order" } },
            },
        } },
    }))
    .routes(routes![get_order]);
    let document = api.openapi();
    let schemas = &document["components"]["schemas"];
    let order = "#/components/schemas/Order_2";
    assert_eq!(schemas["Either"]["oneOf"][0]["$ref"], order);
    assert_eq!(
        schemas["Either"]["discriminator"]["mapping"],
        json!({ "Order": order })
    );
    assert_eq!(
        schemas["Mapped"]["discriminator"]["mapping"],
        json!({ "o": order, "p": order })
    );
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum QuotaError {
    #[error("too many requests")]
    #[response(status = 429, retry_after = 60)]
    UsedUp {
        #[response(extension)]
        limit: u32,
    },
}

#[test]
fn an_error_of_all_routes_is_documented_beside_a_range_and_a_default() {
    let described = |responses: Value| {
        let operation = json!({ "responses": responses });
        let mut whole = document();
        whole["paths"] = json!({ "/orders": { "get": operation } });
        let router = axum::Router::new().route("/orders", get(list_orders));
        let api: Api = Api::new("Shop", "1")
            .errors_of::<QuotaError>()
            .merge(DocumentedRouter::new(router, whole));
        api.openapi()["paths"]["/orders"]["get"]["responses"].clone()
    };
    for other in ["default", "4XX"] {
        let other_errors = json!({ other: { "description": "Any other error" } });
        let responses = described(other_errors);
        let too_many = &responses["429"];
        assert!(too_many["content"].is_object(), "{other}: {responses}");
        assert_eq!(too_many["headers"]["Retry-After"]["required"], true);
        assert_eq!(responses.get("500").is_none(), other == "default");
        assert!(!responses.to_string().contains("steadfast-declared"));
    }
    let own = described(json!({ "429": {
        "description": "Too many orders",
        "headers": { "X-Left": { "schema": { "type": "integer" } } },
        "content": { "text/plain": { "schema": { "type": "string" } } },
    } }));
    let own = &own["429"];
    assert_eq!(own["description"], "Too many orders");
    assert!(own["headers"]["X-Left"].is_object());
    assert_eq!(own["headers"]["Retry-After"]["required"], false);
    assert_eq!(own["content"].as_object().unwrap().len(), 2);
    assert!(own.get("steadfast-declared").is_none());
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the account is closed")]
#[response(status = 403, model = Closed)]
struct AccountClosed {
    reason: String,
}

#[derive(ResponseModel)]
struct Closed {
    reason: String,
}

#[derive(ResponseModel)]
struct Sorry {
    message: String,
}

fn tell(failed: &FailedRequest<'_>) -> Sorry {
    let (method, route) = (failed.method(), failed.route().unwrap_or("no route"));
    Sorry {
        message: format!("{method} {route}"),
    }
}

#[test]
fn an_added_error_has_a_whole_example() {
    let unsure = ErrorHandler::new(|failed: &FailedRequest<'_>| {
        let language = failed.headers().get("accept-language");
        let language = language.expect("a language").to_str();
        Sorry {
            message: language.unwrap_or_default().to_owned(),
        }
    });
    let operation = json!({ "responses": { "200": { "description": "All" } } });
    let mut whole = document();
    whole["paths"] = json!({ "/orders": { "get": operation, "trace": operation } });
    let api = with(whole)
        .errors(ErrorFormat::Problem.on(ErrorKind::PANIC, unsure))
        .errors_of::<QuotaError>()
        .errors_of::<AccountClosed>();
    let document = api.openapi();
    for method in ["get", "trace"] {
        let responses = &document["paths"]["/orders"][method]["responses"];
        assert!(!responses.to_string().contains("steadfast-"), "{responses}");
        let example = |status: &str, media_type: &str, code: &str| {
            responses[status]["content"][media_type]["examples"][code]["value"].clone()
        };
        let used_up = example("429", "application/problem+json", "used_up");
        assert_eq!(used_up["limit"], 0);
        assert_eq!(
            example("403", "application/json", "account_closed"),
            json!({ "reason": "a text" })
        );
        assert_eq!(
            example("500", "application/json", "internal_server_error"),
            json!({ "message": "a text" })
        );
    }
    let _ = AccountClosed {
        reason: String::new(),
    };
}

#[test]
fn a_handler_of_errors_has_the_method_of_the_old_operation_in_its_example() {
    let api = shop().errors(ErrorFormat::Problem.on(ErrorKind::ANY, ErrorHandler::new(tell)));
    let document = api.openapi();
    for (path, method, expected) in [
        ("/orders", "get", "GET /orders"),
        ("/orders/{id}", "delete", "DELETE /orders/{id}"),
    ] {
        let error = &document["paths"][path][method]["responses"]["500"]["content"];
        let example = &error["application/json"]["examples"]["internal_server_error"];
        assert_eq!(example["value"]["message"], expected);
    }
}

async fn bare(axum::extract::Path(status): axum::extract::Path<u16>) -> impl IntoResponse {
    let status = StatusCode::from_u16(status).unwrap_or_default();
    (status, [("allow", "GET")])
}

/// An old route whose errors have no body.
fn with_bare_errors() -> DocumentedRouter {
    let errors = json!({ "403": { "description": "Not you" }, "405": { "description": "Not so" } });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Bare", "version": "1" },
        "paths": { "/bare/{status}": {
            "parameters": [{ "name": "status", "in": "path", "required": true, "schema": { "type": "integer" } }],
            "get": { "responses": errors },
        } },
    });
    let router = axum::Router::new().route("/bare/{status}", get(bare));
    DocumentedRouter::new(router, document)
}

#[tokio::test]
async fn a_bare_error_is_not_declared_by_the_api() {
    let of_the_router = ErrorHandler::new(tell);
    let of_quotas = ErrorHandler::new(|_: &FailedRequest<'_>| Closed {
        reason: "the quota".to_owned(),
    });
    let format = ErrorFormat::Problem
        .on(ErrorKind::ROUTER, of_the_router)
        .on(ErrorKind::of::<QuotaError>(), of_quotas);
    let api = Api::new("Bare", "1")
        .errors(format)
        .merge(with_bare_errors());
    let responses = |api: &Api| {
        let document = api.openapi();
        document["paths"]["/bare/{status}"]["get"]["responses"].clone()
    };
    let before = responses(&api);
    let api = api.errors_of::<QuotaError>();
    let after = responses(&api);
    for status in ["403", "405"] {
        assert_eq!(before[status], after[status]);
    }
    assert!(after["429"]["content"]["application/json"].is_object());
    let client = Client::new(api.into_router());
    let refused = client.get("/bare/403").await;
    refused.assert_status(403).assert_conforms();
    assert_eq!(refused.problem()["code"], "forbidden");
    let refused = client.get("/bare/405").await;
    refused.assert_status(405).assert_conforms();
    assert_eq!(
        refused.json::<Value>(),
        json!({ "message": "GET /bare/{status}" })
    );
}

#[test]
fn what_an_api_says_of_all_its_routes_holds_for_old_ones() {
    let part = Api::new("Part", "1")
        .tags(["part"])
        .security_scheme("key", SecurityScheme::header("X-Key"))
        .security(&[&[("key", &[])]])
        .operation_id_prefix("old_")
        .errors_of::<QuotaError>()
        .merge(old());
    let api: Api = Api::new("Shop", "2.0.0")
        .tags(["shop"])
        .nest("/tenants/{tenant}", part);
    let document = api.openapi();
    let list = &document["paths"]["/tenants/{tenant}/orders"]["get"];
    assert_eq!(list["tags"], json!(["shop", "part", "orders"]));
    assert_eq!(list["security"], json!([{ "key": [] }]));
    assert_eq!(list["operationId"], "old_list_orders");
    assert!(list["responses"]["429"]["content"].is_object());
    assert_eq!(list["parameters"][0]["name"], "tenant");
    let delete = &document["paths"]["/tenants/{tenant}/orders/{id}"]["delete"];
    // It declares its own.
    assert_eq!(delete["security"], json!([{ "bearer": [] }]));
    let names: Vec<_> = [0, 1]
        .map(|index| delete["parameters"][index]["name"].clone())
        .into();
    assert_eq!(names, ["tenant", "id"]);
    let _ = QuotaError::UsedUp { limit: 7 };
}

#[test]
fn links_and_references_follow_their_operations() {
    let links = json!({
        "one": { "operationId": "get_order", "parameters": { "id": "$response.body#/0/id" } },
        "all": { "operationRef": "#/paths/~1orders/get" },
        "self": { "operationId": "list_orders" },
        "elsewhere": { "operationRef": "https://billing.example/openapi.json#/paths/~1invoices/get" },
    });
    let mut document = document();
    document["paths"]["/orders"]["get"]["responses"]["200"]["links"] = links;
    let old = DocumentedRouter::new(router(), document);
    let api = Api::new("Shop", "1").routes(routes![get_order]).nest(
        "/v1",
        Api::new("Old", "1").operation_id_prefix("old_").merge(old),
    );
    let document = api.openapi();
    let links = &document["paths"]["/v1/orders"]["get"]["responses"]["200"]["links"];
    // One has moved, and is found where it is now.
    assert_eq!(links["one"]["operationId"], "get_order");
    assert_eq!(links["self"]["operationId"], "old_list_orders");
    assert_eq!(links["all"]["operationRef"], "#/paths/~1v1~1orders/get");
}

#[test]
fn webhooks_callbacks_and_path_items_are_merged() {
    let api = with(json!({
        "openapi": "3.1.0",
        "info": { "title": "Old", "version": "1" },
        "security": [{ "key": [] }],
        "paths": {
            "/orders": { "$ref": "#/components/pathItems/Orders" },
            "/": { "post": {
                "security": [],
                "responses": { "204": { "description": "Done" } },
                "callbacks": { "paid": { "{$request.body#/url}": { "post": {
                    "operationId": "paid", "responses": { "204": { "description": "Seen" } },
                } } } },
            } },
        },
        "webhooks": { "sent": { "post": { "operationId": "sent", "responses": { "204": { "description": "Seen" } } } } },
        "components": {
            "pathItems": { "Orders": { "get": { "operationId": "orders", "responses": { "204": { "description": "None" } } } } },
            "securitySchemes": { "key": { "$ref": "#/components/securitySchemes/header" }, "header": {
                "type": "apiKey", "name": "X-Key", "in": "header",
            } },
        },
    }));
    let document = Api::new("All", "1").nest("/v1", api).openapi();
    assert_eq!(
        document["paths"]["/v1/orders"]["get"]["security"],
        json!([{ "key": [] }])
    );
    assert_eq!(document["paths"]["/v1"]["post"]["security"], json!([]));
    assert_eq!(document["webhooks"]["sent"]["post"]["operationId"], "sent");
    assert_eq!(
        document["components"]["securitySchemes"]["key"]["in"],
        "header"
    );
    let callback = &document["paths"]["/v1"]["post"]["callbacks"]["paid"]["{$request.body#/url}"];
    assert_eq!(callback["post"]["operationId"], "paid");
}

#[test]
fn a_document_of_3_0_becomes_one_of_3_1() {
    let api = with(json!({
        "openapi": "3.0.3",
        "info": { "title": "Old", "version": "1" },
        "paths": { "/orders": { "get": {
            "parameters": [{ "name": "after", "in": "query", "schema": {
                "type": "integer", "minimum": 0, "exclusiveMinimum": true, "nullable": true,
            } }],
            "responses": { "200": { "description": "All", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Order" },
                // An example is data.
                "example": { "nullable": true },
            } } } },
        } } },
        "components": { "schemas": { "Order": { "type": "object", "properties": {
            "note": { "type": "string", "nullable": true, "example": "gift" },
            "parent": { "allOf": [{ "$ref": "#/components/schemas/Order" }], "nullable": true },
        } } } },
    }));
    let document = api.openapi();
    assert_eq!(document["openapi"], "3.1.0");
    let get = &document["paths"]["/orders"]["get"];
    assert_eq!(
        get["parameters"][0]["schema"],
        json!({ "type": ["integer", "null"], "exclusiveMinimum": 0 })
    );
    let order = &document["components"]["schemas"]["Order"]["properties"];
    assert_eq!(
        order["note"],
        json!({ "type": ["string", "null"], "examples": ["gift"] })
    );
    assert_eq!(order["parent"]["anyOf"][1], json!({ "type": "null" }));
    let content = &get["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["example"], json!({ "nullable": true }));
}

#[test]
fn a_document_of_3_2_is_one_of_an_api_of_3_2() {
    let stream = json!({
        "openapi": "3.2.0",
        "info": { "title": "Old", "version": "1" },
        "paths": { "/events": { "get": { "responses": { "200": {
            "description": "Events",
            "content": { "text/event-stream": { "itemSchema": { "$ref": "#/components/schemas/Event" } } },
        } } } } },
        "components": { "schemas": { "Event": { "type": "object" } } },
    });
    let api = with(stream.clone()).openapi_version(OpenApiVersion::V3_2);
    let document = api.openapi();
    let content = &document["paths"]["/events"]["get"]["responses"]["200"]["content"];
    assert!(content["text/event-stream"]["itemSchema"].is_object());
    let error = with(stream).try_openapi().unwrap_err();
    assert_eq!(
        in_lines(&error),
        [
            "the document `Old` is of OpenAPI 3.2.0, and that of this API of OpenAPI 3.1.0: add \
          `.openapi_version(OpenApiVersion::V3_2)` to the API"
        ]
    );
}
