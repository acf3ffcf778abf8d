//! An error declares a status that is not an error status.
//!
//! Only 4xx (the client's fault) and 5xx (the server's fault) say that a request failed (RFC 9110 sections 15.5 and
//! 15.6). With any other status, the error would be cached and taken for a success. Declare a 4xx or a 5xx; successes,
//! and redirects too, belong in the handler's `Ok`.

use super::{Judge, Rule};
use crate::model::ErrorType;
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        let Some((code, place)) = declared.known_status() else {
            continue;
        };
        let kind = match code / 100 {
            1 => "an interim response",
            2 => "a success",
            3 => "a redirect",
            _ => continue,
        };
        judge.report_at(error.allows_at(variant), Diagnostic::new(place,
                format!("`{}` is an error, but {code} is {kind}", variant.name),
            )
            .note("errors are 4xx (the client's fault) and 5xx (the server's fault), RFC 9110 sections 15.5 and 15.6")
            .help("declare a status such as 400, 404, 409 or 500; a success belongs in the handler's `Ok`"));
    }
}
