//! Random pairs of schemas: what the verdict says, values show.
//!
//! Each pair is a model, as steadfast writes its schema, and the same with edits. As a request and as an answer: if nothing is
//! said against it, every value that one side writes is valid for the other; if it breaks clients, the witness is valid for one
//! and not for the other.
//!
//! `STEADFAST_PAIRS=100000 STEADFAST_SEED=7 cargo test --features testing --test it compat::pairs` runs more of them.

use std::fs::File;
use std::io::Write as _;
use std::{cell::RefCell, env};

use super::models::{Random, edit, schema};
use serde_json::{Map, Value, json};
use steadfast::compat::{Change, Changes, Direction, Verdict, Witness};

/// How many values of each pair are tried, where nothing is said against it.
const VALUES: usize = 1000;

/// The pairs as lines of JSON, for the opinion of others: see `.ci/compat`.
struct Lines(RefCell<Option<File>>);

impl Lines {
    fn new() -> Self {
        let file = env::var_os("STEADFAST_PAIRS_FILE");
        Self(RefCell::new(
            file.map(|file| File::create(file).expect("a file to write")),
        ))
    }

    fn add(
        &self,
        sender: &Value,
        receiver: &Value,
        verdict: Option<Verdict>,
        changes: &Changes,
        direction: Direction,
    ) {
        if let Some(file) = self.0.borrow_mut().as_mut() {
            let of_direction = changes
                .iter()
                .filter(|change| change.direction == Some(direction));
            let witness = of_direction.filter_map(|change| match &change.witness {
                Some(Witness::Body { value, .. }) => Some(value),
                _ => None,
            });
            let witness = witness.take(1).next();
            let verdict = verdict.unwrap_or(Verdict::Compatible).name();
            let line = json!({ "sender": sender, "receiver": receiver, "verdict": verdict, "witness": [witness] });
            writeln!(file, "{line}").expect("a line is written");
        }
    }
}

fn number(name: &str, default: u64) -> u64 {
    env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// The components of every document: a type that contains itself.
fn components(node: &Value) -> Value {
    json!({ "schemas": { "Node": node } })
}

fn node() -> Value {
    json!({
        "type": "object",
        "properties": {
            "value": { "type": "integer" },
            "next": { "anyOf": [{ "$ref": "#/components/schemas/Node" }, { "type": "null" }] },
        },
        "required": ["value"],
    })
}

fn document(schema: &Value, node: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Pairs", "version": "1" },
        "paths": { "/": { "post": {
            "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
            "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": schema } } } },
        } } },
        "components": components(node),
    })
}

fn validator(schema: &Value, node: &Value) -> jsonschema::Validator {
    let whole = json!({ "allOf": [schema], "components": components(node) });
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&whole)
        .expect("a schema")
}

/// The schema of whatever writes a value: nobody writes a member that is not named.
fn closed(schema: &Value, is_part: bool) -> Value {
    let mut schema = schema.clone();
    let Value::Object(keywords) = &mut schema else {
        return schema;
    };
    for (keyword, value) in keywords.iter_mut() {
        let is_part = match keyword.as_str() {
            "allOf" => true,
            "anyOf" | "oneOf" => is_part,
            _ => false,
        };
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => {
                for (_, member) in members {
                    *member = closed(member, false);
                }
            }
            ("items" | "additionalProperties", value) => *value = closed(value, false),
            ("prefixItems" | "allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
                for part in parts {
                    *part = closed(part, is_part);
                }
            }
            _ => {}
        }
    }
    let names = keywords.contains_key("properties") || keywords.contains_key("allOf");
    if names && !is_part && !keywords.contains_key("additionalProperties") {
        keywords.insert("unevaluatedProperties".to_owned(), json!(false));
    }
    schema
}

