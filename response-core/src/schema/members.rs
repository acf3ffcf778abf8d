//! The schema of a value whose members stand among others: what is flattened, and what a tag stands beside.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::combine::{flatten, insert_property, keywords};
use super::identity::is_named;
use super::{RESPONSES, Schemas};
use crate::model::policy::Selection;
use crate::model::shape::{Field, Kind, Shape};

impl Schemas {
    /// The schema of the members of a flattened field; `None` inside of itself.
    pub(super) fn members(&mut self, field: &Field, selection: Selection) -> Option<Value> {
        let (shape, may_be_missing) = behind_option((field.shape)());
        let mut schema = self.inlined(shape, selection)?;
        self.write_out(&mut schema);
        let mut schema = flattened(schema);
        if may_be_missing || field.skippable {
            make_optional(&mut schema);
        }
        open(&mut schema);
        Some(schema)
    }

    /// The schema of the content of a variant that a tag stands beside: a reference, unless that would forbid the tag.
    pub(super) fn beside_a_tag(&mut self, shape: &'static Shape, selection: Selection) -> Value {
        let (inner, may_be_missing) = behind_option(shape);
        let Some(mut schema) = self.inlined(inner, selection) else {
            return self.subschema(inner, selection);
        };
        if is_named(inner) && !may_be_missing && !self.minds_others(&schema, &mut Vec::new()) {
            return self.subschema(inner, selection);
        }
        if schema["type"] == "null" {
            return schema;
        }
        self.write_out(&mut schema);
        let mut schema = flattened(schema);
        if may_be_missing {
            make_optional(&mut schema);
        }
        open_inside(&mut schema);
        schema
    }

    /// Puts definitions in place of the references to them that other members would break.
    fn write_out(&self, schema: &mut Value) {
        self.write_out_beside(schema, &mut Vec::new());
    }

    fn write_out_beside(&self, schema: &mut Value, written: &mut Vec<usize>) {
        let index = referred(schema).filter(|index| !written.contains(index));
        let definition = index.and_then(|index| Some((index, self.components.get(index)?)));
        if let Some((index, definition)) = definition
            && self.minds_others(&definition.schema, &mut Vec::new())
        {
            written.push(index);
            let mut definition = definition.schema.clone();
            self.write_out_beside(&mut definition, written);
            written.pop();
            let (kept, definition) = (keywords(schema), keywords(&mut definition));
            kept.remove("$ref");
            for (keyword, value) in std::mem::take(definition) {
                kept.entry(keyword).or_insert(value);
            }
            return;
        }
        for part in parts_mut(schema) {
            self.write_out_beside(part, written);
        }
    }

    /// Whether members that the schema does not name would break it.
    fn minds_others(&self, schema: &Value, asked: &mut Vec<usize>) -> bool {
        let Some(keywords) = schema.as_object() else {
            return false;
        };
        if let Some(index) = referred(schema).filter(|index| !asked.contains(index)) {
            asked.push(index);
            let definition = self.components.get(index);
            if definition.is_some_and(|definition| self.minds_others(&definition.schema, asked)) {
                return true;
            }
        }
        says_what_else(keywords)
            || keywords.get("type").is_some_and(|ty| ty != "object")
            || parts(schema).any(|part| self.minds_others(part, asked))
    }

    /// Lets the parts of an object that say what any other member is leave out those that the object names elsewhere.
    pub(super) fn make_room(&self, schema: &mut Value) {
        let mut names = BTreeSet::new();
        self.add_names(schema, &mut names, &mut Vec::new());
        parts_mut(schema).for_each(|part| leave_room(part, &names));
    }

    fn add_names(&self, schema: &Value, names: &mut BTreeSet<String>, asked: &mut Vec<usize>) {
        let properties = schema.get("properties").and_then(Value::as_object);
        names.extend(
            properties
                .into_iter()
                .flatten()
                .map(|(name, _)| name.clone()),
        );
        if let Some(index) = referred(schema).filter(|index| !asked.contains(index)) {
            asked.push(index);
            if let Some(definition) = self.components.get(index) {
                self.add_names(&definition.schema, names, asked);
            }
        }
        parts(schema).for_each(|part| self.add_names(part, names, asked));
    }
}

/// The type whose members are written, and whether there may be none: for an `Option` and an unset field.
fn behind_option(shape: &'static Shape) -> (&'static Shape, bool) {
    match &shape.kind {
        Kind::Nullable(inner) | Kind::Unset(inner) => (behind_option(inner()).0, true),
        Kind::Transparent(inner) => behind_option(inner()),
        _ => (shape, false),
    }
}

/// The definition that the schema refers to.
fn referred(schema: &Value) -> Option<usize> {
    schema
        .get("$ref")?
        .as_str()?
        .strip_prefix(RESPONSES)?
        .parse()
        .ok()
}

