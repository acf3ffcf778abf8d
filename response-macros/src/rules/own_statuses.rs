//! The statuses of a set of responses, where the route leaves them to it: only the types tell which they are.

use super::{Assertion, Judge, Subject};
use crate::model::Route;
use crate::report::Place;

/// Has the compiler judge the statuses of a set. An `allow` is for a set only: any other body has the usual status.
pub fn check(route: &Route, bound: &'static str, judge: &mut Judge<'_>) {
    let Some(place) = place(route) else {
        return;
    };
    judge.assert(Assertion::new(bound, Subject::Body, place));
    for allow in &route.allows {
        if judge.is_about(allow) {
            let place = Place::from(allow.rule.span());
            judge.assert_always(Assertion::new("unused_allow", Subject::Body, place));
        }
    }
}

/// Has the compiler judge the statuses of a set, which nothing can allow.
pub fn check_always(route: &Route, bound: &'static str, judge: &mut Judge<'_>) {
    if let Some(place) = place(route) {
        judge.assert_always(Assertion::new(bound, Subject::Body, place));
    }
}

fn place(route: &Route) -> Option<Place> {
    let response = route.response.as_ref()?;
    route
        .may_leave_statuses_to_a_set()
        .then(|| Place::of(&response.ty))
}
