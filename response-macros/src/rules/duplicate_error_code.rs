//! Two variants have one `code`.
//!
//! The code is what a program tells errors apart by; the status and the text are not made for that (RFC 9457 section
//! 3.1.3: the detail is not to be parsed). Give each variant its own; left out, it is the variant's name in snake case.

use super::{Judge, Rule};
use crate::model::{ErrorType, ErrorVariant};
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    let declared: Vec<_> = error.declared().collect();
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
                format!("`{}` has the code `{code}` already", first.name),
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
            return format!("give `{}` its own: `code = \"{own}\"`", variant.name);
        }
    }
    format!("give `{}` another one: `code = \"...\"`", second.name)
}
