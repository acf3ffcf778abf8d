//! A 1xx, 4xx or 5xx status is declared as the success status of a route.
//!
//! `status` is the status of the response if the handler succeeds. 4xx and 5xx say that it failed (RFC 9110 sections
//! 15.5 and 15.6), and 1xx is not a final response (section 15.2). Declare errors on the variants of the error enum.

use super::{Judge, Rule};
use crate::model::{ResponseSet, Route, Status};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    for status in route.statuses.distinct() {
        if let Some(diagnostic) = fault(status) {
            judge.report(diagnostic);
        }
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (_, status, variant) in set.known() {
        if let Some(diagnostic) = fault(status) {
            judge.report_at(set.allows_at(variant), diagnostic);
        }
    }
}

fn fault(status: &Status) -> Option<Diagnostic> {
    let code = status.code.filter(|code| !(200..400).contains(code))?;
    let (message, note, help) = match code / 100 {
        1 => (
            format!("{code} is declared as a success, but a 1xx response is not final"),
            "RFC 9110 section 15.2: a final response follows a 1xx response",
            "declare the status of the final response".to_owned(),
        ),
        class => (
            format!("{code} is declared as a success, but {class}xx is an error"),
            "`status` is for a handler that succeeds; 4xx and 5xx are errors (RFC 9110 sections 15.5 and 15.6)",
            format!(
                "drop it here, and mark the variant of the error enum `#[response(status = {code})]`"
            ),
        ),
    };
    Some(Diagnostic::new(status.place, message).note(note).help(help))
}
