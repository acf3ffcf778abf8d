//! An error shows the client a field that is named like a secret.
//!
//! Errors are logged by clients, proxies and monitoring, so a secret in one is soon everywhere (excessive data exposure,
//! API3 of the OWASP API Security Top 10). Drop `extension` at the field; where the name says more than the value, say
//! why at the field.

use super::Check;
use crate::model::{ErrorType, is_sensitive};
use crate::report::{Diagnostic, Report};

pub const CHECK: Check<ErrorType> = Check::Tokens(check);

fn check(error: &ErrorType, report: &mut Report) {
    for (variant, declared) in error.declared() {
        for extension in &declared.extensions {
            let field = match &extension.member {
                syn::Member::Named(name) => name.to_string(),
                syn::Member::Unnamed(_) => String::new(),
            };
            if !is_sensitive(&extension.name) && !is_sensitive(&field) {
                continue;
            }
            report.push_unless_allowed(
                Diagnostic::rule(
                    "sensitive_error_field",
                    extension.place,
                    format!("`{}` would show the client `{}`", variant.name, extension.name),
                )
                .note("a field of this name most likely holds a secret, and errors are logged wherever they pass")
                .help(
                    "drop `extension`; if it is meant to be sent, mark it \
                     `#[response(extension, allow(sensitive_error_field, reason = \"...\"))]`",
                ),
                error.allows_at(variant).chain(&extension.allows),
            );
        }
    }
}
