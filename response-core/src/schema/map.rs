//! The schemas of maps, which depend on their keys.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::combine::keywords;
use super::{RESPONSES, Schemas};
use crate::model::policy::Selection;
use crate::model::shape::Shape;

impl Schemas {
    pub(super) fn map(
        &mut self,
        key: &'static Shape,
        value: &'static Shape,
        selection: Selection,
    ) -> Value {
        let of_keys = Selection {
            non_finite_as_null: false,
            ..selection.nested()
        };
        let key = self.body(key, of_keys);
        let value = self.subschema(value, selection);
        let Keys {
            any,
            patterns,
            names,
        } = self.keys(&key);
        let mut schema = json!({
            "type": "object",
            "additionalProperties": if any { value.clone() } else { Value::Bool(false) },
        });
        for (keyword, known) in [("patternProperties", patterns), ("properties", names)] {
            if !known.is_empty() {
                let values: Map<_, _> = known.into_iter().map(|key| (key, value.clone())).collect();
                keywords(&mut schema).insert(keyword.to_owned(), values.into());
            }
        }
        schema
    }

    fn keys(&self, key: &Value) -> Keys {
        let mut keys = Keys::default();
        let Some(options) = options(key) else {
            keys.any = true;
            return keys;
        };
        let mut integers = None;
        for option in options {
            let option = self.resolved(option);
            let ty = option.get("type").and_then(Value::as_str);
            let pattern = option.get("pattern").and_then(Value::as_str);
            let names = option
                .get("enum")
                .and_then(Value::as_array)
                .and_then(|names| names.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
            match (pattern, names, ty) {
                (Some(pattern), _, Some("string")) => {
                    keys.patterns.insert(pattern.to_owned());
                }
                (None, Some(names), Some("string")) => {
                    keys.names.extend(names.into_iter().map(str::to_owned));
                }
                (_, _, Some("integer")) => {
                    let is_signed = option.get("minimum").and_then(Value::as_u64) != Some(0);
                    integers = integers.max(Some(is_signed));
                }
                _ => keys.any = true,
            }
        }
        if let Some(is_signed) = integers {
            let pattern = if is_signed { r"^-?\d+$" } else { r"^\d+$" };
            keys.patterns.insert(pattern.to_owned());
        }
        keys
    }

    fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|address| address.strip_prefix(RESPONSES))
            .and_then(|index| index.parse::<usize>().ok())
            .and_then(|index| self.components.get(index))
            .map_or(schema, |component| &component.schema)
    }
}

/// What the keys of a map can be.
#[derive(Default)]
struct Keys {
    any: bool,
    patterns: BTreeSet<String>,
    names: BTreeSet<String>,
}

/// The alternatives of the schema, or the schema as the only one.
fn options(key: &Value) -> Option<Vec<&Value>> {
    let alternatives = key.get("anyOf").and_then(Value::as_array);
    match alternatives {
        Some(alternatives) if alternatives.iter().all(Value::is_object) => {
            Some(alternatives.iter().collect())
        }
        _ => key.is_object().then(|| vec![key]),
    }
}
