//! Random models, as steadfast writes their schemas, and edits of them.

use serde_json::{Map, Value, json};

/// Numbers by `SplitMix64`.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

const NAMES: [&str; 6] = ["a", "b", "c", "id", "name", "kind"];
const WORDS: [&str; 5] = ["x", "y", "zz", "red", "green"];

/// A schema of a type, as steadfast writes it.
pub fn schema(random: &mut Random, depth: usize) -> Value {
    let simple = depth == 0;
    match random.below(if simple { 6 } else { 14 }) {
        0 => text(random),
        1 => integer(random),
        2 => {
            let mut schema = json!({ "type": "number" });
            if random.one_in(2) {
                schema["minimum"] = json!(0.5);
            }
            schema
        }
        3 => json!({ "type": "boolean" }),
        4 => {
            let mut names: Vec<&str> = WORDS.to_vec();
            names.truncate(1 + random.below(WORDS.len()));
            json!({ "type": "string", "enum": names })
        }
        5 if simple => json!({ "$ref": "#/components/schemas/Node" }),
        5 => nullable(schema(random, depth - 1)),
        6 => {
            let mut list = json!({ "type": "array", "items": schema(random, depth - 1) });
            if random.one_in(3) {
                list["maxItems"] = json!(1 + random.below(4));
            }
            if random.one_in(3) {
                list["minItems"] = json!(random.below(3));
            }
            if random.one_in(5) {
                list["uniqueItems"] = json!(true);
            }
            list
        }
        7 => json!({ "type": "object", "additionalProperties": schema(random, depth - 1) }),
        8 => {
            let items = [schema(random, depth - 1), schema(random, depth - 1)];
            json!({ "type": "array", "prefixItems": items, "minItems": 2, "maxItems": 2 })
        }
        9 => union(random, depth),
        10 => json!({ "anyOf": [object(random, depth - 1), schema(random, depth - 1)] }),
        11 => json!({ "allOf": [object(random, depth - 1), object(random, depth - 1)] }),
        _ => object(random, depth),
    }
}

fn text(random: &mut Random) -> Value {
    let mut schema = json!({ "type": "string" });
    match random.below(8) {
        0 => schema["minLength"] = json!(random.below(4)),
        1 => schema["maxLength"] = json!(3 + random.below(5)),
        2 => schema["pattern"] = json!("^[a-z]+$"),
        3 => schema["format"] = json!("date"),
        4 => schema["format"] = json!("email"),
        _ => {}
    }
    schema
}

fn integer(random: &mut Random) -> Value {
    let sizes = [
        ("int32", json!(i32::MIN), json!(i32::MAX)),
        ("int64", json!(i64::MIN), json!(i64::MAX)),
        ("uint8", json!(0), json!(255)),
    ];
    let (format, least, most) = random.pick(&sizes);
    let mut schema =
        json!({ "type": "integer", "format": format, "minimum": least, "maximum": most });
    if random.one_in(4) {
        schema["minimum"] = json!(1);
    }
    if random.one_in(6) {
        schema["multipleOf"] = json!(1 + random.below(3));
    }
    schema
}

fn nullable(schema: Value) -> Value {
    match schema
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned)
    {
        Some(name) if name == "null" => json!({ "type": name }),
        Some(name) if schema.get("enum").is_none() && schema.get("properties").is_none() => {
            let mut schema = schema;
            schema["type"] = json!([name, "null"]);
            schema
        }
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

fn object(random: &mut Random, depth: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for _ in 0..=random.below(3) {
        let name = *random.pick(&NAMES);
        if properties.contains_key(name) {
            continue;
        }
        properties.insert(name.to_owned(), schema(random, depth.saturating_sub(1)));
        if random.one_in(2) {
            required.push(name);
        }
    }
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    match random.below(8) {
        0 => object["additionalProperties"] = json!(false),
        1 => object["additionalProperties"] = json!({ "type": "integer" }),
        _ => {}
    }
    object
}

/// An enum in one of the ways of serde.
fn union(random: &mut Random, depth: usize) -> Value {
    let way = random.below(3);
    let count = 1 + random.below(3);
    let variants: Vec<Value> = WORDS[..count]
        .iter()
        .map(|name| match way {
            // External.
            0 => json!({
                "type": "object", "properties": { *name: schema(random, depth - 1) }, "required": [name],
                "additionalProperties": false,
            }),
            // Internal.
            1 => {
                let mut variant = object(random, depth - 1);
                variant["properties"]["kind"] = json!({ "type": "string", "const": name });
                let mut required = variant["required"].as_array().cloned().unwrap_or_default();
                required.retain(|known| known != "kind");
                required.push(json!("kind"));
                variant["required"] = required.into();
                variant
            }
            // Adjacent.
            _ => json!({
                "type": "object", "required": ["t", "c"],
                "properties": { "t": { "type": "string", "const": name }, "c": schema(random, depth - 1) },
            }),
        })
        .collect();
    json!({ "oneOf": variants })
}

/// Changes a random part of the schema.
pub fn edit(random: &mut Random, schema: &mut Value) {
    let count = nodes(schema);
    let chosen = random.below(count);
    let mut at = 0;
    visit(schema, &mut at, &mut |index, node| {
        if index == chosen {
            edit_node(random, node);
        }
    });
}

fn nodes(schema: &mut Value) -> usize {
    let mut count = 0;
    visit(schema, &mut count, &mut |_, _| {});
    count
}

fn visit(schema: &mut Value, at: &mut usize, each: &mut impl FnMut(usize, &mut Value)) {
    let own = *at;
    *at += 1;
    if let Value::Object(keywords) = schema {
        for (keyword, value) in keywords.iter_mut() {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    members
                        .iter_mut()
                        .for_each(|(_, member)| visit(member, at, each));
                }
                ("items" | "additionalProperties", value) if value.is_object() => {
                    visit(value, at, each);
                }
                ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(parts)) => {
                    parts.iter_mut().for_each(|part| visit(part, at, each));
                }
                _ => {}
            }
        }
    }
    each(own, schema);
}

