//! A 5xx error sends its fields to the client.
//!
//! A client can do nothing about a server error, but an attacker can use its details (RFC 9457 section 5). So a 5xx
//! sends only its title; its message and sources go to the log. A field that is sent with it, as a member of the
//! problem, as a header or in a `model`, would undo that: drop it, or put it in the message. `retry_after` is allowed.

use super::{Judge, Rule};
use crate::model::{ErrorType, ErrorVariant, HeaderValue};
use crate::report::{Allow, Diagnostic, Place};

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        if declared.known_status().is_none() || !declared.is_server_error() {
            continue;
        }
        if let Some(body) = &declared.body {
            let allows = error.allows_at(variant);
            leak(variant, body.place, "model", "drop `model`", allows, judge);
        }
        for extension in &declared.extensions {
            let allows = error.allows_at(variant).chain(&extension.allows);
            let name = &extension.name;
            leak(
                variant,
                extension.place,
                name,
                "drop `extension` here",
                allows,
                judge,
            );
        }
        for header in &declared.headers {
            if !matches!(header.value, HeaderValue::Text(_)) {
                let allows = error.allows_at(variant);
                leak(
                    variant,
                    header.place,
                    &header.name,
                    "send a constant value",
                    allows,
                    judge,
                );
            }
        }
    }
}

fn leak<'a>(
    variant: &ErrorVariant,
    place: Place,
    name: &str,
    instead: &str,
    allows: impl Iterator<Item = &'a Allow>,
    judge: &mut Judge<'_>,
) {
    judge.report_at(allows, Diagnostic::new(place,
            format!("`{}` is a server error, but `{name}` would send its details to the client", variant.name),
        )
        .note("a client cannot fix a server error, but its details help an attacker (RFC 9457 section 5)")
        .help(format!("{instead}; the message is logged")));
}
