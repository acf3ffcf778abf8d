//! Which parameters of a generic model are response models themselves: as serde infers its bounds, those whose values
//! are sent.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};
use syn::{Generics, Ident, Path, Type, TypePath, WherePredicate, parse_quote};

use crate::model::Model;
use crate::model::shape::Writing;

/// The generics of the model with the bounds that writing needs.
pub fn bounded(model: &Model, private: &TokenStream) -> Generics {
    let mut generics = model.generics.clone();
    let mut predicates: Vec<WherePredicate> = model.bounds.clone();
    let mut sent = Mentions::of_parameters(&generics);
    for field in model.sent_fields() {
        let mut mentions = Mentions::of_parameters(&generics);
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

/// The type parameters that types mention, but for those of `PhantomData`, which holds no value.
pub struct Mentions {
    parameters: BTreeSet<Ident>,
    pub found: BTreeSet<Ident>,
    /// `T::Item`
    pub associated: Vec<TypePath>,
}

impl Mentions {
    pub fn of_parameters(generics: &Generics) -> Self {
        Self {
            parameters: generics
                .type_params()
                .map(|parameter| parameter.ident.clone())
                .collect(),
            found: BTreeSet::new(),
            associated: Vec::new(),
        }
    }

    /// Whether the type mentions one of the parameters.
    pub fn is_in(generics: &Generics, ty: &Type) -> bool {
        let mut mentions = Self::of_parameters(generics);
        mentions.visit_type(ty);
        !mentions.found.is_empty() || !mentions.associated.is_empty()
    }
}

impl<'ast> Visit<'ast> for Mentions {
    fn visit_path(&mut self, path: &'ast Path) {
        if path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "PhantomData")
        {
            return;
        }
        if let Some(name) = path.get_ident()
            && self.parameters.contains(name)
        {
            self.found.insert(name.clone());
        }
        visit::visit_path(self, path);
    }

    fn visit_type_path(&mut self, path: &'ast TypePath) {
        let first = path.path.segments.first();
        if path.qself.is_none()
            && path.path.segments.len() > 1
            && path.path.leading_colon.is_none()
            && first.is_some_and(|first| self.parameters.contains(&first.ident))
        {
            self.associated.push(path.clone());
            return;
        }
        visit::visit_type_path(self, path);
    }
}
