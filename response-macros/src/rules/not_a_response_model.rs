//! The declared model, or a type inside it, does not list its fields.
//!
//! Only types that list their fields may leave the server: a database row, a foreign DTO or a `serde_json::Value` would
//! send whatever it happens to hold. Derive `ResponseModel`, or vouch for a foreign field with `#[response(foreign)]`.
//! `response =` names what is sent: of `Result<Created<UserOut>, UserError>`, which a handler returns, it is `UserOut`. The
//! bounds are `ResponseModel`, `IsSent` and `IsHeld` in `response-core`.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::{ResponseSet, Route};
use crate::report::Place;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_the_contract(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    let place = Place::of(&response.ty);
    judge.assert(Assertion::new("assert_body", Subject::Model, place));
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (_, _, variant) in set.known() {
        if let Some(model) = &variant.model {
            let assertion = Assertion::new("assert_held", Subject::Model, Place::of(model));
            judge.assert(assertion.of_variant(set.index_of(variant)));
        }
    }
}
