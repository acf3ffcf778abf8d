//! A POST declares 200.
//!
//! The status of a POST says what it did: 201 if it created a resource (RFC 9110 section 15.3.2), 202 if it queued work
//! (15.3.3), 204 if it is done and has nothing to send (15.3.5), 303 if the client should look elsewhere (15.4.4). 200
//! leaves the client guessing.
//!
//! A POST that creates nothing says so: `#[route(post, "/login", action, response = Session)]` is a login, a search, the
//! restoring of an issue. An `action` responds with 200, or with 204 without `response`, and never with 201.

use super::{Judge, Rule, own_statuses};
use crate::model::{Route, Verb};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    if let Some(action) = &route.action {
        check_action(route, action, judge);
    } else if route.verb() == Some(Verb::Post) {
        check_post(route, judge);
    }
}

fn check_post(route: &Route, judge: &mut Judge<'_>) {
    own_statuses::check(route, "unsuited_post", judge);
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
                .help(if route.statuses.find(201).is_some() {
                    "declare `status = 201`, or `allow(post_returns_200, reason = \"...\")`"
                } else {
                    "if it creates nothing (a login, a search), add `action`; if it creates a resource, declare `status = 201`"
                }));
    }
}

fn check_action(route: &Route, action: &syn::Ident, judge: &mut Judge<'_>) {
    match route.verb() {
        Some(Verb::Post) => {}
        Some(verb) => {
            let verb = verb.name();
            judge.report_always(
                Diagnostic::new(action.span(), format!("a {verb} cannot be an `action`"))
                    .note("`action` is for a POST only: it says that the POST creates nothing")
                    .help("drop `action`, or make the route a `post`"),
            );
            return;
        }
        None => return,
    }
    own_statuses::check_always(route, "unsuited_action", judge);
    if let Some(status) = route.statuses.find(201) {
        judge.report_always(
            Diagnostic::new(
                status.place,
                "an action declares 201, as if it created a resource",
            )
            .note("RFC 9110 section 15.3.2: a 201 says that the request has created a resource")
            .help("drop `action`, or declare `status = 200`"),
        );
    }
}
