//! [`BasicAuthIn`]: Basic credentials for a realm of the service's own.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use response_core::contract::{Extractor, Needs, Operation, RequestPart, SecurityScheme};
use response_core::problem::Problem;

use super::authorization::BasicAuth;
use super::describe;

/// The name and the password of `Authorization: Basic ..` for a realm: the part of the service for which they are valid, which a
/// browser shows when it asks for them (RFC 7617 section 2).
///
/// ```
/// use steadfast::extract::{BasicAuthIn, Realm};
/// use steadfast::prelude::*;
///
/// struct Staff;
///
/// impl Realm for Staff {
///     const NAME: &str = "Staff only";
/// }
///
/// #[route(get, "/report", response = Text)]
/// async fn report(staff: BasicAuthIn<Staff>) -> Text {
///     Text::from(format!("for {}", staff.username))
/// }
/// # let _: axum::Router = Api::new("Reports", "1.0.0").routes(routes![report]).into_router();
/// ```
///
/// It is a [`BasicAuth`], whose own realm is always `api`. An extractor of your own that compares the password calls it, and
/// answers with [`refused`](Self::refused). The document has the challenge of the realm in the 401. An
/// `Option<BasicAuthIn<Staff>>` is `None` if there are no such credentials, and the document then shows the scheme as optional.
///
/// # Errors
/// 401 `unauthenticated` with `WWW-Authenticate: Basic realm="Staff only", charset="UTF-8"` if the header is missing, is sent
/// more than once, or does not hold a name and a password in UTF-8.
pub struct BasicAuthIn<R> {
    credentials: BasicAuth,
    realm: PhantomData<fn() -> R>,
}

/// The realm of a [`BasicAuthIn`].
///
/// [`BasicAuthIn`] has an example.
pub trait Realm {
    /// What the user is shown: visible ASCII and spaces, without `"` and `\`. Any other text does not compile.
    ///
    /// ```compile_fail,E0080
    /// use steadfast::extract::{BasicAuthIn, Realm};
    ///
    /// struct Staff;
    ///
    /// impl Realm for Staff {
    ///     const NAME: &str = "\"Staff\"";
    /// }
    ///
    /// let refused = BasicAuthIn::<Staff>::refused();
    /// ```
    const NAME: &'static str;
    /// The name of the security scheme in the document.
    const SCHEME: &'static str = "basic";
}

impl<R: Realm> BasicAuthIn<R> {
    const IS_QUOTABLE: () = assert!(
        is_quotable(R::NAME.as_bytes()),
        "the name of a realm is visible ASCII and spaces, without `\"` and `\\`"
    );

    fn of(parts: &Parts) -> Option<Self> {
        Some(Self {
            credentials: BasicAuth::of(&parts.headers)?,
            realm: PhantomData,
        })
    }

    /// The 401 for a request without credentials, or with invalid ones.
    #[must_use]
    pub fn refused() -> Problem {
        let () = Self::IS_QUOTABLE;
        BasicAuth::refused_in(R::NAME)
    }

    /// The credentials.
    #[must_use]
    pub fn into_inner(self) -> BasicAuth {
        self.credentials
    }
}

/// Whether a text can stand in quotes as it is (RFC 9110 section 5.6.4).
const fn is_quotable(text: &[u8]) -> bool {
    match text {
        [] => true,
        [b' '..=b'~', ..] if matches!(text[0], b'"' | b'\\') => false,
        [b' '..=b'~', rest @ ..] => is_quotable(rest),
        _ => false,
    }
}

impl<R: Realm, S: Sync> FromRequestParts<S> for BasicAuthIn<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::of(parts).ok_or_else(Self::refused)
    }
}

impl<R: Realm, S: Sync> OptionalFromRequestParts<S> for BasicAuthIn<R> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(Self::of(parts))
    }
}

#[diagnostic::do_not_recommend]
impl<R> Extractor for BasicAuthIn<R> {}

#[diagnostic::do_not_recommend]
impl<R: Realm> RequestPart for BasicAuthIn<R> {
    const NEEDS: Needs = Needs::NOTHING;

    const OPTION_REFUSES: bool = false;

    fn describe(operation: &mut Operation<'_>) {
        let scheme = (R::SCHEME, SecurityScheme::basic());
        describe(operation, scheme, &Self::refused());
    }
}

impl<R> Deref for BasicAuthIn<R> {
    type Target = BasicAuth;

    fn deref(&self) -> &BasicAuth {
        &self.credentials
    }
}

impl<R> fmt::Debug for BasicAuthIn<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("BasicAuthIn");
        let shown = shown.field("username", &self.credentials.username);
        shown.finish_non_exhaustive()
    }
}
