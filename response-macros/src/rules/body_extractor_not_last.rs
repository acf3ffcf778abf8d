//! An extractor that reads the body stands before another argument.
//!
//! The body can be read once, so axum takes the extractor that reads it as the last argument only; elsewhere its error
//! speaks of a `Handler` that is not implemented. Move it to the end.

use super::Check;
use crate::model::Route;
use crate::report::{Diagnostic, Report};

pub const CHECK: Check<Route> = Check::Tokens(check);

fn check(route: &Route, report: &mut Report) {
    let Some((_, before)) = route.inputs.split_last() else {
        return;
    };
    for input in before.iter().filter(|input| input.takes_request()) {
        report.push_unless_allowed(
            Diagnostic::rule(
                "body_extractor_not_last",
                input.place,
                format!("`{}` reads the body, but another argument follows it", input.extractor),
            )
            .note("the body can be read once, so what reads it is the last argument")
            .help(format!("move the `{}` argument to the end", input.extractor)),
            &route.allows,
        );
    }
}
