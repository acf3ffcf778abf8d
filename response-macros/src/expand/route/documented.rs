//! What the document says beside the contract, and that is not a constant: links, callbacks and extensions.

use proc_macro2::TokenStream;
use quote::quote;

use super::Names;
use crate::expand::place::call;
use crate::model::Route;
use crate::report::Place;

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
    let documentation = &route.documentation;
    let links = documentation.links.iter().map(|link| {
        let target = &link.target;
        let name = match &link.name {
            Some(name) => quote!(::core::option::Option::Some(#name)),
            None => quote!(::core::option::Option::None),
        };
        let parameters = link.parameters.iter();
        let parameters =
            parameters.map(|(name, value)| quote!((#name, #short::serde_json::json!(#value))));
        let arguments = quote!(#target, #name, ::std::vec![#(#parameters),*], __operation);
        call(&quote!(#short::describe_link), arguments, Place::of(target))
    });
    let callbacks = documentation.callbacks.iter().map(|callback| {
        let (expression, handler) = (&callback.expression, &callback.handler);
        let arguments = quote!(#expression, #handler, __operation);
        call(
            &quote!(#short::describe_callback),
            arguments,
            Place::of(handler),
        )
    });
    let extensions = (!documentation.extensions.is_empty())
        .then(|| quote!(#short::describe_extensions(#extensions(), __operation);));
    quote! {
        #(#links;)*
        #(#callbacks;)*
        #extensions
    }
}
