//! JSON Schemas of response models, requests and leaf types, collected under `components`.
//!
//! The schemas of responses come from [`Shape`]s, those of requests, leaves and foreign fields from schemars. They are
//! combined as JSON: while a document is made, each definition has an address of its own; [`Schemas::finish`] names the
//! definitions once all of them are known.

mod bounds;
mod combine;
mod docs;
mod document;
mod enums;
mod example;
mod identity;
mod map;
mod members;
mod names;
pub mod pointer;
mod refined;
mod structs;

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::model::policy::{Everything, Fields, Selection};
use crate::model::shape::{Kind, Shape};
use crate::model::{Exception, while_describing};
pub use bounds::integer_bounds;
use combine::allow_null;
use identity::{identity, is_named, name};

/// The schemas of one document.
///
/// ```
/// use steadfast::describe::Schemas;
/// use steadfast::model::policy::{Everything, Selection};
/// use steadfast::{Page, ResponseModel};
///
/// let mut schemas = Schemas::default();
/// let page = Page::<String>::shape();
/// let mut document = schemas.response(page, Selection::of::<Everything>());
/// let components = schemas.finish(&mut document);
/// assert_eq!(document["$ref"], "#/components/schemas/Page_String");
/// assert_eq!(components["Page_String"]["properties"]["items"]["type"], "array");
/// ```
#[derive(Debug, Clone)]
pub struct Schemas {
    components: Vec<Component>,
    known: BTreeMap<Key, usize>,
    /// The types whose members are being added to the schema of another, since a type may be flattened into itself.
    inlined: Vec<Key>,
    exceptions: Vec<Exception>,
    faults: Vec<String>,
    /// What `#[schemars(..)]` says that does not fit its field.
    constraint_faults: Vec<String>,
    serialized: SchemaGenerator,
    deserialized: SchemaGenerator,
}

/// A response model with a name.
#[derive(Debug, Clone)]
struct Component {
    key: Key,
    name: String,
    module: &'static str,
    schema: Value,
}

/// The identity of a component: a type, and what is left out of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    identity: String,
    exclude_none: bool,
    exclude_defaults: bool,
    exclude_own_none: bool,
    exclude_own_defaults: bool,
    unset_as_default: bool,
    fields: Fields,
}

/// In a schema without a name, until the document is finished: the model that it is a part of.
#[doc(hidden)]
pub const MODEL: &str = "steadfast-model";

/// The addresses of definitions before they have names.
const RESPONSES: &str = "#/steadfast/responses/";
const SERIALIZED: &str = "#/steadfast/serialized/";
const DESERIALIZED: &str = "#/steadfast/deserialized/";

impl Default for Schemas {
    fn default() -> Self {
        let generator = |settings: SchemaSettings, path: &'static str| {
            settings
                .with(|settings| {
                    settings.definitions_path = path.into();
                    settings.meta_schema = None;
                })
                .into_generator()
        };
        Self {
            components: Vec::new(),
            known: BTreeMap::new(),
            inlined: Vec::new(),
            exceptions: Vec::new(),
            faults: Vec::new(),
            constraint_faults: Vec::new(),
            serialized: generator(SchemaSettings::draft2020_12().for_serialize(), SERIALIZED),
            deserialized: generator(
                SchemaSettings::draft2020_12().for_deserialize(),
                DESERIALIZED,
            ),
        }
    }
}

/// The schema of a request by itself: with its definitions in `$defs`, or with each written where it is used.
#[must_use]
pub fn request_schema<T: JsonSchema + ?Sized>(is_inline: bool) -> Value {
    let settings = SchemaSettings::draft2020_12()
        .for_deserialize()
        .with(|settings| {
            settings.inline_subschemas = is_inline;
            settings.meta_schema = None;
        });
    while_describing(|| {
        settings
            .into_generator()
            .into_root_schema_for::<T>()
            .to_value()
    })
}

impl Schemas {
    /// The schema of a response: a reference for a type with a name, otherwise the schema itself.
    pub fn response(&mut self, shape: &'static Shape, selection: Selection) -> Value {
        self.subschema(shape, selection)
    }

