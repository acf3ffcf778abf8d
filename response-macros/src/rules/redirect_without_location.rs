//! A 3xx status is declared without `Redirect`, or `Redirect` is returned without one.
//!
//! A 301, 302, 303, 307 or 308 tells the client to go elsewhere, and `Location` tells where (RFC 9110 section 15.4);
//! without the other, neither means anything. Return `Redirect::to(uri)` and declare its status.

use super::Check;
use crate::model::{Route, Status};
use crate::report::{Diagnostic, Report};

pub const CHECK: Check<Route> = Check::Tokens(check);

fn check(route: &Route, report: &mut Report) {
    if !route.statuses.are_known() {
        return;
    }
    let redirects = |status: &&Status| status.code.is_some_and(|code| (300..400).contains(&code) && code != 304);
    let declared = route.statuses.list.iter().find(redirects);
    let returns = route.returns.mentions("Redirect");
    let diagnostic = match declared {
        Some(status) if !returns && !route.returns.mentions("Responses") => Diagnostic::rule(
            "redirect_without_location",
            status.place,
            format!("{} is declared, but the handler returns no `Redirect`", status.text),
        )
        .help("return `Redirect::to(uri)`"),
        None if returns => Diagnostic::rule(
            "redirect_without_location",
            route.returns.value,
            "the handler returns a `Redirect`, but no 3xx status is declared",
        )
        .help("declare `status = 308` (moved for good), `307` (moved for now) or `303` (look elsewhere)"),
        _ => return,
    };
    report.push_unless_allowed(
        diagnostic.note("RFC 9110 section 15.4: a redirect is a 3xx status and the `Location` to go to"),
        &route.allows,
    );
}
