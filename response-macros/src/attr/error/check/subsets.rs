//! A subset names variants that are there, each once.

use proc_macro2::Ident;

use crate::attr::error::{RawError, RawSubset};
use crate::report::{Diagnostic, Report, nearest};

/// Reports what a subset cannot name, and removes it. A misspelt variant is replaced by the one that was most likely
/// meant, so that code that uses the subset compiles.
pub(super) fn check(error: &mut RawError, report: &mut Report) {
    let whole = &error.name;
    if let Some(subset) = error.subsets.first()
        && !error.generics.params.is_empty()
    {
        report.push(
            Diagnostic::new(
                subset.name.span(),
                format!("`{whole}` is generic, so it cannot have subsets"),
            )
            .help("write the smaller enum by hand, with a `#[response(transparent)]` variant of it in this one"),
        );
        error.subsets.clear();
        return;
    }
    let known: Vec<&Ident> = error.variants.iter().map(|variant| &variant.name).collect();
    for RawSubset { name, variants } in &mut error.subsets {
        let written = std::mem::take(variants);
        for variant in &written {
            if !known.contains(&variant) {
                let meant = meant(variant, &known);
                report.push(unknown(variant, whole, &known, meant));
                let is_new = |meant: &&Ident| !written.contains(meant) && !variants.contains(meant);
                variants.extend(meant.filter(is_new).cloned());
            } else if variants.contains(variant) {
                report.push(
                    Diagnostic::new(
                        variant.span(),
                        format!("`{variant}` is in `{name}` already"),
                    )
                    .help("name it once"),
                );
            } else {
                variants.push(variant.clone());
            }
        }
    }
}

fn meant<'k>(name: &Ident, known: &[&'k Ident]) -> Option<&'k Ident> {
    let names: Vec<String> = known.iter().map(ToString::to_string).collect();
    let meant = nearest(&name.to_string(), names.iter().map(String::as_str))?;
    known.iter().copied().find(|known| *known == meant)
}

fn unknown(name: &Ident, whole: &Ident, known: &[&Ident], meant: Option<&Ident>) -> Diagnostic {
    let diagnostic = Diagnostic::new(name.span(), format!("`{whole}` has no variant `{name}`"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help(format!("it has {}", listed(known))),
    }
}

fn listed(names: &[&Ident]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
