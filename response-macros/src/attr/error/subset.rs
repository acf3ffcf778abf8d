//! `subset(CreateUserError = [EmailTaken, Database])`

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Token, Variant, bracketed};

/// An enum of some of the variants.
pub struct RawSubset {
    pub name: Ident,
    pub variants: Vec<Ident>,
}

impl Parse for RawSubset {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        let list;
        bracketed!(list in input);
        let variants = Punctuated::<Ident, Token![,]>::parse_terminated(&list)?;
        Ok(Self {
            name,
            variants: variants.into_iter().collect(),
        })
    }
}

/// The variant without what is ours.
pub(super) fn source(variant: &Variant) -> Variant {
    let mut source = variant.clone();
    let attributes = source
        .fields
        .iter_mut()
        .map(|field| &mut field.attrs)
        .chain([&mut source.attrs]);
    for attributes in attributes {
        attributes.retain(|attribute| {
            ["doc", "error", "from", "source", "backtrace"]
                .iter()
                .any(|name| attribute.path().is_ident(name))
        });
    }
    source
}
