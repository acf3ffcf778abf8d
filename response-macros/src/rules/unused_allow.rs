//! An `allow` switches nothing off.
//!
//! The rule would not have been reported here: the code was fixed, or the exception is in the wrong place. Drop it, so
//! that every exception that is left is a real one. A rule that the contract depends on, such as `wrong_model`, cannot
//! be switched off at all.

use super::{Judge, Rule, all};
use crate::report::{Allow, Diagnostic};

pub const RULE: Rule<Vec<Allow>> = Rule::of_tokens(module_path!(), check);

fn check(allows: &Vec<Allow>, judge: &mut Judge<'_>) {
    for allow in allows {
        let rule = allow.rule_name.as_str();
        if !all().any(|known| known == (rule, false))
            || judge.was_needed(allow)
            || allow.reason.is_none()
        {
            continue;
        }
        judge.report_always(
            Diagnostic::new(allow.rule.span(),
                format!("`allow({rule})` switches nothing off"),
            )
            .note("the rule would not have been reported here, or cannot be switched off because the contract depends on it")
            .help("drop it"),
        );
    }
}
