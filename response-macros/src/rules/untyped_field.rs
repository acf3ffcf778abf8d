//! A field of a response model is a `serde_json::Value`, or a map or list of them.
//!
//! A `Value` can hold anything: it cannot be checked, filtered or documented, and its schema would allow everything.
//! Declare a model for it. If the content is truly unknown (a stored document that is sent back), say so at the field
//! and vouch for it.

use super::{Judge, Rule};
use crate::model::{Model, is_untyped, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Model> = Rule::of_tokens(module_path!(), check);

fn check(model: &Model, judge: &mut Judge<'_>) {
    for field in model.sent_fields().filter(|field| is_untyped(&field.ty)) {
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
