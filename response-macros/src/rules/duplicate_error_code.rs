//! Two variants have one `code`.
//!
//! The code is what a program tells errors apart by; the status and the text are not made for that (RFC 9457 section
//! 3.1.3: the detail is not to be parsed). Give each variant its own; left out, it is the variant's name in snake case.

use super::Check;
use crate::model::{ErrorType, ErrorVariant};
use crate::report::{Diagnostic, Report};

pub const CHECK: Check<ErrorType> = Check::Tokens(check);

fn check(error: &ErrorType, report: &mut Report) {
    let declared: Vec<_> = error.declared().collect();
    for (index, (variant, second)) in declared.iter().enumerate() {
        let code = &second.code.text;
        let Some((first, _)) = declared[..index]
            .iter()
            .find(|(_, first)| first.code.text == *code)
        else {
            continue;
        };
        report.push_unless_allowed(
            Diagnostic::rule(
                "duplicate_error_code",
                second.code.place,
                format!("`{}` has the code `{code}` already", first.name),
            )
            .note("a client tells errors apart by their code")
            .help(help(variant, first, code)),
            error.allows_at(variant),
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
