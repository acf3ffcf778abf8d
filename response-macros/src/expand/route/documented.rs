//! What the document says beside the contract, and that is not a constant: links, callbacks and extensions.

use proc_macro2::TokenStream;
use quote::quote;

use super::Names;
use crate::attr::route::RawCallback;
use crate::expand::place::call;
use crate::model::Route;
use crate::report::Place;

/// The handlers that are linked or called back. What else is declared of them is added by [`complete`].
pub(super) fn related(route: &Route, names: &Names) -> Vec<TokenStream> {
    let short = &names.short;
    let documentation = &route.documentation;
    let links = documentation.links.iter().map(|link| {
        let target = &link.target;
        call(
            &quote!(#short::describe_link),
            quote!(#target),
            Place::of(target),
        )
    });
    let callbacks = callbacks(route, true).map(|callback| {
        let handler = &callback.handler;
        call(
            &quote!(#short::describe_callback),
            quote!(#handler),
            Place::of(handler),
        )
    });
    links.chain(callbacks).collect()
}

/// The user's expressions among the arguments. Nothing else of a contract is written for an editor: it knows the function's type
/// from the signature, and a search would find the items.
pub(super) fn written(route: &Route, names: &Names) -> TokenStream {
    let imports = names.imports();
    let completed = complete(route, names);
    let related = related(route, names);
    quote! {{
        #imports
        #completed
        #(let _ = #related;)*
    }}
}

/// The callbacks whose handler can be named only where `Self` and generics are in scope, or the others. The types of
/// the others are described by [`complete`]: so a callback that leads back to itself is a fault that the router reports,
/// not a type without an end.
fn callbacks(route: &Route, is_related: bool) -> impl Iterator<Item = &RawCallback> {
    let all = route.documentation.callbacks.iter();
    all.filter(move |callback| {
        let handler = &callback.handler;
        let segments = &handler.path.segments;
        let needs_scope = handler.qself.is_some()
            || segments
                .iter()
                .any(|segment| segment.ident == "Self" || !segment.arguments.is_empty());
        needs_scope == is_related
    })
}

/// A function that adds what needs no types to the operation; none if there is nothing to add. It stands beside the
/// `impl` that calls it, so that a `Self` in a value is not another one than the user's.
pub(super) fn complete(route: &Route, names: &Names) -> Option<TokenStream> {
    let short = &names.short;
    let documentation = &route.documentation;
    let links = documentation.links.iter().map(|link| {
        let name = match &link.name {
            Some(name) => quote!(::core::option::Option::Some(#name)),
            None => quote!(::core::option::Option::None),
        };
        let parameters = link.parameters.iter();
        let parameters =
            parameters.map(|(name, value)| quote!((#name, #short::serde_json::json!(#value))));
        quote!((#name, ::std::vec![#(#parameters),*]))
    });
    let links = (links.len() > 0)
        .then(|| quote!(#short::complete_links(::std::vec![#(#links),*], __operation);));
    let related: Vec<_> = callbacks(route, true)
        .map(|callback| &callback.expression)
        .collect();
    let related = (!related.is_empty())
        .then(|| quote!(#short::complete_callbacks(&[#(#related),*], __operation);));
    let callbacks = callbacks(route, false).map(|callback| {
        let (expression, handler) = (&callback.expression, &callback.handler);
        let arguments = quote!(#expression, #handler, __operation);
        call(&quote!(#short::add_callback), arguments, Place::of(handler))
    });
    let extensions = documentation.extensions.iter().map(|extension| {
        let (name, value) = (&extension.name, &extension.value);
        quote!((#name, #short::serde_json::json!(#value)))
    });
    let extensions = (extensions.len() > 0)
        .then(|| quote!(#short::describe_extensions(::std::vec![#(#extensions),*], __operation);));
    let content = quote!(#links #related #(#callbacks;)* #extensions);
    if content.is_empty() {
        return None;
    }
    Some(quote! {
        fn __complete(__operation: &mut #short::Operation<'_>) {
            #content
        }
    })
}
