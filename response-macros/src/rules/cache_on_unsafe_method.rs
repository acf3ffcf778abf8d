//! `cache` is declared on a POST, PUT, PATCH or DELETE.
//!
//! Caches store the responses to safe requests; the response to a request that changes something makes them discard
//! what they have stored (RFC 9111 sections 3 and 4.4). Declare `cache` on the GET. `no-store` may stand on any method: a
//! response with a token has to have it (RFC 6749 section 5.1).

use super::{Judge, Rule};
use crate::model::{Route, Verb};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let (Some(cache), Some(verb)) = (&route.cache, route.verb()) else {
        return;
    };
    if !matches!(verb, Verb::Post | Verb::Put | Verb::Patch | Verb::Delete) {
        return;
    }
    let is_no_store = |directive: &str| directive.trim().eq_ignore_ascii_case("no-store");
    if cache.value().split(',').any(is_no_store) {
        return;
    }
    judge.report(Diagnostic::new(Place::of(cache),
            format!("a {} declares `cache`", verb.name()),
        )
        .note("RFC 9111 section 4.4: a cache does not store the response to an unsafe request, but drops what it has")
        .help("drop `cache`, or declare it on the GET of the resource"));
}
