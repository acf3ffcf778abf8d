//! Filling a generic model from itself with other arguments: `Envelope<UserOut>` from `Envelope<User>`.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{
    GenericArgument, GenericParam, Generics, Ident, Path, PathArguments, Type, TypeParamBound,
    WherePredicate, parse_quote,
};

use super::Names;
use super::filled::implement;
use crate::model::Model;
use crate::model::shape::{Data, Field, Writing};
use crate::model::types::{ParametersIn, Role, role_of};

/// None for a model without a parameter whose values are sent and nothing else: it fills itself.
pub fn expand(model: &Model, names: &Names) -> Option<TokenStream> {
    let rename = Rename::of_parameters(model)?;
    let (private, source) = (&names.private, &names.source);
    let row = rename.own_type();
    let generics = rename.generics(names);
    let moved = |field: &Field, read: TokenStream| {
        let ty = &field.ty;
        if field.is_skipped && rename.mentions(ty) {
            quote!(::core::default::Default::default())
        } else if rename.mentions(ty) {
            let of_row = rename.renamed(ty);
            quote!(<#ty as #private::FilledFrom<#of_row>>::fill(#read))
        } else {
            read
        }
    };
    let fill = match &model.data {
        Data::Struct(data) => {
            let fields = data.fields.iter().map(|field| {
                let member = &field.member;
                let value = moved(field, quote!(#source.#member));
                quote!(#member: #value)
            });
            quote!(Self { #(#fields,)* })
        }
        Data::Enum(data) => {
            let ident = names.ident;
            let arms = data.variants.iter().map(|variant| {
                let name = &variant.ident;
                let binding =
                    |index: usize| format_ident!("__field_{index}", span = Span::mixed_site());
                let patterns = variant.fields.iter().enumerate().map(|(index, field)| {
                    let (member, binding) = (&field.member, binding(index));
                    quote!(#member: #binding)
                });
                let values = variant.fields.iter().enumerate().map(|(index, field)| {
                    let (member, binding) = (&field.member, binding(index));
                    let value = moved(field, quote!(#binding));
                    quote!(#member: #value)
                });
                quote!(#ident::#name { #(#patterns,)* } => Self::#name { #(#values,)* },)
            });
            quote! {
                match #source {
                    #(#arms)*
                }
            }
        }
    };
    Some(implement(model, &row, &generics, &fill, names))
}

/// The parameters that differ in the row, with their names there.
#[derive(Clone)]
pub struct Rename<'m> {
    model: &'m Model,
    names: BTreeMap<Ident, Ident>,
}

impl<'m> Rename<'m> {
    /// Parameters of foreign and skipped fields stay the same, since nothing is known that could fill those fields.
    pub fn of_parameters(model: &'m Model) -> Option<Self> {
        if model.into.is_some() {
            return None;
        }
        let mut sent = ParametersIn::of_parameters(&model.generics);
        let mut kept = ParametersIn::of_parameters(&model.generics);
        for field in model.fields() {
            let is_kept = field.is_skipped || field.base64.is_some();
            if is_kept || !matches!(field.writing, Writing::Model) {
                kept.visit_type(&field.ty);
            } else {
                sent.visit_type(&field.ty);
            }
        }
        kept.found
            .extend(sent.owners.union(&kept.owners).cloned().collect::<Vec<_>>());
        // A value of unknown size cannot be moved.
        kept.found.extend(unsized_parameters(&model.generics));
        let names: BTreeMap<Ident, Ident> = sent
            .found
            .difference(&kept.found)
            .map(|name| (name.clone(), format_ident!("__From{name}")))
            .collect();
        (!names.is_empty()).then_some(Self { model, names })
    }

    /// The parameters of the model and of the row, with what the former have to be filled from.
    pub fn generics(&self, names: &Names) -> Generics {
        let private = &names.private;
        let mut generics = names.generics.clone();
        let mut predicates = Vec::new();
        for parameter in self.model.generics.type_params() {
            if let Some(renamed) = self.names.get(&parameter.ident) {
                let mut of_row = parameter.clone();
                of_row.default = None;
                self.clone().visit_type_param_mut(&mut of_row);
                of_row.ident = renamed.clone();
                generics.params.push(GenericParam::Type(of_row));
                let ident = &parameter.ident;
                predicates.push(parse_quote!(#ident: #private::FilledFrom<#renamed>));
            }
        }
        if let Some(clause) = &self.model.generics.where_clause {
            for predicate in &clause.predicates {
                let mut of_row = predicate.clone();
                self.clone().visit_where_predicate_mut(&mut of_row);
                predicates.push(of_row);
            }
        }
        for field in self.model.sent_fields() {
            if self.changes(&field.ty) && !is_known_container(&field.ty, self) {
                let (ty, of_row) = (&field.ty, self.renamed(&field.ty));
                predicates.push(parse_quote!(#ty: #private::FilledFrom<#of_row>));
            }
        }
        generics.make_where_clause().predicates.extend(predicates);
        generics
    }

    /// `Envelope<__FromT>`
    fn own_type(&self) -> Type {
        let ident = &self.model.ident;
        let Generics { params, .. } = &self.model.generics;
        let arguments = params.iter().map(|parameter| match parameter {
            GenericParam::Lifetime(parameter) => {
                let lifetime = &parameter.lifetime;
                quote!(#lifetime)
            }
            GenericParam::Type(parameter) => {
                let name = self.names.get(&parameter.ident).unwrap_or(&parameter.ident);
                quote!(#name)
            }
            GenericParam::Const(parameter) => {
                let name = &parameter.ident;
                quote!(#name)
            }
        });
        parse_quote!(#ident<#(#arguments),*>)
    }

    /// The type as it is in the row.
    pub fn renamed(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        self.clone().visit_type_mut(&mut ty);
        ty
    }

    /// Whether the type is a different one in the row.
    pub fn mentions(&self, ty: &Type) -> bool {
        self.renamed(ty) != *ty
    }

    /// The same as [`mentions`](Self::mentions), except for `PhantomData`.
    fn changes(&self, ty: &Type) -> bool {
        ParametersIn::is_in(&self.model.generics, ty) && self.mentions(ty)
    }
}

impl VisitMut for Rename<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.is_ident("Self")
            && let Type::Path(own) = self.own_type()
        {
            *path = own.path;
            return;
        }
        if path.leading_colon.is_none()
            && let Some(first) = path.segments.first_mut()
            && let Some(renamed) = self.names.get(&first.ident)
        {
            first.ident = renamed.clone();
        }
        visit_mut::visit_path_mut(self, path);
    }
}

/// The parameters with a `?Sized` bound.
fn unsized_parameters(generics: &Generics) -> impl Iterator<Item = Ident> {
    fn is_unsized<'b>(bounds: impl IntoIterator<Item = &'b TypeParamBound>) -> bool {
        bounds
            .into_iter()
            .any(|bound| matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some()))
    }
    let inline = generics
        .type_params()
        .filter(|parameter| is_unsized(&parameter.bounds))
        .map(|parameter| parameter.ident.clone());
    let predicates = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let in_clause = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) if is_unsized(&predicate.bounds) => {
            match &predicate.bounded_ty {
                Type::Path(path) => path.path.get_ident().cloned(),
                _ => None,
            }
        }
        _ => None,
    });
    inline.chain(in_clause)
}

/// Whether the type is filled whenever the parameters in it are, so that no bound need say so. (A bound on a type that
/// mentions the model itself would never end.)
fn is_known_container(ty: &Type, rename: &Rename) -> bool {
    match ty {
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else {
                return false;
            };
            if path
                .path
                .get_ident()
                .is_some_and(|name| rename.names.contains_key(name))
            {
                return true;
            }
            let is_own = last.ident == rename.model.ident || path.path.is_ident("Self");
            let is_container = last.ident == "PhantomData"
                || role_of(ty) == Some(Role::Container { is_filled: true });
            (is_own || is_container)
                && match &last.arguments {
                    PathArguments::AngleBracketed(arguments) => {
                        arguments.args.iter().all(|argument| match argument {
                            GenericArgument::Type(ty) => is_known_container(ty, rename),
                            _ => true,
                        })
                    }
                    _ => true,
                }
        }
        Type::Array(array) => is_known_container(&array.elem, rename),
        Type::Tuple(tuple) => tuple.elems.iter().all(|ty| is_known_container(ty, rename)),
        _ => false,
    }
}
