//! Pairs of schemas where a value of the one is refused by the other, in ways that are easily overlooked.

use serde_json::{Value, json};
use steadfast::compat::{Changes, Verdict};

/// A document whose only request has the schema `In`.
fn document(components: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "paths": { "/a": { "post": {
            "requestBody": { "required": true, "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/In" },
            } } },
            "responses": { "204": { "description": "Done" } },
        } } },
        "components": { "schemas": components },
    })
}

fn between(old: &Value, new: &Value) -> Changes {
    Changes::between(&document(old), &document(new)).unwrap()
}

/// That something is said against the change of the request's schema, which refuses what was valid.
fn assert_told(old: &Value, new: &Value) {
    let changes = between(old, new);
    let is_told = changes
        .iter()
        .any(|change| matches!(change.verdict, Verdict::Breaking | Verdict::Risky));
    assert!(is_told, "{old}\n{new}\n{changes}");
}

/// That nothing is said against the change.
fn assert_fine(old: &Value, new: &Value) {
    let changes = between(old, new);
    let is_told = changes
        .iter()
        .any(|change| matches!(change.verdict, Verdict::Breaking | Verdict::Risky));
    assert!(!is_told, "{old}\n{new}\n{changes}");
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "schemas are written where they are used"
)]
fn told(old: Value, new: Value) {
    assert_told(&json!({ "In": old }), &json!({ "In": new }));
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "schemas are written where they are used"
)]
fn fine(old: Value, new: Value) {
    assert_fine(&json!({ "In": old }), &json!({ "In": new }));
}

#[test]
fn a_value_that_two_tags_of_one_type_refuse_is_told() {
    let word = json!({ "$ref": "#/components/schemas/Word" });
    let of = |name: &str| {
        let tag = json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({ "type": "object", "required": ["kind", "like"], "properties": { "kind": tag, "like": tag } })
    };
    let old = json!({
        "Word": { "enum": ["a", "b"] },
        "In": { "type": "object", "required": ["kind", "like"], "properties": { "kind": word, "like": word } },
    });
    let new = json!({
        "A": { "const": "a" },
        "B": { "const": "b" },
        "In": { "oneOf": [of("A"), of("B")] },
    });
    assert_told(&old, &new);
}

#[test]
fn an_alternative_that_is_not_compared_to_its_end_does_not_read_the_rest() {
    let object = |tag: Value, last: &str, news: bool| {
        let mut properties = serde_json::Map::new();
        properties.insert("kind".to_owned(), tag);
        for index in 0..120 {
            let mut member = json!({ "type": "string", "title": index.to_string() });
            if news {
                member["deprecated"] = json!(true);
            }
            properties.insert(format!("m{index}"), member);
        }
        properties.insert("z".to_owned(), json!({ "type": last }));
        json!({ "type": "object", "required": ["kind"], "properties": properties })
    };
    told(
        object(json!({ "enum": ["a", "b"] }), "string", false),
        json!({ "oneOf": [
            object(json!({ "const": "a" }), "integer", true),
            object(json!({ "const": "b" }), "integer", true),
        ] }),
    );
}

#[test]
fn a_tag_that_leads_to_each_alternative_is_fine() {
    let object = |tag: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": tag } });
    fine(
        object(json!({ "enum": ["a", "b"] })),
        json!({ "oneOf": [object(json!({ "const": "a" })), object(json!({ "const": "b" }))] }),
    );
}

#[test]
fn a_pattern_of_names_holds_for_members_with_a_name_too() {
    let named = json!({ "type": "object", "properties": { "ab": { "type": "string" } } });
    let mut patterned = named.clone();
    patterned["patternProperties"] = json!({ "^a": { "maxLength": 3 } });
    told(named, patterned.clone());
    let old = json!({ "type": "object", "patternProperties": { "^a": { "type": "string" } } });
    let mut new = old.clone();
    new["properties"] = json!({ "ab": { "type": "integer" } });
    told(old, new);
    let mut more = patterned.clone();
    more["properties"]["b"] = json!({ "type": "string" });
    fine(patterned, more);
}

#[test]
fn what_was_found_below_a_pair_that_fails_is_found_again() {
    let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let object = |members: Value| json!({ "type": "object", "properties": members });
    let text = json!({ "type": "string" });
    let old = json!({
        "Q": object(json!({ "o": of("In"), "p": of("P") })),
        "P": object(json!({ "a": of("Q"), "z": text })),
        "In": object(json!({ "m": object(json!({ "x": of("P") })), "n": of("Q") })),
    });
    let second = object(json!({ "a": true, "z": text }));
    let new = json!({
        "Q": object(json!({ "o": of("In"), "p": of("P") })),
        "P": object(json!({ "a": of("Q"), "z": { "type": "integer" } })),
        "P2": second,
        "In": object(json!({
            "m": { "anyOf": [object(json!({ "x": of("P") })), object(json!({ "x": of("P2") }))] },
            "n": of("Q"),
        })),
    });
    assert_told(&old, &new);
}

