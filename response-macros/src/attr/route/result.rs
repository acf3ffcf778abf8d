//! Attributes of other crates that need the `Result` of the handler.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta};

/// `#[tracing::instrument(err)]` below `#[route]`, and the function without it.
///
/// It logs what the function returns, and below `#[route]` that is the answer, no longer the `Result`. So it has to stand
/// above.
pub fn take_reader_of_result(item: TokenStream) -> Option<(Attribute, TokenStream)> {
    let parser = |input: ParseStream| {
        let attributes = input.call(Attribute::parse_outer)?;
        Ok((attributes, input.parse::<TokenStream>()?))
    };
    let (mut attributes, function) = parser.parse2(item).ok()?;
    let index = attributes.iter().position(reads_result)?;
    let reader = attributes.remove(index);
    Some((reader, quote!(#(#attributes)* #function)))
}

/// `#[instrument(err)]`, `#[tracing::instrument(skip(db), ret(level = "debug"))]`
fn reads_result(attribute: &Attribute) -> bool {
    let is_instrument = attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "instrument");
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    is_instrument
        && list
            .tokens
            .clone()
            .into_iter()
            .any(|token| matches!(token, TokenTree::Ident(word) if word == "err" || word == "ret"))
}
