//! Documents with anything anywhere: each is merged or refused, without a panic.

use proptest::prelude::*;

use super::*;

/// Values that a document could have at a place where they do not belong.
fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!(7)),
        Just(json!("")),
        Just(json!("#/components/schemas/Order")),
        Just(json!([])),
        Just(json!([[{}]])),
        Just(json!({})),
        Just(json!({ "$ref": "#/components/schemas/Order" })),
        Just(json!({ "$ref": "#" })),
        Just(json!({ "$ref": 7, "discriminator": { "mapping": { "a": 1 } }, "oneOf": {} })),
        Just(
            json!({ "get": { "operationId": "get_order", "responses": { "404": 7, "x": null } } })
        ),
        Just(json!({ "a": { "operationId": "list_orders" } })),
    ]
}

/// Replaces the value at the place with this number, counted through the whole document.
fn replace(value: &mut Value, number: &mut usize, other: &Value) {
    if *number == 0 {
        *value = other.clone();
        *number = usize::MAX;
        return;
    }
    *number -= 1;
    match value {
        Value::Object(members) => {
            for (_, value) in members {
                replace(value, number, other);
            }
        }
        Value::Array(values) => {
            for value in values {
                replace(value, number, other);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_document_with_anything_anywhere_is_merged_or_refused(
        changes in prop::collection::vec((0_usize..110, anything()), 1..4),
        is_3_0: bool,
    ) {
        let mut document = document();
        if is_3_0 {
            document["openapi"] = json!("3.0.3");
        }
        for (mut place, other) in changes {
            // The first is the whole document.
            replace(&mut document, &mut place, &other);
        }
        let old = DocumentedRouter::new(axum::Router::new(), &document);
        let api: Api = Api::new("Shop", "1").routes(routes![get_order]).nest("/v1/{a}", old);
        match api.try_openapi() {
            Ok(_) => drop(api.routes_table().to_string()),
            Err(error) => prop_assert!(error.faults().all(|fault| fault.help().is_some())),
        }
    }
}
