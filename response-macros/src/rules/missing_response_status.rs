//! A variant of a set of responses has no status.
//!
//! Each variant is the answer of one status, and the status is all that tells a client which one it reads before it reads
//! the body (RFC 9110 section 15). So each variant names its own: `#[response(status = 200)]`.

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
        judge.report_always(
            Diagnostic::new(name.span(), format!("`{name}` has no status"))
                .note("each variant is the answer of one status")
                .help("mark it `#[response(status = 200)]`"),
        );
    }
}