#[test]
fn members_of_another_branch_are_sent_as_well() {
    let int = json!({ "type": "integer" });
    let text = json!({ "type": "string" });
    // {"a":1,"b":2}
    told(
        json!({
            "type": "object",
            "anyOf": [{ "properties": { "a": int } }, { "properties": { "b": int } }],
            "unevaluatedProperties": false,
        }),
        json!({ "anyOf": [
            { "type": "object", "properties": { "a": int }, "additionalProperties": false },
            { "type": "object", "properties": { "b": int }, "additionalProperties": false },
        ] }),
    );
    let object = |name: &str, members: Value| json!({ "type": "object", "required": [name], "properties": members });
    let old =
        json!({ "anyOf": [object("a", json!({ "a": int })), object("b", json!({ "b": int }))] });
    told(
        old.clone(),
        json!({ "anyOf": [
            object("a", json!({ "a": int, "b": text })),
            object("b", json!({ "b": int, "a": text })),
        ] }),
    );
    fine(
        old,
        json!({ "anyOf": [
            object("a", json!({ "a": int, "b": int })),
            object("b", json!({ "b": int, "c": text })),
        ] }),
    );
}

#[test]
fn keywords_that_say_something_only_together_are_told() {
    told(
        json!({ "type": "array", "contains": { "const": 1 }, "minContains": 0 }),
        json!({ "type": "array", "contains": { "const": 1 } }),
    );
    told(
        json!({ "type": "array", "prefixItems": [true, { "type": "string" }], "unevaluatedItems": false }),
        json!({ "type": "array", "prefixItems": [true], "unevaluatedItems": false }),
    );
    let condition = |members: Value| {
        json!({
            "type": "object",
            "properties": members,
            "if": { "required": ["a"] },
            "then": { "properties": { "b": { "type": "string" } } },
            "unevaluatedProperties": false,
        })
    };
    let text = json!({ "type": "string" });
    told(
        condition(json!({ "a": text })),
        condition(json!({ "a": text, "b": { "type": "integer" } })),
    );
    told(
        condition(json!({ "a": text })),
        json!({ "type": "object", "properties": { "a": text }, "additionalProperties": false }),
    );
}

#[test]
fn a_keyword_that_is_not_read_is_told_where_only_one_side_has_it() {
    for old in [json!({ "type": "string" }), json!({ "enum": ["a", "b"] })] {
        let mut new = old.clone();
        new["nullable"] = json!(true);
        told(old.clone(), new.clone());
        told(new, old);
    }
    let old = json!({ "type": "string", "not": { "const": "a" } });
    fine(old.clone(), json!({ "type": "string" }));
    assert!(
        !between(
            &json!({ "In": old }),
            &json!({ "In": { "type": "string" } })
        )
        .is_empty()
    );
    told(
        json!({ "enum": ["a", "b"], "nullable": true }),
        json!({ "enum": ["a"], "nullable": true }),
    );
}

#[test]
fn what_is_not_understood_is_told() {
    told(json!({ "type": "string" }), json!({ "type": "file" }));
    told(json!({ "type": "file" }), json!({ "type": "string" }));
    told(
        json!({ "type": "object", "properties": { "a": null } }),
        json!({ "type": "object", "properties": { "a": { "type": "string" } } }),
    );
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let mut old = json!({ "type": "integer" });
        old[keyword] = json!({ "maximum": 3 });
        told(old.clone(), json!({ "type": "string" }));
        told(json!({ "type": "integer" }), old);
    }
    told(
        json!({ "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a", "b", "c"] }),
        json!({
            "type": "object", "properties": { "a": { "type": "string" } },
            "required": ["a", "b", "c"], "maxProperties": 2,
        }),
    );
}

/// The changes of a small document whose operation has this member instead.
fn with(member: &str, old: Value, new: Value) -> Changes {
    let of = |value: Value| {
        let mut document = document(&json!({ "In": { "type": "string" } }));
        document["paths"]["/a"]["post"][member] = value;
        document
    };
    Changes::between(&of(old), &of(new)).unwrap()
}

fn has(changes: &Changes, verdict: Verdict) -> bool {
    changes.iter().any(|change| change.verdict == verdict)
}

#[test]
fn a_reference_that_leads_out_of_the_document_is_told() {
    let body = json!({ "content": { "application/json": { "schema": { "type": "string" } } } });
    let answers = |answer: Value| json!({ "200": answer });
    let out = json!({ "$ref": "other.json#/a" });
    let answer = json!({ "description": "OK", "content": body["content"] });
    let parameter = json!({ "name": "a", "in": "query", "schema": { "type": "string" } });
    for (member, inside, outside) in [
        ("requestBody", body.clone(), out.clone()),
        ("responses", answers(answer.clone()), answers(out.clone())),
        ("parameters", json!([parameter]), json!([parameter, out])),
    ] {
        for (old, new) in [(&inside, &outside), (&outside, &inside)] {
            let changes = with(member, old.clone(), new.clone());
            assert!(has(&changes, Verdict::Risky), "{member}\n{changes}");
            assert!(!has(&changes, Verdict::Breaking), "{member}\n{changes}");
        }
        assert!(
            with(member, outside.clone(), outside).is_empty(),
            "{member}"
        );
    }
    let old = document(&json!({ "In": { "type": "string" } }));
    let mut new = old.clone();
    new["paths"]["/a"] = json!({ "$ref": "other.json#/a" });
    let changes = Changes::between(&old, &new).unwrap();
    assert!(
        has(&changes, Verdict::Risky) && !has(&changes, Verdict::Breaking),
        "{changes}"
    );
    assert!(has(&Changes::between(&new, &old).unwrap(), Verdict::Risky));
}

