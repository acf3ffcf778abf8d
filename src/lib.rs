//! FastAPI's response contract for Rust, held by the compiler.
//!
//! A handler declares its method, its status and its response model once. A violation does not compile; the same
//! declaration emits the handler's glue, the bytes on the wire and the OpenAPI document.
#![forbid(unsafe_code)]

#[cfg(feature = "axum")]
mod api;
#[cfg(feature = "axum")]
mod blocking;
#[cfg(feature = "axum")]
mod docs;
#[cfg(feature = "axum")]
pub mod extract;
#[cfg(feature = "axum")]
mod openapi;
pub mod prelude;
#[cfg(feature = "axum")]
mod route;
pub mod rules;
#[cfg(feature = "testing")]
pub mod testing;

#[cfg(feature = "axum")]
pub use api::{Api, ApiError};
#[cfg(feature = "axum")]
pub use response_core::complete::{Complete, CompleteLayer};
pub use response_core::{
    Accepted, Answer, Body, Created, ErrorFormat, ErrorResponse, Fail, Fault, Field, FilledFrom,
    Html, Loc, MaybeContent, NoContent, Page, PageQuery, PlainAnswer, Problem, Redirect, Response,
    ResponseModel, Text, Upserted, contract, describe, json, kind, outcome, policy, schema, shape,
};
pub use response_core::{MapKey, Policy};
pub use response_macros::{ErrorResponse, ResponseModel, route};
#[cfg(feature = "axum")]
pub use route::Route;

/// What emitted code names. Nothing here is for users.
#[doc(hidden)]
pub mod __private {
    pub use response_core::*;

    #[cfg(feature = "axum")]
    pub use crate::blocking::blocking;
    #[cfg(feature = "axum")]
    pub use crate::route::route;

    /// Those of `response_core`, and the one that knows axum's own extractors.
    pub mod fallbacks {
        #[cfg(feature = "axum")]
        pub use crate::extract::AsksAxum as _;
        pub use response_core::fallbacks::*;
    }
}
