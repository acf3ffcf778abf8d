//! Header structs: headers that are set together and documented together.

use std::borrow::Cow;

use http::HeaderValue;
use serde_json::{Value, json};

use super::Parts;
use super::header::{HeaderError, HeaderFault};
use crate::contract::Header;

/// A struct whose fields are headers.
///
/// `#[derive(ResponseHeaders)]` writes the implementation.
///
/// ```
/// use steadfast::ResponseHeaders;
/// use steadfast::describe::Header;
/// use steadfast::reply::SentHeaders;
///
/// /// A header whose name is known only to this type: the derive writes the same from the names of fields.
/// struct Cost(u32);
///
/// impl ResponseHeaders for Cost {
///     fn describe(headers: &mut Vec<Header>) {
///         headers.push(Header::string("X-Cost", "What the request has cost."));
///     }
///
///     fn send(self, headers: &mut SentHeaders<'_>) {
///         headers.field("X-Cost", &self.0);
///     }
/// }
///
/// let mut described = Vec::new();
/// Cost::describe(&mut described);
/// assert_eq!(described.len(), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of response headers",
    label = "`ResponseHeaders` is not implemented",
    note = "derive it: `#[derive(ResponseHeaders)]` on a struct whose fields are the headers"
)]
pub trait ResponseHeaders {
    /// Whether `ETag` or `Last-Modified` is among the headers, so that the response can be a 304.
    const VALIDATES: bool = false;

    /// Adds the headers to the document.
    fn describe(headers: &mut Vec<Header>);

    /// Sets the headers.
    fn send(self, sent: &mut SentHeaders<'_>);
}

/// The headers of a reply while they are being set.
///
/// [`ResponseHeaders`] has an example.
pub struct SentHeaders<'p>(pub(super) &'p mut Parts);

impl SentHeaders<'_> {
    /// Sets a header, unless it has no value. The name is that of a header that a handler may set.
    pub fn field<F: HeaderField + ?Sized>(&mut self, name: &'static str, field: &F) {
        let Some(value) = field.value() else { return };
        let name = super::header::name(name);
        let header = name.and_then(|name| match HeaderValue::try_from(value) {
            Ok(value) => Ok((name, value)),
            Err(_) => Err(HeaderError::new(name.as_str(), HeaderFault::Value)),
        });
        self.0.add(header);
    }

    /// Adds a header whose value is known to be valid, beside others of the same name.
    #[cfg(feature = "cookie")]
    pub(crate) fn append(&mut self, name: http::HeaderName, value: HeaderValue) {
        self.0.headers.append(name, value);
    }

    /// Sets a header whose value is known to be valid, in place of others of the same name.
    pub(super) fn set(&mut self, name: http::HeaderName, value: HeaderValue) {
        self.0.headers.insert(name, value);
    }

    /// Records that a header cannot be sent: the response becomes a logged 500.
    pub(crate) fn refuse(&mut self, error: impl std::error::Error + Send + Sync + 'static) {
        self.0.add(Err(error));
    }
}

/// Headers that may be left out, all of them together.
impl<T: ResponseHeaders> ResponseHeaders for Option<T> {
    const VALIDATES: bool = T::VALIDATES;

    fn describe(headers: &mut Vec<Header>) {
        let first = headers.len();
        T::describe(headers);
        for header in &mut headers[first..] {
            header.required = false;
        }
    }

    fn send(self, sent: &mut SentHeaders<'_>) {
        if let Some(headers) = self {
            headers.send(sent);
        }
    }
}

/// A type that can be the value of a header.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a header value",
    label = "not a header value",
    note = "a header value is text, an integer, a `bool`, or an `Option` of those"
)]
pub trait HeaderField {
    /// Whether there is always a value.
    const REQUIRED: bool = true;

    /// The value as it is sent.
    fn value(&self) -> Option<String>;

    /// The JSON Schema of the value.
    fn schema() -> Value;
}

macro_rules! header_field {
    ($schema:expr; $($field:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl HeaderField for $field {
            fn value(&self) -> Option<String> {
                Some(self.to_string())
            }

            fn schema() -> Value {
                $schema
            }
        }
    )*};
}

header_field!(json!({ "type": "string" }); str, String, Cow<'_, str>);
header_field!(json!({ "type": "boolean" }); bool);
header_field!(json!({ "type": "integer" }); i8, i16, i32, i64, isize);
header_field!(json!({ "type": "integer", "minimum": 0 }); u8, u16, u32, u64, usize);
#[cfg(feature = "uuid")]
header_field!(json!({ "type": "string", "format": "uuid" }); uuid::Uuid);
#[cfg(feature = "url")]
header_field!(json!({ "type": "string", "format": "uri" }); url::Url);

#[diagnostic::do_not_recommend]
impl<F: HeaderField + ?Sized> HeaderField for &F {
    const REQUIRED: bool = F::REQUIRED;

    fn value(&self) -> Option<String> {
        F::value(self)
    }

    fn schema() -> Value {
        F::schema()
    }
}

#[diagnostic::do_not_recommend]
impl<F: HeaderField> HeaderField for Option<F> {
    const REQUIRED: bool = false;

    fn value(&self) -> Option<String> {
        self.as_ref().and_then(F::value)
    }

    fn schema() -> Value {
        F::schema()
    }
}

/// The headers in the type of a [`Reply`](crate::Reply): none, those of a struct, or those of a tuple of structs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of response headers",
    label = "`ResponseHeaders` is not implemented",
    note = "derive it: `#[derive(ResponseHeaders)]` on a struct whose fields are the headers"
)]
pub trait DeclaredHeaders {
    /// Adds the headers to the document.
    fn describe(headers: &mut Vec<Header>);
}

