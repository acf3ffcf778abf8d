//! Extractors whose refusals are [`Problem`]s that name every fault they know of.
//!
//! [`Json`], [`Path`], [`Query`] and [`Form`] are used as axum's are. They differ in what a bad request is answered
//! with: a 422 with `errors: [{loc, msg, type}]`, in which no value of the request is ever repeated. axum's own
//! extractors, and yours, keep working beside them.
//!
//! A type inside of them derives `serde::Deserialize` and, so that the document can show it, `schemars::JsonSchema`.

mod axum_inputs;
mod body;
mod form;
mod json;
mod parameters;
mod path;
mod query;
mod strict;

pub use axum::extract::State;
pub use axum_inputs::AxumInput;
#[doc(hidden)]
pub use axum_inputs::{AsksAxum, AxumPart};
pub use form::Form;
pub use json::Json;
pub use path::Path;
pub use query::Query;
pub use response_core::{Extractor, RequestPart};

use response_core::Problem;
use response_core::describe::Operation;

/// What a tuple struct around one value can do.
macro_rules! wraps {
    ($extractor:ident) => {
        impl<T> std::ops::Deref for $extractor<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> std::ops::DerefMut for $extractor<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }

        impl<T> From<T> for $extractor<T> {
            fn from(inner: T) -> Self {
                Self(inner)
            }
        }

        impl<T> response_core::Extractor for $extractor<T> {}
    };
}
use wraps;

/// Writes a refusal into the document, once.
fn refuses(operation: &mut Operation<'_>, problem: &Problem) {
    operation.add_error(problem.described());
}
