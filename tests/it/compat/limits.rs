//! What is easily taken for compatible, and is not.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use steadfast::compat::Verdict::{Breaking, Compatible, Risky};
use steadfast::compat::{Changes, Kind, Verdict};

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

#[track_caller]
fn assert_told(changes: &Changes, kind: Kind, verdict: Verdict) {
    assert!(
        changes
            .iter()
            .any(|change| change.kind == kind && change.verdict == verdict),
        "no {kind:?} that is {verdict}\n{changes}"
    );
    assert_eq!(changes.verdict(), verdict, "{changes}");
}

#[test]
fn what_stands_beside_a_reference_is_read() {
    let of = |beside: Value| {
        let mut sort = json!({ "$ref": "#/components/schemas/Sort" });
        for (keyword, value) in beside.as_object().unwrap() {
            sort[keyword] = value.clone();
        }
        let mut document = taking(&json!({ "type": "object", "properties": { "sort": sort } }));
        let values = json!({ "type": "string", "enum": ["asc", "desc"], "default": "asc" });
        document["components"] = json!({ "schemas": { "Sort": values } });
        document
    };
    let plain = of(json!({}));
    let descending = of(json!({ "default": "desc" }));
    for (old, new) in [
        (of(json!({ "default": "asc" })), descending.clone()),
        (plain.clone(), descending),
    ] {
        let changes = Changes::between(&old, &new).unwrap();
        assert_told(&changes, Kind::DefaultChanged, Risky);
    }
    let same = Changes::between(&plain, &of(json!({ "default": "asc" }))).unwrap();
    assert!(same.is_empty(), "{same}");
    let deprecated = of(json!({ "deprecated": true }));
    let changes = Changes::between(&plain, &deprecated).unwrap();
    assert_told(&changes, Kind::Deprecated, Compatible);
}

#[test]
fn values_that_may_grow_beside_a_reference_do_not_break() {
    let of = |values: Value| {
        let schema = json!({ "$ref": "#/components/schemas/Plan", "x-extensible-enum": true });
        let content = json!({ "application/json": { "schema": schema } });
        json!({
            "openapi": "3.1.0",
            "paths": { "/": { "get": { "responses": { "200": { "description": "OK", "content": content } } } } },
            "components": { "schemas": { "Plan": { "type": "string", "enum": values } } },
        })
    };
    let changes = Changes::between(&of(json!(["free"])), &of(json!(["free", "paid"]))).unwrap();
    assert_told(&changes, Kind::EnumValueAdded, Risky);
}

fn answering(responses: &Value) -> Value {
    json!({ "openapi": "3.1.0", "paths": { "/": { "get": { "responses": responses } } } })
}

#[test]
fn a_status_that_lives_on_in_a_range_or_as_default_is_compared() {
    let body = |member: &str| {
        let members = json!({ member: { "type": "string" } });
        let schema = json!({ "type": "object", "required": [member], "properties": members });
        json!({ "description": "It", "content": { "application/json": { "schema": schema } } })
    };
    let (user, problem) = (body("name"), body("title"));
    for (old, new) in [
        (
            json!({ "200": user, "default": problem }),
            json!({ "default": problem }),
        ),
        (
            json!({ "404": user, "4XX": problem }),
            json!({ "4XX": problem }),
        ),
        (
            json!({ "404": user, "4XX": problem }),
            json!({ "4xx": problem }),
        ),
        (
            json!({ "default": problem }),
            json!({ "200": user, "default": problem }),
        ),
    ] {
        let changes = Changes::between(&answering(&old), &answering(&new)).unwrap();
        assert_told(&changes, Kind::MemberRemoved, Breaking);
    }
    let old = json!({ "200": user, "404": problem, "4XX": problem, "default": problem });
    let new = json!({ "200": user, "default": problem });
    let changes = Changes::between(&answering(&old), &answering(&new)).unwrap();
    assert!(changes.is_empty(), "{changes}");
}

