//! Documents that cannot be compared: a clear error, in bounded time and memory.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use steadfast::compat::{Changes, Kind, Verdict};

#[allow(
    clippy::needless_pass_by_value,
    reason = "it is written where it is used"
)]
fn document(components: Value, schema: Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "paths": { "/": { "post": {
            "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
            "responses": { "204": { "description": "Done" } },
        } } },
        "components": { "schemas": components },
    })
}

fn error(old: &Value) -> String {
    let new = json!({ "openapi": "3.1.0", "paths": {} });
    Changes::between(old, &new).unwrap_err().to_string()
}

#[test]
fn what_is_no_document_is_said_to_be_none() {
    for (old, expected) in [
        (
            json!([]),
            "the old document: is not an OpenAPI document, but another JSON value",
        ),
        (
            json!({ "a": 1 }),
            "the old document: is not an OpenAPI document: it has no member `openapi`",
        ),
        (
            json!({ "openapi": "3.0.3" }),
            "the old document, at `/openapi`: OpenAPI 3.0.3 is not read, only 3.1 and 3.2",
        ),
        (
            json!({ "openapi": 3.1 }),
            "the old document, at `/openapi`: OpenAPI 3.1 is not read, only 3.1 and 3.2",
        ),
        (
            json!({ "openapi": "3.1.0", "paths": [] }),
            "the old document, at `/paths`: `paths` is not an object",
        ),
        (
            json!({ "openapi": "3.1.0", "paths": { "/a/{b}": { "get": 1 } } }),
            "the old document, at `/paths/~1a~1{b}/get`: is not an object",
        ),
    ] {
        assert_eq!(error(&old), expected);
    }
}

#[test]
fn it_is_said_which_document_is_at_fault() {
    let new = json!({ "openapi": "3.1.0", "paths": {} });
    let error = Changes::between(&new, &json!({})).unwrap_err();
    assert!(!error.is_old());
    assert!(
        error.to_string().starts_with("the new document: "),
        "{error}"
    );
}

#[test]
fn a_reference_that_leads_nowhere_has_a_place() {
    let old = document(json!({}), json!({ "$ref": "#/components/schemas/Gone" }));
    let expected = "the old document, at `/paths/~1/post/requestBody/content/application~1json/schema`: the reference \
         `#/components/schemas/Gone` leads nowhere";
    assert_eq!(error(&old), expected);
}

#[test]
fn a_cycle_without_a_value_has_a_place() {
    let same = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    for cycle in [
        json!({ "A": same("B"), "B": same("A") }),
        json!({ "A": { "allOf": [same("A")] } }),
        json!({ "A": { "anyOf": [{ "type": "null" }, { "oneOf": [same("A")] }] } }),
    ] {
        let said = error(&document(cycle, same("A")));
        assert!(said.contains("at `/components/schemas/"), "{said}");
        assert!(
            said.ends_with("a cycle of references, without a value in it"),
            "{said}"
        );
    }
}

#[test]
fn a_type_that_contains_itself_is_compared() {
    let tree = |leaf: Value| {
        let list = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Tree" } });
        let tree = json!({ "type": "object", "properties": { "leaf": leaf, "branches": list }, "required": ["leaf"] });
        document(
            json!({ "Tree": tree }),
            json!({ "$ref": "#/components/schemas/Tree" }),
        )
    };
    let (old, new) = (
        tree(json!({ "type": "integer" })),
        tree(json!({ "type": "string" })),
    );
    assert!(Changes::between(&old, &old).unwrap().is_empty());
    let changes = Changes::between(&old, &new).unwrap();
    let change = changes.breaking().next().unwrap();
    assert_eq!(
        change.witness.as_ref().unwrap().to_string(),
        r#"{"leaf":0}  <- /leaf"#
    );
}

#[test]
fn a_value_that_is_nested_too_deeply_is_refused() {
    let mut nested = json!({ "type": "string" });
    for _ in 0..150 {
        nested = json!({ "items": nested });
    }
    assert_eq!(
        error(&document(json!({}), nested)),
        "the old document: its values are nested more than 128 deep"
    );
}

#[test]
fn schemas_of_very_many_alternatives_end() {
    let part = |word: &str| {
        let names: Vec<Value> = (0..12).map(|number| json!({ "properties": { format!("{word}{number}"): true }, "required": [format!("{word}{number}")] })).collect();
        json!({ "anyOf": names })
    };
    let whole = |last: &str| json!({ "type": "object", "allOf": [part("a"), part("b"), part("c"), part("d"), part(last)] });
    let start = Instant::now();
    let changes = Changes::between(
        &document(json!({}), whole("e")),
        &document(json!({}), whole("f")),
    )
    .unwrap();
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(changes.verdict(), Verdict::Risky, "{changes}");
    assert!(
        changes
            .iter()
            .any(|change| change.kind == Kind::NotCompared),
        "{changes}"
    );
}

#[test]
fn types_that_contain_each_other_in_every_way_end() {
    let count = 24;
    let types = |own: &str| -> Value {
        let each = (0..count).map(|number| {
            let members = (0..count).map(|other| {
                (format!("m{other}"), json!({ "anyOf": [{ "$ref": format!("#/components/schemas/T{other}") }, { "type": "null" }] }))
            });
            let mut members: serde_json::Map<String, Value> = members.collect();
            members.insert("own".to_owned(), json!({ "type": own }));
            (format!("T{number}"), json!({ "type": "object", "properties": members }))
        });
        each.collect::<serde_json::Map<_, _>>().into()
    };
    let root = json!({ "$ref": "#/components/schemas/T0" });
    let start = Instant::now();
    let changes = Changes::between(
        &document(types("string"), root.clone()),
        &document(types("integer"), root),
    )
    .unwrap();
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(changes.verdict(), Verdict::Breaking);
}

#[test]
fn a_keyword_that_is_not_read_is_said_when_it_changes() {
    let schema = |word: &str| json!({ "type": "object", "properties": { "a": { "type": "string" } }, "not": { "required": [word] } });
    let (old, new) = (
        document(json!({}), schema("a")),
        document(json!({}), schema("b")),
    );
    assert!(Changes::between(&old, &old).unwrap().is_empty());
    let changes = Changes::between(&old, &new).unwrap();
    let change = changes.iter().next().unwrap();
    assert_eq!(
        (change.kind, change.verdict),
        (Kind::KeywordChanged, Verdict::Risky)
    );
    assert_eq!(
        change.sentence,
        "request body: the value differs in `not`, which is not compared"
    );
}
