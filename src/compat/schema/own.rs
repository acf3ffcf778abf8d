//! What one schema says itself, without what it combines.

use serde_json::{Map, Value};

use super::alternative::{Alternative, List, Object, Shape, Text};
use super::number::{Limit, Numbers};
use super::opaque::Opaque;
use super::{Schema, equal::equal_values};
use crate::compat::document::Document;
use crate::compat::nested::HELD;

/// Whether a keyword only describes, so that no value is valid or invalid because of it.
pub(super) fn says_nothing(keyword: &str) -> bool {
    matches!(
        keyword,
        "$anchor"
            | "$comment"
            | "$defs"
            | "$id"
            | "$schema"
            | "default"
            | "deprecated"
            | "description"
            | "discriminator"
            | "example"
            | "examples"
            | "externalDocs"
            | "readOnly"
            | "title"
            | "writeOnly"
            | "xml"
    ) || keyword.starts_with("x-")
}

/// Whether a keyword is read with the schemas that it combines.
fn combines(keyword: &str) -> bool {
    matches!(
        keyword,
        "$ref" | "allOf" | "anyOf" | "oneOf" | "unevaluatedProperties"
    )
}

/// The types that a keyword says something of; all if it is not known.
fn types_of(keyword: &str) -> &'static [&'static str] {
    match keyword {
        "format" => &["string", "number"],
        "minLength" | "maxLength" | "pattern" | "contentEncoding" | "contentMediaType"
        | "contentSchema" => &["string"],
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            &["number"]
        }
        "items" | "prefixItems" | "minItems" | "maxItems" | "uniqueItems" | "contains"
        | "minContains" | "maxContains" | "unevaluatedItems" => &["array"],
        "properties"
        | "required"
        | "additionalProperties"
        | "patternProperties"
        | "minProperties"
        | "maxProperties"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas" => &["object"],
        _ => &["null", "boolean", "number", "string", "array", "object"],
    }
}

/// The alternatives that the keywords of a schema allow, without those that combine other schemas.
pub(super) fn own<'d>(
    document: &'d Document,
    schema: &'d Value,
    keywords: &'d Map<String, Value>,
) -> Vec<Alternative<'d>> {
    if let Some(not) = keywords.get("not")
        && (*not == Value::Bool(true) || not.as_object().is_some_and(Map::is_empty))
    {
        return Vec::new();
    }
    let is_vague = keywords
        .keys()
        .all(|keyword| says_nothing(keyword) || combines(keyword) || keyword == "contentSchema");
    let is_held = keywords.contains_key(HELD);
    let names = types(keywords.get("type"));
    let mut alternatives = Vec::with_capacity(names.len());
    for (name, is_integer) in names {
        let mut opaque = Vec::new();
        let shape = shape(document, (name, is_integer), schema, keywords, &mut opaque);
        let of_type = |value: &&Value| is_of(value, name);
        let constant = keywords.get("const").map(std::slice::from_ref);
        let listed = keywords.get("enum").and_then(Value::as_array);
        let values = match (constant, listed) {
            (None, None) => None,
            (Some(constant), Some(listed)) => Some(
                constant
                    .iter()
                    .filter(of_type)
                    .filter(|value| listed.iter().any(|known| equal_values(known, value)))
                    .collect(),
            ),
            (constant, listed) => constant
                .or(listed.map(Vec::as_slice))
                .map(|values| values.iter().filter(of_type).collect()),
        };
        let alternative = Alternative {
            shape,
            values,
            grows: keywords
                .get("x-extensible-enum")
                .is_some_and(|says| *says == true),
            opaque,
            place: schema,
            is_vague,
            is_held,
        };
        if !alternative.is_empty() {
            alternatives.push(alternative);
        }
    }
    alternatives
}

/// Whether the value of `type` is understood.
fn are_types(said: &Value) -> bool {
    let is_type = |name: &Value| {
        name.as_str().is_some_and(|name| {
            matches!(
                name,
                "null" | "boolean" | "number" | "integer" | "string" | "array" | "object"
            )
        })
    };
    match said {
        Value::Array(names) => names.iter().all(is_type),
        said => is_type(said),
    }
}

/// The types of a schema, with whether only integers are meant.
fn types(said: Option<&Value>) -> Vec<(&'static str, bool)> {
    const ALL: [&str; 6] = ["null", "boolean", "number", "string", "array", "object"];
    let Some(said) = said.filter(|said| are_types(said)) else {
        return ALL.map(|name| (name, false)).to_vec();
    };
    let names: Vec<&str> = match said {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        said => said.as_str().into_iter().collect(),
    };
    let is_integer = !names.contains(&"number");
    ALL.into_iter()
        .filter(|name| names.contains(name) || *name == "number" && names.contains(&"integer"))
        .map(|name| (name, name == "number" && is_integer))
        .collect()
}

