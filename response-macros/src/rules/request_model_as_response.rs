//! A route takes and returns the same model.
//!
//! A model that is used both ways accepts what only the server may set, such as an id, or sends back what only the
//! server may know, such as a password. FastAPI's tutorial recommends two models for this reason. Declare one for each
//! direction.

use super::{Judge, Rule};
use crate::model::{Route, contained, is_scalar, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    let model = contained(&response.ty);
    if is_scalar(model) {
        return;
    }
    let is_taken = route
        .inputs
        .iter()
        .filter(|input| matches!(input.extractor.as_str(), "Json" | "Form" | "MergePatch"))
        .filter_map(|input| input.inner.as_ref())
        .any(|inner| contained(inner) == model);
    if !is_taken {
        return;
    }
    let sent = type_text(model);
    judge.report(Diagnostic::new(Place::of(&response.ty),
            format!("`{sent}` is both the request body and the response model"),
        )
        .note("a model used both ways lets a client set what only the server may set, or get what it must not see")
        .help(format!("declare a separate model for the response, filled with `#[response(from = {sent})]`")));
}
