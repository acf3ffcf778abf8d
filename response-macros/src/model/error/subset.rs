use proc_macro2::Ident;
use syn::Generics;

use super::ErrorVariant;
use crate::attr::error::RawSubset;
use crate::report::{Diagnostic, Report, nearest};

/// An enum of some of the variants, which becomes the whole one by itself.
pub struct Subset {
    pub name: Ident,
    /// As they are named here.
    pub variants: Vec<Ident>,
}

impl Subset {
    pub(super) fn all(
        raw: Vec<RawSubset>,
        whole: &Ident,
        generics: &Generics,
        variants: &[ErrorVariant],
        report: &mut Report,
    ) -> Vec<Self> {
        if let Some(subset) = raw.first().filter(|_| !generics.params.is_empty()) {
            report.push(
                Diagnostic::syntax(
                    subset.name.span(),
                    format!("`{whole}` has parameters, and so it has no subsets"),
                )
                .help("write the smaller enum by hand, with a `#[response(transparent)]` variant of it in this one"),
            );
            return Vec::new();
        }
        raw.into_iter()
            .map(|subset| Self::new(subset, whole, variants, report))
            .collect()
    }

    fn new(raw: RawSubset, whole: &Ident, variants: &[ErrorVariant], report: &mut Report) -> Self {
        let mut known: Vec<Ident> = Vec::new();
        for name in raw.variants {
            if known.contains(&name) {
                report.push(
                    Diagnostic::syntax(
                        name.span(),
                        format!("`{name}` is in `{}` already", raw.name),
                    )
                    .help("name it once"),
                );
            } else if variants.iter().any(|variant| variant.name == name) {
                known.push(name);
            } else {
                report.push(unknown(&name, whole, variants));
            }
        }
        Self {
            name: raw.name,
            variants: known,
        }
    }

    /// Whether everything in it is in the other one too.
    pub fn is_within(&self, other: &Self) -> bool {
        self.variants
            .iter()
            .all(|variant| other.variants.contains(variant))
    }
}

fn unknown(name: &Ident, whole: &Ident, variants: &[ErrorVariant]) -> Diagnostic {
    let names: Vec<String> = variants
        .iter()
        .map(|variant| variant.name.to_string())
        .collect();
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
