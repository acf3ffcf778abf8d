//! The match arms that write the variants of an enum.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::{Names, Writer, fields, literal};
use crate::attr::model::Style;
use crate::model::Model;
use crate::model::shape::{Enum, Field, Tagging, Variant, Writing};

/// Whether every variant is written as a string.
pub fn is_fieldless(data: &Enum) -> bool {
    data.tagging == Tagging::External
        && !data.variants.is_empty()
        && data.variants.iter().all(|variant| {
            variant.style == Style::Unit && !variant.is_untagged && variant.serialize_with.is_none()
        })
}

/// How a variant is written as the key of a map.
pub enum KeyOf<'d> {
    /// As its name.
    Name(&'d Variant),
    /// As the one value in it.
    Inner(&'d Variant, &'d Field),
}

/// How each variant is written as a key, if all that are sent can be.
pub fn keys(data: &Enum) -> Option<Vec<KeyOf<'_>>> {
    let sent = data.variants.iter().filter(|variant| !variant.is_skipped);
    let keys = sent.map(|variant| match (tagging(data, variant), variant.style) {
        _ if variant.serialize_with.is_some() => None,
        (Tagging::External, Style::Unit) => Some(KeyOf::Name(variant)),
        (Tagging::Untagged, Style::Newtype) => {
            let field = variant.fields.first()?;
            matches!(field.writing, Writing::Model).then_some(KeyOf::Inner(variant, field))
        }
        _ => None,
    });
    keys.collect::<Option<Vec<_>>>()
        .filter(|keys| !keys.is_empty())
}

