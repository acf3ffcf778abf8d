//! `omit` hides a sensitive field.
//!
//! A field that must not leave the server does not belong in a response model: the next route that declares the model
//! would send it. Declare a model without the field.

use syn::ext::IdentExt;

use super::{Judge, Rule};
use crate::model::{Holds, Route, is_sensitive};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    for field in route.selection.omit.iter().flatten() {
        let name = field.unraw().to_string();
        if !is_sensitive(&name, Holds::Unknown, []) {
            continue;
        }
        let model = route
            .response
            .as_ref()
            .map_or("the model", |response| response.text.as_str());
        judge.report(
            Diagnostic::new(
                field.span(),
                format!("`omit` hides `{name}`, which must not leave the server"),
            )
            .note("the next route that declares the model would send it")
            .help(format!(
                "declare a model without `{name}`, filled with `#[response(from = {model})]`"
            )),
        );
    }
}
