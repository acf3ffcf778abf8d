//! Assertions for what only the compiler can judge, one for each place.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::Names;
use crate::attr::model::Style;
use crate::expand::place::call;
use crate::model::shape::{Data, Field, Tagging, Writing};
use crate::model::{Model, type_text};
use crate::report::Place;

/// Asserts that each field's type is a response model. This is asserted nowhere else.
pub fn models(model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    if !names.asserts {
        return TokenStream::new();
    }
    if let Some(target) = &model.into {
        return quote!(#private::assert_model::<#target>(););
    }
    model
        .sent_fields()
        .filter(|field| matches!(field.writing, Writing::Model))
        .map(|field| {
            let ty = &field.ty;
            match &field.non_finite_as_null {
                // A type of floats is a model. The error is at the attribute, since it is what does not fit.
                Some(key) => {
                    let ty = respanned(ty.to_token_stream(), key.span());
                    quote!(#private::assert_floats::<#ty>();)
                }
                None => quote!(#private::assert_model::<#ty>();),
            }
        })
        .collect()
}

/// The tokens, all at one place.
fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
    let tokens = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), respanned(group.stream(), span)).into();
        }
        token.set_span(span);
        token
    });
    tokens.collect()
}

/// Asserts that what is flattened or tagged is written as an object.
pub fn members(model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    // A constant outside the functions is also evaluated by `cargo check`, but cannot use the generic parameters.
    if !names.asserts || !model.generics.params.is_empty() || model.into.is_some() {
        return TokenStream::new();
    }
    let tagged: Vec<&Field> = match &model.data {
        Data::Enum(data) if matches!(data.tagging, Tagging::Internal { .. }) => data
            .variants
            .iter()
            .filter(|variant| {
                variant.style == Style::Newtype && !variant.is_untagged && !variant.is_skipped
            })
            .flat_map(|variant| &variant.fields)
            .collect(),
        _ => Vec::new(),
    };
    model
        .sent_fields()
        .filter(|field| field.flatten.is_some())
        .chain(tagged)
        .filter(|field| matches!(field.writing, Writing::Model))
        .map(|field| {
            let ty = &field.ty;
            let message = format!(
                "`{}` is not written as an object, so it can be neither flattened nor tagged",
                type_text(ty)
            );
            let assert = call(
                &quote!(#private::assert_members),
                quote!(#private::Slot::<#ty>::MEMBERS, #message),
                Place::of(ty),
            );
            quote!(const _: () = #assert;)
        })
        .collect()
}
