//! A warning: 201 is answered by a plain value, which does not say where the new resource is.
//!
//! The resource that a request has created is identified by `Location` (RFC 9110 section 15.3.2). Return
//! `Created::at(uri, value)`. It shows as rustc's `deprecated` lint, so that `#[deny(deprecated)]` makes it an error.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::{ResponseSet, Route};

pub const RULE: Rule<Route> = Rule::of_types(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_types(module_path!(), check_set);

/// A method, since a warning that depends on a type is the deprecation of a method.
const ASSERTION: &str = "created_without_location";

fn check(route: &Route, judge: &mut Judge<'_>) {
    if route.statuses.find(201).is_some() {
        let place = route.returns.value;
        judge.assert(Assertion::new(ASSERTION, Subject::Warning, place));
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (code, _, variant) in set.known() {
        if code == 201 {
            let assertion = Assertion::new(ASSERTION, Subject::Warning, variant.place());
            judge.assert_at(
                set.allows_at(variant),
                assertion.of_variant(set.index_of(variant)),
            );
        }
    }
}
