//! A declared status is not a registered status code.
//!
//! A client treats an unknown code as the `x00` of its class (RFC 9110 section 15), so an unregistered code says less
//! than it seems to. Write a code from the IANA registry, or its name in `http::StatusCode`.

use super::{Judge, Rule};
use crate::model::{ErrorType, ResponseSet, Route, Status, Verb, status};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_ERRORS: Rule<ErrorType> = Rule::of_tokens(module_path!(), check_error);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let usual: &[u16] = match route.verb() {
        Some(Verb::Post) => &[201],
        Some(Verb::Delete) => &[204],
        _ => &[200],
    };
    for status in route
        .statuses
        .list
        .iter()
        .filter(|status| status.code.is_none())
    {
        judge.report_always(unknown(status, usual));
    }
}

fn check_error(error: &ErrorType, judge: &mut Judge<'_>) {
    for (_, declared) in error.declared() {
        if let Some(status) = declared
            .status
            .as_ref()
            .filter(|status| status.code.is_none())
        {
            let diagnostic = unknown(status, &[400, 500]);
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
        judge.report_always(unknown(status, &[200]));
    }
}

/// `usual` are the statuses that can be written here, one of each class.
fn unknown(status: &Status, usual: &[u16]) -> Diagnostic {
    let text = &status.text;
    Diagnostic::new(
        status.place,
        format!("`{text}` is not a registered status code"),
    )
    .note("a client treats an unknown code as the `x00` of its class (RFC 9110 section 15)")
    .help(help(text, usual))
}

/// What to write. Of a number nothing is guessed: the next registered code means something else.
fn help(text: &str, usual: &[u16]) -> String {
    let number = text.parse::<u16>().ok();
    if number.is_none()
        && let Some(name) = status::nearest_name(text)
        && let Some(code) = status::by_name(name)
    {
        return format!("did you mean `{name}`, {code}?");
    }
    let class = |code: u16| code / 100;
    let of_class = |code: &&u16| number.is_some_and(|number| class(number) == class(**code));
    let code = usual.iter().find(of_class).or(usual.first());
    let code = code.copied().unwrap_or(200);
    let name = status::name(code).unwrap_or_default();
    format!("write a registered code, such as `{code}`, or its name, `{name}`")
}
