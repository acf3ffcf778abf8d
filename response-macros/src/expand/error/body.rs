//! A variant that sends a model: `model = InsufficientFunds`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{PathArguments, Type};

use super::{Bindings, assertion, headers};
use crate::model::types::suggests_a_value;
use crate::model::{Body, Declared, ErrorType, Filling, holds_itself};
use crate::report::Place;

pub(super) fn has_any(error: &ErrorType) -> bool {
    error
        .declared()
        .any(|(_, declared)| declared.body.is_some())
}

/// The arm of a variant, which is taken apart: what fills the model is moved into it.
pub(super) fn arm(
    pattern: &TokenStream,
    name: &Ident,
    declared: &Declared,
    private: &TokenStream,
) -> TokenStream {
    let Some(body) = &declared.body else {
        return TokenStream::new();
    };
    let mut bound = Bindings::default();
    let written = written(body, &mut bound);
    // Headers are made of the fields before the model takes them.
    let parts = headers(declared, &mut |member| {
        let field = bound.bind(member);
        quote!(&#field)
    });
    let media_type = body.media_type();
    let bindings = bound
        .0
        .iter()
        .map(|(member, field)| quote!(#member: #field,));
    let whole = quote!(#pattern { #(#bindings)* .. });
    let checks = checks(body, private);
    let sent = quote!(#parts.body(#media_type, #written).into_problem());
    if !declared.is_server_error() {
        return quote!(#whole => { #checks #name.answered() #sent });
    }
    let cause = match &declared.cause {
        Some(member) => quote! {
            match &__this {
                #pattern { #member: __cause, .. } => __declared::Cause(__cause).cause(),
                #[allow(unreachable_patterns)]
                _ => ::core::option::Option::None,
            }
        },
        None => quote!(::core::option::Option::None),
    };
    quote! {
        __this @ #pattern { .. } => {
            #checks
            let __occurrence =
                #name.logged(__message(&__this), __declared::Sources::<Self>::of(&__this), #cause);
            match __this {
                #whole => __occurrence #sent,
                #[allow(unreachable_patterns)]
                _ => __occurrence.into_problem(),
            }
        }
    }
}

/// The model as JSON.
fn written(body: &Body, bound: &mut Bindings) -> TokenStream {
    let model = &body.model;
    match &body.filling {
        Filling::Held(member, ty) => {
            let field = bound.bind(member);
            if holds_itself(ty, model) {
                quote!(__declared::Sends::<#model, #model>::whole(&#field))
            } else {
                quote!(__declared::Sends::<#model, #ty>::filled(#field))
            }
        }
        Filling::ByName(names) => {
            let fields: Vec<TokenStream> = names
                .iter()
                .map(|name| {
                    let field = bound.bind(&syn::Member::Named(name.clone()));
                    quote!(#name: #field)
                })
                .collect();
            let literal = literal(model);
            quote!(__declared::Sends::<#model, #model>::whole(&#literal { #(#fields),* }))
        }
        // Reported: there is no code to emit.
        Filling::Several | Filling::Nameless => TokenStream::new(),
    }
}

/// The model, as it begins a literal: `Model::<T>`.
fn literal(model: &Type) -> TokenStream {
    let Type::Path(path) = model else {
        return model.to_token_stream();
    };
    let mut path = path.clone();
    for segment in &mut path.path.segments {
        if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            arguments.colon2_token = Some(<syn::Token![::]>::default());
        }
    }
    path.into_token_stream()
}

/// The rules that need types: the model is one, and what the variant holds fills it.
fn checks(body: &Body, private: &TokenStream) -> TokenStream {
    let model = &body.model;
    let is_value = suggests_a_value(model).is_some_and(|value| value == model);
    let is_model = if is_value {
        quote!(let _ = <#model as #private::rules::untyped_error_model>::check;)
    } else {
        let inside =
            quote!((&#private::Inside::<#model, #model>::new().inside().inside().inside()));
        assertion::asserted(
            &quote!(#private::rules::not_a_response_model::check),
            quote!(#inside.culprit()),
            private,
            Place::of(model),
        )
    };
    let is_filled = match &body.filling {
        Filling::Held(_, ty) if !holds_itself(ty, model) => Some(assertion::asserted(
            &quote!(#private::rules::wrong_error_model::check),
            quote!(__declared::offered::<#model, #ty>().peel().peel().peel()),
            private,
            Place::of(ty),
        )),
        _ => None,
    };
    quote!(#is_model #is_filled)
}
