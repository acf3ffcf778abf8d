//! Names that an object would have twice. The compiler has refused most of them; here are those of generic types and of
//! foreign ones.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Schemas;
use super::identity::identity;
use crate::model::shape::{Content, Enum, Field, Kind, Shape, Tagging};

/// The members that a value brings into an object that it is flattened into.
#[derive(Debug, Default)]
struct Members {
    names: BTreeSet<String>,
    /// Whether it is a map, whose keys are data.
    is_open: bool,
}

impl Members {
    fn extend(&mut self, other: Self) {
        self.names.extend(other.names);
        self.is_open |= other.is_open;
    }
}

impl Schemas {
    /// Remembers a fault for each name that the object would have twice.
    pub(super) fn check_names(&mut self, shape: &Shape, tag: Option<&str>, fields: &[Field]) {
        if fields.iter().all(|field| !field.flattened) {
            return;
        }
        let mut known = Members::default();
        known.names.extend(tag.map(str::to_owned));
        let (flattened, own): (Vec<&Field>, Vec<&Field>) =
            fields.iter().partition(|field| field.flattened);
        let own = own.iter().map(|field| field.wire_name.to_owned());
        known.names.extend(own);
        for field in flattened {
            let members = self.names_of((field.shape)(), &mut Vec::new());
            self.compare(shape, field, &known, &members);
            known.extend(members);
        }
    }

    /// [`check_names`](Self::check_names) for a newtype variant: its members stand beside the tag.
    pub(super) fn check_tagged(&mut self, shape: &Shape, tag: &str, field: &Field) {
        let members = self.names_of((field.shape)(), &mut Vec::new());
        let known = Members {
            names: BTreeSet::from([tag.to_owned()]),
            is_open: false,
        };
        self.compare(shape, field, &known, &members);
    }

    fn compare(&mut self, shape: &Shape, field: &Field, known: &Members, members: &Members) {
        let (name, of) = (shape.name, field.name);
        let twice = known.names.intersection(&members.names);
        let mut faults: Vec<_> = twice
            .map(|twice| {
                format!("`{name}` sends `{twice}` twice: `{of}` is flattened and has a member of that name")
            })
            .collect();
        if known.is_open && members.is_open {
            faults.push(format!(
                "`{name}` flattens two maps, and nothing keeps the keys of `{of}` apart from the others"
            ));
        }
        for fault in faults {
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
    }

    /// The members of a value. A type inside itself adds nothing.
    fn names_of(&mut self, shape: &'static Shape, inside: &mut Vec<String>) -> Members {
        match &shape.kind {
            Kind::Transparent(inner)
            | Kind::Nullable(inner)
            | Kind::Unset(inner)
            | Kind::Into(inner) => self.names_of(inner(), inside),
            Kind::NewtypeStruct(field) => self.names_of((field.shape)(), inside),
            Kind::Map { .. } => Members {
                is_open: true,
                ..Members::default()
            },
            Kind::Leaf(leaf) => {
                let schema = (leaf.schema)(&mut self.serialized).to_value();
                let mut members = Members::default();
                self.add_members(&schema, &mut members, &mut BTreeSet::new());
                members
            }
            Kind::Struct(model) => {
                let identity = identity(shape);
                if inside.contains(&identity) {
                    return Members::default();
                }
                inside.push(identity);
                let members = self.members_of(model.tag, model.fields, inside);
                inside.pop();
                members
            }
            Kind::Enum(model) => {
                let identity = identity(shape);
                if inside.contains(&identity) {
                    return Members::default();
                }
                inside.push(identity);
                let members = self.members_of_enum(model, inside);
                inside.pop();
                members
            }
            Kind::List(_)
            | Kind::Set(_)
            | Kind::AtMost(..)
            | Kind::Array(..)
            | Kind::Tuple(_)
            | Kind::TupleStruct(_)
            | Kind::UnitStruct => Members::default(),
        }
    }

    fn members_of(
        &mut self,
        tag: Option<&str>,
        fields: &'static [Field],
        inside: &mut Vec<String>,
    ) -> Members {
        let mut members = Members::default();
        members.names.extend(tag.map(str::to_owned));
        for field in fields {
            if field.flattened {
                members.extend(self.names_of((field.shape)(), inside));
            } else {
                members.names.insert(field.wire_name.to_owned());
            }
        }
        members
    }

    fn members_of_enum(&mut self, model: &Enum, inside: &mut Vec<String>) -> Members {
        let mut members = Members::default();
        for variant in model.variants {
            let tag = match model.tagging {
                _ if variant.untagged => None,
                Tagging::Internal { tag } => Some(tag),
                Tagging::Untagged => None,
                Tagging::External => {
                    members.names.insert(variant.wire_name.to_owned());
                    continue;
                }
                Tagging::Adjacent { tag, content } => {
                    members.names.extend([tag.to_owned(), content.to_owned()]);
                    continue;
                }
            };
            members.extend(match variant.content {
                Content::Struct(fields) => self.members_of(tag, fields, inside),
                Content::Newtype(field) => {
                    let mut members = self.names_of((field.shape)(), inside);
                    members.names.extend(tag.map(str::to_owned));
                    members
                }
                Content::Unit | Content::Tuple(_) => self.members_of(tag, &[], inside),
            });
        }
        members
    }

    /// The members that a schema of schemars names.
    fn add_members<'s>(
        &'s self,
        schema: &'s Value,
        members: &mut Members,
        seen: &mut BTreeSet<&'s str>,
    ) {
        let properties = schema["properties"].as_object();
        let names = properties
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone());
        members.names.extend(names);
        let is_map = |keyword| schema.get(keyword).is_some_and(|value| *value != false);
        members.is_open |= is_map("additionalProperties") || is_map("patternProperties");
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for part in schema[keyword].as_array().into_iter().flatten() {
                self.add_members(part, members, seen);
            }
        }
        if let Some(reference) = schema["$ref"].as_str()
            && seen.insert(reference)
            && let Some(definition) = self.definition(reference)
        {
            self.add_members(definition, members, seen);
        }
    }
}