/// A value that somebody writes: of the schema, without members that it does not name.
fn value(random: &mut Random, schema: &Value, node: &Value, depth: usize) -> Value {
    if schema.get("$ref").is_some() {
        // A type may need itself, and has no value then.
        if depth == 0 {
            return json!({ "value": 1 });
        }
        return value(random, node, node, depth - 1);
    }
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    if let Some(values) = schema["enum"].as_array() {
        return random.pick(values).clone();
    }
    for keyword in ["anyOf", "oneOf"] {
        if let Some(branches) = schema[keyword].as_array() {
            let branch = match depth {
                0 => &branches[branches.len() - 1],
                _ => random.pick(branches),
            };
            return value(random, branch, node, depth.saturating_sub(1));
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(members) = value(random, part, node, depth) {
                whole.extend(members);
            }
        }
        return whole.into();
    }
    let name = match &schema["type"] {
        Value::Array(names) => random.pick(names).clone(),
        name => name.clone(),
    };
    match name.as_str() {
        Some("null") => Value::Null,
        Some("boolean") => json!(random.one_in(2)),
        Some("integer") => {
            let bounds = [&schema["minimum"], &schema["maximum"]];
            match random.below(4) {
                0 if !bounds[0].is_null() => bounds[0].clone(),
                1 if !bounds[1].is_null() => bounds[1].clone(),
                _ => json!(random.below(12)),
            }
        }
        Some("number") => random
            .pick(&[json!(0.5), json!(2), json!(-1.25), json!(7)])
            .clone(),
        Some("string") => random
            .pick(&[
                "",
                "a",
                "ab",
                "abcd",
                "abcdefgh",
                "2026-01-31",
                "a@example.org",
                "A1",
                "red",
                "new",
            ])
            .to_string()
            .into(),
        Some("array") => {
            let first = schema["prefixItems"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let count = first
                .len()
                .max(schema["minItems"].as_u64().unwrap_or(0) as usize)
                + if first.is_empty() { random.below(4) } else { 0 };
            (0..count)
                .map(|index| {
                    value(
                        random,
                        first.get(index).unwrap_or(&schema["items"]),
                        node,
                        depth.saturating_sub(1),
                    )
                })
                .collect()
        }
        Some("object") => {
            let mut members = Map::new();
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            for (name, member) in schema["properties"].as_object().into_iter().flatten() {
                if required.contains(&json!(name)) || depth > 0 && random.one_in(2) {
                    members.insert(
                        name.clone(),
                        value(random, member, node, depth.saturating_sub(1)),
                    );
                }
            }
            let others = &schema["additionalProperties"];
            if (others.is_object() || *others == true) && depth > 0 && random.one_in(2) {
                let name = *random.pick(&["k", "added", "a", "name"]);
                if !members.contains_key(name) {
                    let other = match others {
                        Value::Bool(_) => random.pick(&[json!(1), json!("a"), json!(null)]).clone(),
                        others => value(random, others, node, depth - 1),
                    };
                    members.insert(name.to_owned(), other);
                }
            }
            members.into()
        }
        _ => random
            .pick(&[json!(1), json!("a"), json!(null), json!({}), json!([])])
            .clone(),
    }
}

/// Whether a change says something against the direction.
fn is_against(change: &Change, direction: Direction) -> bool {
    change.direction == Some(direction) && change.verdict <= Verdict::Risky
}

#[test]
fn the_verdict_on_a_random_pair_is_what_its_values_show() {
    use Direction::{Received, Sent};

    let seed = number("STEADFAST_SEED", 1);
    let lines = Lines::new();
    let (mut breaking, mut risky, mut compatible, mut witnesses) = (0_u32, 0_u32, 0_u32, 0_u32);
    for case in 0..number("STEADFAST_PAIRS", 600) {
        let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(case));
        let (old_node, old) = (node(), schema(&mut random, 3));
        let (mut new_node, mut new) = (old_node.clone(), old.clone());
        for _ in 0..=random.below(3) {
            match random.one_in(8) {
                true => edit(&mut random, &mut new_node),
                false => edit(&mut random, &mut new),
            }
        }
        let changes = match Changes::between(&document(&old, &old_node), &document(&new, &new_node))
        {
            Ok(changes) => changes,
            Err(error) => {
                // An edit may put a reference to the type in place of the type.
                assert!(error.to_string().contains("cycle"), "{error}");
                continue;
            }
        };
        let (of_old, of_new) = (validator(&old, &old_node), validator(&new, &new_node));
        let told = || {
            format!(
                "case {case} of seed {seed}\nold: {old}\nnew: {new}\nnode: {new_node}\n{changes}"
            )
        };
        for change in &changes {
            assert_eq!(
                change.verdict == Verdict::Breaking,
                change.witness.is_some(),
                "{}",
                told()
            );
            let Some(Witness::Body { value, .. }) = &change.witness else {
                continue;
            };
            witnesses += 1;
            let (sender, receiver) = match change.direction {
                Some(Sent) => (&of_old, &of_new),
                _ => (&of_new, &of_old),
            };
            assert!(sender.is_valid(value), "{value} is not sent\n{}", told());
            assert!(!receiver.is_valid(value), "{value} is read\n{}", told());
        }
        for (direction, written, node, sender, receiver) in [
            (Sent, &old, &old_node, &of_old, &of_new),
            (Received, &new, &new_node, &of_new, &of_old),
        ] {
            let written_only = validator(&closed(written, false), &closed(node, false));
            let worst = changes
                .iter()
                .filter(|change| is_against(change, direction))
                .map(|change| change.verdict)
                .min();
            let (of_sender, of_receiver) = match direction {
                Sent => (&old, &new),
                Received => (&new, &old),
            };
            if new_node == old_node {
                lines.add(of_sender, of_receiver, worst, &changes, direction);
            }
            match worst {
                Some(Verdict::Breaking) => breaking += 1,
                Some(_) => risky += 1,
                None => {
                    compatible += 1;
                    for _ in 0..VALUES {
                        let value = value(&mut random, written, node, 4);
                        if sender.is_valid(&value) && written_only.is_valid(&value) {
                            assert!(
                                receiver.is_valid(&value),
                                "{direction}: {value} is refused\n{}",
                                told()
                            );
                        }
                    }
                }
            }
        }
    }
    println!(
        "{breaking} breaking with {witnesses} witnesses, {risky} risky, {compatible} compatible"
    );
    // Few are left undecided: patterns and formats that change, unions that overlap.
    assert!(
        risky * 5 < breaking + compatible,
        "{risky} of {breaking} and {compatible} are risky"
    );
}
