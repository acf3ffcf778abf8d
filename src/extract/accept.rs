//! The extractor [`Accept`]: which of two media types the client wants.

use std::fmt;
use std::marker::PhantomData;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use response_core::contract::{AfterRefusal, Extractor, Needs, Operation, RequestPart};
use response_core::message::accept::best;
use response_core::outcome::kind::{Negotiated, OfMediaType, WITHOUT_MEDIA_TYPE};
use response_core::problem::Problem;

use super::refuses;

/// Which response of a [`Negotiated`] the client wants (RFC 9110 section 12.5.1).
///
/// A client that accepts neither is answered with a 406, which the document lists. `Option<Accept<_>>` leaves that to the
/// handler: `accept.unwrap_or_default()` chooses the model.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct UserOut { name: String }
///
/// type User = Negotiated<UserOut, Html>;
///
/// #[route(get, "/user", response = User)]
/// async fn get_user(accept: Option<Accept<User>>) -> User {
///     let user = UserOut { name: "Ada".to_owned() };
///     let accept = accept.unwrap_or_default();
///     // `accept.is_model()` asks, before there is a user.
///     accept.choose(user, |user| user, |user| Html::new(format!("<h1>{}</h1>", user.name)))
/// }
/// ```
pub struct Accept<N> {
    is_model: bool,
    negotiated: PhantomData<fn() -> N>,
}

impl<N> Accept<N> {
    const fn of(is_model: bool) -> Self {
        Self {
            is_model,
            negotiated: PhantomData,
        }
    }

    /// Whether the client wants the model: JSON.
    #[must_use]
    pub const fn is_model(&self) -> bool {
        self.is_model
    }

    /// Makes the response that the client wants: `model` makes what fills the model, `kind` makes the other kind.
    pub fn choose<R, V, W>(
        self,
        value: R,
        model: impl FnOnce(R) -> V,
        kind: impl FnOnce(R) -> W,
    ) -> Negotiated<V, W> {
        match self.is_model {
            true => Negotiated::Model(model(value)),
            false => Negotiated::Kind(kind(value)),
        }
    }
}

/// What a client gets that accepts anything: the model.
impl<N> Default for Accept<N> {
    fn default() -> Self {
        Self::of(true)
    }
}

impl<N> Clone for Accept<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N> Copy for Accept<N> {}

impl<N> fmt::Debug for Accept<N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Accept")
            .field("is_model", &self.is_model)
            .finish()
    }
}

impl<S: Sync, M, K: OfMediaType> FromRequestParts<S> for Accept<Negotiated<M, K>> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let accept =
            <Self as OptionalFromRequestParts<S>>::from_request_parts(parts, state).await?;
        accept.ok_or_else(|| Problem::not_acceptable(&Negotiated::<M, K>::MEDIA_TYPES))
    }
}

impl<S: Sync, M, K: OfMediaType> OptionalFromRequestParts<S> for Accept<Negotiated<M, K>> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        let accept: Vec<_> = parts.headers.get_all(ACCEPT).iter().collect();
        let best = best(&accept, &Negotiated::<M, K>::MEDIA_TYPES);
        Ok(best.map(|place| Self::of(place == 0)))
    }
}

#[diagnostic::do_not_recommend]
impl<N> Extractor for Accept<N> {}

#[diagnostic::do_not_recommend]
impl<M, K: OfMediaType> RequestPart for Accept<Negotiated<M, K>> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Skip;
    const NEEDS: Needs = Needs::NOTHING;
    const OPTION_REFUSES: bool = false;

    fn describe(operation: &mut Operation<'_>) {
        if K::MEDIA_TYPE == WITHOUT_MEDIA_TYPE {
            let what = "offers a body without a media type, which no client can ask for: give the `CustomBody` a `MEDIA_TYPE`";
            operation.faults.push(what.into());
        }
        refuses(
            operation,
            &Problem::not_acceptable(&Negotiated::<M, K>::MEDIA_TYPES),
        );
    }
}
