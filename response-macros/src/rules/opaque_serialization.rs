//! A field has `serialize_with` or `with`, but nothing describes what the function writes.
//!
//! The schema comes from the type of the field, the bytes from the function: unless something describes what the
//! function writes, the document would be wrong and nobody would notice. Describe it with a function that makes the
//! schema, or with the type that has this schema.

use super::{Judge, Rule};
use crate::attr::serde::With;
use crate::model::Model;
use crate::model::shape::{Data, Writing};
use crate::report::{Allow, Diagnostic};

pub const RULE: Rule<Model> = Rule::of_tokens(module_path!(), check);

fn check(model: &Model, judge: &mut Judge<'_>) {
    for field in model.sent_fields() {
        if let Writing::With(with) = &field.writing
            && field.schema.is_none()
        {
            undescribed(with, model.allows_at(field), judge);
        }
    }
    if let Data::Enum(data) = &model.data {
        for variant in data.variants.iter().filter(|variant| !variant.is_skipped) {
            if let Some(with) = &variant.serialize_with {
                undescribed(with, variant.allows.iter().chain(&model.allows), judge);
            }
        }
    }
}

fn undescribed<'a>(
    with: &With,
    allows: impl IntoIterator<Item = &'a Allow>,
    judge: &mut Judge<'_>,
) {
    let function = with
        .path
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect::<Vec<_>>()
        .join("::");
    judge.report_at(allows, Diagnostic::new(with.key.span(),
            format!("no schema describes what `{function}` writes"),
        )
        .note("the schema comes from the type of the field, but the function can write anything")
        .help(
            "describe it: `#[response(schema_with = path)]` with a `fn(&mut SchemaGenerator) -> Schema`, \
             or `#[schemars(with = \"Type\")]`",
        ));
}
