//! The fields of a struct with `#[derive(ResponseHeaders)]`.

use std::marker::PhantomData;

use crate::contract::Header;
use crate::outcome::reply::HeaderField;
pub use crate::outcome::reply::SentHeaders;

/// Sets a header of a struct. Only this function asserts that the field is a header value.
pub fn send<F: HeaderField>(name: &'static str, field: &F, sent: &mut SentHeaders<'_>) {
    sent.field(name, field);
}

/// The question whether a type is the value of a header.
pub struct Described<F>(PhantomData<fn() -> F>);

impl<F: HeaderField> Described<F> {
    /// Adds the header to the document.
    pub fn describe(name: &'static str, description: &str, headers: &mut Vec<Header>) {
        headers.push(Header {
            required: F::REQUIRED,
            schema: F::schema(),
            ..Header::string(name, description)
        });
    }
}

/// The fallback for a type that is not a header value, which is reported where the header is set.
pub trait Undescribed {
    /// Adds nothing to the document.
    fn describe(_: &'static str, _: &str, _: &mut Vec<Header>) {}
}

impl<F> Undescribed for Described<F> {}
