//! A variant of a set of responses has no status.
//!
//! A client reads the status before the body, and tells the responses of a set apart by it (RFC 9110 section 15). So each
//! variant declares its own: `#[response(status = 200)]`.

use super::{Judge, Rule};
use crate::model::ResponseSet;
use crate::report::Diagnostic;

pub const RULE: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check);

fn check(set: &ResponseSet, judge: &mut Judge<'_>) {
    for variant in set
        .variants
        .iter()
        .filter(|variant| !variant.mentions_status)
    {
        let name = &variant.name;
        let usual = variant.usual_status();
        let help = if set.known().any(|(code, ..)| code == usual) {
            "mark it with a status that no other variant has: `#[response(status = ...)]`"
                .to_owned()
        } else {
            format!("mark it `#[response(status = {usual})]`")
        };
        judge.report_always(
            Diagnostic::new(name.span(), format!("`{name}` has no status"))
                .note("each variant is the response with one status")
                .help(help),
        );
    }
}
