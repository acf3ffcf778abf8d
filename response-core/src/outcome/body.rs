//! The body that a route declares, as a type, and what can be sent as it.

use std::marker::PhantomData;

use super::kind::{Kind, KindFrom, Rendered};
use crate::contract::{Content, Declares, DeclaresOneStatus, Header, Operation, Success};
use crate::json;
use crate::model::policy::Selection;
use crate::model::{Links, Policy, ResponseModel, WrittenFrom, filled_to_vec};

/// The declared body, for the document.
pub trait Describes {
    /// Its media types, schemas and headers, into `success`; what it is answered with beside, into `operation`.
    fn describe(operation: &mut Operation<'_>, success: &mut Success);

    /// The `Link` between the pages of a list, if it is one.
    fn link_header() -> Option<Header> {
        None
    }
}

/// The declared body is a model, sent by this policy.
pub struct AsModel<M, P>(pub(crate) PhantomData<fn() -> (M, P)>);

/// The declared body is a kind, such as `Text`, whose models are sent by this policy.
pub struct AsKind<K, P>(pub(crate) PhantomData<fn() -> (K, P)>);

/// The declared body is an enum with `#[derive(Responses)]`, whose models are sent by this policy.
pub struct AsSet<T, P>(pub(crate) PhantomData<fn() -> (T, P)>);

/// The route declares no body.
pub struct NoModel;

/// The declared body is neither a model nor a kind, which is reported elsewhere.
pub struct Unknown;

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
        (!M::LINKS.is_empty()).then(|| header_of_links(M::LINKS))
    }
}
impl<M: WrittenFrom<V> + ResponseModel, P: Policy, V> Fills<V> for AsModel<M, P> {
    fn fill(value: V) -> Result<Rendered, json::Error> {
        filled_to_vec::<M, P, V>(value).map(Rendered::json)
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

/// What the document says of the `Link` of a body with links of these relations.
fn header_of_links(relations: &[&str]) -> Header {
    Header::string(
        "Link",
        format!(
            "Where other pages of the list are (RFC 8288): {}",
            relations.join(", ")
        ),
    )
    .optional()
}
