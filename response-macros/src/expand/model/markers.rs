//! The small implementations beside the writer: the names of the fields, and the keys of maps.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::variants::KeyOf;
use super::{Names, fields, forwarded, literal, variants};
use crate::attr::model::Style;
use crate::model::Model;
use crate::model::shape::{Data, Enum, Field, Tagging, Writing};

/// One marker for each name of a field, for `unknown_field`.
pub fn has_field(model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    let any = |condition: Option<&Type>| {
        // The names are known whatever the parameters are, so no bound of theirs is needed.
        let mut generics = model.generics.clone();
        generics.params.push(syn::parse_quote!(const __HASH: u64));
        if let Some(inner) = condition {
            generics
                .make_where_clause()
                .predicates
                .push(syn::parse_quote!(#inner: #private::HasField<__HASH>));
        }
        let has_field = names.implement_for(
            &generics,
            &quote!(#private::HasField<__HASH>),
            &TokenStream::new(),
        );
        let mut of_parts = model.generics.clone();
        of_parts.params.push(syn::parse_quote!(const __HASH: u64));
        let part = match condition {
            Some(inner) => {
                of_parts
                    .params
                    .push(syn::parse_quote!(__T: ?::core::marker::Sized));
                let clause = of_parts.make_where_clause();
                clause
                    .predicates
                    .push(syn::parse_quote!(#inner: #private::FieldOf<__HASH, __T>));
                quote!(__T)
            }
            None => quote!(#private::AnyField),
        };
        let field_of = names.implement_for(
            &of_parts,
            &quote!(#private::FieldOf<__HASH, #part>),
            &TokenStream::new(),
        );
        quote!(#has_field #field_of)
    };
    // What a field is called is not known, so no name is wrong.
    if model.unread.names {
        return any(None);
    }
    if let Some(target) = &model.into {
        return any(Some(target));
    }
    let own: Vec<&Field> = match &model.data {
        Data::Struct(data) => match forwarded(data) {
            Some(field) if matches!(field.writing, Writing::Model) => return any(Some(&field.ty)),
            Some(_) => return any(None),
            None if data.style == Style::Named => data.fields.iter().collect(),
            None => Vec::new(),
        },
        Data::Enum(data) => {
            let flat = |is_untagged: bool| {
                is_untagged || matches!(data.tagging, Tagging::Internal { .. } | Tagging::Untagged)
            };
            let flat: Vec<_> = data
                .variants
                .iter()
                .filter(|variant| flat(variant.is_untagged))
                .collect();
            // The fields of the type in a newtype variant are fields of the enum, and only the compiler knows them.
            if flat.iter().any(|variant| variant.style == Style::Newtype) {
                return any(None);
            }
            flat.iter()
                .filter(|variant| variant.style == Style::Named)
                .flat_map(|variant| &variant.fields)
                .collect()
        }
    };
    let sent: Vec<_> = own.into_iter().filter(|field| !field.is_skipped).collect();
    if sent.iter().any(|field| field.flatten.is_some()) {
        return any(None);
    }
    let mut hashes: Vec<u64> = sent
        .iter()
        .flat_map(|field| [literal::hash(&field.name), literal::hash(&field.wire_name)])
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    let markers = hashes
        .into_iter()
        .map(|hash| quote!(#private::HasField<#hash>));
    let parts = parts(&sent).into_iter().map(|(hash, ty)| match ty {
        Some(ty) => quote!(#private::FieldOf<#hash, #ty>),
        None => quote!(#private::FieldOf<#hash, #private::AnyField>),
    });
    markers
        .chain(parts)
        .map(|marker| names.implement_for(&model.generics, &marker, &TokenStream::new()))
        .collect()
}

/// The types of the fields that may hold models, by the hashes of their names; none where fields of several types have the
/// name, as in the variants of an enum.
fn parts<'a>(sent: &[&'a Field]) -> BTreeMap<u64, Option<&'a Type>> {
    let mut parts = BTreeMap::new();
    for field in sent.iter().filter(|field| fields::may_have_models(field)) {
        for name in [&field.name, &field.wire_name] {
            parts
                .entry(literal::hash(name))
                .and_modify(|known: &mut Option<&Type>| {
                    if *known != Some(&field.ty) {
                        *known = None;
                    }
                })
                .or_insert(Some(&field.ty));
        }
    }
    parts
}

/// Makes usable as the key of a map what is written as a key: an enum without fields, and what is written as a type that
/// is a key.
pub fn map_key(model: &Model, names: &Names) -> TokenStream {
    let Names { private, out, .. } = names;
    if let Some(target) = &model.into {
        let value = quote!(#private::converted::<Self, #target>(self));
        return key(&[target], &written(&quote!(&#value), names), None, names);
    }
    match &model.data {
        Data::Enum(data) if variants::is_fieldless(data) => {
            let name = quote!(#private::ResponseModel::write::<#private::Everything>(self, #out));
            key(&[], &name, None, names)
        }
        Data::Enum(data) => match variants::keys(data) {
            Some(keys) => key_of_enum(model, data, &keys, names),
            None => TokenStream::new(),
        },
        Data::Struct(data) => match forwarded(data) {
            Some(field) if matches!(field.writing, Writing::Model) => {
                let member = &field.member;
                let inner = quote!(&self.#member);
                let size = size(&inner, names);
                key(&[&field.ty], &written(&inner, names), Some(size), names)
            }
            _ => TokenStream::new(),
        },
    }
}

fn key_of_enum(model: &Model, data: &Enum, keys: &[KeyOf<'_>], names: &Names) -> TokenStream {
    let out = &names.out;
    let inner = quote!(__inner);
    let mut types = Vec::new();
    let (mut arms, mut sizes) = (TokenStream::new(), TokenStream::new());
    for one in keys {
        match one {
            KeyOf::Name(variant) => {
                let (ident, name) = (&variant.ident, literal::string(&variant.wire_name));
                let length = literal::key_length(&variant.wire_name);
                arms.extend(quote!(Self::#ident { .. } => #out.literal(#name),));
                sizes.extend(quote!(Self::#ident { .. } => #length,));
            }
            KeyOf::Inner(variant, field) => {
                let (ident, member) = (&variant.ident, &field.member);
                let (write, size) = (written(&inner, names), size(&inner, names));
                arms.extend(quote!(Self::#ident { #member: __inner } => #write,));
                sizes.extend(quote!(Self::#ident { #member: __inner } => #size,));
                types.push(&field.ty);
            }
        }
    }
    for variant in data.variants.iter().filter(|variant| variant.is_skipped) {
        let (ident, fail) = (&variant.ident, variants::skipped(model, variant, names));
        arms.extend(quote!(Self::#ident { .. } => #fail,));
        sizes.extend(quote!(Self::#ident { .. } => 0,));
    }
    let (write, size) = (quote!(match self { #arms }), quote!(match self { #sizes }));
    key(&types, &write, Some(size), names)
}

/// `impl MapKey`, where each of these types is a key.
fn key(
    inner: &[&Type],
    write: &TokenStream,
    size: Option<TokenStream>,
    names: &Names,
) -> TokenStream {
    let Names {
        private,
        out,
        lifetime,
        ..
    } = names;
    let mut generics = names.generics.clone();
    if !inner.is_empty() {
        generics
            .make_where_clause()
            .predicates
            .extend(inner.iter().map(|ty| -> syn::WherePredicate {
                syn::parse_quote!(for<'__k> #ty: #private::InnerKey<'__k>)
            }));
    }
    let size = size.map(|size| {
        quote! {
            fn key_size_hint(&self) -> usize {
                #size
            }
        }
    });
    names.implement_for(
        &generics,
        &quote!(#private::MapKey),
        &quote! {
            fn write_key<#lifetime>(
                &self,
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                #write
            }
            #size
        },
    )
}

fn written(value: &TokenStream, names: &Names) -> TokenStream {
    let Names { private, out, .. } = names;
    quote!(#private::InnerKey::write_inner_key(#value, #out))
}

fn size(value: &TokenStream, names: &Names) -> TokenStream {
    let private = &names.private;
    quote!(#private::InnerKey::inner_key_size_hint(#value))
}
