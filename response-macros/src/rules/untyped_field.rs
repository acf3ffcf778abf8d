//! A field of a response model is a `serde_json::Value`, or a map or list of them.
//!
//! A `Value` can hold anything: it cannot be checked, filtered or documented, and its schema would allow everything.
//! Declare a model for it. If the content is truly unknown (a stored document that is sent back), say so at the field
//! and vouch for it. A type of your own may be called `Value` too: the compiler tells it from `serde_json`'s.

use super::{Judge, Rule};
use crate::model::shape::{Field, Writing};
use crate::model::types::suggests_a_value;
use crate::model::{Model, is_untyped, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Model> = Rule::of_tokens(module_path!(), check);

fn check(model: &Model, judge: &mut Judge<'_>) {
    // Of a field that serde writes, the name has to do.
    let is_fault = |field: &&Field| {
        is_untyped(&field.ty)
            || !matches!(field.writing, Writing::Model) && suggests_a_value(&field.ty).is_some()
    };
    for field in model.sent_fields().filter(is_fault) {
        judge.report_at(model.allows_at(field), Diagnostic::new(Place::of(&field.ty),
                format!("`{}` can hold anything", type_text(&field.ty)),
            )
            .note("only a type that lists its fields can be checked, filtered and documented")
            .help(
                "declare a struct with `#[derive(ResponseModel)]` for it; if the content is truly unknown, mark the \
                 field `#[response(foreign, allow(untyped_field, reason = \"...\"))]`",
            ));
    }
}
