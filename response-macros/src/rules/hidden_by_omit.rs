//! `omit` hides a sensitive field.
//!
//! A field that must not leave the server has no place in a response model: the next route that declares the model sends
//! it. Make a model without it.

use syn::ext::IdentExt;

use super::Check;
use crate::model::{Route, is_sensitive};
use crate::report::{Diagnostic, Report};

pub const CHECK: Check<Route> = Check::Tokens(check);

fn check(route: &Route, report: &mut Report) {
    for field in route.selection.omit.iter().flatten() {
        let name = field.unraw().to_string();
        if !is_sensitive(&name) {
            continue;
        }
        let model = route.response.as_ref().map_or("the model", |response| response.text.as_str());
        report.push_unless_allowed(
            Diagnostic::rule(
                "hidden_by_omit",
                field.span(),
                format!("`omit` hides `{name}`, which must not leave the server"),
            )
            .note("the next route that declares the model sends it")
            .help(format!("declare a model without `{name}`, filled with `#[response(from = {model})]`")),
            &route.allows,
        );
    }
}
