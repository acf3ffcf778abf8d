//! The rules of schemas at random, compared with the `jsonschema` crate.

use std::borrow::Cow;
use std::cell::Cell;

use serde::Deserialize;
use serde_json::json;

use super::*;
use crate::extract::faults::Node;
use crate::extract::schema::{At, Guide};
use crate::extract::strict::Strict;
use crate::extract::texts::Texts;

/// Schemas and values at random, always the same ones (Marsaglia 2003: xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn is(&mut self) -> bool {
        self.below(2) == 0
    }

    fn one<T: Clone>(&mut self, all: &[T]) -> T {
        let chosen = self.below(all.len());
        all[chosen].clone()
    }

    /// With some of these keywords.
    fn some(&mut self, mut schema: Value, keywords: &[(&str, &[Value])]) -> Value {
        for (keyword, values) in keywords {
            if self.below(3) == 0 {
                schema[*keyword] = self.one(values);
            }
        }
        schema
    }

    fn schema(&mut self, depth: usize) -> Value {
        let schema = match self.below(if depth == 0 { 5 } else { 9 }) {
            0 => {
                let bounds = [json!(-1), json!(0), json!(3), json!(3.0), json!(2.5)];
                let large = [json!(u64::MAX), json!(7), json!(1e18), json!(9)];
                let types = [json!("integer"), json!("number"), json!(["number", "null"])];
                let schema = json!({ "type": self.one(&types) });
                self.some(
                    schema,
                    &[
                        ("minimum", &bounds),
                        ("maximum", &large),
                        ("exclusiveMinimum", &bounds),
                        ("exclusiveMaximum", &large),
                        ("multipleOf", &[json!(2)]),
                        ("format", &[json!("int64"), json!("double")]),
                        ("const", &[json!(3)]),
                    ],
                )
            }
            1 | 2 => {
                let types = [json!("string"), json!(["string", "null"])];
                let schema = json!({ "type": self.one(&types) });
                let formats = ["date", "uuid", "email", "ip", "int64", "unheard-of"];
                self.some(
                    schema,
                    &[
                        ("minLength", &[json!(0), json!(1), json!(2), json!(3)]),
                        ("maxLength", &[json!(1), json!(2), json!(5)]),
                        ("pattern", &[json!("^a"), json!("\\d")]),
                        ("format", &formats.map(Value::from)),
                        ("enum", &[json!(["a", "\u{e9}"]), json!(["a", null, 1])]),
                        ("description", &[json!("said")]),
                    ],
                )
            }
            3 => json!({ "type": "boolean" }),
            4 => self.one(&[json!(true), json!({}), json!({ "enum": ["a", "b"] })]),
            5 | 6 => {
                let mut schema = json!({ "type": "object", "properties": {} });
                for name in ["a", "b", "c"] {
                    if self.is() {
                        schema["properties"][name] = self.schema(depth - 1);
                    }
                }
                let names = schema["properties"].as_object().unwrap().keys();
                let required: Vec<String> = names.filter(|_| self.is()).cloned().collect();
                if self.is() {
                    schema["required"] = json!(required);
                }
                let others = self.schema(0);
                self.some(
                    schema,
                    &[("additionalProperties", &[json!(false), json!(true), others])],
                )
            }
            7 => {
                let schema = json!({ "type": "array", "items": self.schema(depth - 1) });
                let places = json!([self.schema(0), self.schema(0)]);
                self.some(
                    schema,
                    &[
                        ("minItems", &[json!(1), json!(2)]),
                        ("maxItems", &[json!(1), json!(2)]),
                        ("prefixItems", &[places]),
                    ],
                )
            }
            _ => self.one(&[
                json!({ "$ref": "#/$defs/A" }),
                json!({ "$ref": "#/$defs/B" }),
            ]),
        };
        match self.below(6) {
            0 => json!({ "anyOf": [schema, { "type": "null" }] }),
            _ => schema,
        }
    }

    fn whole_schema(&mut self) -> Value {
        let mut schema = match self.schema(2) {
            Value::Bool(_) => json!({}),
            schema => schema,
        };
        schema["$defs"] = json!({ "A": self.schema(1), "B": { "type": "integer", "minimum": 2 } });
        schema
    }

    fn text(&mut self) -> &'static str {
        self.one(&[
            "",
            "a",
            "b",
            "ab",
            "\u{e9}",
            "\u{e9}\u{e9}\u{e9}",
            "a1",
            "0",
            "3",
            "-7",
            "2.5",
            "9",
            "true",
            "on",
            "1",
            "2026-11-21",
            "127.0.0.1",
            "a@b.example",
            "6b2f58fc-4a1a-4f6e-9dfb-8c0d3d5d3d5d",
        ])
    }

    /// A value, and mostly one that the schema may have.
    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        let branch = &schema["anyOf"][0];
        let types = [
            "string", "integer", "number", "boolean", "array", "object", "null",
        ];
        let own = match &schema["type"] {
            Value::String(name) => Some(name.as_str()),
            Value::Array(names) => names[0].as_str(),
            _ if branch.is_object() => return self.value(branch, depth),
            _ => None,
        };
        let kind = match own {
            Some(own) if self.below(12) > 0 => own,
            _ => self.one(&types),
        };
        match kind {
            "string" => self.text().into(),
            "integer" | "number" => self.one(&[
                json!(0),
                json!(1),
                json!(2),
                json!(3),
                json!(-1),
                json!(7),
                json!(9),
                json!(4.0),
                json!(2.5),
                json!(1e18),
                json!(u64::MAX),
                json!(i64::MIN),
                json!(1e300),
            ]),
            "boolean" => self.is().into(),
            "array" if depth > 0 => {
                let length = self.below(4);
                (0..length)
                    .map(|_| self.value(&schema["items"], depth - 1))
                    .collect()
            }
            "object" if depth > 0 => {
                let mut fields = Map::new();
                for name in ["a", "b", "c", "d"] {
                    if self.below(3) > 0 {
                        let below = &schema["properties"][name];
                        fields.insert(name.to_owned(), self.value(below, depth - 1));
                    }
                }
                fields.into()
            }
            _ => Value::Null,
        }
    }
}

