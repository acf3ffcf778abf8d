//! What `#[schemars(..)]` says about a type, a variant or a field.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

use crate::attr::schemars::{Constraint, Said};

/// The `Refine` that says it, if anything is said.
pub fn of(said: &Said, subject: &str, private: &TokenStream) -> Option<TokenStream> {
    if said.is_empty() {
        return None;
    }
    let constraints = said.constraints.iter().map(|one| constraint(one, private));
    let title = said.title.iter();
    let description = said.description.iter();
    let examples = &said.examples;
    let examples = (!examples.is_empty())
        .then(|| quote!(__schema.examples([#(#private::example(&(#examples))),*]);));
    let extensions = said.extensions.iter().map(|extension| {
        let (keyword, value) = (&extension.keyword, &extension.value);
        quote!(__schema.extend(#keyword, #private::serde_json::json!(#value));)
    });
    let transforms = &said.transforms;
    Some(quote! {
        #private::Refine {
            subject: #subject,
            apply: |__schema| {
                #(#constraints)*
                #(__schema.title(#title);)*
                #(__schema.description(#description);)*
                #examples
                #(#extensions)*
                #(__schema.transform(#transforms);)*
            },
        }
    })
}

fn constraint(constraint: &Constraint, private: &TokenStream) -> TokenStream {
    let end = |end: &Option<Expr>| match end {
        None => quote!(::core::option::Option::None),
        Some(end) => quote!(::core::option::Option::Some(&#private::serde_json::Value::from(#end))),
    };
    match constraint {
        Constraint::Length { min, max } => {
            let (min, max) = (end(min), end(max));
            quote!(__schema.length(#min, #max);)
        }
        Constraint::Range { min, max } => {
            let (min, max) = (end(min), end(max));
            quote!(__schema.range(#min, #max);)
        }
        Constraint::Pattern(pattern) => quote!(__schema.pattern(&#pattern);),
        Constraint::Contains(part) => quote!(__schema.contains(&#part);),
        Constraint::Format { argument, format } => quote!(__schema.format(#argument, #format);),
        Constraint::Inner(constraints) => {
            let constraints = constraints.iter().map(|one| self::constraint(one, private));
            quote!(__schema.inner(|__schema| { #(#constraints)* });)
        }
    }
}
