//! The path cannot be mounted, or does not mean what it seems to.
//!
//! A path begins with `/` and writes its parameters as `{name}`, each at the end of a segment and each with its own name;
//! `{*name}` takes the rest. `:name` and `*name` are the syntax of axum 0.7, where they would now be plain text. Text is
//! written as clients send it: `/stra%C3%9Fe`, since no request has a `/straße` (RFC 3986 section 3.3).

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
        .note("a path begins with `/` and names its parameters as `{name}`, one at the end of a segment")
        .help(&fault.help),
    );
}