    /// The schema of a request: of a body or a parameter.
    pub fn request<T: JsonSchema + ?Sized>(&mut self) -> Value {
        while_describing(|| self.deserialized.subschema_for::<T>().to_value())
    }

    /// The first field of a request's schema: the first required one, if there is any.
    pub fn first_field(&self, schema: &Value) -> Option<String> {
        let reference = schema["$ref"].as_str();
        let name = reference.and_then(|reference| reference.strip_prefix(DESERIALIZED));
        let schema = match name {
            Some(name) => self.deserialized.definitions().get(name)?,
            None => schema,
        };
        let required = schema["required"]
            .as_array()
            .and_then(|names| names.first());
        let any = || schema["properties"].as_object()?.keys().next().cloned();
        required
            .and_then(Value::as_str)
            .map(str::to_owned)
            .or_else(any)
    }

    /// The schema of a value that is sent, from schemars.
    pub fn sent<T: JsonSchema + ?Sized>(&mut self) -> Value {
        self.serialized.subschema_for::<T>().to_value()
    }

    /// Names the definitions, and makes `document` and the definitions refer to them by name. Returns them for
    /// `#/components/schemas`.
    ///
    /// Two types never share a name. A type that is both sent and received has one definition if both schemas are
    /// equal.
    #[must_use]
    pub fn finish(mut self, document: &mut Value) -> Map<String, Value> {
        self.remove_marks();
        let serialized = self.serialized.take_definitions(true);
        let deserialized = self.deserialized.take_definitions(true);
        let definitions = document::Definitions::new(self.components, serialized, deserialized);
        definitions.finish(document)
    }

    /// The schema, or a reference to it.
    fn subschema(&mut self, shape: &'static Shape, selection: Selection) -> Value {
        match &shape.kind {
            Kind::Leaf(leaf) => {
                let schema = (leaf.subschema)(&mut self.serialized).to_value();
                return or_null(schema, selection);
            }
            Kind::Transparent(inner) => return self.subschema(inner(), selection),
            // Where no field can be left out, it is written as `null`.
            Kind::Unset(inner) => return allow_null(self.subschema(inner(), selection)),
            _ => {}
        }
        if !is_named(shape) {
            return self.body(shape, selection);
        }
        let key = Key::new(shape, selection);
        let index = match self.known.get(&key) {
            Some(&index) => index,
            None => {
                if selection.leaves_out() && selection.fields == Fields::All {
                    // The whole model is added first, so that it is used for types of which nothing is left out: an
                    // enum keeps its name.
                    let whole = Selection::of::<Everything>();
                    self.subschema(shape, whole);
                }
                let index = self.components.len();
                self.known.insert(key.clone(), index);
                self.components.push(Component {
                    key: key.clone(),
                    name: name(shape),
                    module: shape.module,
                    schema: Value::Bool(true),
                });
                let mut schema = self.body(shape, selection);
                combine::drop_itself(&mut schema, &format!("{RESPONSES}{index}"));
                if let Some(component) = self.components.get_mut(index) {
                    component.schema = schema;
                }
                if selection.fields != Fields::All && !self.is_mentioned(index) {
                    return self.unnamed(index, &key);
                }
                index
            }
        };
        json!({ "$ref": format!("{RESPONSES}{index}") })
    }

    /// Whether a schema that was made since refers to this one.
    fn is_mentioned(&self, index: usize) -> bool {
        let reference = format!("{RESPONSES}{index}");
        let since = self.components.get(index..).unwrap_or_default();
        since
            .iter()
            .any(|component| combine::mentions(&component.schema, &reference))
    }

    /// The schema in place of a reference to it: a selection of fields belongs to one route, so it has no name of its own
    /// unless it contains itself.
    fn unnamed(&mut self, index: usize, key: &Key) -> Value {
        self.known.remove(key);
        let Some(component) = self.components.get(index) else {
            return Value::Bool(true);
        };
        let mut schema = component.schema.clone();
        combine::keywords(&mut schema).insert(MODEL.to_owned(), component.name.clone().into());
        schema
    }

