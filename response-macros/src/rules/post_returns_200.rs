//! A POST declares 200.
//!
//! The status of a POST says what it did: 201 if it created a resource (RFC 9110 section 15.3.2), 202 if it queued work
//! (15.3.3), 204 if it is done and has nothing to send (15.3.5), 303 if the client should look elsewhere (15.4.4). 200
//! leaves the client guessing. Allow it for a POST that only computes something, such as a search.

use super::{Judge, Rule};
use crate::model::{Route, Verb};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    if route.verb() != Some(Verb::Post) {
        return;
    }
    for status in route
        .statuses
        .distinct()
        .filter(|status| status.code == Some(200))
    {
        judge.report(Diagnostic::new(status.place, "a POST declares 200")
                .note(
                    "RFC 9110 section 9.3.3: a POST responds with 201 if it created a resource, 202 if it \
                     queued work, 204 if there is nothing to send, 303 if the client should look elsewhere",
                )
                .help("declare `status = 201`, or `allow(post_returns_200, reason = \"...\")`"));
    }
}
