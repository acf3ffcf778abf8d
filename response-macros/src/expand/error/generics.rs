use proc_macro2::TokenStream;
use syn::{WhereClause, WherePredicate};

use crate::model::types::is_generic;
use crate::model::{Answer, ErrorType};

/// The where clause of the implementation: what a generic type needs is not known until it is used.
pub(super) fn bounds(error: &ErrorType, private: &TokenStream) -> Option<WhereClause> {
    let mut clause = error.generics.where_clause.clone();
    if error.generics.type_params().next().is_none() {
        return clause;
    }
    let mut require = |predicate: WherePredicate| {
        clause
            .get_or_insert_with(|| WhereClause {
                where_token: <syn::Token![where]>::default(),
                predicates: syn::punctuated::Punctuated::new(),
            })
            .predicates
            .push(predicate);
    };
    if error.declared().next().is_some() {
        require(syn::parse_quote!(Self: ::core::fmt::Display));
    }
    for variant in &error.variants {
        match &variant.answer {
            Answer::Nested { ty, .. } if is_generic(ty, &error.generics) => {
                require(syn::parse_quote!(#ty: #private::ErrorResponse));
            }
            Answer::Nested { .. } => {}
            Answer::Declared(declared) => {
                for extension in &declared.extensions {
                    let ty = &extension.ty;
                    if is_generic(ty, &error.generics) {
                        require(syn::parse_quote!(#ty: #private::ResponseModel));
                    }
                }
            }
        }
    }
    clause
}
