//! The bounds of a generic model. The parameters that must be response models are inferred as serde does: those whose
//! values are sent.

use proc_macro2::TokenStream;
use syn::visit::Visit;
use syn::{Generics, WherePredicate, parse_quote};

use crate::model::Model;
use crate::model::shape::Writing;
use crate::model::types::ParametersIn;

/// The generics of the model with the bounds that writing needs.
pub fn bounded(model: &Model, private: &TokenStream) -> Generics {
    let mut generics = model.generics.clone();
    let mut predicates: Vec<WherePredicate> = model.bounds.clone();
    let mut sent = ParametersIn::of_parameters(&generics);
    for field in model.sent_fields() {
        let mut mentions = ParametersIn::of_parameters(&generics);
        mentions.visit_type(&field.ty);
        let ty = &field.ty;
        match field.writing {
            Writing::Model => sent.visit_type(ty),
            Writing::Foreign if !mentions.found.is_empty() => predicates.push(parse_quote! {
                #ty: #private::serde::Serialize + #private::schemars::JsonSchema
            }),
            Writing::Foreign | Writing::With(_) => {}
        }
    }
    for parameter in &sent.found {
        predicates.push(parse_quote!(#parameter: #private::ResponseModel));
    }
    for associated in &sent.associated {
        predicates.push(parse_quote!(#associated: #private::ResponseModel));
    }
    if !predicates.is_empty() {
        generics.make_where_clause().predicates.extend(predicates);
    }
    generics
}