/// A reply that declares these headers can set a `T` last; `Before` is what it has declared before.
///
/// The compiler knows the type that a handler returns, and infers the earlier types from it, back to `Reply::new`.
#[diagnostic::on_unimplemented(
    message = "`{T}` is set, but the type of the reply does not declare it here",
    label = "not declared in the type of the reply",
    note = "declare it: `Reply<V, {T}>`, or several as a tuple, in the order in which they are set: `Reply<V, (A, B)>`",
    note = "`Reply<V>` sends every header and documents none"
)]
pub trait Declaring<T> {
    /// What was declared before.
    type Before;

    /// Whether the document says that the response can be a 304 because of them.
    const VALIDATES: bool;

    /// Sends the headers. That they are headers is asserted by the implementations, so that it is asserted once.
    fn send(headers: T, sent: &mut SentHeaders<'_>);
}

/// What sends the headers of a reply. The question whether a type is a struct of headers is asked of it: of the type itself,
/// rustc would answer with the words of [`Declaring`].
pub struct Sending;

/// The headers that it can send.
#[diagnostic::on_unimplemented(
    message = "`{T}` is not a struct of response headers",
    label = "`ResponseHeaders` is not implemented",
    note = "derive it: `#[derive(ResponseHeaders)]` on a struct whose fields are the headers"
)]
pub trait OfHeaders<T> {
    /// [`ResponseHeaders::VALIDATES`].
    const VALIDATES: bool;

    /// Sends the headers.
    fn send(headers: T, sent: &mut SentHeaders<'_>);
}

#[diagnostic::do_not_recommend]
impl<T: ResponseHeaders> OfHeaders<T> for Sending {
    const VALIDATES: bool = T::VALIDATES;

    fn send(headers: T, sent: &mut SentHeaders<'_>) {
        headers.send(sent);
    }
}

/// A reply that declares these headers documents a `T`, which is set last; `Before` is what it has declared before.
///
/// The same as [`Declaring`], except that `Reply<V>`, which may send undocumented headers, does not implement it.
#[diagnostic::on_unimplemented(
    message = "`{T}` is set, but the type of the reply does not declare it here",
    label = "not declared in the type of the reply",
    note = "a client that already has this version gets a 304, which the document must list",
    note = "declare it: `Reply<V, {T}>`, or several as a tuple, in the order in which they are set: `Reply<V, (A, B)>`"
)]
pub trait Documenting<T> {
    /// What was declared before.
    type Before;
}

impl DeclaredHeaders for () {
    fn describe(_: &mut Vec<Header>) {}
}

impl<T> Declaring<T> for ()
where
    Sending: OfHeaders<T>,
{
    type Before = ();
    const VALIDATES: bool = false;

    fn send(headers: T, sent: &mut SentHeaders<'_>) {
        <Sending as OfHeaders<T>>::send(headers, sent);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ResponseHeaders> DeclaredHeaders for T {
    fn describe(headers: &mut Vec<Header>) {
        T::describe(headers);
    }
}

impl<T> Declaring<T> for T
where
    Sending: OfHeaders<T>,
{
    type Before = ();
    const VALIDATES: bool = <Sending as OfHeaders<T>>::VALIDATES;

    fn send(headers: T, sent: &mut SentHeaders<'_>) {
        <Sending as OfHeaders<T>>::send(headers, sent);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ResponseHeaders> Documenting<T> for T {
    type Before = ();
}

macro_rules! tuple {
    ($before:ty; $($headers:ident)*; $last:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$($headers: ResponseHeaders,)* $last: ResponseHeaders> DeclaredHeaders for ($($headers,)* $last) {
            fn describe(headers: &mut Vec<Header>) {
                $($headers::describe(headers);)*
                $last::describe(headers);
            }
        }

        impl<$($headers,)* $last> Declaring<$last> for ($($headers,)* $last)
        where
            Sending: OfHeaders<$last>,
        {
            type Before = $before;
            const VALIDATES: bool = <Sending as OfHeaders<$last>>::VALIDATES;

            fn send(headers: $last, sent: &mut SentHeaders<'_>) {
                <Sending as OfHeaders<$last>>::send(headers, sent);
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($headers,)* $last: ResponseHeaders> Documenting<$last> for ($($headers,)* $last) {
            type Before = $before;
        }
    };
}

tuple!(A; A; B);
tuple!((A, B); A B; C);
tuple!((A, B, C); A B C; D);
tuple!((A, B, C, D); A B C D; E);
