//! An `allow` gives no reason.
//!
//! A reviewer must be able to tell an exception from an oversight, so every exception says why the rule does not apply.
//! The rule is switched off all the same, so that one mistake is not reported twice.

use super::{Judge, Rule, is_known};
use crate::report::{Allow, Diagnostic, Place};

pub const RULE: Rule<Vec<Allow>> = Rule::of_tokens(module_path!(), check);

fn check(allows: &Vec<Allow>, judge: &mut Judge<'_>) {
    for allow in allows {
        let rule = &allow.rule_name;
        if !is_known(rule) {
            continue;
        }
        if let Some(fault) = &allow.fault {
            judge.report_unread(fault.clone());
            continue;
        }
        let place = match &allow.reason {
            None => Place::from(allow.rule.span()),
            Some(reason) if reason.value().trim().is_empty() => Place::of(reason),
            Some(_) => continue,
        };
        judge.report_always(
            Diagnostic::new(place, format!("`allow({rule})` gives no reason"))
                .note("a reviewer must be able to tell an exception from an oversight")
                .help(format!(
                    "say why it does not apply here: `allow({rule}, reason = \"...\")`"
                )),
        );
    }
}
