//! `allow` names no rule.
//!
//! An exception that names no rule switches nothing off, and hides that from its reader. Name a rule of
//! `steadfast::rules`.

use super::{Check, SLUGS};
use crate::report::{Allow, Diagnostic, Report, nearest};

pub const CHECK: Check<Vec<Allow>> = Check::Tokens(check);

fn check(allows: &Vec<Allow>, report: &mut Report) {
    for allow in allows {
        let rule = &allow.rule_name;
        if SLUGS.contains(&rule.as_str()) {
            continue;
        }
        let diagnostic = Diagnostic::rule("unknown_rule", allow.rule.span(), format!("no rule is called `{rule}`"))
            .note("`allow` switches off one rule of the rule book, `steadfast::rules`");
        report.push(match nearest(rule, SLUGS.iter().copied()) {
            Some(slug) => diagnostic.help(format!("did you mean `{slug}`?")),
            None => diagnostic.help("drop it, or name a rule of `steadfast::rules`"),
        });
    }
}
