//! The path cannot be mounted, or does not mean what it seems to.
//!
//! A path begins with `/` and writes its parameters as `{name}`, each a segment of its own and each with its own name;
//! `{*name}` takes the rest. `:name` and `*name` are the syntax of axum 0.7, where they would now be plain text.

use super::Check;
use crate::model::Route;
use crate::report::{Diagnostic, Place, Report};

pub const CHECK: Check<Route> = Check::Tokens(check);

fn check(route: &Route, report: &mut Report) {
    let Some(path) = &route.path else { return };
    let Err(fault) = &path.parameters else { return };
    report.push_unless_allowed(
        Diagnostic::rule(
            "bad_path",
            Place::of(&path.literal),
            format!("the path {:?} {}", path.literal.value(), fault.message),
        )
        .note("a path begins with `/` and names its parameters as `{name}`, one to a segment")
        .help(&fault.help),
        &route.allows,
    );
}
