//! What the document says beside the contract, and that is not a constant: extensions.

use proc_macro2::TokenStream;
use quote::quote;

use super::Names;
use crate::model::Route;

/// A function that makes the extensions. It stands beside the handler, so that their values see what the handler sees.
pub(super) fn items(route: &Route, names: &Names) -> TokenStream {
    let Names {
        private,
        extensions,
        attributes,
        ..
    } = names;
    let declared = &route.documentation.extensions;
    if declared.is_empty() {
        return TokenStream::new();
    }
    let each = declared.iter().map(|extension| {
        let (name, value) = (&extension.name, &extension.value);
        quote!((#name, #private::serde_json::json!(#value)))
    });
    quote! {
        #(#attributes)*
        #[allow(non_snake_case)]
        fn #extensions() -> ::std::vec::Vec<(&'static str, #private::serde_json::Value)> {
            ::std::vec![#(#each),*]
        }
    }
}

/// What is added to the operation.
pub(super) fn describe(route: &Route, names: &Names) -> TokenStream {
    let Names {
        short, extensions, ..
    } = names;
    let declared = &route.documentation.extensions;
    let extensions = (!declared.is_empty())
        .then(|| quote!(#short::describe_extensions(#extensions(), operation);));
    quote!(#extensions)
}
