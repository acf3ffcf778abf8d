//! A transparent variant has one field, and says nothing of its own.

use crate::attr::error::RawVariant;
use crate::attr::grammar::Flag;
use crate::report::{Diagnostic, Report};

pub(super) fn check(key: &Flag, variant: &RawVariant, report: &mut Report) {
    let keys = variant.mentions.keys.iter();
    for other in keys.filter(|other| **other != key.0 && *other != "allow") {
        report.push(
            Diagnostic::new(
                other.span(),
                format!("a transparent variant cannot declare `{other}`"),
            )
            .note("the error inside it is the response")
            .help(format!("drop `{other}`, or drop `transparent`")),
        );
    }
    if variant.fields.len() != 1 {
        report.push(
            Diagnostic::new(key.span(), "a transparent variant has exactly one field")
                .help("give it the error inside: `Inner(InnerError)`"),
        );
    }
}
