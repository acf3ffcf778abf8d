//! The small implementations beside the writer: the names of the fields, and the keys of maps.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Names, forwarded, literal, variants};
use crate::attr::model::Style;
use crate::model::Model;
use crate::model::shape::{Data, Field, Tagging, Writing};

/// One marker for each name of a field, for `unknown_field`.
pub fn has_field(model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    let any = |condition: Option<&syn::Type>| {
        let mut generics = names.generics.clone();
        generics.params.push(syn::parse_quote!(const __HASH: u64));
        if let Some(inner) = condition {
            generics
                .make_where_clause()
                .predicates
                .push(syn::parse_quote!(#inner: #private::HasField<__HASH>));
        }
        names.implement_for(
            &generics,
            &quote!(#private::HasField<__HASH>),
            &TokenStream::new(),
        )
    };
    // What a field is called is not known, so no name is wrong.
    if model.unread.names {
        return any(None);
    }
    if let Some(target) = &model.into {
        return any(Some(target));
    }
    let fields: Vec<&Field> = match &model.data {
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
    let sent: Vec<_> = fields
        .into_iter()
        .filter(|field| !field.is_skipped)
        .collect();
    if sent.iter().any(|field| field.flatten.is_some()) {
        return any(None);
    }
    let mut hashes: Vec<u64> = sent
        .iter()
        .flat_map(|field| [literal::hash(&field.name), literal::hash(&field.wire_name)])
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
        .into_iter()
        .map(|hash| names.implement(&quote!(#private::HasField<#hash>), &TokenStream::new()))
        .collect()
}

/// Makes an enum without fields usable as the key of a map, and likewise a newtype of text or a number.
pub fn map_key(model: &Model, names: &Names) -> TokenStream {
    let Names {
        private,
        out,
        lifetime,
        ..
    } = names;
    if model.into.is_some() {
        return TokenStream::new();
    }
    let key = match &model.data {
        Data::Enum(data) if variants::is_fieldless(data) => {
            quote!(#private::ResponseModel::write::<#private::Everything>(self, #out))
        }
        Data::Struct(data) => match forwarded(data) {
            Some(field)
                if matches!(field.writing, Writing::Model) && literal::is_key(&field.ty) =>
            {
                let (ty, member) = (&field.ty, &field.member);
                quote!(<#ty as #private::MapKey>::write_key(&self.#member, #out))
            }
            _ => return TokenStream::new(),
        },
        Data::Enum(_) => return TokenStream::new(),
    };
    names.implement(
        &quote!(#private::MapKey),
        &quote! {
            fn write_key<#lifetime>(
                &self,
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                #key
            }
        },
    )
}
