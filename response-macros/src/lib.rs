//! The macros of the `steadfast` framework. Users name them through `steadfast`, which documents them.
#![forbid(unsafe_code)]

mod attr;
mod editor;
mod expand;
mod model;
#[cfg(test)]
mod noise;
mod pipeline;
mod report;
mod rules;

use proc_macro::TokenStream;

/// The response contract of a handler: `#[route(post, "/users", status = 201, response = UserOut)]`.
#[proc_macro_attribute]
pub fn route(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::route(arguments.into(), &item.into()).into()
}

/// A type that may leave the server. Its JSON and its schema come from the same fields.
#[proc_macro_derive(ResponseModel, attributes(response, serde, schemars))]
pub fn response_model(item: TokenStream) -> TokenStream {
    pipeline::response_model(item.into()).into()
}

/// The errors of a handler: each variant has a status, a code and a problem document.
#[proc_macro_derive(ErrorResponse, attributes(response))]
pub fn error_response(item: TokenStream) -> TokenStream {
    pipeline::error_response(item.into()).into()
}

/// The headers of a reply: each field is a header.
#[proc_macro_derive(ResponseHeaders, attributes(response))]
pub fn response_headers(item: TokenStream) -> TokenStream {
    pipeline::response_headers(item.into()).into()
}

/// The successful responses of a handler: each variant has a status and the response that is sent with it.
#[proc_macro_derive(Responses, attributes(response))]
pub fn responses(item: TokenStream) -> TokenStream {
    pipeline::responses(item.into()).into()
}

/// The fields of a state as its parts: `State<Pool>` is the field of type `Pool`.
#[proc_macro_derive(FromRef, attributes(from_ref))]
pub fn from_ref(item: TokenStream) -> TokenStream {
    pipeline::from_ref(item.into()).into()
}
