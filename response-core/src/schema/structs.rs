//! The schemas of structs and fields.

use serde_json::{Value, json};

use super::combine::{describe, flatten, insert_property, keywords, tuple};
use super::{Schemas, example};
use crate::model::policy::{Flattened, Selection};
use crate::model::shape::{Field, Kind, Shape, Struct};

/// What is left out of an object while its properties are listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exclusions {
    none: bool,
    defaults: bool,
}

impl Exclusions {
    /// The exclusions of the route, and those of the model itself.
    pub(super) const fn new(selection: Selection, none: bool, defaults: bool) -> Self {
        Self {
            none: selection.exclude_none || selection.exclude_own_none || none,
            defaults: selection.exclude_defaults || selection.exclude_own_defaults || defaults,
        }
    }
}

impl Schemas {
    pub(super) fn struct_body(
        &mut self,
        shape: &Shape,
        model: &Struct,
        selection: Selection,
    ) -> Value {
        self.check_names(shape, model.tag, model.fields);
        let mut schema = object(model.closed);
        if let Some(tag) = model.tag {
            let name = json!({ "type": "string", "const": shape.name });
            insert_property(&mut schema, tag, name, true);
        }
        if model.wrapper {
            for field in model.fields {
                let property = self.field(field, selection);
                insert_property(&mut schema, field.wire_name, property, true);
            }
        } else {
            let exclusions = Exclusions::new(selection, model.exclude_none, model.exclude_defaults);
            self.properties(shape, &mut schema, model.fields, selection, exclusions);
        }
        schema
    }

    /// Adds the fields that are selected.
    pub(super) fn properties(
        &mut self,
        owner: &Shape,
        schema: &mut Value,
        fields: &'static [Field],
        selection: Selection,
        exclusions: Exclusions,
    ) {
        for field in fields {
            let selection = selection.at(field);
            if field.flattened {
                let selection = match selection.fields.flattened(field.name) {
                    Flattened::Nothing => continue,
                    Flattened::Whole => selection.inside(field),
                    Flattened::EachMember => selection.among(exclusions.none, exclusions.defaults),
                };
                if let Some(members) = self.members(field, selection) {
                    flatten(schema, members);
                }
            } else if selection.fields.keeps(field.name, field.wire_name) {
                self.check_unset(owner, field, selection);
                let (property, required) =
                    self.property(field, selection.inside(field), exclusions);
                insert_property(schema, field.wire_name, property, required);
            }
        }
        if fields.iter().any(|field| field.flattened) {
            self.make_room(schema);
        }
    }

    fn property(
        &mut self,
        field: &Field,
        selection: Selection,
        exclusions: Exclusions,
    ) -> (Value, bool) {
        let shape = (field.shape)();
        let (inner, is_option) = behind_option(shape);
        let mut schema = if exclusions.none && is_option {
            self.subschema(inner, selection)
        } else {
            self.subschema(behind_unset(shape), selection)
        };
        self.annotate(&mut schema, field);
        let default = field.default.and_then(|default| default());
        // A `null` that is never sent is not part of the schema.
        if let Some(default) = default.filter(|default| !(exclusions.none && default.is_null())) {
            keywords(&mut schema).insert("default".to_owned(), default);
        }
        let is_filled = selection.unset_as_default && unset(field).is_some();
        let may_be_missing = field.skippable
            || is_unset(shape) && !is_filled
            || exclusions.none && (field.opaque_option || is_nullable(shape))
            || exclusions.defaults;
        (schema, !may_be_missing)
    }

    /// A field that is unset has a default on a route that sends it.
    fn check_unset(&mut self, owner: &Shape, field: &Field, selection: Selection) {
        if !selection.unset_as_default || !is_unset((field.shape)()) || unset(field).is_some() {
            return;
        }
        let (owner, name) = (owner.name, field.name);
        let fault = format!(
            "`{owner}.{name}` has no default that `unset = default` could send: mark the field `#[response(unset = ..)]`, or implement `Default` for its type"
        );
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    pub(super) fn tuple_body(&mut self, fields: &'static [Field], selection: Selection) -> Value {
        let items = fields
            .iter()
            .map(|field| self.field(field, selection))
            .collect();
        tuple(items)
    }

    /// The schema of a field: that of its type, with the docs of the field.
    pub(super) fn field(&mut self, field: &Field, selection: Selection) -> Value {
        let mut schema = self.subschema((field.shape)(), selection.at(field));
        self.annotate(&mut schema, field);
        schema
    }

    /// Adds what is said of a field to the schema of its type.
    pub(super) fn annotate(&mut self, schema: &mut Value, field: &Field) {
        describe(schema, field.docs, field.deprecated);
        let examples = example::of_field(field);
        if !examples.is_empty() {
            keywords(schema).insert("examples".to_owned(), examples.into());
        }
        if field.read_only {
            keywords(schema).insert("readOnly".to_owned(), true.into());
        }
        self.refine(schema, field.refine);
    }
}

/// An object schema without members.
pub(super) fn object(closed: bool) -> Value {
    if closed {
        json!({ "type": "object", "additionalProperties": false })
    } else {
        json!({ "type": "object" })
    }
}

/// What is sent of a field while it is unset, on a route with `unset = default`.
fn unset(field: &Field) -> Option<Value> {
    field.unset.and_then(|unset| unset())
}

/// The type inside an `Option`, and whether it is in one.
fn behind_option(shape: &'static Shape) -> (&'static Shape, bool) {
    match &shape.kind {
        Kind::Nullable(inner) => (behind_option(inner()).0, true),
        Kind::Transparent(inner) | Kind::Unset(inner) => behind_option(inner()),
        _ => (shape, false),
    }
}

/// The type of a field that is sent, since it is left out while it is unset.
fn behind_unset(shape: &'static Shape) -> &'static Shape {
    match &shape.kind {
        Kind::Unset(inner) => behind_unset(inner()),
        Kind::Transparent(inner) if is_unset(shape) => behind_unset(inner()),
        _ => shape,
    }
}

/// Whether the value may be written as `null`, and so be left out.
fn is_nullable(shape: &'static Shape) -> bool {
    match &shape.kind {
        Kind::Nullable(_) => true,
        Kind::Transparent(inner) | Kind::Unset(inner) => is_nullable(inner()),
        Kind::NewtypeStruct(field) => is_nullable((field.shape)()),
        _ => false,
    }
}

/// Whether the field is left out while it is unset.
fn is_unset(shape: &'static Shape) -> bool {
    match &shape.kind {
        Kind::Unset(_) => true,
        Kind::Transparent(inner) => is_unset(inner()),
        Kind::NewtypeStruct(field) => is_unset((field.shape)()),
        _ => false,
    }
}
