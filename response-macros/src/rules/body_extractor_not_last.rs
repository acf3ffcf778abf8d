//! An extractor that reads the body is not the last argument.
//!
//! The body can be read only once, so axum accepts the extractor that reads it only as the last argument. Anywhere
//! else, the error from axum is that `Handler` is not implemented. Move the extractor to the end.

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
            .note("the body can be read only once, so the extractor that reads it must be the last argument")
            .help(format!(
                "move the `{}` argument to the end",
                input.extractor
            )),
        );
    }
}
