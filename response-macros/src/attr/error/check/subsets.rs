//! A subset names variants that are there, each once.

use proc_macro2::Ident;

use crate::attr::error::{RawError, RawSubset};
use crate::report::{Diagnostic, Report, nearest};

pub(super) fn check(error: &RawError, report: &mut Report) {
    let whole = &error.name;
    if let Some(subset) = error.subsets.first()
        && !error.generics.params.is_empty()
    {
        report.push(
            Diagnostic::syntax(
                subset.name.span(),
                format!("`{whole}` has parameters, and so it has no subsets"),
            )
            .help("write the smaller enum by hand, with a `#[response(transparent)]` variant of it in this one"),
        );
        return;
    }
    let known: Vec<&Ident> = error.variants.iter().map(|variant| &variant.name).collect();
    for RawSubset { name, variants } in &error.subsets {
        for (index, variant) in variants.iter().enumerate() {
            if !known.contains(&variant) {
                report.push(unknown(variant, whole, &known));
            } else if variants[..index].contains(variant) {
                report.push(
                    Diagnostic::syntax(
                        variant.span(),
                        format!("`{variant}` is in `{name}` already"),
                    )
                    .help("name it once"),
                );
            }
        }
    }
}

fn unknown(name: &Ident, whole: &Ident, known: &[&Ident]) -> Diagnostic {
    let names: Vec<String> = known.iter().map(ToString::to_string).collect();
    let diagnostic = Diagnostic::syntax(name.span(), format!("`{whole}` has no variant `{name}`"));
    match nearest(&name.to_string(), names.iter().map(String::as_str)) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help(format!("it has {}", listed(&names))),
    }
}

fn listed(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
