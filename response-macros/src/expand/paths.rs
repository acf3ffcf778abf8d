use proc_macro2::TokenStream;
use quote::quote;

/// The facade's hidden module, which all emitted code uses: `::steadfast::__private`, or the same below the
/// path that `crate = ...` names.
pub fn private(facade: Option<&syn::Path>) -> TokenStream {
    match facade {
        Some(facade) => quote!(#facade::__private),
        None => quote!(::steadfast::__private),
    }
}

/// The facade itself.
pub fn facade(facade: Option<&syn::Path>) -> TokenStream {
    match facade {
        Some(facade) => quote!(#facade),
        None => quote!(::steadfast),
    }
}
