//! [`Bearer`] and [`BasicAuth`]: credentials from the `Authorization` header.

use std::convert::Infallible;
use std::fmt;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use response_core::contract::{Extractor, Needs, Operation, RequestPart, SecurityScheme};
use response_core::problem::Problem;

use super::{describe, unauthenticated};

/// The token of `Authorization: Bearer ..` (RFC 6750 section 2.1).
///
/// ```
/// use steadfast::extract::Bearer;
/// use steadfast::prelude::*;
///
/// #[route(get, "/me", response = Text)]
/// async fn me(Bearer(token): Bearer) -> Text {
///     Text::from(if token == "s3cret" { "Ada" } else { "somebody" })
/// }
/// ```
///
/// The document says that the operation needs the security scheme `bearer`. The API can describe it further, such as
/// that the token is a JWT: `Api::security_scheme("bearer", SecurityScheme::bearer("JWT"))`. An `Option<Bearer>` is
/// `None` if there is no token, and the document then shows the scheme as optional.
///
/// Its `Debug` does not show the token.
///
/// # Errors
/// 401 `unauthenticated` with `WWW-Authenticate: Bearer` if the header is missing or is sent more than once.
#[derive(Clone, PartialEq, Eq)]
pub struct Bearer(pub String);

/// The name and the password of `Authorization: Basic ..` (RFC 7617).
///
/// ```
/// use steadfast::extract::BasicAuth;
/// use steadfast::prelude::*;
///
/// #[route(get, "/me", response = Text)]
/// async fn me(BasicAuth { username, .. }: BasicAuth) -> Text {
///     Text::from(username)
/// }
/// ```
///
/// The document says that the operation needs the security scheme `basic`. An `Option<BasicAuth>` is `None` if there
/// are no such credentials, and the document then shows the scheme as optional. Its `Debug` does not show the password.
///
/// Its realm is always `api`; [`BasicAuthIn<R>`](super::BasicAuthIn) has one of your own.
///
/// # Errors
/// 401 `unauthenticated` with `WWW-Authenticate: Basic realm="api", charset="UTF-8"` if the header is missing, is sent
/// more than once, or does not hold a name and a password in UTF-8.
#[derive(Clone, PartialEq, Eq)]
pub struct BasicAuth {
    /// The name, which cannot contain a colon.
    pub username: String,
    /// The password.
    pub password: String,
}

/// The challenge of RFC 6750 section 3.
const BEARER: &str = "Bearer";

/// RFC 7617 section 2 requires a realm.
const REALM: &str = "api";

/// The credentials after this scheme in `Authorization`.
fn credentials<'h>(headers: &'h HeaderMap, scheme: &str) -> Option<&'h str> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (Some(only), None) = (all.next(), all.next()) else {
        return None;
    };
    let (given, credentials) = only.to_str().ok()?.split_once(' ')?;
    let credentials = credentials.trim_matches(' ');
    (given.eq_ignore_ascii_case(scheme) && !credentials.is_empty()).then_some(credentials)
}

impl Bearer {
    fn of(headers: &HeaderMap) -> Option<Self> {
        credentials(headers, "bearer").map(|token| Self(token.to_owned()))
    }

    /// The 401 for a request without a token, or with an invalid one.
    #[must_use]
    pub fn refused() -> Problem {
        unauthenticated(BEARER, "a valid bearer token is needed".to_owned())
    }
}

impl BasicAuth {
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let decoded = BASE64_STANDARD
            .decode(credentials(headers, "basic")?)
            .ok()?;
        let text = String::from_utf8(decoded).ok()?;
        let (username, password) = text.split_once(':')?;
        Some(Self {
            username: username.to_owned(),
            password: password.to_owned(),
        })
    }

    /// The 401 for a request without credentials, or with invalid ones.
    #[must_use]
    pub fn refused() -> Problem {
        Self::refused_in(REALM)
    }

    /// The 401 with the challenge of RFC 7617 section 2.
    pub(super) fn refused_in(realm: &str) -> Problem {
        let challenge = format!("Basic realm=\"{realm}\", charset=\"UTF-8\"");
        unauthenticated(challenge, "a valid name and password are needed".to_owned())
    }
}

macro_rules! of_authorization {
    ($extractor:ident, $name:literal, $scheme:expr) => {
        impl<S: Sync> FromRequestParts<S> for $extractor {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
                Self::of(&parts.headers).ok_or_else(Self::refused)
            }
        }

        impl<S: Sync> OptionalFromRequestParts<S> for $extractor {
            type Rejection = Infallible;

            async fn from_request_parts(
                parts: &mut Parts,
                _: &S,
            ) -> Result<Option<Self>, Infallible> {
                Ok(Self::of(&parts.headers))
            }
        }

        #[diagnostic::do_not_recommend]
        impl Extractor for $extractor {}

        #[diagnostic::do_not_recommend]
        impl RequestPart for $extractor {
            const NEEDS: Needs = Needs::NOTHING;

            const OPTION_REFUSES: bool = false;

            fn describe(operation: &mut Operation<'_>) {
                describe(operation, ($name, $scheme), &Self::refused());
            }
        }
    };
}

of_authorization!(Bearer, "bearer", SecurityScheme::bearer(""));
of_authorization!(BasicAuth, "basic", SecurityScheme::basic());

impl fmt::Debug for Bearer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Bearer").finish_non_exhaustive()
    }
}

impl fmt::Debug for BasicAuth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BasicAuth")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}
