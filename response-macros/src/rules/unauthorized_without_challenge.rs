//! A 401 does not say how to authenticate.
//!
//! A 401 must carry `WWW-Authenticate` with a challenge (RFC 9110 section 15.5.2): without it a client cannot know
//! which credentials to send. Write `challenge = "Bearer"`, or name a field that holds the challenge. A client that is
//! known but not allowed gets a 403.

use super::{Judge, Rule};
use crate::model::ErrorType;
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        let Some((401, place)) = declared.known_status() else {
            continue;
        };
        if declared.carries("WWW-Authenticate") || declared.has_unread_header {
            continue;
        }
        judge.report_at(
            error.allows_at(variant),
            Diagnostic::new(
                place,
                format!("`{}` declares 401 without a challenge", variant.name),
            )
            .note(
                "a 401 response must say in `WWW-Authenticate` how to authenticate (RFC 9110 section 15.5.2)",
            )
            .help("add `challenge = \"Bearer\"`; for a client that is known but not allowed, declare `status = 403`"),
        );
    }
}