fn root(schema: &Value) -> At {
    Box::leak(Box::new(Guide::new(schema))).root()
}

#[test]
fn what_is_not_doubted_is_valid() {
    let mut random = Random(7);
    let (mut exact, mut agreed, mut valid) = (0, 0, 0);
    for _ in 0..1500 {
        let schema = random.whole_schema();
        let Ok(validator) = compiled(&schema) else {
            continue;
        };
        let at = root(&schema);
        if !at.is_exact() {
            continue;
        }
        exact += 1;
        for _ in 0..40 {
            let value = random.value(&schema, 3);
            let text = value.to_string();
            let is_doubted = Cell::new(false);
            let mut json = serde_json::Deserializer::from_str(&text);
            let read = Value::deserialize(Strict::watched(&mut json, at, &is_doubted));
            assert_eq!(read.unwrap(), value);
            let is_valid = validator.is_valid(&value);
            valid += usize::from(is_valid);
            agreed += usize::from(is_valid && !is_doubted.get());
            assert!(
                is_valid || is_doubted.get(),
                "{value} is not valid for {schema}"
            );
        }
    }
    assert!(exact > 500 && valid > 5000, "{exact} {valid}");
    // Only a float beside a large bound is doubted without a reason.
    assert!(agreed * 100 > valid * 98, "{agreed} of {valid}");
}

#[test]
fn texts_for_which_the_rules_hold_are_valid() {
    let mut random = Random(11);
    let (mut agreed, mut valid) = (0, 0);
    for _ in 0..1500 {
        let schema = random.whole_schema();
        let Ok(validator) = compiled(&schema) else {
            continue;
        };
        let at = root(&schema);
        if !at.is_exact() {
            continue;
        }
        for _ in 0..40 {
            let count = random.below(5);
            let names = ["a", "b", "c", "d", "a[b]", "b[a]"];
            let pairs: Vec<_> = (0..count)
                .map(|_| {
                    (
                        Cow::Borrowed(random.one(&names)),
                        Cow::Borrowed(random.text()),
                    )
                })
                .collect();
            let texts = Texts::filled(pairs.into_iter(), at);
            let node = Node::of(&texts, Some(at));
            let instance = node.instance();
            let is_valid = validator.is_valid(&instance);
            valid += usize::from(is_valid);
            agreed += usize::from(is_valid && node.holds());
            assert!(
                is_valid || !node.holds(),
                "{instance} is not valid for {schema}"
            );
        }
    }
    assert!(valid > 2000, "{valid}");
    assert!(agreed * 100 > valid * 98, "{agreed} of {valid}");
}
