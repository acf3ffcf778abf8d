//! The names of the members that a model is written with: no object may have one of them twice.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::visit::Visit;
use syn::{GenericParam, Ident, Path, Type};

use super::{Names, forwarded};
use crate::attr::model::Style;
use crate::expand::place::call;
use crate::model::shape::{Data, Enum, Field, Tagging, Variant, Writing};
use crate::model::{Model, content_of, type_text};
use crate::report::Place;

/// The members of one object: what is written into it by itself, and what is flattened into it.
struct Object<'m> {
    /// What they are a part of, in words.
    of: String,
    own: Vec<String>,
    flattened: Vec<&'m Field>,
}

/// The value of `NAMES`.
pub fn constant(model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    if let Some(target) = &model.into {
        return of_type(target, model, names);
    }
    match &model.data {
        Data::Struct(data) => match forwarded(data) {
            Some(field) => of_field(field, model, names),
            None => all(&of_struct(model), model, names),
        },
        Data::Enum(data) => {
            let variants = sent(data).map(|variant| match tagging(data, variant) {
                Tagging::External => name(&variant.wire_name, private),
                Tagging::Adjacent { tag, content } => {
                    let (tag, content) = (name(tag, private), name(content, private));
                    quote!(#private::MemberNames::All(&[#tag, #content]))
                }
                Tagging::Internal { .. } | Tagging::Untagged => {
                    all(&of_variant(model, data, variant), model, names)
                }
            });
            quote!(#private::MemberNames::One(&[#(#variants),*]))
        }
    }
}

/// Asserts that no name is sent twice, once for each field that is flattened.
pub fn asserts(model: &Model, names: &Names) -> TokenStream {
    let mut parameters = model.generics.params.iter();
    // What the parameters bring is known where the model is used.
    let is_generic = parameters.any(|one| !matches!(one, GenericParam::Lifetime(_)));
    if !names.asserts || is_generic || model.into.is_some() {
        return TokenStream::new();
    }
    objects(model)
        .iter()
        .flat_map(|object| {
            let asserted = object.flattened.iter().enumerate();
            asserted.map(|(index, field)| assert(object, index, field, model, names))
        })
        .collect()
}

fn assert(
    object: &Object<'_>,
    index: usize,
    field: &Field,
    model: &Model,
    names: &Names,
) -> TokenStream {
    let private = &names.private;
    let is_alone = object.own.is_empty() && index == 0;
    if is_alone || !matches!(field.writing, Writing::Model) || is_recursive(&field.ty, model) {
        return TokenStream::new();
    }
    let before = Object {
        of: String::new(),
        own: object.own.clone(),
        flattened: object.flattened[..index].to_vec(),
    };
    let (ty, of) = (&field.ty, &object.of);
    let (own, others) = (of_type(&field.ty, model, names), all(&before, model, names));
    let (own, others) = (with_static_lifetimes(own), with_static_lifetimes(others));
    let text = type_text(ty);
    let assert = call(
        &quote!(#private::assert_distinct),
        quote!(&#own, &#others, #text, #of),
        Place::of(ty),
    );
    quote!(const _: () = #assert;)
}

/// The names as they are written outside of the type, where its lifetimes are not known.
fn with_static_lifetimes(names: TokenStream) -> TokenStream {
    let mut tokens = names.into_iter().peekable();
    let mut replaced = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                tokens.next();
                replaced.extend(quote!('static));
            }
            TokenTree::Group(group) => {
                let inside = with_static_lifetimes(group.stream());
                replaced.extend([TokenTree::from(Group::new(group.delimiter(), inside))]);
            }
            token => replaced.extend([token]),
        }
    }
    replaced
}

/// The fields of the object that are written with names that are data, so that two may be equal; as an expression.
pub fn is_open<'m>(
    flattened: impl Iterator<Item = &'m Field>,
    names: &Names,
) -> Option<TokenStream> {
    let private = &names.private;
    let open: Vec<_> = flattened
        .map(|field| match field.writing {
            Writing::Model => {
                let ty = &field.ty;
                quote!(#private::Slot::<#ty>::NAMES.is_open())
            }
            // serde knows the names.
            Writing::Foreign | Writing::With(_) => quote!(true),
        })
        .collect();
    (!open.is_empty()).then(|| quote!(const { #(#open)||* }))
}

/// Every object with something flattened into it.
fn objects(model: &Model) -> Vec<Object<'_>> {
    match &model.data {
        Data::Struct(data) if forwarded(data).is_none() => vec![of_struct(model)],
        Data::Struct(_) => Vec::new(),
        Data::Enum(data) => sent(data)
            .map(|variant| of_variant(model, data, variant))
            .collect(),
    }
}

fn of_struct(model: &Model) -> Object<'_> {
    let Data::Struct(data) = &model.data else {
        return Object::of(&model.ident, None, &[]);
    };
    let fields: &[Field] = match data.style {
        Style::Named => &data.fields,
        _ => &[],
    };
    Object::of(&model.ident, data.tag.as_deref(), fields)
}

fn of_variant<'m>(model: &'m Model, data: &'m Enum, variant: &'m Variant) -> Object<'m> {
    let tag = match tagging(data, variant) {
        Tagging::Internal { tag } => Some(tag.as_str()),
        _ => None,
    };
    let is_opaque = variant.serialize_with.is_some();
    match variant.style {
        Style::Named if !is_opaque => Object::of(&model.ident, tag, &variant.fields),
        Style::Newtype if !is_opaque => Object {
            of: "the tag".to_owned(),
            own: tag.into_iter().map(str::to_owned).collect(),
            flattened: match tagging(data, variant) {
                Tagging::Internal { .. } | Tagging::Untagged => variant.fields.iter().collect(),
                _ => Vec::new(),
            },
        },
        _ => Object::of(&model.ident, tag, &[]),
    }
}

impl<'m> Object<'m> {
    fn of(ident: &Ident, tag: Option<&str>, fields: &'m [Field]) -> Self {
        let sent = || fields.iter().filter(|field| !field.is_skipped);
        let own = sent().filter(|field| field.flatten.is_none());
        let own = own.map(|field| field.wire_name.clone());
        Self {
            of: format!("`{ident}`"),
            own: tag.into_iter().map(str::to_owned).chain(own).collect(),
            flattened: sent().filter(|field| field.flatten.is_some()).collect(),
        }
    }
}

fn sent(data: &Enum) -> impl Iterator<Item = &Variant> {
    data.variants.iter().filter(|variant| !variant.is_skipped)
}

fn tagging<'d>(data: &'d Enum, variant: &Variant) -> &'d Tagging {
    if variant.is_untagged {
        &Tagging::Untagged
    } else {
        &data.tagging
    }
}

fn all(object: &Object<'_>, model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    let own = &object.own;
    if object.flattened.is_empty() {
        return quote!(#private::MemberNames::Names(&[#(#own),*]));
    }
    let own = own.iter().map(|own| name(own, private));
    let flattened = object.flattened.iter();
    let flattened = flattened.map(|field| of_field(field, model, names));
    quote!(#private::MemberNames::All(&[#(#own,)* #(#flattened,)*]))
}

fn name(name: &str, private: &TokenStream) -> TokenStream {
    quote!(#private::MemberNames::Name(#name))
}

fn of_field(field: &Field, model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    // Enums contain each other through boxes, and a constant cannot depend on itself.
    let may_be_a_circle = matches!(model.data, Data::Enum(_)) && is_boxed(&field.ty);
    match field.writing {
        Writing::Model if !may_be_a_circle => of_type(&field.ty, model, names),
        _ => quote!(#private::MemberNames::Unknown),
    }
}

fn is_boxed(ty: &Type) -> bool {
    ["Box", "Rc", "Arc"]
        .iter()
        .any(|pointer| content_of(ty, pointer).is_some())
}

fn of_type(ty: &Type, model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    if is_recursive(ty, model) {
        return quote!(#private::MemberNames::NONE);
    }
    quote!(#private::Slot::<#ty>::NAMES)
}

/// Whether the type mentions the model itself: a constant cannot depend on itself.
pub fn is_recursive(ty: &Type, model: &Model) -> bool {
    struct Mentions<'i> {
        ident: &'i Ident,
        is_found: bool,
    }
    impl<'ast> Visit<'ast> for Mentions<'_> {
        fn visit_path(&mut self, path: &'ast Path) {
            let mut segments = path.segments.iter();
            let first = segments.next();
            // `self::Node`; a path into another module is another type, as a rule.
            let named = match first {
                Some(first) if first.ident == "self" && path.segments.len() == 2 => segments.next(),
                first => first.filter(|_| path.segments.len() == 1),
            };
            self.is_found |=
                named.is_some_and(|named| named.ident == *self.ident || named.ident == "Self");
            syn::visit::visit_path(self, path);
        }
    }
    let mut mentions = Mentions {
        ident: &model.ident,
        is_found: false,
    };
    mentions.visit_type(ty);
    mentions.is_found
}
