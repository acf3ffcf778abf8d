//! The path cannot be mounted, or does not mean what it seems to mean.
//!
//! A path begins with `/`. Each parameter is written as `{name}`, at the end of a segment and under a name of its own;
//! `{*name}` takes the rest of the path. `:name` and `*name` are the syntax of axum 0.7; now they would be plain text.
//! Other text is written as a client sends it: `/stra%C3%9Fe`, since no request has a `/straße` (RFC 3986 section 3.3).

use super::{Judge, Rule};
use crate::model::Route;
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(path) = &route.path else { return };
    let Err(fault) = &path.parameters else { return };
    judge.report(
        Diagnostic::new(
            Place::of(&path.literal),
            format!("the path {:?} {}", path.literal.value(), fault.message),
        )
        .note("a path begins with `/` and writes its parameters as `{name}`, each at the end of a segment")
        .help(&fault.help),
    );
}
