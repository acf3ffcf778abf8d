//! [`Checked`]: a value that was read, with what its schema forbids. [`Valid`](super::Valid) adds what garde forbids, so that
//! both are told.

use std::future::Future;

use axum::extract::Request;
use axum::http::request::Parts;
use response_core::problem::{Fault, Problem};

/// A value that was read.
#[derive(Debug)]
pub struct Checked<E> {
    pub(super) value: E,
    /// The part of the request that it was read from, with which `loc` begins.
    pub(super) part: &'static str,
    /// What its schema forbids.
    pub(super) faults: Vec<Fault>,
}

impl<E> Checked<E> {
    pub(super) fn map<F>(self, wrap: impl FnOnce(E) -> F) -> Checked<F> {
        Checked {
            value: wrap(self.value),
            part: self.part,
            faults: self.faults,
        }
    }

    pub(super) fn into_result(self) -> Result<E, Problem> {
        if self.faults.is_empty() {
            Ok(self.value)
        } else {
            Err(Problem::invalid(self.faults))
        }
    }
}

/// An extractor of this crate that reads everything but the body.
pub trait ReadParts<S>: Sized {
    /// Reads a value and checks it.
    fn read_parts(
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Result<Checked<Self>, Problem>> + Send;
}

/// An extractor of this crate that reads the body.
pub trait ReadBody: Sized {
    /// Reads a value and checks it. `end` makes the result of what was read.
    fn read_body<E>(
        request: Request,
        end: fn(Checked<Self>) -> Result<E, Problem>,
    ) -> impl Future<Output = Result<E, Problem>> + Send;
}