fn leave_room(part: &mut Value, names: &BTreeSet<String>) {
    let Value::Object(keywords) = part else {
        return;
    };
    if says_what_else(keywords)
        && let Value::Object(properties) = keywords.entry("properties").or_insert_with(|| json!({}))
    {
        for name in names {
            properties.entry(name.as_str()).or_insert(Value::Bool(true));
        }
    }
    parts_mut(part).for_each(|part| leave_room(part, names));
}

fn says_what_else(keywords: &Map<String, Value>) -> bool {
    let says = |keyword| keywords.get(keyword).is_some_and(|other| *other != true);
    says("additionalProperties") || says("unevaluatedProperties")
}

/// The schemas that describe the same object.
fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    let keywords = schema.as_object().into_iter().flatten();
    keywords.flat_map(|(keyword, value)| match (keyword.as_str(), value) {
        ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => parts.as_slice(),
        ("if" | "then" | "else", part) => std::slice::from_ref(part),
        _ => &[],
    })
}

/// [`parts`], to be changed.
fn parts_mut(schema: &mut Value) -> impl Iterator<Item = &mut Value> {
    let keywords = schema.as_object_mut().into_iter().flatten();
    keywords.flat_map(|(keyword, value)| match (keyword.as_str(), value) {
        ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => parts.as_mut_slice(),
        ("if" | "then" | "else", part) => std::slice::from_mut(part),
        _ => &mut [],
    })
}

/// The schema of a value once its members stand in another object. A unit variant is a string by itself, and a member with
/// the value `null` there; what is `null` by itself has no members.
fn flattened(mut schema: Value) -> Value {
    if let Some(names) = remove_unit_variants(&mut schema)
        && let Value::Array(options) = keywords(&mut schema)
            .entry("oneOf")
            .or_insert_with(|| json!([]))
    {
        options.extend(
            names
                .iter()
                .filter_map(Value::as_str)
                .map(|name| unit_variant(name).into()),
        );
    }
    for part in parts_mut(&mut schema) {
        let mut own = flattened(part.take());
        let name = own["const"].as_str().filter(|_| own["type"] == "string");
        if let Some(member) = name.map(unit_variant) {
            let keywords = keywords(&mut own);
            keywords.remove("const");
            keywords.extend(member);
        } else if own["type"] == "null" {
            own["type"] = "object".into();
        }
        *part = own;
    }
    schema
}

fn unit_variant(name: &str) -> Map<String, Value> {
    let mut schema = Value::Bool(true);
    insert_property(&mut schema, name, json!({ "type": "null" }), true);
    let mut keywords = std::mem::take(keywords(&mut schema));
    keywords.insert("type".to_owned(), "object".into());
    keywords
}

/// Removes the list of unit variants, and returns their names.
fn remove_unit_variants(schema: &mut Value) -> Option<Vec<Value>> {
    fn names(schema: &mut Value) -> Option<Vec<Value>> {
        let keywords = schema.as_object_mut()?;
        if keywords.get("type").is_none_or(|ty| ty != "string") {
            return None;
        }
        match keywords.remove("enum") {
            Some(Value::Array(names)) => Some(names),
            _ => None,
        }
    }
    if let Some(names) = names(schema) {
        keywords(schema).remove("type");
        return Some(names);
    }
    let options = schema.get_mut("oneOf")?.as_array_mut()?;
    let names = names(options.first_mut()?)?;
    options.remove(0);
    Some(names)
}

/// Lets all members be missing.
fn make_optional(schema: &mut Value) {
    let keywords = keywords(schema);
    keywords.remove("required");
    if let Some(reference) = keywords.remove("$ref") {
        flatten(schema, json!({ "anyOf": [{ "$ref": reference }, {}] }));
    }
    if let Some(options) = self::keywords(schema).remove("oneOf") {
        flatten(schema, json!({ "anyOf": [{ "oneOf": options }, {}] }));
    }
    if let Some(Value::Array(options)) = self::keywords(schema).get_mut("anyOf")
        && !options.contains(&json!({}))
    {
        options.push(json!({}));
    }
    if let Some(Value::Array(parts)) = self::keywords(schema).get_mut("allOf") {
        parts.iter_mut().for_each(make_optional);
    }
}

/// Allows other members, here and in the other parts: the outer object decides whether they may be present.
fn open(schema: &mut Value) {
    if let Value::Object(keywords) = schema {
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            if keywords.get(keyword) == Some(&Value::Bool(false)) {
                keywords.remove(keyword);
            }
        }
    }
    open_inside(schema);
}

/// Calls [`open`] for the parts.
fn open_inside(schema: &mut Value) {
    parts_mut(schema).for_each(open);
}
