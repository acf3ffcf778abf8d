//! A 301, 302, 303, 307 or 308 is declared without `Redirect`, or `Redirect` is returned without such a status.
//!
//! The status tells the client to go elsewhere, and `Location` says where (RFC 9110 section 15.4); neither is any use
//! without the other. Return `Redirect::to(uri)` and declare its status. A type behind an alias is checked by the
//! bounds `Redirects` and `DeclaresRedirect` in `response-core`.

use super::{Assertion, Judge, Rule, Subject, assert_of_variant};
use crate::model::types::{Role, role_of};
use crate::model::{ResponseSet, Route, Status, Verb, is_redirect};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_types(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_types(module_path!(), check_set);

const ASSERTION: &str = "redirect_without_location";

/// Whether the route may return a `Redirect`: it declares a redirect status, or allows this rule.
pub fn may_redirect(route: &Route) -> bool {
    route.statuses.codes().any(is_redirect) || route.allows(RULE.slug)
}

fn check(route: &Route, judge: &mut Judge<'_>) {
    if !route.statuses.are_known() {
        return;
    }
    let redirects = |status: &&Status| status.code.is_some_and(is_redirect);
    let declared = route.statuses.list.iter().find(redirects);
    if let Some(status) = declared {
        judge.assert(Assertion::new(ASSERTION, Subject::Returned, status.place));
    } else if let Some(response) = &route.response {
        let place = Place::of(&response.ty);
        judge.assert(Assertion::new(
            "redirect_without_status",
            Subject::Body,
            place,
        ));
    }
    let diagnostic = match declared {
        Some(status) if route.returns.is_never_a_redirect() => Diagnostic::new(
            status.place,
            format!(
                "{} is declared, but the handler does not return a `Redirect`",
                status.text
            ),
        )
        .help("return `Redirect::to(uri)`"),
        None if route.returns.is_redirect() && route.response.is_none() => Diagnostic::new(
            route.returns.value,
            "the handler returns a `Redirect`, but no redirect status is declared",
        )
        .help(STATUSES),
        None if declares_a_body_where_none_is(route) => Diagnostic::new(
            route
                .response
                .as_ref()
                .map_or(route.returns.value, |response| Place::of(&response.ty)),
            "`response = Redirect` is declared, but no redirect status",
        )
        .help(STATUSES),
        _ => return,
    };
    judge.report(diagnostic.note(NOTE));
}

/// Whether `response = Redirect` is a fault by its name alone. Where a body may be sent, `Redirect` may be a model of the
/// user's, so the compiler judges.
pub(super) fn declares_a_body_where_none_is(route: &Route) -> bool {
    let is_named_redirect = route
        .response
        .as_ref()
        .is_some_and(|response| role_of(&response.ty) == Some(Role::Redirect));
    let sends_none = route.verb() == Some(Verb::Delete)
        || route.statuses.codes().all(|code| matches!(code, 204 | 205));
    is_named_redirect && sends_none && !route.statuses.codes().any(is_redirect)
}

const STATUSES: &str = "declare `status = 307` (moved temporarily), `308` (moved permanently) or `303` (look elsewhere)";
const NOTE: &str = "RFC 9110 section 15.4: a redirect is a 3xx status with a `Location`";

/// A type behind an alias, or one that is not a `Redirect`, is judged by the compiler.
fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (code, status, variant) in set.known() {
        if is_redirect(code) {
            let assertion = Assertion::new(ASSERTION, Subject::Returned, status.place);
            assert_of_variant(set, variant, assertion, judge);
        }
        let name = &variant.name;
        let diagnostic = match &variant.content {
            None if is_redirect(code) => Diagnostic::new(
                status.place,
                format!(
                    "{} is declared, but `{name}` does not hold a `Redirect`",
                    status.text
                ),
            )
            .help(format!("write `{name}(Redirect)`")),
            Some(content) if variant.is_redirect() && (200..300).contains(&code) => {
                Diagnostic::new(
                    Place::of(content),
                    format!(
                        "`{name}` holds a `Redirect`, but {} is not a redirect status",
                        status.text
                    ),
                )
                .help(STATUSES)
            }
            _ => continue,
        };
        judge.report_at(set.allows_at(variant), diagnostic.note(NOTE));
    }
}
