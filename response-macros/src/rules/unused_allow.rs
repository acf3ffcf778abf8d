//! `allow` switches nothing off.
//!
//! The rule would not have been reported here: the code was mended, or the exception stands at the wrong place. Drop it,
//! so that every exception left is a real one. A rule that the contract rests on, such as `wrong_model`, cannot be switched
//! off at all.

use super::{Check, SLUGS, SWITCHED_OFF_UNSEEN};
use crate::report::{Allow, Diagnostic, Report};

pub const CHECK: Check<Vec<Allow>> = Check::Tokens(check);

fn check(allows: &Vec<Allow>, report: &mut Report) {
    for allow in allows {
        let rule = allow.rule_name.as_str();
        if !SLUGS.contains(&rule) || SWITCHED_OFF_UNSEEN.contains(&rule) || allow.suppressed.get() || allow.reason.is_none() {
            continue;
        }
        report.push(
            Diagnostic::rule(
                "unused_allow",
                allow.rule.span(),
                format!("`allow({rule})` switches nothing off"),
            )
            .note("the rule would not have been reported here, or cannot be switched off because the contract rests on it")
            .help("drop it"),
        );
    }
}