    /// The rules that were switched off in the types of the document, in the order of their mention.
    #[must_use]
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// What is wrong with the types of the document, in words that name them.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// What `#[schemars(..)]` says that does not fit its field, in words that name it.
    #[must_use]
    pub fn constraint_faults(&self) -> &[String] {
        &self.constraint_faults
    }

    /// Adds rules that were switched off.
    pub fn add_exceptions(&mut self, exceptions: &[Exception]) {
        for exception in exceptions {
            if !self.exceptions.contains(exception) {
                self.exceptions.push(*exception);
            }
        }
    }

    /// The schema itself.
    fn body(&mut self, shape: &'static Shape, selection: Selection) -> Value {
        self.add_exceptions(shape.exceptions);
        let mut schema = self.body_of_kind(shape, selection);
        if is_named(shape) {
            combine::describe(&mut schema, shape.docs, shape.deprecated);
            let examples = example::of_whole(shape, selection);
            if !examples.is_empty() {
                combine::keywords(&mut schema).insert("examples".to_owned(), examples.into());
            }
            self.refine(&mut schema, shape.refine);
        }
        schema
    }

    /// The schema itself, to be changed and put into another; `None` inside of itself.
    fn inlined(&mut self, shape: &'static Shape, selection: Selection) -> Option<Value> {
        let key = Key::new(shape, selection);
        if self.inlined.contains(&key) {
            return None;
        }
        self.inlined.push(key);
        let mut schema = self.body(shape, selection);
        self.inlined.pop();
        // An example of the value is not one of the object that its members are put into.
        combine::keywords(&mut schema).remove("examples");
        Some(schema)
    }

    fn body_of_kind(&mut self, shape: &'static Shape, selection: Selection) -> Value {
        match &shape.kind {
            Kind::Leaf(leaf) => or_null((leaf.schema)(&mut self.serialized).to_value(), selection),
            Kind::Transparent(inner) | Kind::Into(inner) => self.body(inner(), selection),
            Kind::Nullable(inner) | Kind::Unset(inner) => {
                allow_null(self.subschema(inner(), selection))
            }
            Kind::List(item) => json!({
                "type": "array",
                "items": self.subschema(item(), selection),
            }),
            Kind::Set(item) => json!({
                "type": "array",
                "uniqueItems": true,
                "items": self.subschema(item(), selection),
            }),
            Kind::AtMost(item, length) => json!({
                "type": "array",
                "items": self.subschema(item(), selection),
                "maxItems": length,
            }),
            Kind::Array(_, 0) => json!({ "type": "array", "maxItems": 0 }),
            Kind::Array(item, length) => json!({
                "type": "array",
                "items": self.subschema(item(), selection),
                "minItems": length,
                "maxItems": length,
            }),
            Kind::Tuple(items) => {
                let items = items
                    .iter()
                    .map(|item| self.subschema(item(), selection.nested()))
                    .collect();
                combine::tuple(items)
            }
            Kind::Map { key, value } => self.map(key(), value(), selection),
            Kind::Struct(model) => self.struct_body(shape, model, selection),
            Kind::NewtypeStruct(field) => self.field(field, selection),
            Kind::TupleStruct(fields) => self.tuple_body(fields, selection.nested()),
            Kind::UnitStruct => json!({ "type": "null" }),
            Kind::Enum(model) => self.enum_body(shape, model, selection),
        }
    }
}

/// The schema of a leaf, which is a float if `null` is sent for NaN and the infinities.
fn or_null(schema: Value, selection: Selection) -> Value {
    if selection.non_finite_as_null {
        allow_null(schema)
    } else {
        schema
    }
}

impl Key {
    fn new(shape: &Shape, selection: Selection) -> Self {
        Self {
            identity: identity(shape),
            exclude_none: selection.exclude_none,
            exclude_defaults: selection.exclude_defaults,
            exclude_own_none: selection.exclude_own_none,
            exclude_own_defaults: selection.exclude_own_defaults,
            unset_as_default: selection.unset_as_default,
            fields: selection.fields,
        }
    }
}
