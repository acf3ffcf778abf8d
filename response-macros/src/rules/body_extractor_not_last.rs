//! An extractor that reads the body stands before another argument.
//!
//! The body can be read once, so axum takes the extractor that reads it as the last argument only; elsewhere its error
//! speaks of a `Handler` that is not implemented. Move it to the end.

use super::{Judge, Rule};
use crate::model::Route;
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some((_, before)) = route.inputs.split_last() else {
        return;
    };
    for input in before.iter().filter(|input| input.takes_request()) {
        judge.report(
            Diagnostic::new(
                input.place,
                format!(
                    "`{}` reads the body, but another argument follows it",
                    input.extractor
                ),
            )
            .note("the body can be read once, so what reads it is the last argument")
            .help(format!(
                "move the `{}` argument to the end",
                input.extractor
            )),
        );
    }
}
