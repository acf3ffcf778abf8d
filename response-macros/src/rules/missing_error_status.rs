//! A variant of an error has no status.
//!
//! The status is what every client, cache and proxy reads first (RFC 9110 section 15). A default would be wrong for
//! most errors and nobody would notice, so each variant declares its own: `#[response(status = 404)]`, or
//! `#[response(transparent)]` if the error inside it has a status of its own.

use super::{Judge, Rule};
use crate::model::ErrorType;
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        if declared.mentions_status {
            continue;
        }
        let name = &variant.name;
        let status = likely_status(&declared.code.text);
        judge.report_at(
            error.allows_at(variant),
            Diagnostic::new(name.span(), format!("`{name}` has no status"))
                .note("clients and caches tell errors apart by their status (RFC 9110 section 15)")
                .help(format!("mark it `#[response(status = {status})]`")),
        );
    }
}

/// The status that errors of such a name usually have.
fn likely_status(code: &str) -> u16 {
    const USUAL: &[(&str, u16)] = &[
        ("not_found", 404),
        ("missing", 404),
        ("unknown", 404),
        ("taken", 409),
        ("exists", 409),
        ("conflict", 409),
        ("duplicate", 409),
        ("unauthenticated", 401),
        ("unauthorized", 401),
        ("forbidden", 403),
        ("denied", 403),
        ("invalid", 422),
        ("gone", 410),
        ("too_many", 429),
        ("unavailable", 503),
    ];
    USUAL
        .iter()
        .find(|(word, _)| code.contains(word))
        .map_or(500, |(_, status)| *status)
}
