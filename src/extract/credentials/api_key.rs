//! [`ApiKey`]: a key in a header, a cookie or the query.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use response_core::contract::{Extractor, Needs, Operation, RequestPart, SecurityScheme};
use response_core::problem::Problem;

use super::super::{cookie, texts};
use super::{describe, unauthenticated};

/// A key, a token or a session id, from the place that `K` names.
///
/// ```
/// use steadfast::extract::{ApiKey, Key, KeyPlace};
/// use steadfast::prelude::*;
///
/// struct Session;
///
/// impl Key for Session {
///     const NAME: &str = "session";
///     const PLACE: KeyPlace = KeyPlace::Cookie;
/// }
///
/// #[route(get, "/me", response = Text)]
/// async fn me(session: ApiKey<Session>) -> Text {
///     Text::from(if &*session == "s3cret" { "Ada" } else { "somebody" })
/// }
/// ```
///
/// The document says that the operation needs the security scheme of `K`. An `Option<ApiKey<K>>` is `None` if there is
/// no key, and the document then shows the scheme as optional. A key that is empty or not UTF-8 counts as missing.
///
/// Its `Debug` does not show the key.
///
/// # Errors
/// 401 `unauthenticated`, with the challenge of `K`, if there is no key.
pub struct ApiKey<K> {
    key: String,
    of: PhantomData<fn() -> K>,
}

/// The name and the place of a key: see [`ApiKey`].
pub trait Key {
    /// The name of the header, the cookie or the parameter.
    const NAME: &'static str;
    /// The place of the key.
    const PLACE: KeyPlace;
    /// The name of the security scheme in the document.
    const SCHEME: &'static str = Self::NAME;
    /// `WWW-Authenticate` of the 401 (RFC 9110 section 11.6.1). No scheme is registered for keys.
    const CHALLENGE: &'static str = "ApiKey";
}

/// The place of a [`Key`] in a request.
///
/// [`ApiKey`] has an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyPlace {
    /// In a header.
    Header,
    /// In a cookie, percent-decoded as `SetCookie` encodes it.
    Cookie,
    /// In the query. It ends up in logs and histories: prefer a header.
    Query,
}

impl<K: Key> ApiKey<K> {
    fn of(parts: &Parts) -> Option<Self> {
        let key = match K::PLACE {
            KeyPlace::Header => {
                let header = parts.headers.get(K::NAME)?;
                String::from_utf8(header.as_bytes().to_vec()).ok()?
            }
            KeyPlace::Cookie => {
                let (_, value) = cookie::all(&parts.headers).find(|(name, _)| *name == K::NAME)?;
                String::from_utf8(value).ok()?
            }
            KeyPlace::Query => {
                let query = parts.uri.query()?;
                let pairs = texts::pairs(query.as_bytes()).ok()?;
                let (_, key) = pairs.into_iter().find(|(name, _)| name == K::NAME)?;
                key.into_owned()
            }
        };
        (!key.is_empty()).then_some(Self {
            key,
            of: PhantomData,
        })
    }

    /// The 401 for a request without a key, or with an invalid one.
    #[must_use]
    pub fn refused() -> Problem {
        let place = match K::PLACE {
            KeyPlace::Header => "header",
            KeyPlace::Cookie => "cookie",
            KeyPlace::Query => "query parameter",
        };
        unauthenticated(
            K::CHALLENGE,
            format!("a valid key is needed in the {place} `{}`", K::NAME),
        )
    }

    /// The key.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.key
    }
}

impl<K: Key, S: Sync> FromRequestParts<S> for ApiKey<K> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::of(parts).ok_or_else(Self::refused)
    }
}

impl<K: Key, S: Sync> OptionalFromRequestParts<S> for ApiKey<K> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(Self::of(parts))
    }
}

#[diagnostic::do_not_recommend]
impl<K> Extractor for ApiKey<K> {}

#[diagnostic::do_not_recommend]
impl<K: Key> RequestPart for ApiKey<K> {
    const NEEDS: Needs = Needs::NOTHING;

    const OPTION_REFUSES: bool = false;

    fn describe(operation: &mut Operation<'_>) {
        let scheme = match K::PLACE {
            KeyPlace::Header => SecurityScheme::header(K::NAME),
            KeyPlace::Cookie => SecurityScheme::cookie(K::NAME),
            KeyPlace::Query => SecurityScheme::query(K::NAME),
        };
        describe(operation, (K::SCHEME, scheme), &Self::refused());
    }
}

impl<K> Deref for ApiKey<K> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.key
    }
}

impl<K> fmt::Debug for ApiKey<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ApiKey").finish_non_exhaustive()
    }
}
