//! `allow` names a rule that does not exist.
//!
//! An `allow` for an unknown rule switches nothing off, although it looks as if it did. Name a rule in
//! `steadfast::rules`.

use super::{Judge, Rule, all, is_known};
use crate::report::{Allow, Diagnostic, nearest};

pub const RULE: Rule<Vec<Allow>> = Rule::of_tokens(module_path!(), check);

fn check(allows: &Vec<Allow>, judge: &mut Judge<'_>) {
    for allow in allows {
        let rule = &allow.rule_name;
        if is_known(rule) {
            continue;
        }
        let diagnostic = Diagnostic::new(allow.rule.span(), format!("unknown rule `{rule}`"))
            .note("`allow` switches off one of the rules in `steadfast::rules`");
        judge.report_always(match nearest(rule, all().map(|(slug, _)| slug)) {
            Some(slug) => diagnostic.help(format!("did you mean `{slug}`?")),
            None => diagnostic.help("drop it, or name a rule in `steadfast::rules`"),
        });
    }
}
