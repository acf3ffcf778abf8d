//! How long it takes: two documents of a thousand operations.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use steadfast::compat::Changes;

/// A document of operations that share their models, as those of a service do.
fn document(operations: usize, is_required: bool) -> Value {
    let user = |number: usize| {
        let mut user = json!({ "type": "object", "required": ["id", "name"], "properties": {
            "id": { "type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX },
            "name": { "type": "string", "minLength": 1 },
            "email": { "type": ["string", "null"], "format": "email" },
            "role": { "type": "string", "enum": ["admin", "user"] },
            "friends": { "type": "array", "items": { "$ref": format!("#/components/schemas/User{number}") } },
        } });
        if is_required {
            user["required"] = json!(["id", "name", "email"]);
        }
        user
    };
    let schemas: Map<String, Value> = (0..50)
        .map(|number| (format!("User{number}"), user(number)))
        .collect();
    let paths: Map<String, Value> = (0..operations / 2)
        .map(|number| {
            let body = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/User{}", number % 50) } } });
            let problem = json!({ "application/problem+json": { "schema": { "type": "object", "properties": { "code": { "enum": ["a", "b"] } } } } });
            let answers = json!({ "200": { "description": "OK", "content": body }, "404": { "description": "None", "content": problem } });
            let item = json!({
                "get": { "operationId": format!("get{number}"), "responses": answers },
                "put": { "operationId": format!("put{number}"), "requestBody": { "required": true, "content": body }, "responses": answers },
            });
            (format!("/users{number}/{{id}}"), item)
        })
        .collect();
    json!({ "openapi": "3.1.0", "paths": paths, "components": { "schemas": schemas } })
}

/// Unoptimized, and beside other tests, it takes some ten times as long as in a release build.
#[test]
fn a_thousand_operations_are_compared_at_once() {
    let (old, new) = (document(1000, false), document(1000, true));
    let start = Instant::now();
    let changes = Changes::between(&old, &new).unwrap();
    let took = start.elapsed();
    println!("{took:?}");
    assert_eq!(changes.breaking().count(), 500);
    assert!(took < Duration::from_secs(30), "{took:?}");
}
