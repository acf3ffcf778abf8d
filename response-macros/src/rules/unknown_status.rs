//! A declared status is not a registered status code.
//!
//! A client treats an unknown code as the `x00` of its class (RFC 9110 section 15), so an unregistered code says less
//! than it seems to. Write a code from the IANA registry, or its name in `http::StatusCode`.

use super::{Judge, Rule};
use crate::model::{ErrorType, ResponseSet, Route, Status, status};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_ERRORS: Rule<ErrorType> = Rule::of_tokens(module_path!(), check_error);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    for status in route
        .statuses
        .list
        .iter()
        .filter(|status| status.code.is_none())
    {
        judge.report_always(unknown(status, "`201`, or its name, `CREATED`"));
    }
}

fn check_error(error: &ErrorType, judge: &mut Judge<'_>) {
    for (_, declared) in error.declared() {
        if let Some(status) = declared
            .status
            .as_ref()
            .filter(|status| status.code.is_none())
        {
            let diagnostic = unknown(status, "`404`, or its name, `NOT_FOUND`");
            judge.report_always(diagnostic);
        }
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    let statuses = set
        .variants
        .iter()
        .filter_map(|variant| variant.status.as_ref());
    for status in statuses.filter(|status| status.code.is_none()) {
        judge.report_always(unknown(status, "`200`, or its name, `OK`"));
    }
}

fn unknown(status: &Status, example: &str) -> Diagnostic {
    let text = &status.text;
    Diagnostic::new(
        status.place,
        format!("`{text}` is not a registered status code"),
    )
    .note("a client treats an unknown code as the `x00` of its class (RFC 9110 section 15)")
    .help(match meant(text) {
        Some((code, name)) => format!("did you mean `{name}`, {code}?"),
        None => format!("write a registered code such as {example}"),
    })
}

/// What was probably meant.
fn meant(text: &str) -> Option<(u16, &'static str)> {
    let name = match text.parse() {
        // Another class is another answer.
        Ok(code) => Some(status::nearest_code(code))
            .filter(|nearest| nearest / 100 == code / 100)
            .and_then(status::name),
        Err(_) => status::nearest_name(text),
    }?;
    Some((status::by_name(name)?, name))
}
