//! What `#[schemars(..)]` says about a type, a variant or a field, in its schema.

use std::collections::BTreeSet;

use serde_json::Value;

use super::combine::keywords;
use super::{RESPONSES, SERIALIZED, Schemas};
use crate::model::Refine;

/// In a schema, until the document is finished: its values are constrained beyond their type.
pub(super) const CONSTRAINED: &str = "steadfast-constrained";

/// The keywords below which a schema describes the same value.
const SAME_VALUE: [&str; 3] = ["allOf", "anyOf", "oneOf"];

impl Schemas {
    pub(super) fn refine(&mut self, schema: &mut Value, refine: Option<Refine>) {
        let Some(refine) = refine else {
            return;
        };
        // `true` and `false` become objects with the same meaning.
        keywords(schema);
        let found = refine.apply(schema, &|schema| self.types_of(schema));
        if found.has_constraints {
            keywords(schema).insert(CONSTRAINED.to_owned(), true.into());
        }
        self.constraint_faults.extend(found.faults);
    }

    /// Whether values of the schema are constrained by `#[schemars(..)]`, anywhere inside of them.
    #[must_use]
    pub fn is_constrained(&self, schema: &Value) -> bool {
        self.has_mark(schema, &mut BTreeSet::new())
    }

    fn has_mark<'s>(&'s self, schema: &'s Value, seen: &mut BTreeSet<&'s str>) -> bool {
        match schema {
            Value::Array(parts) => parts.iter().any(|part| self.has_mark(part, seen)),
            Value::Object(keywords) if keywords.contains_key(CONSTRAINED) => true,
            Value::Object(keywords) => keywords.iter().any(|(keyword, part)| match part.as_str() {
                Some(reference) if keyword == "$ref" && seen.insert(reference) => self
                    .definition(reference)
                    .is_some_and(|definition| self.has_mark(definition, seen)),
                _ => self.has_mark(part, seen),
            }),
            _ => false,
        }
    }

    pub(super) fn remove_marks(&mut self) {
        for component in &mut self.components {
            remove_marks(&mut component.schema);
        }
    }

    /// The JSON types that a schema allows; none if it does not say.
    fn types_of(&self, schema: &Value) -> Vec<String> {
        let mut types = BTreeSet::new();
        self.add_types(schema, &mut types, &mut BTreeSet::new());
        types.remove("null");
        types.into_iter().map(str::to_owned).collect()
    }

    fn add_types<'s>(
        &'s self,
        schema: &'s Value,
        types: &mut BTreeSet<&'s str>,
        seen: &mut BTreeSet<&'s str>,
    ) {
        match &schema["type"] {
            Value::String(ty) => drop(types.insert(ty)),
            Value::Array(all) => types.extend(all.iter().filter_map(Value::as_str)),
            _ => {}
        }
        for keyword in SAME_VALUE {
            for part in schema[keyword].as_array().into_iter().flatten() {
                self.add_types(part, types, seen);
            }
        }
        if let Some(reference) = schema["$ref"].as_str()
            && seen.insert(reference)
            && let Some(definition) = self.definition(reference)
        {
            self.add_types(definition, types, seen);
        }
    }

    pub(super) fn definition(&self, reference: &str) -> Option<&Value> {
        if let Some(name) = reference.strip_prefix(SERIALIZED) {
            return self.serialized.definitions().get(name);
        }
        let index: usize = reference.strip_prefix(RESPONSES)?.parse().ok()?;
        self.components
            .get(index)
            .map(|component| &component.schema)
    }
}

/// Removes what only the making of the document needs.
fn remove_marks(value: &mut Value) {
    match value {
        Value::Array(parts) => parts.iter_mut().for_each(remove_marks),
        Value::Object(keywords) => {
            keywords.remove(CONSTRAINED);
            keywords.values_mut().for_each(remove_marks);
        }
        _ => {}
    }
}