#[test]
fn a_format_that_only_the_reader_has_is_risky() {
    for format in ["byte", "decimal", "char", "media-range"] {
        let formatted = json!({ "type": "string", "format": format });
        let changes = sent(&json!({ "type": "string" }), &formatted);
        assert_told(&changes, Kind::FormatChanged, Risky);
        let changes = sent(&formatted, &json!({ "type": "string" }));
        assert_told(&changes, Kind::FormatChanged, Compatible);
    }
    let (any, int32, int64) = (
        json!({ "type": "integer" }),
        json!({ "type": "integer", "format": "int32" }),
        json!({ "type": "integer", "format": "int64" }),
    );
    assert_told(&sent(&any, &int32), Kind::FormatChanged, Risky);
    assert_told(&sent(&int64, &int32), Kind::FormatChanged, Risky);
    assert_told(&sent(&int32, &any), Kind::FormatChanged, Compatible);
    let of = |schema: &Value| {
        let content = json!({ "application/json": { "schema": schema } });
        answering(&json!({ "200": { "description": "OK", "content": content } }))
    };
    let changes = Changes::between(&of(&int32), &of(&any)).unwrap();
    assert_told(&changes, Kind::FormatChanged, Risky);
    // A name for what a text is for.
    let secret = json!({ "type": "string", "format": "password" });
    let changes = sent(&json!({ "type": "string" }), &secret);
    assert_told(&changes, Kind::FormatChanged, Compatible);
}

