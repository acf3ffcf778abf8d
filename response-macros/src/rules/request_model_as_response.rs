//! What the client sends is also what it gets.
//!
//! A model that serves both ways takes what only the server may set, such as an id, or gives back what only the server
//! may know, such as a password. FastAPI's tutorial calls for two models for this reason. Declare one for each way.

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
        .filter(|input| matches!(input.extractor.as_str(), "Json" | "Form"))
        .filter_map(|input| input.inner.as_ref())
        .any(|inner| contained(inner) == model);
    if !is_taken {
        return;
    }
    let sent = type_text(model);
    judge.report(Diagnostic::new(Place::of(&response.ty),
            format!("`{sent}` is both what the client sends and what it gets"),
        )
        .note("one model for both ways lets a client set what only the server may, or get back what it must not")
        .help(format!("declare a model of its own for the response, filled with `#[response(from = {sent})]`")));
}
