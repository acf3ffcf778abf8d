//! The declared model, or a type inside it, does not list its fields.
//!
//! Only types that list their fields may leave the server: a database row, a foreign DTO or a `serde_json::Value` would
//! send whatever it happens to hold. Derive `ResponseModel`, or vouch for a foreign field with `#[response(foreign)]`.
//! The bound is `ResponseModel` in `response-core`; an outcome that is declared as a model is recognised by its name.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::{ResponseSet, Route, outcome_content, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_the_contract(module_path!(), check_set);

const ASSERTION: &str = "assert_body";

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    let place = Place::of(&response.ty);
    judge.assert(Assertion::new(ASSERTION, Subject::Model, place));
    let Some((outcome, content)) = outcome_content(&response.ty) else {
        return;
    };
    judge.report(
        Diagnostic::new(
            Place::of(&response.ty),
            format!(
                "`{}` is what a handler returns, not what is sent",
                type_text(&response.ty)
            ),
        )
        .note("the contract declares only the model; the return type says how it is sent")
        .help(format!(
            "write `response = {}`, and return `{outcome}<..>`",
            type_text(content)
        )),
    );
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (_, _, variant) in set.known() {
        if let Some(model) = &variant.model {
            let assertion = Assertion::new(ASSERTION, Subject::Model, Place::of(model));
            judge.assert(assertion.of_variant(set.index_of(variant)));
        }
    }
}
