//! The declared model, or a type inside it, does not list its fields.
//!
//! Only types that list their fields may leave the server: a database row, a foreign DTO or a `serde_json::Value` would
//! carry whatever it happens to hold. Derive `ResponseModel`, or vouch for a foreign field with `#[response(foreign)]`.
//! The bound is `ResponseModel` in `response-core`; an outcome that is declared as a model is recognised by its tokens.

use super::Check;
use crate::model::{Route, outcome_content, type_text};
use crate::report::{Diagnostic, Place, Report};

pub const CHECK: Check<Route> = Check::TypesAndTokens(check);

fn check(route: &Route, report: &mut Report) {
    let Some(response) = &route.response else { return };
    let Some((outcome, content)) = outcome_content(&response.ty) else {
        return;
    };
    report.push_unless_allowed(
        Diagnostic::rule(
            "not_a_response_model",
            Place::of(&response.ty),
            format!("`{}` is what a handler returns, not what is sent", type_text(&response.ty)),
        )
        .note("the contract declares the model alone; how it is answered stands in the return type")
        .help(format!("write `response = {}`, and return `{outcome}<..>`", type_text(content))),
        &route.allows,
    );
}
