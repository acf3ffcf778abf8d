//! The schemas of enums.

use serde_json::{Map, Value, json};

use super::Schemas;
use super::combine::{add_tag, describe, insert_property};
use super::structs::{Exclusions, object};
use crate::model::policy::Selection;
use crate::model::shape::{Content, Enum, Shape, Tagging, Variant};

impl Schemas {
    pub(super) fn enum_body(&mut self, shape: &Shape, model: &Enum, selection: Selection) -> Value {
        self.check_variants(shape, model);
        if model.variants.is_empty() {
            return Value::Bool(false);
        }
        let mut options = Vec::new();
        let is_external = model.tagging == Tagging::External;
        let (plain, described): (Vec<&Variant>, Vec<&Variant>) = model
            .variants
            .iter()
            .partition(|variant| is_external && is_plain_unit(variant));
        if !plain.is_empty() {
            let names: Vec<_> = plain.iter().map(|variant| variant.wire_name).collect();
            let names = json!({ "type": "string", "enum": names });
            if described.is_empty() {
                return names;
            }
            options.push(names);
        }
        for variant in described {
            let mut schema = self.variant(shape, model, variant, selection);
            describe(&mut schema, variant.docs, variant.deprecated);
            self.refine(&mut schema, variant.refine);
            options.push(schema);
        }
        // The schemas of untagged variants may overlap.
        let overlap = model.tagging == Tagging::Untagged
            || model.variants.iter().any(|variant| variant.untagged);
        let mut schema = Map::new();
        schema.insert(
            if overlap { "anyOf" } else { "oneOf" }.to_owned(),
            options.into(),
        );
        schema.into()
    }

    fn check_variants(&mut self, shape: &Shape, model: &Enum) {
        for variant in model.variants {
            let tag = match model.tagging {
                Tagging::Internal { tag } if !variant.untagged => Some(tag),
                _ => None,
            };
            match (variant.content, tag) {
                (Content::Struct(fields), tag) => self.check_names(shape, tag, fields),
                (Content::Newtype(field), Some(tag)) => self.check_tagged(shape, tag, field),
                _ => {}
            }
        }
    }

    fn variant(
        &mut self,
        shape: &Shape,
        model: &Enum,
        variant: &Variant,
        selection: Selection,
    ) -> Value {
        let name = variant.wire_name;
        match &model.tagging {
            _ if variant.untagged => self.content(shape, model, variant, selection),
            Tagging::Untagged => self.content(shape, model, variant, selection),
            Tagging::External => match variant.content {
                Content::Unit => json!({ "type": "string", "const": name }),
                _ => {
                    let content = self.content(shape, model, variant, selection.nested());
                    let mut schema = object(true);
                    insert_property(&mut schema, name, content, true);
                    schema
                }
            },
            Tagging::Internal { tag } => {
                let mut schema = match variant.content {
                    Content::Newtype(field) => {
                        let mut schema = self.beside_a_tag((field.shape)(), selection.at(field));
                        self.annotate(&mut schema, field);
                        schema
                    }
                    _ => self.content(shape, model, variant, selection),
                };
                add_tag(&mut schema, tag, name, model.closed);
                self.make_room(&mut schema);
                schema
            }
            Tagging::Adjacent { tag, content: key } => {
                let mut schema = object(model.closed);
                let constant = json!({ "type": "string", "const": name });
                insert_property(&mut schema, tag, constant, true);
                if !matches!(variant.content, Content::Unit) {
                    let content = self.content(shape, model, variant, selection.nested());
                    insert_property(&mut schema, key, content, true);
                }
                schema
            }
        }
    }

    fn content(
        &mut self,
        shape: &Shape,
        model: &Enum,
        variant: &Variant,
        selection: Selection,
    ) -> Value {
        match variant.content {
            Content::Unit => json!({ "type": "null" }),
            Content::Newtype(field) => self.field(field, selection),
            Content::Tuple(fields) => self.tuple_body(fields, selection.nested()),
            Content::Struct(fields) => {
                let mut schema = object(model.closed);
                let exclusions =
                    Exclusions::new(selection, model.exclude_none, model.exclude_defaults);
                self.properties(shape, &mut schema, fields, selection, exclusions);
                schema
            }
        }
    }
}

fn is_plain_unit(variant: &Variant) -> bool {
    matches!(variant.content, Content::Unit)
        && variant.docs.is_none()
        && !variant.deprecated
        && variant.refine.is_none()
        && !variant.untagged
}
