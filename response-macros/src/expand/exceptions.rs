//! `allow(rule, reason = "...")` as contract data, for whoever reviews the service.

use proc_macro2::TokenStream;
use quote::quote;

use crate::report::Allow;

/// The list of the rules that were switched off, each with its subject; `None` if there are none.
pub fn list<'a>(
    allows: impl IntoIterator<Item = (String, &'a Vec<Allow>)>,
    private: &TokenStream,
) -> Option<TokenStream> {
    let exceptions: Vec<_> = allows
        .into_iter()
        .flat_map(|(subject, allows)| allows.iter().map(move |allow| (subject.clone(), allow)))
        .map(|(subject, allow)| {
            let rule = &allow.rule_name;
            let reason = allow
                .reason
                .as_ref()
                .map(syn::LitStr::value)
                .unwrap_or_default();
            quote!(#private::Exception::new(#subject, #rule, #reason))
        })
        .collect();
    (!exceptions.is_empty()).then(|| quote!(&[#(#exceptions),*]))
}

/// A path to each rule that was switched off, so that an editor leads from `allow(rule)` to the rule's page.
pub fn references<'a>(
    allows: impl IntoIterator<Item = &'a Vec<Allow>>,
    facade: &TokenStream,
) -> TokenStream {
    let rules = allows.into_iter().flatten().map(|allow| &allow.rule);
    quote!(#(#[allow(unused_imports, deprecated)] use #facade::rules::#rules as _;)*)
}
