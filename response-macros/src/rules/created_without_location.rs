//! A warning: the handler returns a plain value with a 201, which does not say where the new resource is.
//!
//! `Location` identifies the resource that the request created (RFC 9110 section 15.3.2). Return
//! `Created::at(uri, value)`. A POST without `status` responds with 201: one that creates nothing, as the cancelling of an
//! appointment, says `action` in `#[route]`, and responds with 200.
//!
//! A resource that has no URI of its own, such as an entry of a log, says so: `Created::without_location(value)` makes a
//! `CreatedWithoutLocation`, for which the document promises no `Location`. A PUT creates the resource at its own URI, so it
//! needs none.
//!
//! The warning is rustc's `deprecated` lint: `#![deny(warnings)]` and `#[deny(deprecated)]` on the handler make it an error,
//! and a crate-wide `#![allow(deprecated)]` does not silence it.

use super::{Assertion, Judge, Rule, Subject, assert_of_variant};
use crate::model::{ResponseSet, Route, Verb};

pub const RULE: Rule<Route> = Rule::of_types(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_types(module_path!(), check_set);

/// A method, since a warning that depends on a type is the deprecation of a method.
const ASSERTION: &str = "created_without_location";

fn check(route: &Route, judge: &mut Judge<'_>) {
    if route.verb() != Some(Verb::Put) && route.statuses.find(201).is_some() {
        let place = route.returns.value;
        let method = match route.statuses.written {
            true => "warning",
            false => "by_default",
        };
        judge.assert(Assertion::new(ASSERTION, Subject::Warning(method), place));
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (code, _, variant) in set.known() {
        if code == 201 {
            let assertion = Assertion::new(ASSERTION, Subject::Warning("warning"), variant.place());
            assert_of_variant(set, variant, assertion, judge);
        }
    }
}
