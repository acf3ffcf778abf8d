//! `impl FilledFrom<Row>` around the expression that makes the model from a row.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
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
    let written = written_from(
        generics,
        row,
        &quote! {
            let __model = <Self as #private::FilledFrom<#row>>::fill(#source);
            #private::ResponseModel::write::<#policy>(&__model, #out)
        },
        &quote! {
            fn filled_size_hint(_: &#row) -> usize {
                #size
            }
        },
        names,
    );
    quote!(#filled #written)
}

/// The implementation of `WrittenFrom`: how the model is written from what it is filled from, and its other functions.
pub fn written_from(
    generics: &Generics,
    row: &impl ToTokens,
    write: &TokenStream,
    others: &TokenStream,
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
    names.implement_for(
        generics,
        &quote!(#private::WrittenFrom<#row>),
        &quote! {
            fn write_filled<#lifetime, #policy: #private::Policy>(
                #source: #row,
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                #write
            }
            #others
        },
    )
}

pub fn guessed_size(model: &Model) -> Literal {
    let size = model
        .sent_fields()
        .map(|field| literal::key_length(&field.wire_name) + 16)
        .sum();
    Literal::usize_unsuffixed(size)
}
