//! The body that a route declares, as a type, and the values that it can be made from.

use std::marker::PhantomData;

use super::kind::{Kind, KindFrom, Rendered};
use super::statuses::{Declared, OneStatus, undeclared_status};
use crate::contract::{Content, Declares, DeclaresOneStatus, Header, Operation, Success};
use crate::json;
use crate::model::policy::Selection;
use crate::model::{Links, Policy, ResponseModel, WrittenFrom, filled_body};

/// A declared body, as the document describes it.
pub trait Describes {
    /// Adds media types, schemas and headers to `success`, and any further responses to `operation`.
    fn describe(operation: &mut Operation<'_>, success: &mut Success);

    /// The `Link` header between the pages of a list, if the body is a page.
    fn link_header() -> Option<Header> {
        None
    }
}

/// The declared body is a model, sent under this policy.
pub struct AsModel<M, P>(pub(crate) PhantomData<fn() -> (M, P)>);

/// The declared body is a kind, such as `Text`, whose models are sent under this policy.
pub struct AsKind<K, P>(pub(crate) PhantomData<fn() -> (K, P)>);

/// What a body says by its type alone.
type Told<T> = PhantomData<fn() -> T>;

/// The declared body is an enum with `#[derive(Responses)]`, whose models are sent under this policy. `S` says who declares
/// its statuses.
pub struct AsSet<T, P, S = ByRoute>(pub(crate) Told<(T, P, S)>);

/// The route declares the statuses of a set.
pub struct ByRoute;

/// The route leaves its statuses to the set.
pub struct BySet;

/// The route declares no body.
pub struct NoModel;

/// The route declares a redirect, which has no body.
pub struct AsRedirect;

/// The declared body is neither a model nor a kind, which is reported elsewhere.
pub struct Unknown;

macro_rules! copied {
    ($([$($parameter:ident),*] $answer:ty;)*) => {$(
        impl<$($parameter),*> Clone for $answer {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<$($parameter),*> Copy for $answer {}
    )*};
}
pub(crate) use copied;

// Emitted code asks once and needs the result several times.
copied! {
    [M, P] AsModel<M, P>;
    [K, P] AsKind<K, P>;
    [T, P, S] AsSet<T, P, S>;
    [] NoModel;
    [] AsRedirect;
    [] Unknown;
}

/// The declared body can be made from a `V`.
#[diagnostic::on_unimplemented(
    message = "`{V}` is returned, which is not what the route declares [wrong_model]",
    label = "not the declared response",
    note = "return what `response =` names; without it a route has no body, and its handler returns `NoContent` or `()`"
)]
pub trait Fills<V>: Describes {
    /// Makes the body.
    ///
    /// # Errors
    /// A part of the body that serde writes can fail.
    fn fill(value: V) -> Result<Rendered, json::Error>;

    /// The links to the other pages, if the value is one page of a list.
    fn links(_: &V) -> Option<Links> {
        None
    }
}

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
        let media_type = operation.route.media_type.unwrap_or("application/json");
        success.content.push(Content::new(media_type, schema));
    }

    fn link_header() -> Option<Header> {
        header_of_links::<M>()
    }
}
impl<M: WrittenFrom<V> + ResponseModel, P: Policy, V> Fills<V> for AsModel<M, P> {
    fn fill(value: V) -> Result<Rendered, json::Error> {
        filled_body::<M, P, V>(value).map(Rendered::json)
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

// Only the enum itself can be returned; anything else is `wrong_model` alone.
impl<C, T, P, S, const STATUS: u16> Declared<C, STATUS> for AsSet<T, P, S> {}
impl<C, T, P, S> OneStatus<C> for AsSet<T, P, S> {}

impl Describes for NoModel {
    fn describe(_: &mut Operation<'_>, _: &mut Success) {}
}
impl<C, const STATUS: u16> Declared<C, STATUS> for NoModel {}
impl<C> OneStatus<C> for NoModel {}
impl<C, const STATUS: u16> Bodiless<C, STATUS> for NoModel where
    Unknown: undeclared_status<C, STATUS>
{
}

// Only a redirect can be returned; anything else is `wrong_model` alone.
impl Describes for AsRedirect {
    fn describe(_: &mut Operation<'_>, _: &mut Success) {}
}
impl<C, const STATUS: u16> Declared<C, STATUS> for AsRedirect {}
impl<C> OneStatus<C> for AsRedirect {}

// A type that is neither a model nor a kind is reported where it is declared, so any value may be returned for it.
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

/// The `Link` header in the document, if the model is one page of a list.
pub(super) fn header_of_links<M: ResponseModel>() -> Option<Header> {
    let relations = M::LINKS.join(", ");
    let header = || {
        let description = format!("Where other pages of the list are (RFC 8288): {relations}");
        Header::string("Link", description).optional()
    };
    (!M::LINKS.is_empty()).then(header)
}