pub fn writer(model: &Model, data: &Enum, names: &Names) -> Writer {
    let Names {
        private,
        out,
        policy,
        lifetime,
        ..
    } = names;
    let mut inquiries = match data.variants.iter().find(|variant| variant.is_default) {
        Some(default) => {
            let ident = &default.ident;
            quote! {
                fn is_default(&self) -> bool {
                    ::core::matches!(self, Self::#ident)
                }
            }
        }
        None => TokenStream::new(),
    };
    if data.variants.is_empty() {
        return Writer {
            inquiries,
            size_hint: quote!(match *self {}),
            write: quote!(match *self {}),
            write_members: None,
        };
    }
    let sizes = data
        .variants
        .iter()
        .map(|variant| size(model, variant, names));
    let size_hint = quote! {
        match self {
            #(#sizes)*
        }
    };
    let members = data
        .variants
        .iter()
        .map(|variant| arm(variant, &members(model, data, variant, names)));
    let write_members = Some(quote! {
        match self {
            #(#members)*
        }
    });
    let write = if let Some((width, literals)) = names_of(data) {
        let put = quote! {
            fn put<#lifetime, #policy: #private::Policy, const __N: usize>(
                &self,
                __key: &[u8; __N],
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                let (__name, __length): (&'static [u8; #width], usize) = match self {
                    #literals
                };
                #out.name(__key, __name, __length)
            }
        };
        inquiries.extend(put);
        quote!(#private::ResponseModel::put::<#policy, 0>(self, b"", #out))
    } else if data.variants.iter().all(|variant| is_object(data, variant)) {
        quote!(#out.object(|#out| #private::ResponseModel::write_members::<#policy>(self, #out)))
    } else {
        let mut arms: Vec<_> = data
            .variants
            .iter()
            .filter(|variant| !is_object(data, variant))
            .map(|variant| arm(variant, &whole(model, data, variant, names)))
            .collect();
        if data.variants.iter().any(|variant| is_object(data, variant)) {
            arms.push(quote! {
                _ => #out.object(|#out| #private::ResponseModel::write_members::<#policy>(self, #out)),
            });
        }
        quote! {
            match self {
                #(#arms)*
            }
        }
    };
    Writer {
        inquiries,
        size_hint,
        write,
        write_members,
    }
}

/// The widest table of names that is copied whole, as `Out::name` allows it.
const WIDEST_NAME: usize = 32;

/// The names of an enum without fields, all padded to the same width: a copy of a fixed size is only a store or two.
fn names_of(data: &Enum) -> Option<(Literal, TokenStream)> {
    if !is_fieldless(data) || data.variants.iter().any(|variant| variant.is_skipped) {
        return None;
    }
    let quoted = |variant: &Variant| literal::quoted(&variant.wire_name);
    let longest = data.variants.iter().map(|name| quoted(name).len()).max()?;
    let width = longest.next_multiple_of(8);
    if width > WIDEST_NAME {
        return None;
    }
    let arms = data.variants.iter().map(|variant| {
        let (ident, name) = (&variant.ident, quoted(variant));
        let length = Literal::usize_unsuffixed(name.len());
        let mut padded = name.into_bytes();
        padded.resize(width, b' ');
        let padded = Literal::byte_string(&padded);
        quote!(Self::#ident { .. } => (#padded, #length),)
    });
    Some((Literal::usize_unsuffixed(width), quote!(#(#arms)*)))
}

/// How this variant is tagged.
fn tagging<'d>(data: &'d Enum, variant: &Variant) -> &'d Tagging {
    if variant.is_untagged {
        &Tagging::Untagged
    } else {
        &data.tagging
    }
}

/// Whether the variant is written as an object of its members.
fn is_object(data: &Enum, variant: &Variant) -> bool {
    match tagging(data, variant) {
        _ if variant.is_skipped => false,
        Tagging::Internal { .. } | Tagging::Adjacent { .. } => true,
        Tagging::External => variant.style != Style::Unit || variant.serialize_with.is_some(),
        Tagging::Untagged => variant.style == Style::Named && variant.serialize_with.is_none(),
    }
}

/// The body that writes the members of a variant.
fn members(model: &Model, data: &Enum, variant: &Variant, names: &Names) -> TokenStream {
    let (out, policy) = (&names.out, &names.policy);
    if variant.is_skipped {
        return skipped(model, variant, names);
    }
    let name = &variant.wire_name;
    let is_unit = variant.style == Style::Unit && variant.serialize_with.is_none();
    match tagging(data, variant) {
        Tagging::External if is_unit => {
            let member = literal::null_member(name);
            quote!(#out.literal(#member))
        }
        Tagging::External => {
            let key = literal::key(name);
            let content = content(model, variant, &nested(names), names);
            quote! {
                let #out = #out.literal(#key);
                #content
            }
        }
        Tagging::Internal { tag } => {
            let tag = literal::member(tag, name);
            content_members(model, variant, &quote!(#policy), Some(&tag), names)
        }
        Tagging::Adjacent { tag, .. } if is_unit => {
            let tag = literal::member(tag, name);
            quote!(#out.literal(#tag))
        }
        Tagging::Adjacent { tag, content: key } => {
            let (tag, key) = (literal::member(tag, name), literal::key(key));
            let content = content(model, variant, &nested(names), names);
            quote! {
                let #out = #out.literal(#tag).literal(#key);
                #content
            }
        }
        Tagging::Untagged => content_members(model, variant, &quote!(#policy), None, names),
    }
}

/// The body that writes a variant that is not an object of its members.
fn whole(model: &Model, data: &Enum, variant: &Variant, names: &Names) -> TokenStream {
    let (out, policy) = (&names.out, &names.policy);
    if variant.is_skipped {
        return skipped(model, variant, names);
    }
    match tagging(data, variant) {
        Tagging::Untagged => content(model, variant, &quote!(#policy), names),
        _ => {
            let literal = literal::string(&variant.wire_name);
            quote!(#out.literal(#literal))
        }
    }
}

/// The body that writes the content of a variant.
fn content(model: &Model, variant: &Variant, policy: &TokenStream, names: &Names) -> TokenStream {
    let out = &names.out;
    if let Some(with) = &variant.serialize_with {
        let (path, values) = (&with.path, bindings(variant));
        return quote!(#out.serde_with(|__serializer| #path(#(#values,)* __serializer)));
    }
    match variant.style {
        Style::Unit => quote!(#out.null(b"")),
        Style::Newtype => sent(variant)
            .map(|(field, value)| fields::value(field, &value, policy, names))
            .collect(),
        Style::Tuple => {
            let items =
                sent(variant).map(|(field, value)| fields::item(field, &value, policy, names));
            quote! {
                #out.list(|#out| {
                    #(#items)*
                    #out
                })
            }
        }
        Style::Named => {
            let members = content_members(model, variant, policy, None, names);
            quote!(#out.object(|#out| { #members }))
        }
    }
}

/// The body that writes the members of the content of a variant, after the tag if it stands among them.
fn content_members(
    model: &Model,
    variant: &Variant,
    policy: &TokenStream,
    tag: Option<&Literal>,
    names: &Names,
) -> TokenStream {
    let Names { private, out, .. } = names;
    let is_beside_tag =
        |field: &Field| tag.is_some() && variant.style == Style::Newtype && !field.is_skipped;
    let beside = variant.fields.iter().filter(|field| {
        variant.serialize_with.is_none() && (field.flatten.is_some() || is_beside_tag(field))
    });
    let (start, distinct) = fields::distinct(beside, names);
    let tag = tag.map(|tag| quote!(let #out = #out.literal(#tag);));
    let content = if let Some(with) = &variant.serialize_with {
        let (path, values) = (&with.path, bindings(variant));
        quote!(#out.serde_members_with(|__serializer| #path(#(#values,)* __serializer)))
    } else {
        match variant.style {
            Style::Unit => quote!(#out),
            Style::Newtype => sent(variant)
                .map(|(field, value)| match field.writing {
                    Writing::Model => {
                        let policy = fields::of_field(field, policy, names);
                        let ty = fields::written_type(field, names);
                        let value = fields::written_value(field, &value, names);
                        quote!(#private::Slot::<#ty>::write_members::<#policy>(#value, #out))
                    }
                    _ => fields::members_of_value(field, &value, names),
                })
                .collect(),
            Style::Tuple => quote!(#private::json::no_object(#out)),
            Style::Named => {
                let policy = fields::narrowed(model, policy.clone(), names);
                let members = sent(variant)
                    .map(|(field, value)| fields::member(model, field, &value, &policy, names));
                quote! {
                    #(#members)*
                    #out
                }
            }
        }
    };
    match distinct {
        None => quote!(#tag #content),
        Some(distinct) => quote! {
            #start
            #tag
            let #out = { #content };
            #distinct
            #out
        },
    }
}

pub fn skipped(model: &Model, variant: &Variant, names: &Names) -> TokenStream {
    let Names { private, out, .. } = names;
    let message = format!(
        "the enum variant {}::{} cannot be serialized",
        model.ident, variant.ident
    );
    quote!(#out.fail(#private::json::Error::new(#message)))
}

fn size(model: &Model, variant: &Variant, names: &Names) -> TokenStream {
    let base = variant.wire_name.len() + 16;
    let is_opaque = variant.is_skipped || variant.serialize_with.is_some();
    let sent = sent(variant).filter(|_| !is_opaque);
    arm(variant, &fields::sizes(model, base, sent, names))
}

fn nested(names: &Names) -> TokenStream {
    let (private, policy) = (&names.private, &names.policy);
    quote!(<#policy as #private::Policy>::Nested)
}

/// `Self::Variant { name: __field_0, .. } => { body }`, with a name for each field that is sent.
fn arm(variant: &Variant, body: &TokenStream) -> TokenStream {
    let ident = &variant.ident;
    let members = variant
        .fields
        .iter()
        .enumerate()
        .filter_map(|(index, field)| {
            let (member, binding) = (&field.member, binding(index));
            let is_sent = !field.is_skipped || variant.serialize_with.is_some();
            (is_sent && !variant.is_skipped).then(|| quote!(#member: #binding,))
        });
    quote! {
        Self::#ident { #(#members)* .. } => { #body }
    }
}

fn binding(index: usize) -> Ident {
    format_ident!("__field_{index}", span = Span::mixed_site())
}

fn bindings(variant: &Variant) -> Vec<Ident> {
    (0..variant.fields.len()).map(binding).collect()
}

fn sent(variant: &Variant) -> impl Iterator<Item = (&Field, TokenStream)> {
    variant
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.is_skipped)
        .map(|(index, field)| {
            let binding = binding(index);
            (field, quote!(#binding))
        })
}
