//! `impl FilledFrom<Row>` around the expression that makes the model from a row.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Generics, Type};

use super::{Names, literal};
use crate::model::Model;

/// The implementation `impl FilledFrom<Row> for Model`.
pub fn implement(
    model: &Model,
    row: &Type,
    generics: &Generics,
    fill: &TokenStream,
    names: &Names,
) -> TokenStream {
    let Names {
        private,
        out,
        source,
        policy,
        lifetime,
        ..
    } = names;
    // Reading the row twice would report a missing field twice, so its size is guessed from the model.
    let size = guessed_size(model);
    let filled = names.implement_for(
        generics,
        &quote!(#private::FilledFrom<#row>),
        &quote! {
            fn fill(#source: #row) -> Self {
                #fill
            }
        },
    );
    let written = names.implement_for(
        generics,
        &quote!(#private::WrittenFrom<#row>),
        &quote! {
            fn write_filled<#lifetime, #policy: #private::Policy>(
                #source: #row,
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                let __model = <Self as #private::FilledFrom<#row>>::fill(#source);
                #private::ResponseModel::write::<#policy>(&__model, #out)
            }
            fn filled_size_hint(_: &#row) -> usize {
                #size
            }
        },
    );
    quote!(#filled #written)
}

pub fn guessed_size(model: &Model) -> Literal {
    let size = model
        .sent_fields()
        .map(|field| literal::key_length(&field.wire_name) + 16)
        .sum();
    Literal::usize_unsuffixed(size)
}
