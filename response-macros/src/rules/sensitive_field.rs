//! A field of a response model is named like a secret.
//!
//! Excessive data exposure is API3 of the OWASP API Security Top 10: an object is sent as it is stored, with fields
//! that nobody meant to send. A name such as `password_hash` is checked before and after renaming. Leave the field out
//! of the model; if the secret is what the client asked for (a fresh API key), say so at the field.
//!
//! The type and the other fields are looked at as well: a `bool`, a time, and a number that counts (`max_tokens: u32`,
//! `password_resets: u64`) are not secrets, and neither is the `hash` beside a `path` or a `size`. A number whose name is that
//! of a secret is still reported: `pin: u16`.

use super::{Judge, Rule};
use crate::model::{Holds, Model, is_sensitive};
use crate::report::Diagnostic;

pub const RULE: Rule<Model> = Rule::of_tokens(module_path!(), check);

fn check(model: &Model, judge: &mut Judge<'_>) {
    for field in model.sent_fields() {
        let renamed = if field.wire_name == field.name {
            String::new()
        } else {
            format!(", sent as `{}`", field.wire_name)
        };
        let holds = Holds::of(&field.ty);
        let is_sensitive = |name| {
            let beside = model.sent_beside(field);
            is_sensitive(name, holds, beside.map(|other| other.name.as_str()))
        };
        if !is_sensitive(&field.name) && !is_sensitive(&field.wire_name) {
            continue;
        }
        judge.report_at(model.allows_at(field), Diagnostic::new(field.place(),
                format!("the response model `{}` sends `{}`{renamed}", model.ident, field.name),
            )
            .note("a field with this name most likely holds a secret, and whoever reads the response gets it")
            .help(
                "drop the field; if it is meant to be sent, mark it \
                 `#[response(allow(sensitive_field, reason = \"...\"))]`",
            ));
    }
}
