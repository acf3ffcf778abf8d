//! An error sends the client a field that is named like a secret.
//!
//! Clients, proxies and monitoring log errors, so a secret in one soon spreads everywhere (excessive data exposure,
//! API3 of the OWASP API Security Top 10). Drop `extension` from the field; if the field is not a secret despite its
//! name, say why at the field. Its type is looked at as well: `tokens: u32` only counts.

use super::{Judge, Rule};
use crate::model::{ErrorType, Holds, is_sensitive};
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        for extension in &declared.extensions {
            let field = match &extension.member {
                syn::Member::Named(name) => name.to_string(),
                syn::Member::Unnamed(_) => String::new(),
            };
            let holds = Holds::of(&extension.ty);
            let is_sensitive = |name| {
                let beside = declared.extensions.iter().map(|other| other.name.as_str());
                is_sensitive(name, holds, beside.filter(|other| *other != name))
            };
            if !is_sensitive(&extension.name) && !is_sensitive(&field) {
                continue;
            }
            judge.report_at(error.allows_at(variant).chain(&extension.allows), Diagnostic::new(extension.place,
                    format!("`{}` would send `{}` to the client", variant.name, extension.name),
                )
                .note("a field with this name most likely holds a secret, and errors are logged wherever they pass")
                .help(
                    "drop `extension`; if it is meant to be sent, mark it \
                     `#[response(extension, allow(sensitive_error_field, reason = \"...\"))]`",
                ));
        }
    }
}
