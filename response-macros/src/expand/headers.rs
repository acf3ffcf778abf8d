//! The implementation of a struct of headers: what is sent, and what the document says about it.

use proc_macro2::TokenStream;
use quote::quote;

use super::place::call;
use super::{exceptions, paths};
use crate::model::HeaderSet;
use crate::report::Place;

#[cfg(test)]
mod tests;

/// The implementation; it has no headers if a fault was found, so that code that uses the struct does not fail as well.
pub fn expand(set: &HeaderSet, is_good: bool) -> TokenStream {
    let private = paths::private(set.facade.as_ref());
    let facade = paths::facade(set.facade.as_ref());
    let name = &set.name;
    let (parameters, arguments, clause) = set.generics.split_for_impl();
    let headers: &[_] = if is_good { &set.headers } else { &[] };
    let described = headers.iter().map(|header| {
        let (name, ty, description) = (&header.name, &header.ty, &header.description);
        quote!(__headers::Described::<#ty>::describe(#name, #description, __out);)
    });
    let sent = headers.iter().map(|header| {
        let (field, name, ty) = (&header.field, &header.name, &header.ty);
        let send = call(
            &quote!(__headers::send::<#ty>),
            quote!(#name, &self.#field, __sent),
            Place::of(ty),
        );
        quote!(#send;)
    });
    let validates = headers
        .iter()
        .any(|header| is_validator(&header.name))
        .then(|| {
            quote!(
                const VALIDATES: bool = true;
            )
        });
    let rules = is_good.then(|| exceptions::references(set.allows(), &facade));
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::headers::{self as __headers, Undescribed as _};
            #rules
            #[automatically_derived]
            #[allow(deprecated, unused_variables)]
            impl #parameters #private::ResponseHeaders for #name #arguments #clause {
                #validates
                fn describe(__out: &mut ::std::vec::Vec<#private::Header>) {
                    #(#described)*
                }
                fn send(self, __sent: &mut __headers::SentHeaders<'_>) {
                    #(#sent)*
                }
            }
        };
    }
}

/// Whether the header is a validator (RFC 9110 section 8.8).
fn is_validator(name: &str) -> bool {
    name.eq_ignore_ascii_case("ETag") || name.eq_ignore_ascii_case("Last-Modified")
}
