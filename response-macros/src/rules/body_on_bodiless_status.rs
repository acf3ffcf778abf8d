//! A model is declared, but no declared status can have a body.
//!
//! A 204 or 304 response ends after its header section, and a 205 response has no content (RFC 9110 sections 15.3.5,
//! 15.3.6 and 15.4.5): a client never sees the model. Drop it, or declare a status that can have a body.

use syn::Type;

use super::{Judge, Rule, delete_returns_body, redirect_without_location};
use crate::model::types::{Role, role_of};
use crate::model::{ResponseSet, Route, Verb, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    // A DELETE with a model is `delete_returns_body` alone, unless that is switched off.
    let is_other_rule =
        route.verb() == Some(Verb::Delete) && !route.allows(delete_returns_body::RULE.slug);
    let is_other_rule =
        is_other_rule || redirect_without_location::declares_a_body_where_none_is(route);
    if is_other_rule || !route.statuses.are_known() {
        return;
    }
    let codes: Vec<u16> = route.statuses.codes().collect();
    if !codes.iter().all(|code| matches!(code, 204 | 205 | 304)) {
        return;
    }
    let (subject, note) = why(codes[0]);
    let text = &response.text;
    judge.report_always(
        Diagnostic::new(
            response.place,
            format!("{subject} has no body, but `response = {text}` declares one"),
        )
        .note(note)
        .help(help(route, text)),
    );
}

/// What to change: what the handler returns tells which of the two was meant.
fn help(route: &Route, model: &str) -> String {
    if matches!(
        role_of(route.returns.success()),
        Some(Role::Bodiless | Role::Redirect)
    ) || matches!(route.returns.success(), Type::Tuple(unit) if unit.elems.is_empty())
    {
        return format!("drop `response = {model}`: what the handler returns has no body");
    }
    let status = match (role_of(route.returns.success()), route.verb()) {
        (Some(Role::Outcome(&[201])), _) => 201,
        (Some(Role::Outcome(&[202])), _) => 202,
        (_, Some(Verb::Post)) => 201,
        _ => 200,
    };
    format!("declare `status = {status}`, or drop `response = {model}` and return `NoContent`")
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (code, _, variant) in set.known() {
        let Some(model) = variant
            .model
            .as_ref()
            .filter(|_| matches!(code, 204 | 205 | 304))
        else {
            continue;
        };
        let (subject, note) = why(code);
        let (name, text) = (&variant.name, type_text(model));
        judge.report_always(
            Diagnostic::new(
                Place::of(model),
                format!("{subject} has no body, but `{name}` holds `{text}`"),
            )
            .note(note)
            .help(format!("write `{name}` alone, or declare `status = 200`")),
        );
    }
}

fn why(code: u16) -> (&'static str, &'static str) {
    match code {
        204 => (
            "a 204 response",
            "RFC 9110 section 15.3.5: a 204 response ends after its header section",
        ),
        205 => (
            "a 205 response",
            "RFC 9110 section 15.3.6: a server must not generate content in a 205 response",
        ),
        _ => (
            "a 304 response",
            "RFC 9110 section 15.4.5: a 304 response ends after its header section",
        ),
    }
}
