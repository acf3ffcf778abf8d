//! The error type of the handler is not a declared error.
//!
//! An error that does not declare its status and code can be neither sent nor documented. Derive `ErrorResponse`. The
//! bound is `ErrorResponse` in `response-core`.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    judge.assert(Assertion::new(
        "undeclared_error",
        Subject::Error,
        route.returns.error,
    ));
}
