//! `allow` switches nothing off.
//!
//! The rule would not have been reported here: the code was mended, or the exception stands at the wrong place. Drop it,
//! so that every exception left is a real one. A rule that the compiler judges through types is not counted.

use super::{Check, SLUGS, is_judged_by_types};
use crate::report::{Allow, Diagnostic, Report};

pub const CHECK: Check<Vec<Allow>> = Check::Tokens(check);

fn check(allows: &Vec<Allow>, report: &mut Report) {
    for allow in allows {
        let rule = allow.rule_name.as_str();
        if !SLUGS.contains(&rule) || is_judged_by_types(rule) || allow.suppressed.get() {
            continue;
        }
        report.push(
            Diagnostic::rule(
                "unused_allow",
                allow.rule.span(),
                format!("`allow({rule})` switches nothing off"),
            )
            .note("the rule would not have been reported here")
            .help("drop it"),
        );
    }
}
