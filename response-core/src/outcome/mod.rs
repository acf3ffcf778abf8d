//! What a handler returns, and the statuses it is answered with.

mod accepted;
mod created;
mod location;
mod maybe_content;
mod no_content;
mod redirect;
pub mod reply;
mod responses;
mod route_path;
mod sent;
mod upserted;

pub use accepted::Accepted;
pub use created::Created;
#[cfg(feature = "tower")]
pub(crate) use location::LeadsTo;
pub use maybe_content::MaybeContent;
pub use no_content::NoContent;
pub use redirect::Redirect;
pub use reply::Reply;
pub use responses::Responses;
#[doc(hidden)]
pub use responses::{At, DeclaresSet, rendered};
pub use route_path::{PathParameters, route_path};
pub use upserted::Upserted;

use http::StatusCode;

use sent::{described, success};

use crate::Response;
use crate::contract::{Contract, Declares, DeclaresOneStatus};
use crate::describe::{Content, Header, Operation, Success};
use crate::json;
use crate::kind::{Kind, KindFrom, Rendered};
use crate::model::{ResponseModel, WrittenFrom};
use crate::page::Links;
use crate::policy::{Policy, Selection};
use crate::probe::{AsKind, AsModel, AsOutcome, AsSet, AsValue, NoModel, Unknown};

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
        let links = K::links(&value);
        let mut response = success(
            C::ROUTE,
            declared_status(C::ROUTE.statuses),
            Some(K::fill(value)),
        );
        if let Some(links) = links
            && response.status().is_success()
        {
            response.extensions_mut().insert(links);
        }
        response
    }

    fn describe(operation: &mut Operation<'_>) {
        let status = declared_status(C::ROUTE.statuses).as_u16();
        let mut success = described::<K>(operation, status);
        success.headers.extend(K::link_header());
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
    /// Its media types, schemas and headers, into `success`; what it is answered with beside, into `operation`.
    fn describe(operation: &mut Operation<'_>, success: &mut Success);

    /// The `Link` between the pages of a list, if it is one.
    fn link_header() -> Option<Header> {
        None
    }
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

    /// Where the other pages are, if it is one of a list.
    fn links(_: &V) -> Option<Links> {
        None
    }
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
    fn describe(operation: &mut Operation<'_>, success: &mut Success) {
        let schema = operation.schemas.response(M::SHAPE, Selection::of::<P>());
        success
            .content
            .push(Content::new("application/json", schema));
    }

    fn link_header() -> Option<Header> {
        (!M::LINKS.is_empty()).then(|| Links::described(M::LINKS))
    }
}
impl<M: WrittenFrom<V> + ResponseModel, P: Policy, V> Fills<V> for AsModel<M, P> {
    fn fill(value: V) -> Result<Rendered, json::Error> {
        json::filled_to_vec::<M, P, V>(value).map(Rendered::json)
    }

    fn links(value: &V) -> Option<Links> {
        M::links(value)
    }
}
impl<C: Declares<STATUS>, M, P, const STATUS: u16> Declared<C, STATUS> for AsModel<M, P> {}
impl<C: DeclaresOneStatus, M, P> OneStatus<C> for AsModel<M, P> {}

impl<K: Kind, P: Policy> Describes for AsKind<K, P> {
    fn describe(operation: &mut Operation<'_>, success: &mut Success) {
        K::describe(operation, Selection::of::<P>(), success);
    }
}
impl<K: KindFrom<V, P>, P: Policy, V> Fills<V> for AsKind<K, P> {
    fn fill(value: V) -> Result<Rendered, json::Error> {
        K::render(value)
    }
}
impl<C: Declares<STATUS>, K, P, const STATUS: u16> Declared<C, STATUS> for AsKind<K, P> {}
impl<C: DeclaresOneStatus, K, P> OneStatus<C> for AsKind<K, P> {}

// Only the set itself fits, which is `wrong_model` alone.
impl<C, T, P, const STATUS: u16> Declared<C, STATUS> for AsSet<T, P> {}
impl<C, T, P> OneStatus<C> for AsSet<T, P> {}

impl Describes for NoModel {
    fn describe(_: &mut Operation<'_>, _: &mut Success) {}
}
impl<C, const STATUS: u16> Declared<C, STATUS> for NoModel {}
impl<C> OneStatus<C> for NoModel {}
impl<C: Declares<STATUS>, const STATUS: u16> Bodiless<C, STATUS> for NoModel {}

// A type that is neither model nor kind is reported where it is declared; whatever is returned fits it.
impl Describes for Unknown {
    fn describe(_: &mut Operation<'_>, _: &mut Success) {}
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
