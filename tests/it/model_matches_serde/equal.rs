//! The comparison: bytes to bytes, schema to schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Map, Value, json};
use steadfast::ResponseModel;
use steadfast::describe::Schemas;
use steadfast::model::Policy;
use steadfast::model::policy::{Everything, Selection};

/// The text of a model's JSON.
pub fn text<M: ResponseModel + ?Sized>(model: &M) -> String {
    String::from_utf8(steadfast::json::to_vec(model).expect("a model that can be written")).unwrap()
}

/// Both write the same bytes.
#[track_caller]
pub fn same_bytes<M: ResponseModel + Serialize + ?Sized>(model: &M) {
    assert_eq!(text(model), serde_json::to_string(model).unwrap());
}

/// Both describe the type in the same way.
#[track_caller]
pub fn same_schema<M: ResponseModel + JsonSchema + ?Sized>() {
    let (ours, theirs) = (schema::<M>(), schemars_schema::<M>());
    assert!(ours == theirs, "ours:\n{ours:#}\nschemars:\n{theirs:#}");
}

/// Both are the same, for each of the values.
#[track_caller]
pub fn same<M: ResponseModel + Serialize + JsonSchema>(models: &[M]) {
    for model in models {
        same_bytes(model);
    }
    same_schema::<M>();
}

/// The schema of a model, with its definitions.
pub fn schema<M: ResponseModel + ?Sized>() -> Value {
    schema_under::<M, Everything>()
}

pub fn schema_under<M: ResponseModel + ?Sized, P: Policy>() -> Value {
    let mut schemas = Schemas::default();
    let mut root = schemas.response(M::shape(), Selection::of::<P>());
    let definitions = schemas.finish(&mut root);
    numbered(&root, &definitions)
}

fn schemars_schema<M: JsonSchema + ?Sized>() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .into_generator();
    let mut root = generator.subschema_for::<M>().to_value();
    let mut definitions = generator.take_definitions(true);
    bound(&mut root);
    definitions.values_mut().for_each(bound);
    numbered(&root, &definitions)
}

/// Adds the bounds of wide integers, which schemars leaves to their `format`, and that a duration has no further members.
fn bound(schema: &mut Value) {
    if schema["properties"]["secs"].is_object() && schema["properties"]["nanos"].is_object() {
        schema["additionalProperties"] = json!(false);
    }
    let bounds = match schema["format"].as_str() {
        Some("int32") => Some((json!(i32::MIN), json!(i32::MAX))),
        Some("int64" | "int") => Some((json!(i64::MIN), json!(i64::MAX))),
        Some("uint32") => Some((json!(0), json!(u32::MAX))),
        Some("uint64" | "uint") => Some((json!(0), json!(u64::MAX))),
        _ => None,
    };
    if let Some((least, most)) = bounds {
        for (keyword, bound) in [("minimum", least), ("maximum", most)] {
            // A number that is not zero has one of its own.
            if schema[keyword].is_null() {
                schema[keyword] = bound;
            }
        }
    }
    match schema {
        Value::Object(keywords) => keywords.values_mut().for_each(bound),
        Value::Array(items) => items.iter_mut().for_each(bound),
        _ => {}
    }
}

/// The names of definitions are nobody's business here: they are numbered as they are met.
fn numbered(root: &Value, definitions: &Map<String, Value>) -> Value {
    let mut numbers = BTreeMap::new();
    let mut order = Vec::new();
    let root = number(root, &mut numbers, &mut order);
    let mut schemas = Vec::new();
    while let Some(name) = order.get(schemas.len()).cloned() {
        let schema = number(&definitions[&name], &mut numbers, &mut order);
        schemas.push(schema);
    }
    json!({ "root": root, "definitions": schemas })
}

fn number(schema: &Value, numbers: &mut BTreeMap<String, usize>, order: &mut Vec<String>) -> Value {
    match schema {
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            members
                .into_iter()
                .map(|(keyword, value)| {
                    let name = value
                        .as_str()
                        .filter(|_| keyword == "$ref")
                        .and_then(|reference| reference.strip_prefix("#/components/schemas/"));
                    let value = match name {
                        Some(name) => {
                            let next = numbers.len();
                            let number = *numbers.entry(name.to_owned()).or_insert_with(|| {
                                order.push(name.to_owned());
                                next
                            });
                            json!(number)
                        }
                        None => number(value, numbers, order),
                    };
                    (keyword.clone(), value)
                })
                .collect()
        }
        Value::Array(values) => values
            .iter()
            .map(|value| number(value, numbers, order))
            .collect(),
        other => other.clone(),
    }
}
