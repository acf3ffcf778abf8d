//! `from = &Row`: the model borrows from the row, and a pointer to a row is lent until the response is written.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{GenericParam, Generics, Lifetime, LifetimeParam, Type, TypeReference, parse_quote};

use super::super::Names;
use super::{Reading, elided, is_pointed_to, name_lifetimes, read};
use crate::attr::model::Source;
use crate::expand::model::filled::{guessed_size, written_from};
use crate::model::Model;
use crate::model::shape::Field;

pub fn from(
    model: &Model,
    source: &Source,
    reference: &TypeReference,
    names: &Names,
) -> TokenStream {
    let private = &names.private;
    let mut row = (*reference.elem).clone();
    let mut generics = names.generics.clone();
    name_lifetimes(&mut row, &mut generics);
    let lifetime = lifetime(model, reference);
    let of_reference = with_lifetime(&generics, &lifetime);
    let value = &names.source;
    let lend = match source.into {
        Some(_) => quote!(<Self as ::core::convert::From<&#lifetime #row>>::from(#value)),
        None => read(model, &row, Reading::Lends, names),
    };
    let lent = names.implement_for(
        &of_reference,
        &quote!(#private::LentFrom<#lifetime, #row>),
        &quote! {
            fn lend(#value: &#lifetime #row) -> Self {
                #[allow(unused_imports)]
                use #private::LendAcross as _;
                #lend
            }
        },
    );
    let filled = names.implement_for(
        &of_reference,
        &quote!(#private::FilledFrom<&#lifetime #row>),
        &quote! {
            fn fill(#value: &#lifetime #row) -> Self {
                <Self as #private::LentFrom<#lifetime, #row>>::lend(#value)
            }
        },
    );
    let local = local(model, &lifetime);
    let is_plain = |field: &Field| field.map.is_none() && field.compute.is_none();
    let is_cheap = source.into.is_none() && model.fields().all(is_plain);
    let written = |generics: &Generics, ty: &TokenStream| {
        written(model, generics, ty, &local, is_cheap, names)
    };
    let at_call = Lifetime::new("'__lent", Span::call_site());
    let references = written(&with_lifetime(&generics, &at_call), &quote!(&#at_call #row));
    let mut sources = model.sources.iter();
    let is_given_away = sources.any(|source| elided(&source.ty) == elided(&row));
    let boxes = (!is_given_away && !is_pointed_to(model, "Box", &row))
        .then(|| written(&generics, &quote!(::std::boxed::Box<#row>)));
    let shared = (!is_pointed_to(model, "Arc", &row))
        .then(|| written(&generics, &quote!(::std::sync::Arc<#row>)));
    quote!(#lent #filled #references #boxes #shared)
}

/// A handler may return this pointer to a row.
fn written(
    model: &Model,
    generics: &Generics,
    pointer: &TokenStream,
    local: &Type,
    is_cheap: bool,
    names: &Names,
) -> TokenStream {
    let Names {
        private,
        out,
        source,
        policy,
        ..
    } = names;
    // Lending takes no longer than guessing, unless functions of the user's are called.
    let size = if is_cheap {
        quote!(#private::lent_size_hint::<#local, _>(&**#source))
    } else {
        let size = guessed_size(model);
        quote!(#size)
    };
    written_from(
        generics,
        pointer,
        &quote!(#private::write_lent::<#policy, #local, _>(&*#source, #out)),
        &quote! {
            fn filled_size_hint(#source: &#pointer) -> usize {
                #size
            }
        },
        names,
    )
}

/// The lifetime of the loan: while the row is written, or as long as the model borrows from it.
fn lifetime(model: &Model, reference: &TypeReference) -> Lifetime {
    if let Some(lifetime) = &reference.lifetime
        && lifetime.ident != "_"
    {
        return lifetime.clone();
    }
    let mut lifetimes = model.generics.lifetimes();
    match (lifetimes.next(), lifetimes.next()) {
        (Some(only), None) => only.lifetime.clone(),
        _ => Lifetime::new("'__row", Span::call_site()),
    }
}

fn with_lifetime(generics: &Generics, lifetime: &Lifetime) -> Generics {
    let mut generics = generics.clone();
    if generics
        .lifetimes()
        .all(|known| known.lifetime != *lifetime)
    {
        let parameter = GenericParam::Lifetime(LifetimeParam::new(lifetime.clone()));
        generics.params.insert(0, parameter);
    }
    generics
}

/// The model with the lifetimes that it has inside a function: `UserOut<'_>`.
fn local(model: &Model, lifetime: &Lifetime) -> Type {
    let ident = &model.ident;
    let arguments = model
        .generics
        .params
        .iter()
        .map(|parameter| match parameter {
            GenericParam::Lifetime(parameter) if parameter.lifetime == *lifetime => quote!('_),
            GenericParam::Lifetime(parameter) => {
                let lifetime = &parameter.lifetime;
                quote!(#lifetime)
            }
            GenericParam::Type(parameter) => {
                let name = &parameter.ident;
                quote!(#name)
            }
            GenericParam::Const(parameter) => {
                let name = &parameter.ident;
                quote!(#name)
            }
        });
    parse_quote!(#ident<#(#arguments),*>)
}
