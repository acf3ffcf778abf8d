//! The statements that write fields.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

use super::{Names, literal};
use crate::attr::serde::Standard;
use crate::expand::place::{call, shown};
use crate::model::Model;
use crate::model::shape::{Field, Writing};
use crate::model::types::{has_no_bytes, last_name};
use crate::report::Place;

/// The policy for the fields of a model: what the model itself leaves out, every route leaves out.
pub fn narrowed(model: &Model, mut policy: TokenStream, names: &Names) -> TokenStream {
    let private = &names.private;
    if model.exclude_none {
        policy = quote!(#private::WithoutNone<#policy>);
    }
    if model.exclude_defaults {
        policy = quote!(#private::WithoutDefaults<#policy>);
    }
    policy
}

/// The policy for the value of a field.
pub fn of_field(field: &Field, policy: &TokenStream, names: &Names) -> TokenStream {
    let private = &names.private;
    match field.non_finite_as_null {
        Some(_) => quote!(#private::NonFiniteAsNull<#policy>),
        None => policy.clone(),
    }
}

/// The call of the function of `compute`, at the user's token. `argument` is the name of a reference.
pub fn computed(field: &Field, function: &Expr, argument: &TokenStream) -> TokenStream {
    let (ty, place) = (&field.ty, Place::of(function));
    let argument: TokenStream = argument
        .clone()
        .into_iter()
        .map(|mut token| {
            token.set_span(token.span().located_at(shown(place.first)));
            token
        })
        .collect();
    let called = match function {
        Expr::Path(_) => call(&quote!(#function), argument, place),
        // The braces are for clippy, which warns of a closure that is called where it stands.
        _ => call(&quote!(({ #function })), argument, place),
    };
    quote!({
        let __value: #ty = #called;
        __value
    })
}

/// The policy for the models inside of a field. There are none in a plain value, which spares the compiler a type.
pub fn nested(field: &Field, policy: &TokenStream, names: &Names) -> TokenStream {
    let private = &names.private;
    if has_no_models(field) {
        return quote!(<#policy as #private::Policy>::Nested);
    }
    let (rust, wire) = (literal::hash(&field.name), literal::hash(&field.wire_name));
    quote!(<#policy as #private::Policy>::At<#rust, #wire>)
}

fn has_no_models(field: &Field) -> bool {
    field.base64.is_some() || has_no_bytes(&field.ty)
}

/// Whether a path of `pick` and `omit` may lead on from the field.
pub fn may_have_models(field: &Field) -> bool {
    matches!(field.writing, Writing::Model) && !has_no_models(field)
}

/// The type that a field is written as.
pub fn written_type(field: &Field, names: &Names) -> TokenStream {
    let (private, ty) = (&names.private, &field.ty);
    match field.base64 {
        Some(_) => quote!(#private::Base64<&#ty>),
        None => quote!(#ty),
    }
}

/// [`written_type`] for its constants, which have no lifetime of a reference.
pub fn known_type(field: &Field, names: &Names) -> TokenStream {
    let (private, ty) = (&names.private, &field.ty);
    match field.base64 {
        Some(_) => quote!(#private::Base64<#ty>),
        None => quote!(#ty),
    }
}

/// A reference to the value as that type.
pub fn written_value(field: &Field, value: &TokenStream, names: &Names) -> TokenStream {
    let private = &names.private;
    match field.base64 {
        Some(_) => quote!(&#private::Base64(#value)),
        None => value.clone(),
    }
}

/// The statement `let out = ..;` for a field of an object. `value` is a reference.
pub fn member(
    model: &Model,
    field: &Field,
    value: &TokenStream,
    policy: &TokenStream,
    names: &Names,
) -> TokenStream {
    if model.computed(field).is_none() {
        return member_of_value(model, field, value, policy, names);
    }
    // What is not sent is not computed.
    let Names { private, out, .. } = names;
    let (name, wire_name) = (&field.name, &field.wire_name);
    let computed = quote!(__computed);
    let member = member_of_value(model, field, &computed, policy, names);
    quote! {
        let #out = if const { <#policy as #private::Policy>::FIELDS.keeps(#name, #wire_name) } {
            let #computed = #value;
            #member
            #out
        } else {
            #out
        };
    }
}

fn member_of_value(
    model: &Model,
    field: &Field,
    value: &TokenStream,
    policy: &TokenStream,
    names: &Names,
) -> TokenStream {
    let Names { private, out, .. } = names;
    let policy = &of_field(field, policy, names);
    let nested = &nested(field, policy, names);
    let (ty, name, wire_name) = (&field.ty, &field.name, &field.wire_name);
    let key = literal::key(wire_name);
    let is_unskipped = field.skip_if.as_ref().map(|path| quote!(!#path(#value)));
    if field.flatten.is_some() {
        let members = match field.writing {
            Writing::Model => quote! {
                #private::Slot::<#ty>::flatten::<#policy, #nested>(
                    const { <#policy as #private::Policy>::FIELDS.flattened(#name) },
                    #value,
                    #out,
                )
            },
            _ => {
                let members = members_of_value(field, value, names);
                quote! {
                    if const { <#policy as #private::Policy>::FIELDS.keeps(#name, #name) } {
                        #members
                    } else {
                        #out
                    }
                }
            }
        };
        return match is_unskipped {
            None => quote!(let #out = #members;),
            Some(is_unskipped) => {
                quote!(let #out = if #is_unskipped { #members } else { #out };)
            }
        };
    }
    let mut kept = quote! {
        const { <#policy as #private::Policy>::FIELDS.keeps(#name, #wire_name) }
    };
    if let Some(is_unskipped) = is_unskipped {
        kept = quote!(#kept && #is_unskipped);
    }
    if let Writing::Model = field.writing {
        let ty = written_type(field, names);
        let written = written_value(field, value, names);
        let member = match default(model, field) {
            None if has_no_models(field) => quote! {
                #private::Slot::<#ty>::member::<#policy, _>(#kept, #key, #written, #out)
            },
            None => quote! {
                #private::Slot::<#ty>::member_at::<#policy, #nested, _>(#kept, #key, #written, #out)
            },
            Some(default) if field.base64.is_some() => quote! {{
                let __default = ::core::cell::OnceCell::new();
                #private::Slot::<#ty>::member_unless_default::<#policy, #nested, _>(
                    #kept,
                    #key,
                    #written,
                    || #private::Base64(__default.get_or_init(|| #default)),
                    #out,
                )
            }},
            Some(default) => quote! {
                #private::Slot::<#ty>::member_unless_default::<#policy, #nested, _>(
                    #kept,
                    #key,
                    #written,
                    || #default,
                    #out,
                )
            },
        };
        let Some(unset) = unset(field, names) else {
            return quote!(let #out = #member;);
        };
        // What serde skips while it is unset is sent all the same.
        let known = known_type(field, names);
        return quote! {
            let __unset = #private::Slot::<#known>::unset::<#policy>(
                const { <#policy as #private::Policy>::FIELDS.keeps(#name, #wire_name) }
                    && #private::Slot::<#ty>::is_omitted(#written),
                || #unset,
            );
            let #out = match &__unset {
                ::core::option::Option::Some(__unset) => {
                    #private::Slot::<#known>::put::<#nested, _>(#key, __unset, #out)
                }
                ::core::option::Option::None => #member,
            };
        };
    }
    if is_opaque_option(field) {
        kept = quote! {
            #kept && !(<#policy as #private::Policy>::EXCLUDE_NONE && ::core::option::Option::is_none(#value))
        };
    }
    let written = value_at(field, value, policy, names, &quote!(#out.literal(#key)));
    quote! {
        let #out = if #kept { #written } else { #out };
    }
}

/// The expression of what a field that is unset stands for, as an `Option` of the type that is written: it is known of a
/// type that is called `Field`, and where the user says it.
pub fn unset(field: &Field, names: &Names) -> Option<TokenStream> {
    let (private, ty) = (&names.private, &field.ty);
    if !matches!(field.writing, Writing::Model) || field.flatten.is_some() {
        return None;
    }
    let is_field = last_name(ty).is_some_and(|name| name == "Field");
    let value = match &field.unset {
        Some(unset) => {
            let value = &unset.value;
            quote!(#private::UnsetDefault::<#ty>::new().of(|| #value))
        }
        None if is_field => quote!(#private::UnsetDefault::<#ty>::new().value()),
        None => return None,
    };
    Some(match field.base64 {
        Some(_) => quote!(::core::option::Option::map(#value, #private::Base64)),
        None => value,
    })
}

/// The statements before and behind the members of an object, which fail where a key of what is flattened has the name of
/// another member.
pub fn distinct<'f>(
    flattened: impl Iterator<Item = &'f Field>,
    names: &Names,
) -> (Option<TokenStream>, Option<TokenStream>) {
    let out = &names.out;
    let Some(is_open) = super::names::is_open(flattened, names) else {
        return (None, None);
    };
    let start = quote!(let __start = #out.position(););
    let distinct = quote!(let #out = if #is_open { #out.distinct(__start) } else { #out };);
    (Some(start), Some(distinct))
}

/// Whether the field is an `Option` that is not written as a model.
pub fn is_opaque_option(field: &Field) -> bool {
    let is_option = last_name(&field.ty).is_some_and(|name| name == "Option");
    is_option && !matches!(field.writing, Writing::Model)
}

/// Whether it can be known at compile time that this field is sent, whatever its value.
pub fn may_open(model: &Model, field: &Field) -> bool {
    let is_plain = field.flatten.is_none() && field.skip_if.is_none();
    is_plain && default(model, field).is_none() && matches!(field.writing, Writing::Model)
}

/// Whether it is known that the first field of an object is sent, and the expression that opens the object with it.
pub fn opened(
    field: &Field,
    value: &TokenStream,
    policy: &TokenStream,
    names: &Names,
) -> (TokenStream, TokenStream) {
    let Names { private, out, .. } = names;
    let (name, wire_name) = (&field.name, &field.wire_name);
    let (ty, value) = (
        written_type(field, names),
        written_value(field, value, names),
    );
    let policy = &of_field(field, policy, names);
    let known = known_type(field, names);
    let key = literal::opening_key(wire_name);
    let is_sent = quote! {
        const { #private::is_always_sent::<#policy>(#name, #wire_name, #private::Slot::<#known>::MAY_BE_LEFT_OUT) }
    };
    let nested = nested(field, policy, names);
    let opened = quote! {
        #private::Slot::<#ty>::put::<#nested, _>(#key, #value, #out)
    };
    (is_sent, opened)
}

/// The statement `let out = ..;` for an item of a list.
pub fn item(
    field: &Field,
    value: &TokenStream,
    policy: &TokenStream,
    names: &Names,
) -> TokenStream {
    let Names { private, out, .. } = names;
    let nested = quote!(<#policy as #private::Policy>::Nested);
    let written = value_at(field, value, &nested, names, &quote!(#out.literal(b",")));
    quote!(let #out = #written;)
}

/// The expression that writes a value.
pub fn value(
    field: &Field,
    value: &TokenStream,
    policy: &TokenStream,
    names: &Names,
) -> TokenStream {
    let out = &names.out;
    value_at(field, value, policy, names, &quote!(#out))
}

/// [`value`] after what `out` has already written.
pub fn value_at(
    field: &Field,
    value: &TokenStream,
    policy: &TokenStream,
    names: &Names,
    out: &TokenStream,
) -> TokenStream {
    let private = &names.private;
    match &field.writing {
        Writing::Model => {
            let policy = of_field(field, policy, names);
            let ty = written_type(field, names);
            let value = written_value(field, value, names);
            quote!(#private::Slot::<#ty>::write::<#policy>(#value, #out))
        }
        Writing::Foreign => quote!(#out.serde(#value)),
        Writing::With(with) => {
            let path = &with.path;
            quote!(#out.serde_with(|__serializer| #path(#value, __serializer)))
        }
    }
}

/// The expression that writes the members of a value that is not a model.
pub fn members_of_value(field: &Field, value: &TokenStream, names: &Names) -> TokenStream {
    let out = &names.out;
    match &field.writing {
        Writing::With(with) => {
            let path = &with.path;
            quote!(#out.serde_members_with(|__serializer| #path(#value, __serializer)))
        }
        _ => quote!(#out.serde_members(#value)),
    }
}

/// An estimate of how many bytes the fields take, including their keys, in addition to the `base`.
pub fn sizes<'f>(
    model: &Model,
    base: usize,
    fields: impl Iterator<Item = (&'f Field, TokenStream)>,
    names: &Names,
) -> TokenStream {
    let private = &names.private;
    let mut fixed = base;
    let mut of_values = TokenStream::new();
    for (field, value) in fields {
        let ty = written_type(field, names);
        let value = written_value(field, &value, names);
        if field.flatten.is_none() {
            fixed += literal::key_length(&field.wire_name);
        }
        match field.writing {
            Writing::Model if model.computed(field).is_none() => {
                of_values.extend(quote!(+ #private::Slot::<#ty>::size_hint(#value)));
            }
            _ => fixed += 32,
        }
    }
    let fixed = proc_macro2::Literal::usize_unsuffixed(fixed);
    quote!(#fixed #of_values)
}

/// The value that a reader assumes if the field is left out, unless it is simply the default of its type.
pub fn default(model: &Model, field: &Field) -> Option<TokenStream> {
    let member = &field.member;
    match (&field.default, &model.default) {
        (Some(Standard::Path(path)), _) => Some(quote!(#path())),
        (Some(Standard::OfType), _) | (None, None) => None,
        (None, Some(Standard::OfType)) => {
            Some(quote!(<Self as ::core::default::Default>::default().#member))
        }
        (None, Some(Standard::Path(path))) => Some(quote!(#path().#member)),
    }
}
