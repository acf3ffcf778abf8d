//! A POST declares 200.
//!
//! What a POST has done is said by its status: 201 for a resource that was created (RFC 9110 section 15.3.2), 202 for
//! work that is queued (15.3.3), 204 for done and nothing to say (15.3.5), 303 to look elsewhere (15.4.4). 200 leaves
//! the client guessing. Allow it for a POST that only computes, such as a search.

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
                    "RFC 9110 section 9.3.3: a POST that created a resource answers 201; queued work answers 202, \
                     nothing to say 204, look elsewhere 303",
                )
                .help("declare `status = 201`, or `allow(post_returns_200, reason = \"...\")`"));
    }
}