#[test]
fn how_a_parameter_and_a_header_are_written_is_told() {
    let parameter = |ty: Value, keyword: &str| {
        let mut parameter = json!({ "name": "id", "in": "query", "schema": ty });
        parameter[keyword] = json!(true);
        json!([parameter])
    };
    let int = json!({ "type": "integer" });
    for keyword in ["allowEmptyValue", "allowReserved"] {
        let (old, new) = (
            parameter(int.clone(), keyword),
            parameter(int.clone(), "x-none"),
        );
        assert!(has(&with("parameters", old, new), Verdict::Risky));
    }
    let list = json!({ "type": "array", "items": int });
    let (old, new) = (parameter(int.clone(), "x-none"), parameter(list, "x-none"));
    let changes = with("parameters", old.clone(), new.clone());
    assert!(
        has(&changes, Verdict::Risky) && !has(&changes, Verdict::Breaking),
        "{changes}"
    );
    assert!(has(&with("parameters", new, old), Verdict::Breaking));
    let header = |ty: &str| {
        json!({ "200": { "description": "OK", "headers": { "X-A": {
            "required": true, "content": { "application/json": { "schema": { "type": ty } } },
        } } } })
    };
    assert!(has(
        &with("responses", header("integer"), header("string")),
        Verdict::Breaking
    ));
    let simple = json!({ "200": { "description": "OK", "headers": { "X-A": {
        "required": true, "schema": { "type": "integer" },
    } } } });
    assert!(has(
        &with("responses", header("integer"), simple),
        Verdict::Risky
    ));
}

#[test]
fn who_sends_a_member_and_which_alternative_a_tag_means_is_told() {
    let object = |keyword: &str| {
        let mut member = json!({ "type": "string" });
        member[keyword] = json!(true);
        json!({ "type": "object", "properties": { "a": member } })
    };
    for keyword in ["readOnly", "writeOnly"] {
        told(object("x-none"), object(keyword));
        told(object(keyword), object("x-none"));
    }
    let union = |a: &str, b: &str| {
        let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let one = json!({ "type": "object", "required": ["kind", "n"], "properties": {
            "kind": { "type": "string" }, "n": { "type": "integer" },
        } });
        let two = json!({ "type": "object", "required": ["kind", "m"], "properties": {
            "kind": { "type": "string" }, "m": { "type": "string" },
        } });
        let mut mapping = serde_json::Map::new();
        mapping.insert("a".to_owned(), json!(format!("#/components/schemas/{a}")));
        mapping.insert("b".to_owned(), json!(format!("#/components/schemas/{b}")));
        json!({ "One": one, "Two": two, "In": {
            "anyOf": [of("One"), of("Two")],
            "discriminator": { "propertyName": "kind", "mapping": mapping },
        } })
    };
    assert_told(&union("One", "Two"), &union("Two", "One"));
    assert_fine(&union("One", "Two"), &union("One", "Two"));
}

#[test]
fn what_a_text_holds_is_compared_only_with_what_a_text_holds() {
    let held = |ty: Value| json!({ "type": "object", "properties": { "a": ty } });
    let (a, b) = (
        held(json!({ "type": "integer" })),
        held(json!({ "type": "string" })),
    );
    let text = |content: &Value| json!({ "type": "string", "contentSchema": content });
    let changes = between(&json!({ "In": text(&a) }), &json!({ "In": text(&b) }));
    assert!(has(&changes, Verdict::Breaking), "{changes}");
    fine(
        text(&a),
        text(&held(json!({ "type": ["integer", "null"] }))),
    );
    let nullable =
        |content: &Value| json!({ "type": ["string", "null"], "contentSchema": content });
    told(nullable(&a), nullable(&b));
    let mut short = text(&a);
    short["maxLength"] = json!(5);
    told(text(&a), short.clone());
    let mut shorter = short.clone();
    shorter["maxLength"] = json!(4);
    told(short, shorter);
    fine(text(&a), json!(true));
    for (old, new) in [
        (json!({ "type": "string" }), text(&a)),
        (text(&a), json!({ "type": "string" })),
        (text(&a), a.clone()),
    ] {
        let changes = between(&json!({ "In": old }), &json!({ "In": new }));
        assert!(
            has(&changes, Verdict::Risky) && !has(&changes, Verdict::Breaking),
            "{changes}"
        );
    }
}
