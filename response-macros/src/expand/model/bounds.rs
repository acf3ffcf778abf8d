//! The bounds of a generic model. The parameters that must be response models are inferred as serde does: those whose
//! values are sent. `#[serde(bound = "..")]` takes the place of what is inferred, as in serde; where it asks for `Serialize`,
//! a response model is asked for.

use proc_macro2::TokenStream;
use syn::visit::Visit;
use syn::{Generics, TypeParamBound, WherePredicate, parse_quote};

use crate::model::Model;
use crate::model::shape::{Field, Writing};
use crate::model::types::ParametersIn;

/// The generics of the model with the bounds that writing needs.
pub fn bounded(model: &Model, private: &TokenStream) -> Generics {
    let mut generics = model.generics.clone();
    if let Some(bound) = &model.bound {
        if !bound.is_empty() {
            let clause = generics.make_where_clause();
            clause.predicates.extend(written(model, bound, private));
        }
        return generics;
    }
    let mut predicates: Vec<WherePredicate> = Vec::new();
    let mut sent = ParametersIn::of_parameters(&generics);
    for field in model.sent_fields() {
        if let Some(bound) = model.bound_of(field) {
            predicates.extend(written(model, bound, private));
            continue;
        }
        let mut mentions = ParametersIn::of_parameters(&generics);
        mentions.visit_type(&field.ty);
        let ty = &field.ty;
        match field.writing {
            Writing::Model if field.base64.is_some() => {
                if !mentions.found.is_empty() {
                    predicates.push(parse_quote!(#ty: #private::Binary));
                }
            }
            Writing::Model => {
                sent.visit_type(ty);
                if field.non_finite_as_null.is_some() && !mentions.found.is_empty() {
                    predicates.push(parse_quote!(#ty: #private::Floats));
                }
            }
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

/// The bounds that the user has written, with a response model where serde needs `Serialize`. Where serde writes a field,
/// `Serialize` is needed as well.
fn written(model: &Model, bound: &[WherePredicate], private: &TokenStream) -> Vec<WherePredicate> {
    let is_model = |field: &Field| matches!(field.writing, Writing::Model);
    let is_written_by_serde = !model.sent_fields().all(is_model);
    let of_models = bound.iter().cloned().map(|mut predicate| {
        if let WherePredicate::Type(predicate) = &mut predicate
            && predicate.bounds.iter().any(is_serialize)
        {
            let bounds = std::mem::take(&mut predicate.bounds).into_iter();
            let kept = bounds.filter(|bound| is_written_by_serde || !is_serialize(bound));
            predicate.bounds = kept.collect();
            predicate.bounds.push(parse_quote!(#private::ResponseModel));
        }
        predicate
    });
    of_models.collect()
}

fn is_serialize(bound: &TypeParamBound) -> bool {
    match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| last.ident == "Serialize")
        }
        _ => false,
    }
}
