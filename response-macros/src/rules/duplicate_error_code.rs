//! Two variants have the same `code`.
//!
//! Programs tell errors apart by their code; the status and the text are not meant for that (RFC 9457 section 3.1.3:
//! the detail should not be parsed). Give each variant its own code. Without `code`, it is the name of the variant in
//! snake case.

use super::{Judge, Rule};
use crate::model::{ErrorType, ErrorVariant};
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    // The code of a variant with a model is not sent.
    let declared: Vec<_> = error
        .declared()
        .filter(|(_, declared)| declared.body.is_none())
        .collect();
    for (index, (variant, second)) in declared.iter().enumerate() {
        let code = &second.code.text;
        let Some((first, _)) = declared[..index]
            .iter()
            .find(|(_, first)| first.code.text == *code)
        else {
            continue;
        };
        judge.report_at(
            error.allows_at(variant),
            Diagnostic::new(
                second.code.place,
                format!("the code `{code}` is already used by `{}`", first.name),
            )
            .note("a client tells errors apart by their code")
            .help(help(variant, first, code)),
        );
    }
}

/// Whichever of the two has a name to fall back on.
fn help(second: &ErrorVariant, first: &ErrorVariant, code: &str) -> String {
    for variant in [second, first] {
        let own = variant.default_code();
        if own != code {
            return format!("give `{}` its own code: `code = \"{own}\"`", variant.name);
        }
    }
    format!("give `{}` another code: `code = \"...\"`", second.name)
}
