//! What is wrong with a document by itself, and what clashes with something else.

use steadfast::describe::SecurityScheme;

use super::*;

fn told(api: &Api) -> Vec<(String, String)> {
    match api.try_openapi() {
        Ok(_) => Vec::new(),
        Err(error) => error
            .faults()
            .map(|fault| {
                assert!(fault.help().is_some(), "{fault}");
                (fault.slug().to_owned(), fault.message().to_owned())
            })
            .collect(),
    }
}

/// The only fault of a document.
fn only(document: impl serde::Serialize) -> (String, String) {
    let api: Api =
        Api::new("Shop", "1").merge(DocumentedRouter::new(axum::Router::new(), document));
    let mut faults = told(&api);
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

fn with_paths(paths: &Value) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "Old", "version": "1" }, "paths": paths })
}

fn fault(slug: &str, message: &str) -> (String, String) {
    (slug.to_owned(), message.to_owned())
}

#[test]
fn what_is_not_a_document_is_a_fault() {
    let unreadable = |message: &str| fault("unreadable_document", message);
    assert_eq!(
        only("openapi: 3.1.0\ninfo: {}"),
        unreadable("a document that is merged is not JSON: expected value at line 1 column 1")
    );
    assert_eq!(
        only("{ \"openapi\": \"3.1.0\", "),
        unreadable(
            "a document that is merged is not JSON: EOF while parsing a value at line 1 column 22"
        )
    );
    assert_eq!(
        only(json!([])),
        unreadable("a document that is merged is not an object")
    );
    for not_a_document in [
        json!({}),
        json!({ "swagger": "2.0" }),
        json!({ "openapi": 3.1 }),
    ] {
        assert_eq!(
            only(not_a_document),
            unreadable("a document that is merged is not one of OpenAPI 3")
        );
    }
    assert_eq!(
        only(json!({ "openapi": "4.0.0" })),
        unreadable("a document that is merged is of OpenAPI `4.0.0`")
    );
    assert_eq!(
        only(with_paths(&json!([]))),
        unreadable("in the document `Old`, `paths` is not an object")
    );
    assert_eq!(
        only(with_paths(&json!({ "orders": {} }))),
        unreadable("in the document `Old`, `orders` is not a path")
    );
    assert_eq!(
        only(with_paths(&json!({ "/orders": { "get": 7 } }))),
        unreadable("in the document `Old`, GET /orders is not an object")
    );
    assert_eq!(
        only(with_paths(
            &json!({ "/orders": { "get": { "tags": "a" } } })
        )),
        unreadable("in the document `Old`, `tags` of GET /orders is not a list")
    );
    assert_eq!(
        only(with_paths(&json!({ "/orders": null }))),
        unreadable("in the document `Old`, `/orders` is not an object")
    );
    let mut other_dialect = with_paths(&json!({}));
    other_dialect["jsonSchemaDialect"] = json!("https://example.com/mine");
    assert_eq!(
        only(other_dialect),
        unreadable(
            "in the document `Old`, the dialect of the schemas, `https://example.com/mine`, is not known"
        )
    );
}

#[test]
fn a_document_that_is_too_deep_or_too_long_is_a_fault() {
    let deep = (0..200).fold(json!({}), |inner, _| json!({ "not": inner }));
    let document = json!({ "openapi": "3.1.0", "components": { "schemas": { "Deep": deep } } });
    let (slug, message) = only(document);
    assert_eq!(slug, "unreadable_document");
    assert!(message.contains("recursion limit exceeded"), "{message}");
    let (slug, message) = only(format!(
        "{{\"openapi\":\"3.1.0\",\"x\":\"{}\"}}",
        "a".repeat(64 << 20)
    ));
    assert_eq!(slug, "unreadable_document");
    assert!(message.ends_with("bytes"), "{message}");
}

#[test]
fn what_cannot_be_serialized_is_a_fault() {
    let keyed = std::collections::BTreeMap::from([((1, 2), "a")]);
    let (slug, message) = only(keyed);
    assert_eq!(slug, "unreadable_document");
    assert!(message.contains("key must be a string"), "{message}");
}

