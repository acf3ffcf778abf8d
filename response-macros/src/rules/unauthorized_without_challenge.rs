//! A 401 does not say how to authenticate.
//!
//! A 401 has to carry `WWW-Authenticate` with a challenge (RFC 9110 section 15.5.2): without it a client cannot know
//! which credentials are wanted. Write `challenge = "Bearer"`, or a field that holds the challenge. Who is known but
//! not allowed gets a 403.

use super::{Judge, Rule};
use crate::model::ErrorType;
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        let Some((401, place)) = declared.known_status() else {
            continue;
        };
        if declared.carries("WWW-Authenticate") || declared.mentions.header {
            continue;
        }
        judge.report_at(
            error.allows_at(variant),
            Diagnostic::new(
                place,
                format!("`{}` answers 401 without a challenge", variant.name),
            )
            .note(
                "a 401 has to say in WWW-Authenticate how to authenticate, RFC 9110 section 15.5.2",
            )
            .help("add `challenge = \"Bearer\"`; who is known but not allowed gets `status = 403`"),
        );
    }
}
