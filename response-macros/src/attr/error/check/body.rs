//! A variant with a `model` sends nothing else, and a variant without one sends no model.

use crate::attr::error::RawVariant;
use crate::report::{Diagnostic, Report};

/// The arguments that say how a problem looks.
const OF_A_PROBLEM: [&str; 5] = ["code", "title", "type", "detail", "format"];

pub(super) fn check(variant: &RawVariant, report: &mut Report) {
    if !variant.mentions.has("model") {
        return without_model(variant, report);
    }
    let keys = variant.mentions.keys.iter();
    for key in keys.filter(|key| OF_A_PROBLEM.iter().any(|of_a_problem| *key == of_a_problem)) {
        let help = if key == "format" {
            "drop `format`".to_owned()
        } else {
            format!("drop `{key}`, or give the model a field for it")
        };
        report.push(
            Diagnostic::new(key.span(), format!("`{key}` has no effect beside `model`"))
                .note("the body is the model, whatever the format of other errors is")
                .help(help),
        );
    }
    for field in &variant.fields {
        if let Some(extension) = &field.response.extension {
            report.push(
                Diagnostic::new(
                    extension.key.span(),
                    "`extension` has no effect beside `model`",
                )
                .note("an extension is a member of a problem, and the body is the model")
                .help("drop `extension`: a field of the model is sent by its own name"),
            );
        }
    }
}

fn without_model(variant: &RawVariant, report: &mut Report) {
    let keys = variant.mentions.keys.iter();
    for key in keys.filter(|key| *key == "media_type") {
        report.push(
            Diagnostic::new(key.span(), "`media_type` is declared, but no `model`")
                .note("a problem has the media type of its format")
                .help("add `model = Model`, or drop `media_type`"),
        );
    }
    for field in &variant.fields {
        if let Some(skip) = &field.response.skip {
            report.push(
                Diagnostic::new(skip.span(), "`skip` has no effect without a `model`")
                    .note("a problem has only the fields that are marked `extension`")
                    .help("drop `skip`"),
            );
        }
    }
}
