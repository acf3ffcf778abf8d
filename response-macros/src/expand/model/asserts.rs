//! Assertions for what only the compiler can judge, one for each place.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::{GenericParam, Type};

use super::Names;
use super::names::is_recursive;
use crate::attr::model::Style;
use crate::expand::assertion;
use crate::expand::place::{call, shown};
use crate::model::Model;
use crate::model::shape::{Data, Field, Tagging, Writing};
use crate::model::types::{
    ParametersIn, has_no_bytes, is_generic, last_name, mentioned, named, suggested,
    suggests_a_value,
};
use crate::report::Place;
use crate::rules::BYTES_AS_NUMBERS;

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
            let is_field = field.unset.as_ref().map(|unset| {
                let ty = respanned(ty.to_token_stream(), shown(unset.key.span()));
                quote!(let _ = <#ty as #private::rules::unset>::check;)
            });
            // Such a field is not a model. The error is at the attribute, since that is what does not fit.
            let is_model =
                if let Some(key) = field.base64.as_ref().or(field.non_finite_as_null.as_ref()) {
                    let ty = respanned(ty.to_token_stream(), shown(key.span()));
                    let bound = Ident::new(&key.to_string(), Span::call_site());
                    quote!(let _ = <#ty as #private::rules::#bound>::check;)
                } else {
                    let is_model = of_field(ty, model, private);
                    let has_no_bytes = bytes_as_numbers(field, model, private);
                    quote!(#is_model #has_no_bytes)
                };
            quote!(#is_field #is_model)
        })
        .collect()
}

/// The constant that says whether an argument of a generic model holds bytes that are sent as numbers. A type that is not
/// known by its name may mention the model itself, so of that only the arguments are asked.
pub fn bytes_of_arguments(model: &Model, names: &Names) -> Option<TokenStream> {
    let private = &names.private;
    let mut asked: Vec<Type> = Vec::new();
    for field in model.sent_fields() {
        let is_judged = matches!(field.writing, Writing::Model) && field.base64.is_none();
        if !is_judged || allows_bytes(field, model) || !is_generic(&field.ty, &model.generics) {
            continue;
        }
        let mut parameters = ParametersIn::of_parameters(&model.generics);
        parameters.visit_type(&field.ty);
        if is_list_of_parameters(&field.ty, &parameters) {
            asked.push(field.ty.clone());
        } else {
            asked.extend(parameters.found.iter().map(|name| syn::parse_quote!(#name)));
        }
    }
    let mut known = Vec::new();
    asked.retain(|ty| {
        let is_new = !known.contains(ty);
        known.push(ty.clone());
        is_new
    });
    (!asked.is_empty())
        .then(|| quote!(const HAS_BYTES: bool = #(#private::Slot::<#asked>::HAS_BYTES)||*;))
}

/// `T`, `Vec<T>`, `Option<Vec<T>>`
fn is_list_of_parameters(ty: &Type, parameters: &ParametersIn) -> bool {
    match named(ty) {
        Some((_, [])) => last_name(ty).is_some_and(|name| parameters.found.contains(name)),
        Some((name, [item])) => {
            matches!(name.as_str(), "Vec" | "Option" | "Box" | "Arc")
                && is_list_of_parameters(item, parameters)
        }
        _ => false,
    }
}

fn allows_bytes(field: &Field, model: &Model) -> bool {
    let mut allows = model.allows_at(field);
    allows.any(|allow| allow.rule_name == BYTES_AS_NUMBERS)
}

/// Warns of bytes in a field that are sent as numbers. What is generic is judged where its arguments are known.
fn bytes_as_numbers(field: &Field, model: &Model, private: &TokenStream) -> TokenStream {
    if allows_bytes(field, model)
        || has_no_bytes(&field.ty)
        || is_recursive(&field.ty, model)
        || is_generic(&field.ty, &model.generics)
    {
        return TokenStream::new();
    }
    let consts = model.generics.const_params();
    let mut mentions = mentioned(&field.ty, &model.generics);
    if consts.count() > 0 && mentions.any(|one| matches!(one, GenericParam::Const(_))) {
        return TokenStream::new();
    }
    assertion::bytes_as_numbers(&field.ty, "of_field", &[], private)
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
    if is_leaf(ty) {
        return quote!(let _ = <#ty as #private::rules::not_a_response_model>::check;);
    }
    let probe = quote!(#private::Slot::<#ty>::listed());
    assertion::is_model(&probe, private, Place::of(ty))
}

/// Whether it is a plain value, or a list of them: by these names alone one knows most types of fields, and spares the compiler
/// the search inside them.
fn is_leaf(ty: &Type) -> bool {
    const LEAVES: &[&str] = &[
        "String", "bool", "i64", "u64", "i32", "u32", "u16", "u8", "usize", "f64", "f32",
    ];
    match named(ty) {
        Some((name, [])) => LEAVES.contains(&name.as_str()),
        Some((name, [item])) => matches!(name.as_str(), "Option" | "Vec") && is_leaf(item),
        _ => false,
    }
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
                Some(_) => quote!(#private::Flattens::check),
                None => quote!(#private::Tags::check),
            };
            let assert = call(&assert, members, place);
            quote!(const _: fn() = || #assert;)
        })
        .collect()
}
