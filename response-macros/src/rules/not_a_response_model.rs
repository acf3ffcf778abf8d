//! The declared model, or a type inside it, does not list its fields.
//!
//! Only types that list their fields may leave the server: a database row, a foreign DTO or a `serde_json::Value` would
//! send whatever it happens to hold. Derive `ResponseModel`, or vouch for a foreign field with `#[response(foreign)]`.
//! `response =` names what is sent: of `Result<Created<UserOut>, UserError>`, which a handler returns, it is `UserOut`. The
//! bound is `ResponseModel` in `response-core`.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::types::suggests_a_value;
use crate::model::{ResponseSet, Route};
use crate::report::Place;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_the_contract(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    let place = Place::of(&response.ty);
    // A `Value` that is not a model is `untyped_response`.
    let is_value = suggests_a_value(&response.ty).is_some_and(|value| *value == response.ty);
    judge.assert(if is_value {
        Assertion::new("untyped_response", Subject::Value, place)
    } else {
        Assertion::new("returned_as_response", Subject::Model, place)
    });
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (_, _, variant) in set.known() {
        if let Some(model) = &variant.model {
            let assertion = Assertion::new("not_a_held_model", Subject::Model, Place::of(model));
            judge.assert(assertion.of_variant(set.index_of(variant)));
        }
    }
}
