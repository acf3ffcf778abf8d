//! Assertions for what only the compiler can judge, one for each place.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Type;

use super::Names;
use crate::attr::model::Style;
use crate::expand::assertion;
use crate::expand::place::{call, shown};
use crate::model::Model;
use crate::model::shape::{Data, Field, Tagging, Writing};
use crate::model::types::{last_name, mentioned, suggested, suggests_a_value};
use crate::report::Place;

/// Asserts that each field's type is a response model. This is asserted nowhere else.
pub fn models(model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    if !names.asserts {
        return TokenStream::new();
    }
    if let Some(target) = &model.into {
        return is_model(target, private);
    }
    model
        .sent_fields()
        .filter(|field| matches!(field.writing, Writing::Model))
        .map(|field| {
            let ty = &field.ty;
            match &field.non_finite_as_null {
                // A type of floats is a model. The error is at the attribute, since it is what does not fit.
                Some(key) => {
                    let ty = respanned(ty.to_token_stream(), shown(key.span()));
                    quote!(let _ = <#ty as #private::rules::non_finite_as_null>::check;)
                }
                None => of_field(ty, model, private),
            }
        })
        .collect()
}

/// Asserts that the type of a field is a response model, in the words that its name suggests.
fn of_field(ty: &Type, model: &Model, private: &TokenStream) -> TokenStream {
    let value = suggests_a_value(ty).map(|inner| (inner, "untyped_field".to_owned()));
    let found = value.or_else(|| {
        let (inner, end) = suggested(ty)?;
        Some((inner, assertion::suggested_bound("Model", end)))
    });
    // A constant argument cannot mention a generic parameter.
    let Some((inner, bound)) =
        found.filter(|(inner, _)| mentioned(inner, &model.generics).next().is_none())
    else {
        return is_model(ty, private);
    };
    let bound = Ident::new(&bound, Span::call_site());
    let around = (inner != ty).then(|| {
        quote!(let _ = <#private::Known<{ #private::Slot::<#inner>::IS_MODEL }> as #private::Holds<#ty>>::check;)
    });
    quote! {
        let _ = <#inner as #private::rules::#bound>::check;
        #around
    }
}

fn is_model(ty: &Type, private: &TokenStream) -> TokenStream {
    // By these names alone one knows most types of fields, and spares the compiler the search inside them.
    const LEAVES: &[&str] = &[
        "String", "bool", "i64", "u64", "i32", "u32", "u16", "u8", "usize", "f64", "f32",
    ];
    if last_name(ty).is_some_and(|name| LEAVES.iter().any(|leaf| name == leaf)) {
        return quote!(let _ = <#ty as #private::rules::not_a_response_model>::check;);
    }
    let probe = quote!(#private::Inside::<#ty, #ty>::new());
    assertion::is_model(&probe, private, Place::of(ty))
}

/// The tokens, all at one place.
pub fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
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
            let place = Place::of(ty);
            let has = quote!(#private::HasMembers<{ #private::Slot::<#ty>::MEMBERS }>);
            let answer = quote!(<#has as #private::HasAnswer>::Answer);
            let members = quote!(#private::members::<#ty, #answer>);
            let members = call(&members, TokenStream::new(), place);
            let assert = match field.flatten {
                Some(_) => quote!(#private::assert_flattened),
                None => quote!(#private::assert_tagged),
            };
            let assert = call(&assert, members, place);
            quote!(const _: () = #assert;)
        })
        .collect()
}
