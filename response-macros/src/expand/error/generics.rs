use proc_macro2::TokenStream;
use quote::quote;
use syn::{WhereClause, WherePredicate};

use crate::model::types::is_generic;
use crate::model::{Answer, ErrorType, Filling, holds_itself};

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
    if error
        .declared()
        .any(|(_, declared)| declared.uses_message())
    {
        require(syn::parse_quote!(Self: ::core::fmt::Display));
    }
    for variant in &error.variants {
        match &variant.answer {
            Answer::Nested { ty, .. } if is_generic(ty, &error.generics) => {
                require(syn::parse_quote!(#ty: #private::ErrorResponse));
            }
            Answer::Nested { .. } => {}
            Answer::Declared(declared) => {
                if let Some(body) = &declared.body {
                    let model = &body.model;
                    if is_generic(model, &error.generics) {
                        require(syn::parse_quote!(#model: #private::ResponseModel));
                    }
                    if let Filling::Held(_, ty) = &body.filling
                        && !holds_itself(ty, model)
                        && is_generic(quote!(#model #ty), &error.generics)
                    {
                        require(syn::parse_quote!(#model: #private::WrittenFrom<#ty>));
                    }
                }
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
