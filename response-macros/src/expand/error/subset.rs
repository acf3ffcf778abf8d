//! `subset(CreateUserError = [EmailTaken, Database])`: an enum of its own, made of the text of the whole one.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Variant};

use crate::model::{ErrorType, Subset};

/// The enum, and its way into the whole one and into every other subset that has room for it.
pub(super) fn definition(subset: &Subset, error: &ErrorType) -> TokenStream {
    let (name, whole, visibility) = (&subset.name, &error.name, &error.visibility);
    let variants: Vec<Variant> = sources(subset, error).collect();
    let has_messages = variants.iter().any(|variant| {
        let mut attributes = variant.attrs.iter();
        attributes.any(|attribute| attribute.path().is_ident("error"))
    });
    // Whoever writes `#[error(..)]` has thiserror, which makes the message and the sources of it.
    let messages = has_messages.then(|| quote!(#[derive(::thiserror::Error)]));
    let larger = error
        .subsets
        .iter()
        .filter(|other| other.name != *name && subset.is_within(other))
        .map(|other| &other.name)
        .chain([whole]);
    let conversions = larger.map(|larger| conversion(subset, &variants, larger));
    let comment = format!("Some of the errors of [`{whole}`].");
    quote! {
        #[doc = #comment]
        #[derive(::core::fmt::Debug)]
        #messages
        #visibility enum #name {
            #(#variants,)*
        }
        #(#conversions)*
    }
}

/// The variants, as they stand in the whole enum, under the names of the list.
fn sources<'a>(subset: &'a Subset, error: &'a ErrorType) -> impl Iterator<Item = Variant> + 'a {
    subset.variants.iter().filter_map(|name| {
        let variant = error.variants.iter().find(|known| known.name == *name)?;
        variant.source.clone()
    })
}

fn conversion(subset: &Subset, variants: &[Variant], larger: &proc_macro2::Ident) -> TokenStream {
    let name = &subset.name;
    let arms = variants.iter().map(|Variant { ident, fields, .. }| {
        let members: Vec<_> = fields.members().collect();
        let bindings: Vec<_> = (0..members.len())
            .map(|index| quote::format_ident!("__field_{index}"))
            .collect();
        match fields {
            Fields::Unit => quote!(#name::#ident => Self::#ident,),
            _ => quote! {
                #name::#ident { #(#members: #bindings),* } => Self::#ident { #(#members: #bindings),* },
            },
        }
    });
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#name> for #larger {
            fn from(error: #name) -> Self {
                match error {
                    #(#arms)*
                }
            }
        }
    }
}

/// It is answered as the whole one is, and the document lists what is in it.
pub(super) fn implementation(
    subset: &Subset,
    error: &ErrorType,
    describe: &TokenStream,
    private: &TokenStream,
) -> TokenStream {
    let (name, whole) = (&subset.name, &error.name);
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #private::ErrorResponse for #name {
            fn into_problem(self) -> #private::Problem {
                #private::ErrorResponse::into_problem(<#whole as ::core::convert::From<Self>>::from(self))
            }
            #describe
        }
    }
}
