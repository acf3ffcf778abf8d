//! `allow` gives no reason.
//!
//! A reviewer has to be able to tell an exception from an oversight, so an exception says why the rule does not apply.
//! The rule is switched off all the same: one fault is reported once.

use super::{Check, SLUGS};
use crate::report::{Allow, Diagnostic, Place, Report};

pub const CHECK: Check<Vec<Allow>> = Check::Tokens(check);

fn check(allows: &Vec<Allow>, report: &mut Report) {
    for allow in allows {
        let rule = &allow.rule_name;
        if !SLUGS.contains(&rule.as_str()) {
            continue;
        }
        if let Some(fault) = &allow.fault {
            report.push(fault.clone());
            continue;
        }
        let place = match &allow.reason {
            None => Place::from(allow.rule.span()),
            Some(reason) if reason.value().trim().is_empty() => Place::of(reason),
            Some(_) => continue,
        };
        report.push(
            Diagnostic::rule("allow_without_reason", place, format!("`allow({rule})` gives no reason"))
                .note("a reviewer has to be able to tell an exception from an oversight")
                .help(format!("say why it does not apply here: `allow({rule}, reason = \"...\")`")),
        );
    }
}