#[test]
fn a_reference_that_leads_nowhere_is_a_fault() {
    let of = |target: &str| {
        let schema = json!({ "schema": { "$ref": target } });
        with_paths(&json!({ "/orders": { "get": { "responses": { "200": {
            "description": "", "content": { "application/json": schema },
        } } } } }))
    };
    let at = "#/paths/~1orders/get/responses/200/content/application~1json/schema";
    assert_eq!(
        only(of("#/components/schemas/Order")),
        fault(
            "broken_reference",
            &format!(
                "the document `Old` refers to `#/components/schemas/Order` at `{at}`, but has nothing there that could be merged"
            )
        )
    );
    assert_eq!(
        only(of("./order.yaml#/Order")),
        fault(
            "broken_reference",
            &format!(
                "the document `Old` refers to `./order.yaml#/Order` at `{at}`, outside of itself"
            )
        )
    );
    // It is there, and is left out.
    assert_eq!(only(of("#/info")).0, "broken_reference");
    assert_eq!(only(of("#anchor")).0, "broken_reference");
    let mut anchored = of("#anchor");
    anchored["components"]["schemas"]["Order"] = json!({ "$anchor": "anchor" });
    assert_eq!(told(&with(anchored)), []);
    // In data, nothing is a reference.
    let example = json!({ "example": { "$ref": "#/nowhere" }, "schema": {
        "properties": { "$ref": { "type": "string" } }, "default": { "$ref": "#/nowhere" },
    } });
    let document = with_paths(&json!({ "/orders": { "get": { "responses": { "200": {
        "description": "", "content": { "application/json": example },
    } } } } }));
    assert_eq!(told(&with(document)), []);
}

#[test]
fn a_reference_in_a_circle_is_a_fault() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let of = |schemas: Value| {
        let mut document = with_paths(&json!({}));
        document["components"] = json!({ "schemas": schemas });
        document
    };
    let (slug, message) = only(of(
        json!({ "A": reference("B"), "B": { "allOf": [reference("A")] } }),
    ));
    assert_eq!(slug, "broken_reference");
    assert_eq!(
        message,
        "the document `Old` refers in a circle: `#/components/schemas/A` to `#/components/schemas/B` to `#/components/schemas/A`"
    );
    let (slug, _) = only(of(
        json!({ "A": { "anyOf": [reference("A"), { "type": "null" }] } }),
    ));
    assert_eq!(slug, "broken_reference");
    // A tree contains itself.
    let tree = json!({ "Tree": { "properties": { "branches": { "items": reference("Tree") } } } });
    assert_eq!(told(&with(of(tree))), []);
    let (slug, message) = only(with_paths(&json!({ "/a": { "$ref": "#/paths/~1a" } })));
    assert_eq!(slug, "broken_reference");
    assert!(message.contains("circle"), "{message}");
}

#[test]
fn many_faults_are_told_shortly() {
    let schemas: serde_json::Map<String, Value> = (0..1000)
        .map(|index| {
            (
                format!("S{index}"),
                json!({ "$ref": format!("#/components/schemas/N{index}") }),
            )
        })
        .collect();
    let mut document = with_paths(&json!({}));
    document["components"] = json!({ "schemas": schemas });
    let faults = told(&with(document));
    assert_eq!(faults.len(), 17);
    assert_eq!(faults[16].1, "the document `Old` has 984 faults more");
}

#[test]
fn a_long_chain_of_references_is_followed() {
    let schemas: serde_json::Map<String, Value> = (0..20_000)
        .map(|index| {
            (
                format!("S{index}"),
                json!({ "allOf": [{ "$ref": format!("#/components/schemas/S{}", index + 1) }] }),
            )
        })
        .chain([("S20000".to_owned(), json!({ "type": "string" }))])
        .collect();
    let mut document = with_paths(&json!({}));
    document["components"] = json!({ "schemas": schemas });
    assert_eq!(told(&with(document)), []);
}

#[test]
fn each_clash_names_both_sides() {
    let mut document = document();
    document["paths"]["/orders/{id}"]["get"] = json!({ "operationId": "old_one", "responses": {} });
    document["paths"]["/me/{name}"] = json!({ "get": { "operationId": "me", "responses": {} } });
    document["paths"]["/openapi.json"] = json!({ "get": { "responses": {} } });
    document["components"]["securitySchemes"]["key"] = json!({ "type": "http", "scheme": "basic" });
    document["paths"]["/me/{name}"]["get"]["security"] = json!([{ "session": [] }]);
    let router = router()
        .route("/orders/{id}", get(async || "old"))
        .route("/openapi.json", get(async || "old"));
    let api: Api = Api::new("Shop", "2")
        .security_scheme("key", SecurityScheme::header("X-Key"))
        .routes(routes![get_order, me])
        .merge(DocumentedRouter::new(router, document));
    let clash = |slug, message: &str| fault(slug, message);
    assert_eq!(
        told(&api),
        [
            clash(
                "duplicate_security_scheme",
                "the security scheme `key` of the document `Old shop` is another than that of `Shop`"
            ),
            clash(
                "duplicate_route",
                "`it::documented_router::get_order` and the document `Old shop` both answer GET /orders/{id}"
            ),
            clash(
                "duplicate_operation_id",
                "`it::documented_router::me` and GET /me/{name} of the document `Old shop` have the same operation id, `me`"
            ),
            clash(
                "duplicate_route",
                "the document of this API and the document `Old shop` both answer GET /openapi.json"
            ),
            clash(
                "unknown_security_scheme",
                "GET /me/{name} of the document `Old shop` needs the security scheme `session`, which neither it nor this API describes"
            ),
        ]
    );
}

