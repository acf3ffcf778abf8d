//! `pick` or `omit` names a field that the model does not have.
//!
//! With a name that matches nothing, more or less is sent than was meant. Name a field by its name in Rust or in the
//! JSON. The bound is `HasField` in `response-core`, which `#[derive(ResponseModel)]` implements for each field.

use syn::ext::IdentExt;

use super::{Assertion, Judge, Rule, Subject};
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let selection = &route.selection;
    for field in selection.pick.iter().chain(&selection.omit).flatten() {
        let subject = Subject::Field(field.unraw().to_string());
        judge.assert(Assertion::new("unknown_field", subject, field.span()));
    }
}
