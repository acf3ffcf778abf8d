//! A status is declared twice.
//!
//! The second declaration says nothing that the first does not; most often another status was meant.

use super::Check;
use crate::model::Route;
use crate::report::{Diagnostic, Report};

pub const CHECK: Check<Route> = Check::Tokens(check);

fn check(route: &Route, report: &mut Report) {
    let list = &route.statuses.list;
    for (index, status) in list.iter().enumerate() {
        let Some(code) = status.code else { continue };
        if list[..index].iter().any(|earlier| earlier.code == Some(code)) {
            report.push(
                Diagnostic::rule("duplicate_status", status.place, format!("{code} is declared twice"))
                    .note("a status stands once in the document")
                    .help(format!("drop the second `{}`", status.text)));
        }
    }
}