#[test]
fn a_small_document_does_not_make_large_values() {
    let tree = |leaf: &str| {
        let mut schemas = json!({ "T30": { "type": "object", "required": ["leaf"], "properties": { "leaf": { "type": leaf } } } });
        for level in 0..30 {
            let next = json!({ "$ref": format!("#/components/schemas/T{}", level + 1) });
            schemas[format!("T{level}")] = json!({ "type": "object", "required": ["a", "b"], "properties": { "a": next, "b": next } });
        }
        let mut document = taking(&json!({ "$ref": "#/components/schemas/T0" }));
        document["components"] = json!({ "schemas": schemas });
        document
    };
    let lists = |leaf: &str| {
        let inner = json!({ "type": "array", "minItems": 20_000, "items": { "type": leaf } });
        taking(&json!({ "type": "array", "minItems": 20_000, "items": inner }))
    };
    let unique = |most: u64| {
        taking(
            &json!({ "type": "array", "uniqueItems": true, "maxItems": most, "items": { "type": "integer" } }),
        )
    };
    for (old, new) in [
        (tree("string"), tree("integer")),
        (lists("integer"), lists("string")),
        (unique(20_000), unique(9000)),
    ] {
        let start = Instant::now();
        let changes = Changes::between(&old, &new).unwrap();
        assert!(changes.verdict() < Compatible, "{changes}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn a_long_list_of_values_takes_little_time() {
    let of = |count: usize, last: &str| {
        let mut values: Vec<String> = (0..count).map(|number| format!("v{number}")).collect();
        values.push(last.to_owned());
        json!({ "type": "string", "enum": values })
    };
    let start = Instant::now();
    let mut turned = of(100_000, "a");
    turned["enum"].as_array_mut().unwrap().reverse();
    let changes = sent(&of(100_000, "a"), &turned);
    assert!(changes.is_empty(), "{changes}");
    let changes = sent(&of(100_000, "a"), &of(100_000, "b"));
    assert!(changes.verdict() < Compatible, "{changes}");
    assert!(start.elapsed() < Duration::from_secs(30));
    let changes = sent(&of(500, "a"), &of(500, "b"));
    assert_told(&changes, Kind::EnumValueRemoved, Breaking);
    let twice = sent(
        &json!({ "enum": ["a", "b"] }),
        &json!({ "enum": ["a", "a"] }),
    );
    assert_told(&twice, Kind::EnumValueRemoved, Breaking);
}

#[test]
fn what_is_too_large_does_not_hide_what_comes_after_it() {
    let of = |name: &str, more: &str| {
        let values = |prefix: &str| -> Vec<String> {
            (0..50_000)
                .map(|number| format!("{prefix}{number}"))
                .collect()
        };
        let mut document = taking(&json!({ "type": "string", "enum": values(more) }));
        let member = json!({ "type": "object", "required": [name], "properties": { name: { "type": "string" } } });
        document["paths"]["/z"] = taking(&member)["paths"]["/"].clone();
        document
    };
    let changes = Changes::between(&of("a", "x"), &of("b", "y")).unwrap();
    assert!(
        changes
            .breaking()
            .any(|change| change.kind == Kind::MemberAdded),
        "not found"
    );
}

#[test]
fn servers_are_compared_wherever_they_stand() {
    let plain = taking(&json!(true));
    let with = |pointer: &str, servers: Value| {
        let mut document = plain.clone();
        document.pointer_mut(pointer).unwrap()["servers"] = servers;
        document
    };
    let second = json!([{ "url": "/v2" }]);
    for pointer in ["", "/paths/~1", "/paths/~1/post"] {
        let there = with(pointer, second.clone());
        for (old, new) in [(&plain, &there), (&there, &plain)] {
            let changes = Changes::between(old, new).unwrap();
            assert_told(&changes, Kind::ServerRemoved, Risky);
        }
        let same = Changes::between(&there, &there).unwrap();
        assert!(same.is_empty(), "{same}");
    }
    let root = with("", json!([{ "url": "/" }]));
    let same = Changes::between(&plain, &root).unwrap();
    assert!(same.is_empty(), "{same}");
}

#[test]
fn a_new_path_may_be_one_that_another_operation_took() {
    let of = |paths: &[(&str, &str, &str)]| {
        let mut document = json!({ "openapi": "3.1.0", "paths": {} });
        for (method, path, ty) in paths {
            let name =
                json!({ "name": "name", "in": "path", "required": true, "schema": { "type": ty } });
            let answers = json!({ "204": { "description": "Done" } });
            document["paths"][path][method] = json!({ "parameters": [name], "responses": answers });
        }
        document
    };
    let added = |ty: &str, method: &str, path: &str| {
        let old = ("get", "/users/{name}", ty);
        Changes::between(&of(&[old]), &of(&[old, (method, path, ty)])).unwrap()
    };
    for (ty, method, path, verdict) in [
        ("string", "get", "/users/search", Risky),
        ("string", "post", "/users/search", Risky),
        ("integer", "get", "/users/7", Risky),
        ("integer", "get", "/users/search", Compatible),
        ("string", "post", "/users/{name}", Compatible),
        ("string", "get", "/users/{name}/posts", Compatible),
    ] {
        assert_told(&added(ty, method, path), Kind::OperationAdded, verdict);
    }
}

#[test]
fn media_types_with_other_parameters_are_not_the_same() {
    let body = |member: &str| {
        let members = json!({ member: { "type": "string" } });
        json!({ "schema": { "type": "object", "required": [member], "properties": members } })
    };
    let (first, second) = ("application/json;v=1", "application/json; v=2");
    let both = json!({ first: body("a"), second: body("b") });
    let answer =
        |content: &Value| answering(&json!({ "200": { "description": "OK", "content": content } }));
    let request = |content: &Value| {
        let mut document = taking(&json!(true));
        document["paths"]["/"]["post"]["requestBody"]["content"] = content.clone();
        document
    };
    let only = json!({ first: body("a") });
    let third = json!({ "application/json;v=3": body("a") });
    let ranges = json!({ "*/*": { "schema": false }, "application/*": body("a") });
    let spelled = json!({ "Application/JSON; charset=utf-8; V=\"1\"": body("a") });
    let said = |old: &Value, new: &Value| {
        [
            Changes::between(&answer(old), &answer(new)).unwrap(),
            Changes::between(&request(old), &request(new)).unwrap(),
        ]
    };
    for (old, new) in [(&both, &both), (&only, &spelled)] {
        for changes in said(old, new) {
            assert!(changes.is_empty(), "{changes}");
        }
    }
    let [answers, requests] = said(&only, &third);
    assert_told(&answers, Kind::MediaTypeAdded, Risky);
    assert_told(&requests, Kind::MediaTypeRemoved, Risky);
    let [answers, requests] = said(&both, &only);
    assert_told(&answers, Kind::MediaTypeRemoved, Breaking);
    assert!(requests.verdict() < Compatible, "{requests}");
    let [_, requests] = said(&only, &both);
    assert_told(&requests, Kind::MediaTypeAdded, Compatible);
    let [_, requests] = said(&only, &ranges);
    assert_eq!(requests.verdict(), Compatible, "{requests}");
}
