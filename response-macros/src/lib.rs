//! The macros of the `steadfast` framework. Users name them through `steadfast`, which documents them.
#![forbid(unsafe_code)]

mod attr;
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

/// A type that may leave the server: its bytes and its schema, from one reading of the fields.
#[proc_macro_derive(ResponseModel, attributes(response, serde, schemars))]
pub fn response_model(item: TokenStream) -> TokenStream {
    pipeline::response_model(item.into()).into()
}

/// The errors of a handler: a status, a code and a problem document for each variant.
#[proc_macro_derive(ErrorResponse, attributes(response))]
pub fn error_response(item: TokenStream) -> TokenStream {
    pipeline::error_response(item.into()).into()
}

/// The headers of a reply: one for each field.
#[proc_macro_derive(ResponseHeaders, attributes(response))]
pub fn response_headers(item: TokenStream) -> TokenStream {
    pipeline::response_headers(item.into()).into()
}

/// The successes of a handler: a status and what is answered with it for each variant.
#[proc_macro_derive(Responses, attributes(response))]
pub fn responses(item: TokenStream) -> TokenStream {
    pipeline::responses(item.into()).into()
}