fn edit_node(random: &mut Random, node: &mut Value) {
    if random.one_in(12) {
        *node = schema(random, 1);
        return;
    }
    if random.one_in(8) {
        *node = nullable(node.take());
        return;
    }
    let Value::Object(keywords) = node else {
        return;
    };
    for keyword in [
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minimum",
        "maximum",
        "multipleOf",
    ] {
        if keywords.contains_key(keyword) && random.one_in(3) {
            match random.below(3) {
                0 => {
                    keywords.remove(keyword);
                }
                _ => {
                    keywords.insert(keyword.to_owned(), json!(1 + random.below(6)));
                }
            }
            return;
        }
    }
    if let Some(Value::Array(values)) = keywords.get_mut("enum") {
        match random.below(2) {
            0 if values.len() > 1 => {
                values.remove(random.below(values.len()));
            }
            _ => values.push(json!("new")),
        }
        return;
    }
    if let Some(Value::Array(parts)) = keywords.get_mut("oneOf") {
        match random.below(2) {
            0 if parts.len() > 1 => {
                parts.remove(random.below(parts.len()));
            }
            _ => parts.push(json!({ "type": "string", "const": "lonely" })),
        }
        return;
    }
    if keywords.contains_key("properties") {
        edit_object(random, keywords);
        return;
    }
    match keywords.get("type").and_then(Value::as_str) {
        Some("string") => match random.below(4) {
            0 => set(keywords, "minLength", json!(1 + random.below(3))),
            1 => set(keywords, "maxLength", json!(random.below(6))),
            2 => set(keywords, "pattern", json!("^[a-z]+$")),
            _ => set(keywords, "format", json!("date")),
        },
        Some("array") => match random.below(3) {
            0 => set(keywords, "minItems", json!(1 + random.below(2))),
            1 => set(keywords, "maxItems", json!(random.below(4))),
            _ => set(keywords, "uniqueItems", json!(true)),
        },
        Some("integer") => set(keywords, "type", json!("number")),
        Some("number") => set(keywords, "type", json!("integer")),
        _ => *node = json!({ "type": "string" }),
    }
}

fn set(keywords: &mut Map<String, Value>, keyword: &str, value: Value) {
    keywords.insert(keyword.to_owned(), value);
}

fn edit_object(random: &mut Random, keywords: &mut Map<String, Value>) {
    let names: Vec<String> = keywords["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect();
    let mut required: Vec<Value> = keywords
        .get("required")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    match random.below(6) {
        0 => {
            let added = schema(random, 1);
            keywords["properties"]["added"] = added;
            if random.one_in(2) && !required.contains(&json!("added")) {
                required.push(json!("added"));
            }
        }
        1 if !names.is_empty() => {
            let name = random.pick(&names).clone();
            keywords["properties"]
                .as_object_mut()
                .map(|members| members.remove(&name));
            required.retain(|known| *known != json!(name));
        }
        2 if !names.is_empty() => {
            let name = random.pick(&names).clone();
            match required.iter().position(|known| *known == json!(name)) {
                Some(index) => {
                    required.remove(index);
                }
                None => required.push(json!(name)),
            }
        }
        3 => match keywords.contains_key("additionalProperties") {
            true => {
                keywords.remove("additionalProperties");
            }
            false => set(keywords, "additionalProperties", json!(false)),
        },
        4 => set(
            keywords,
            "additionalProperties",
            json!({ "type": "string" }),
        ),
        _ => set(keywords, "additionalProperties", json!(true)),
    }
    match required.is_empty() {
        true => {
            keywords.remove("required");
        }
        false => set(keywords, "required", required.into()),
    }
}