pub(super) fn is_of(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(_) => name == "number",
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

fn shape<'d>(
    document: &'d Document,
    (name, is_integer): (&str, bool),
    within: &'d Value,
    keywords: &'d Map<String, Value>,
    opaque: &mut Vec<Opaque<'d>>,
) -> Shape<'d> {
    let mut numbers = Numbers {
        is_integer,
        ..Numbers::default()
    };
    let mut text = Text::default();
    let mut list = List {
        first: Vec::new(),
        rest: Schema::any(document),
        fewest: 0,
        most: None,
        is_unique: false,
    };
    let mut object = Object::any();
    for (keyword, value) in keywords {
        let keyword = keyword.as_str();
        if says_nothing(keyword) || combines(keyword) || !types_of(keyword).contains(&name) {
            continue;
        }
        let is_read = match (keyword, value) {
            ("const", _) => true,
            // What a text holds is compared in its place.
            ("contentSchema", _) if keywords.contains_key(HELD) => true,
            ("type", said) => are_types(said),
            ("enum", Value::Array(_)) => true,
            ("not", Value::Bool(false)) => true,
            ("format", Value::String(format)) if name == "number" => {
                numbers.formats.push(format);
                true
            }
            ("format", Value::String(format)) => {
                text.formats.push(format);
                true
            }
            ("pattern", Value::String(pattern)) => {
                text.patterns.push(pattern);
                true
            }
            ("minLength", _) => set(&mut text.shortest, value),
            ("maxLength", _) => set_limit(&mut text.longest, value),
            ("minItems", _) => set(&mut list.fewest, value),
            ("maxItems", _) => set_limit(&mut list.most, value),
            ("minProperties", _) => set(&mut object.fewest, value),
            ("maxProperties", _) => set_limit(&mut object.most, value),
            ("uniqueItems", Value::Bool(is_unique)) => {
                list.is_unique = *is_unique;
                true
            }
            ("minimum" | "exclusiveMinimum", Value::Number(number)) => {
                let limit = Limit {
                    number,
                    is_within: keyword == "minimum",
                };
                let other = Numbers {
                    least: Some(limit),
                    ..Numbers::default()
                };
                numbers = std::mem::take(&mut numbers).and(other);
                true
            }
            ("maximum" | "exclusiveMaximum", Value::Number(number)) => {
                let limit = Limit {
                    number,
                    is_within: keyword == "maximum",
                };
                let other = Numbers {
                    greatest: Some(limit),
                    ..Numbers::default()
                };
                numbers = std::mem::take(&mut numbers).and(other);
                true
            }
            ("multipleOf", Value::Number(number)) => {
                numbers.multiples.push(number);
                true
            }
            ("items", Value::Bool(_) | Value::Object(_)) => {
                list.rest = Schema::of(document, value);
                true
            }
            ("prefixItems", Value::Array(items)) => {
                list.first = items
                    .iter()
                    .map(|item| Schema::of(document, item))
                    .collect();
                true
            }
            ("properties", Value::Object(members)) => {
                object.members = members
                    .iter()
                    .map(|(name, member)| (name.as_str(), Schema::of(document, member)))
                    .collect();
                true
            }
            ("patternProperties", Value::Object(members)) => {
                object.patterns = members
                    .iter()
                    .map(|(name, member)| (name.as_str(), Schema::of(document, member)))
                    .collect();
                true
            }
            ("additionalProperties", Value::Bool(_) | Value::Object(_)) => {
                object.rest = Some(Schema::of(document, value));
                true
            }
            ("required", Value::Array(names)) => {
                object.required = names.iter().filter_map(Value::as_str).collect();
                true
            }
            _ => false,
        };
        if !is_read {
            opaque.push(Opaque {
                document,
                keyword,
                value,
                within,
            });
        }
    }
    match name {
        "null" => Shape::Null,
        "boolean" => Shape::Boolean,
        "number" => Shape::Number(numbers),
        "string" => Shape::Text(text),
        "array" => Shape::List(list),
        _ => Shape::Object(Box::new(object)),
    }
}

fn count(value: &Value) -> Option<u64> {
    let float = || {
        value
            .as_f64()
            .filter(|float| float.fract() == 0.0 && *float >= 0.0)
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number, not negative"
    )]
    value.as_u64().or_else(|| float().map(|float| float as u64))
}

fn set(field: &mut u64, value: &Value) -> bool {
    count(value).map(|count| *field = count).is_some()
}

fn set_limit(field: &mut Option<u64>, value: &Value) -> bool {
    count(value).map(|count| *field = Some(count)).is_some()
}
