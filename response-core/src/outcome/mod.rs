//! What a handler returns, and the statuses it is answered with.

mod accepted;
mod created;
mod location;
mod maybe_content;
mod no_content;
mod redirect;
mod sent;
mod upserted;

pub use accepted::Accepted;
pub use created::Created;
pub use maybe_content::MaybeContent;
pub use no_content::NoContent;
pub use redirect::Redirect;
pub use upserted::Upserted;

use http::{HeaderValue, StatusCode};

use sent::{described, success};

use crate::Response;
use crate::contract::{Contract, Declares, DeclaresOneStatus};
use crate::describe::{Content, Operation};
use crate::json;
use crate::kind::{Kind, Rendered};
use crate::model::{ResponseModel, WrittenFrom};
use crate::policy::{Policy, Selection};
use crate::probe::{AsKind, AsModel, AsOutcome, AsValue, NoModel, Unknown};

/// A value that names its own status, as [`Created`] does.
pub trait Outcome {}

/// How an outcome is answered under the contract `C` with the body `K`.
pub trait OutcomeOf<C, K> {
    /// The response.
    fn render(self) -> Response;
    /// What the document says of it.
    fn describe(operation: &mut Operation<'_>);
}

/// What a handler's success is answered with, outcome or plain value.
pub trait Answers<C, K> {
    /// The value.
    type V;
    /// The response.
    fn render(value: Self::V) -> Response;
    /// What the document says of it.
    fn describe(operation: &mut Operation<'_>);
}

impl<C, K, O: OutcomeOf<C, K>> Answers<C, K> for AsOutcome<O> {
    type V = O;

    fn render(outcome: O) -> Response {
        outcome.render()
    }

    fn describe(operation: &mut Operation<'_>) {
        O::describe(operation);
    }
}

impl<C, K, V> Answers<C, K> for AsValue<V>
where
    K: Fills<V> + OneStatus<C>,
    C: Contract,
{
    type V = V;

    fn render(value: V) -> Response {
        success(
            C::ROUTE,
            declared_status(C::ROUTE.statuses),
            Some(K::fill(value)),
        )
    }

    fn describe(operation: &mut Operation<'_>) {
        let status = declared_status(C::ROUTE.statuses).as_u16();
        let success = described::<K>(operation, status);
        operation.successes.push(success);
    }
}

/// `#[route]` emits registered statuses only, and at least one.
fn declared_status(statuses: &[u16]) -> StatusCode {
    statuses
        .first()
        .and_then(|status| StatusCode::from_u16(*status).ok())
        .unwrap_or(StatusCode::OK)
}

/// The declared body, for the document.
pub trait Describes {
    /// Its media types and schemas.
    fn content(operation: &mut Operation<'_>) -> Vec<Content>;
}

/// The declared body can be made from a `V`.
#[diagnostic::on_unimplemented(
    message = "`{V}` is returned, which is not what the route declares [wrong_model]",
    label = "not the declared response",
    note = "return what `response =` names; a route without it has no body, and its handler returns `NoContent` or `()`"
)]
pub trait Fills<V>: Describes {
    /// Makes it.
    ///
    /// # Errors
    /// What serde writes can fail.
    fn fill(value: V) -> Result<Rendered, json::Error>;
}

/// `C` declares the status; not judged where a value is returned and no body is declared, which is a fault already.
pub trait Declared<C, const STATUS: u16> {}

/// `C` declares one status; not judged where a value is returned and no body is declared.
pub trait OneStatus<C> {}

/// No body is declared, and `C` declares the status.
#[diagnostic::on_unimplemented(
    message = "an outcome without a body is returned, but the route declares one [wrong_model]",
    label = "has no body",
    note = "drop `response =` and declare `status = {STATUS}`, or return the declared model"
)]
pub trait Bodiless<C, const STATUS: u16> {}

impl<M: ResponseModel, P: Policy> Describes for AsModel<M, P> {
    fn content(operation: &mut Operation<'_>) -> Vec<Content> {
        vec![Content {
            media_type: "application/json",
            schema: operation.schemas.response(M::SHAPE, Selection::of::<P>()),
            example: None,
        }]
    }
}
impl<M: WrittenFrom<V> + ResponseModel, P: Policy, V> Fills<V> for AsModel<M, P> {
    fn fill(value: V) -> Result<Rendered, json::Error> {
        json::filled_to_vec::<M, P, V>(value).map(Rendered::json)
    }
}
impl<C: Declares<STATUS>, M, P, const STATUS: u16> Declared<C, STATUS> for AsModel<M, P> {}
impl<C: DeclaresOneStatus, M, P> OneStatus<C> for AsModel<M, P> {}

impl<K: Kind> Describes for AsKind<K> {
    fn content(_: &mut Operation<'_>) -> Vec<Content> {
        vec![K::content()]
    }
}
impl<K: Kind> Fills<K> for AsKind<K> {
    fn fill(value: K) -> Result<Rendered, json::Error> {
        Ok(Rendered {
            content_type: HeaderValue::from_static(K::MEDIA_TYPE),
            body: value.into_body(),
        })
    }
}
impl<C: Declares<STATUS>, K, const STATUS: u16> Declared<C, STATUS> for AsKind<K> {}
impl<C: DeclaresOneStatus, K> OneStatus<C> for AsKind<K> {}

impl Describes for NoModel {
    fn content(_: &mut Operation<'_>) -> Vec<Content> {
        Vec::new()
    }
}
impl<C, const STATUS: u16> Declared<C, STATUS> for NoModel {}
impl<C> OneStatus<C> for NoModel {}
impl<C: Declares<STATUS>, const STATUS: u16> Bodiless<C, STATUS> for NoModel {}

// A type that is neither model nor kind is reported where it is declared; whatever is returned fits it.
impl Describes for Unknown {
    fn content(_: &mut Operation<'_>) -> Vec<Content> {
        Vec::new()
    }
}
impl<V> Fills<V> for Unknown {
    fn fill(_: V) -> Result<Rendered, json::Error> {
        Err(json::Error::new(
            "the declared response is not a response model",
        ))
    }
}
impl<C: Declares<STATUS>, const STATUS: u16> Declared<C, STATUS> for Unknown {}
impl<C: DeclaresOneStatus> OneStatus<C> for Unknown {}
impl<C, const STATUS: u16> Bodiless<C, STATUS> for Unknown {}

impl Rendered {
    fn json(bytes: Vec<u8>) -> Self {
        Self {
            content_type: HeaderValue::from_static("application/json"),
            body: bytes.into(),
        }
    }
}