#[test]
fn a_parameter_of_another_name_is_a_clash() {
    let mut document = document();
    document["paths"] = json!({ "/orders/{order_id}": {
        "put": { "responses": {} },
        "delete": { "responses": {} },
    } });
    let router = axum::Router::new().route("/orders/{order_id}", axum::routing::put(async || ""));
    let api: Api = Api::new("Shop", "2")
        .routes(routes![get_order])
        .merge(DocumentedRouter::new(router, document));
    assert_eq!(
        told(&api),
        [fault(
            "ambiguous_path",
            "the document `Old shop` at /orders/{order_id} cannot be told apart from `it::documented_router::get_order` at \
             /orders/{id}"
        )]
    );
}

#[test]
fn two_documents_clash_as_a_handler_and_a_document_do() {
    let api: Api = Api::new("Shop", "2").merge(old()).merge(old());
    let faults = told(&api);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(
        faults[0],
        fault(
            "duplicate_route",
            "the document `Old shop` and the document `Old shop` both answer GET /orders"
        )
    );
    // The help of the other kind of clash.
    let api: Api = Api::new("Shop", "2").nest("/v1", old()).nest("/v2", old());
    assert_eq!(told(&api)[0].0, "duplicate_operation_id");
    let second = Api::new("Old", "1").operation_id_prefix("v2_").merge(old());
    let api: Api = Api::new("Shop", "2").nest("/v1", old()).nest("/v2", second);
    assert_eq!(told(&api), []);
}

#[test]
fn a_route_that_only_the_router_still_has_is_refused_by_axum() {
    let mut moved = document();
    moved["paths"]["/orders/{id}"]
        .as_object_mut()
        .unwrap()
        .remove("get");
    let router = router().route("/orders/{id}", get(async || "old"));
    let api: Api = Api::new("Shop", "2")
        .routes(routes![get_order])
        .merge(DocumentedRouter::new(router, moved));
    assert_eq!(told(&api)[0].0, "refused_router");
}

#[test]
fn a_link_to_an_operation_that_is_gone_is_a_fault() {
    let mut document = document();
    document["paths"]["/orders"]["get"]["responses"]["200"]["links"] = json!({ "one": { "operationId": "one_order" }, "ref": { "operationRef": "#/paths/~1orders/get/nothing" } });
    let (slug, _) = only(document.clone());
    assert_eq!(slug, "broken_reference");
    document["paths"]["/orders"]["get"]["responses"]["200"]["links"] =
        json!({ "one": { "operationId": "one_order" } });
    assert_eq!(
        only(document),
        fault(
            "broken_link",
            "the document `Old shop` has a link to the operation `one_order`, which is not one of this API"
        )
    );
}

#[test]
fn two_webhooks_of_one_name_clash() {
    #[route(post, status = 204)]
    async fn sent() -> NoContent {
        NoContent
    }
    let mut document = with_paths(&json!({}));
    document["webhooks"] = json!({ "sent": { "post": { "responses": {} } } });
    let api = with(document.clone()).webhook("sent", sent);
    assert_eq!(
        told(&api),
        [fault(
            "duplicate_webhook",
            "the webhook `sent` with POST is described by the document `Old` and by this API"
        )]
    );
    let twice: Api = Api::new("Shop", "1")
        .nest("/v1", with(document.clone()))
        .nest("/v2", with(document));
    assert_eq!(told(&twice), []);
}

#[test]
fn an_extractor_whose_scheme_is_another_names_the_document() {
    use steadfast::extract::Bearer;

    #[route(get, "/me", response = Text)]
    async fn me(_: Bearer) -> Text {
        Text::from("Ada")
    }
    let mut document = with_paths(&json!({}));
    document["components"]["securitySchemes"] =
        json!({ "bearer": { "type": "apiKey", "name": "X-Token", "in": "header" } });
    let faults = told(&with(document).routes(routes![me]));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].0, "duplicate_security_scheme");
    assert!(faults[0].1.contains("by the document `Old`"), "{faults:?}");
}
