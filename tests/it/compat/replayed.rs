//! What no schema decides: a witness is a request or an answer that one contract has, and the other does not.

use serde_json::{Value, json};
use steadfast::compat::Verdict::{Breaking, Risky};
use steadfast::compat::{Change, Changes, Direction, Subject};

fn of(operation: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "paths": { "/users/{id}": { "post": operation } },
        "components": { "securitySchemes": {
            "token": { "type": "http", "scheme": "bearer" },
            "outside": { "$ref": "security.json#/token" },
            "elsewhere": { "$ref": "elsewhere.json#/token" },
        } },
    })
}

fn between(old: &Value, new: &Value) -> Changes {
    Changes::between(&of(old), &of(new)).unwrap()
}

fn only(changes: &Changes) -> &Change {
    let mut all = changes.iter();
    let change = all.next().unwrap_or_else(|| panic!("a change is told"));
    assert!(all.next().is_none(), "{changes}");
    change
}

fn parameter(name: &str) -> Subject {
    subject(
        &json!({ "parameters": [{ "name": name, "in": "query", "required": true, "schema": {} }] }),
    )
}

/// The subject of what is new in an operation.
fn subject(new: &Value) -> Subject {
    let changes = between(&json!({ "responses": { "200": {} } }), &{
        let mut operation = json!({ "responses": { "200": {} } });
        operation
            .as_object_mut()
            .unwrap()
            .extend(new.as_object().unwrap().clone());
        operation
    });
    only(&changes).subject.clone().unwrap()
}

#[test]
fn a_change_names_the_part_of_the_operation() {
    assert_eq!(parameter("page").to_string(), "query parameter `page`");
    let body = json!({ "required": true, "content": { "application/json": {} } });
    assert_eq!(
        subject(&json!({ "requestBody": body })),
        Subject::RequestBody
    );
    assert_eq!(
        subject(&json!({ "security": [{ "token": [] }] })),
        Subject::Security
    );
    let answer = subject(&json!({ "responses": { "200": {}, "404": {} } }));
    assert_eq!(answer.to_string(), "answer 404");
    let header = json!({ "required": true, "schema": { "type": "string" } });
    let header = subject(&json!({ "responses": { "200": { "headers": { "ETag": header } } } }));
    assert_eq!(header.to_string(), "header `ETag` of 200");
}

#[test]
fn what_is_missing_in_a_range_of_statuses_is_shown_by_one_that_both_contracts_have() {
    let header = json!({ "required": true, "schema": { "type": "string" } });
    let old = json!({ "responses": { "2XX": { "headers": { "ETag": header } }, "200": {} } });
    let new = json!({ "responses": { "2XX": {}, "200": {} } });
    let changes = between(&old, &new);
    assert_eq!(only(&changes).verdict, Breaking);
    assert_eq!(
        only(&changes).witness.as_ref().unwrap().to_string(),
        "an answer without ETag"
    );
}

#[test]
fn a_media_type_that_is_listed_in_a_range_is_not_missing() {
    let types = |name: &str| json!({ "responses": { "200": { "content": { name: {} } } } });
    let changes = between(&types("image/*"), &types("image/png"));
    assert_ne!(changes.verdict(), Breaking, "{changes}");
    let changes = between(&types("image/png"), &types("image/*"));
    let change = changes
        .breaking()
        .next()
        .expect("images of other types are new");
    assert_eq!(change.direction, Some(Direction::Received));
}

#[test]
fn a_security_scheme_outside_of_the_document_is_not_judged() {
    let of = |name: &str| json!({ "security": [{ name: [] }], "responses": {} });
    for (old, new) in [
        ("outside", "token"),
        ("token", "outside"),
        ("outside", "elsewhere"),
    ] {
        let changes = between(&of(old), &of(new));
        assert_eq!(only(&changes).verdict, Risky, "{changes}");
        assert!(
            only(&changes)
                .sentence
                .contains("leads out of the document"),
            "{changes}"
        );
    }
    let same = between(&of("outside"), &of("outside"));
    assert!(same.is_empty(), "{same}");
}

#[test]
fn a_callback_outside_of_the_document_is_not_judged() {
    let of = |callback: Value| json!({ "callbacks": { "done": callback }, "responses": {} });
    let own = json!({ "{$request.body#/url}": { "post": { "responses": { "200": {} } } } });
    let outside = json!({ "$ref": "callbacks.json#/done" });
    let changes = between(&of(own), &of(outside.clone()));
    let expected = "the callback: is not compared; `callbacks.json#/done` leads out of the document and is not followed";
    assert_eq!(only(&changes).sentence, expected);
    assert_eq!(only(&changes).operation, "POST /users/{id} callback done");
    let same = between(&of(outside.clone()), &of(outside));
    assert!(same.is_empty(), "{same}");
}
