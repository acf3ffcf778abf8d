//! A GET or HEAD declares 201 or 202.
//!
//! GET and HEAD are safe: they ask for a representation and change nothing (RFC 9110 section 9.2.1), so they create
//! nothing (201) and start no work (202). Use POST, or declare 200.

use super::{Judge, Rule, own_statuses};
use crate::model::{Route, Verb};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(verb @ (Verb::Get | Verb::Head)) = route.verb() else {
        return;
    };
    own_statuses::check(route, "unsuited_safe_method", judge);
    for status in route.statuses.distinct() {
        let (code, what) = match status.code {
            Some(201) => (201, "created a resource"),
            Some(202) => (202, "started work"),
            _ => continue,
        };
        judge.report(Diagnostic::new(status.place,
                format!("a {} declares {code}, as if it {what}", verb.name()),
            )
            .note("RFC 9110 section 9.2.1: GET and HEAD are safe: a client that sends them does not ask for a change")
            .help("declare `status = 200`, or make it a `post`"));
    }
}
