//! What is easily taken for compatible, and is not.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use steadfast::compat::Changes;
use steadfast::compat::Verdict::{Breaking, Compatible};

/// A document whose only operation takes a body of the schema.
fn taking(schema: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "paths": { "/": { "post": {
            "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
            "responses": { "204": { "description": "Done" } },
        } } },
    })
}

fn sent(old: &Value, new: &Value) -> Changes {
    Changes::between(&taking(old), &taking(new)).unwrap()
}

#[test]
fn a_tighter_limit_is_never_compatible() {
    for (old, new) in [
        (
            json!({ "type": "number", "exclusiveMinimum": 0 }),
            json!({ "type": "number", "minimum": 0.01 }),
        ),
        (
            json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 1 }),
            json!({ "type": "number", "minimum": 0, "maximum": 0.9 }),
        ),
        (
            json!({ "type": "integer", "minimum": 0, "maximum": 100, "multipleOf": 7 }),
            json!({ "type": "integer", "minimum": 0, "maximum": 22, "multipleOf": 7 }),
        ),
        (
            json!({ "type": "integer", "maximum": 1e30 }),
            json!({ "type": "integer", "maximum": 1e20 }),
        ),
        (
            json!({ "type": "number", "multipleOf": 0.3, "maximum": 9 }),
            json!({ "type": "number", "multipleOf": 0.3, "maximum": 8.8 }),
        ),
        (
            json!({ "type": "integer", "enum": [1, 18_446_744_073_709_551_616.0] }),
            json!({ "type": "integer", "enum": [1] }),
        ),
    ] {
        let changes = sent(&old, &new);
        assert_eq!(changes.verdict(), Breaking, "{old} {new}\n{changes}");
        let back = sent(&new, &old);
        assert_eq!(back.verdict(), Compatible, "{new} {old}\n{back}");
    }
}

#[test]
fn a_limit_that_no_number_shows_is_risky() {
    let of = |most: u64| json!({ "type": "integer", "multipleOf": 6, "maximum": most, "allOf": [{ "multipleOf": 35 }] });
    let changes = sent(&of(30_000), &of(29_300));
    assert_ne!(changes.verdict(), Compatible, "{changes}");
}

#[test]
fn a_limit_that_excludes_no_integer_is_compatible() {
    for (old, new) in [
        (json!({ "exclusiveMinimum": 0 }), json!({ "minimum": 1 })),
        (
            json!({ "maximum": 100, "multipleOf": 7 }),
            json!({ "maximum": 98, "multipleOf": 7 }),
        ),
        (json!({ "maximum": 2.5 }), json!({ "maximum": 2 })),
        (json!({ "minimum": 1 }), json!({ "minimum": 1.0 })),
    ] {
        let integers = |limits: &Value| {
            let mut schema = limits.clone();
            schema["type"] = json!("integer");
            schema
        };
        let changes = sent(&integers(&old), &integers(&new));
        assert_eq!(changes.verdict(), Compatible, "{changes}");
    }
}

#[test]
fn no_pattern_stops_the_comparison() {
    for pattern in [
        "a{3,1}",
        "(){18446744073709551615}",
        "(){9,}",
        "(a{4000}){4000}",
        "[]",
        "(",
    ] {
        let start = Instant::now();
        let of =
            |shortest: u64| json!({ "type": "string", "pattern": pattern, "minLength": shortest });
        let changes = sent(&of(1), &of(2));
        assert_ne!(changes.verdict(), Compatible, "{pattern}: {changes}");
        assert!(start.elapsed() < Duration::from_secs(5), "{pattern}");
    }
}
