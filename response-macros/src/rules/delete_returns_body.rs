//! A DELETE declares a model.
//!
//! What was deleted is gone, so there is nothing left to represent: a DELETE responds with 204 (RFC 9110 section
//! 9.3.5), or with 202 and the task if the deletion is queued. One that may do either declares an enum with
//! `#[derive(Responses)]`, whose variants have these statuses.

use super::{Assertion, Judge, Rule, Subject, redirect_without_location};
use crate::model::{Route, Verb, is_redirect};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    if route.verb() != Some(Verb::Delete) {
        return;
    }
    if route.may_leave_statuses_to_a_set() {
        let place = Place::of(&response.ty);
        judge.assert(Assertion::new("unsuited_delete", Subject::Body, place));
        return;
    }
    // Without a redirect status it is `redirect_without_location` alone.
    let is_redirect = route.statuses.codes().all(is_redirect)
        || redirect_without_location::declares_a_body_where_none_is(route);
    let is_queued = route.statuses.find(202).is_some()
        && route.statuses.codes().all(|code| matches!(code, 202 | 204));
    if is_redirect || is_queued || !route.statuses.are_known() {
        return;
    }
    let text = &response.text;
    judge.report(Diagnostic::new(response.place,
            format!("a DELETE declares `response = {text}`"),
        )
        .note("RFC 9110 section 9.3.5: a DELETE that is done and has nothing more to send responds with 204")
        .help(format!(
            "drop `response = {text}` and return `NoContent`; for a queued deletion, declare `status = 202`"
        )));
}
