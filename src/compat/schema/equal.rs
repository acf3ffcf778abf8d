//! Whether two schemas say the same, whatever the names of components are.

use std::collections::HashSet;

use serde_json::Value;

use super::own::says_nothing;
use super::{Comparison, Schema, followed, number};
use crate::compat::document::{Document, address};

/// Whether two values are the same to JSON Schema, to which `1` and `1.0` are one number.
pub(super) fn equal_values(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => number::compared(one, other).is_eq(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| equal_values(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| {
                    other
                        .get(name)
                        .is_some_and(|other| equal_values(one, other))
                })
        }
        _ => one == other,
    }
}

/// Values of a list, to be asked whether a value is among them.
#[derive(Default)]
pub(super) struct Values<'v> {
    texts: HashSet<&'v str>,
    integers: HashSet<i128>,
    others: Vec<&'v Value>,
}

impl<'v> Values<'v> {
    pub(super) fn of(values: &[&'v Value]) -> Self {
        let mut all = Self::default();
        for value in values {
            all.add(value);
        }
        all
    }

    /// Adds a value; false if it was there.
    pub(super) fn add(&mut self, value: &'v Value) -> bool {
        match (value, integer_of(value)) {
            (Value::String(text), _) => self.texts.insert(text),
            (_, Some(integer)) => self.integers.insert(integer),
            _ if self.have(value) => false,
            _ => {
                self.others.push(value);
                true
            }
        }
    }

    pub(super) fn have(&self, value: &Value) -> bool {
        match (value, integer_of(value)) {
            (Value::String(text), _) => self.texts.contains(text.as_str()),
            (_, Some(integer)) => self.integers.contains(&integer),
            _ => self.others.iter().any(|known| equal_values(known, value)),
        }
    }
}

fn integer_of(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => number::integer(number),
        _ => None,
    }
}

/// Whether the difference of a keyword is reported, although no value is valid or invalid because of it.
pub(super) fn is_told(keyword: &str) -> bool {
    matches!(
        keyword,
        "default" | "deprecated" | "discriminator" | "readOnly" | "writeOnly" | "x-extensible-enum"
    )
}

impl<'d> Comparison<'d> {
    pub(super) fn are_equal(&mut self, one: &Schema<'d>, other: &Schema<'d>) -> bool {
        one.parts.len() == other.parts.len()
            && one
                .parts
                .iter()
                .zip(&other.parts)
                .all(|(left, right)| self.same(*left, *right))
    }

    /// Whether two schemas are written alike. A pair that contains itself is taken to be.
    pub(super) fn same(
        &mut self,
        one: (&'d Document, &'d Value),
        other: (&'d Document, &'d Value),
    ) -> bool {
        self.same_schema(one, other, &mut Vec::new())
    }

    fn same_schema(
        &mut self,
        (left, one): (&'d Document, &'d Value),
        (right, other): (&'d Document, &'d Value),
        added: &mut Vec<(usize, usize)>,
    ) -> bool {
        let (one, other) = (followed(left, one), followed(right, other));
        let (Value::Object(own), Value::Object(others)) = (one, other) else {
            return one == other;
        };
        let pair = (address(one), address(other));
        if let Some(known) = self.equal.get(&pair) {
            return *known;
        }
        if !self.step() {
            return false;
        }
        self.equal.insert(pair, true);
        let mark = added.len();
        added.push(pair);
        let matters = |keyword: &str| !says_nothing(keyword) || is_told(keyword);
        let count = |keywords: &serde_json::Map<String, Value>| {
            keywords.keys().filter(|keyword| matters(keyword)).count()
        };
        let same = count(own) == count(others)
            && own
                .iter()
                .filter(|(keyword, _)| matters(keyword))
                .all(|(keyword, value)| {
                    others.get(keyword).is_some_and(|against| {
                        self.same_keyword(keyword, (left, value), (right, against), added)
                    })
                });
        if !same {
            // What was taken to be the same because of this pair is not known any more.
            for pair in added.drain(mark..) {
                self.equal.remove(&pair);
            }
            self.equal.insert(pair, false);
        }
        same
    }

    fn same_keyword(
        &mut self,
        keyword: &str,
        (left, value): (&'d Document, &'d Value),
        (right, against): (&'d Document, &'d Value),
        added: &mut Vec<(usize, usize)>,
    ) -> bool {
        match (keyword, value, against) {
            ("required" | "enum" | "type", Value::Array(one), Value::Array(other)) => {
                let written = |items: &[Value]| -> HashSet<String> {
                    items.iter().map(Value::to_string).collect()
                };
                one == other || written(one) == written(other)
            }
            (
                "properties" | "patternProperties" | "dependentSchemas",
                Value::Object(one),
                Value::Object(other),
            ) => {
                one.len() == other.len()
                    && one.iter().all(|(name, member)| {
                        other.get(name).is_some_and(|against| {
                            self.same_schema((left, member), (right, against), added)
                        })
                    })
            }
            (
                "allOf" | "anyOf" | "oneOf" | "prefixItems",
                Value::Array(one),
                Value::Array(other),
            ) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(part, against)| {
                        self.same_schema((left, part), (right, against), added)
                    })
            }
            (
                "items"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "contains"
                | "contentSchema"
                | "propertyNames"
                | "not"
                | "if"
                | "then"
                | "else",
                ..,
            ) => self.same_schema((left, value), (right, against), added),
            ("discriminator", ..) => self.same_tags((left, value), (right, against)),
            ("$ref", Value::String(one), Value::String(other)) => {
                match (left.referred(one), right.referred(other)) {
                    (Some(one), Some(other)) => {
                        self.same_schema((left, one), (right, other), added)
                    }
                    (None, None) => one == other,
                    _ => false,
                }
            }
            _ => equal_values(value, against),
        }
    }
}
