//! `subset(CreateUserError = [EmailTaken, Database])`: a separate enum, made from the tokens of the whole one.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;
use syn::{Fields, Token, Variant};

use crate::model::{ErrorType, Subset};

/// The enum, and its conversions into the whole enum and into every other subset that contains its variants.
pub(super) fn definition(subset: &Subset, error: &ErrorType) -> TokenStream {
    let (name, whole, visibility) = (&subset.name, &error.name, &error.visibility);
    let variants: Vec<Variant> = sources(subset, error).collect();
    let has_messages = variants.iter().any(|variant| {
        let mut attributes = variant.attrs.iter();
        attributes.any(|attribute| attribute.path().is_ident("error"))
    });
    // An `#[error(..)]` attribute is thiserror's, which derives the message and the sources.
    let messages = has_messages.then(|| quote!(#[derive(::thiserror::Error)]));
    let larger = error
        .subsets
        .iter()
        .filter(|other| other.name != *name && subset.is_within(other))
        .map(|other| &other.name)
        .chain([whole]);
    let conversions = larger.map(|larger| conversion(subset, &variants, larger));
    let comment = format!("A subset of the errors in [`{whole}`].");
    // What is wrong with the use of a subset is shown at its name in the list, which the span of `enum` begins.
    let keyword = Token![enum](name.span());
    let mut body = Group::new(Delimiter::Brace, quote!(#(#variants,)*));
    body.set_span(name.span());
    quote! {
        #[doc = #comment]
        #[derive(::core::fmt::Debug)]
        #messages
        #visibility #keyword #name #body
        #(#conversions)*
    }
}

/// The variants named in the list, as they are written in the whole enum.
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
            fn from(__error: #name) -> Self {
                match __error {
                    #(#arms)*
                }
            }
        }
    }
}

/// The implementation: a subset is sent as the whole enum is, and the document lists only its own variants.
pub(super) fn implementation(
    subset: &Subset,
    error: &ErrorType,
    describe: &TokenStream,
    private: &TokenStream,
) -> TokenStream {
    let (name, whole) = (&subset.name, &error.name);
    let into_response = super::into_response(&TokenStream::new(), &quote!(#name), private);
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #private::ErrorResponse for #name {
            fn into_problem(self) -> #private::Problem {
                #private::ErrorResponse::into_problem(<#whole as ::core::convert::From<Self>>::from(self))
            }
            #describe
        }
        #into_response
    }
}
