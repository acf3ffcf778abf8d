//! What the constructors of a stream take: a stream, and items that cannot fail.

use std::convert::Infallible;

use futures_core::Stream;

use super::{Items, mapped};
use crate::message::body::BoxError;
use crate::model::WrittenFrom;
use crate::outcome::kind::Event;

/// A stream that a constructor takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    label = "not a stream",
    note = "for a list or another iterator, write `iter` in place of `new`: `Sse::iter(..)`, `Csv::iter(..)`"
)]
pub trait AnyStream: Sized {
    /// Its items. `Stream` is not a supertrait, since rustc would then report that one as missing.
    type Sent;

    /// The items that are still to be sent.
    fn sent_items<T: 'static>(self, map: fn(Self::Sent) -> Result<T, BoxError>) -> Items<T>
    where
        Self: Send + 'static;
}

#[diagnostic::do_not_recommend]
impl<S: Stream> AnyStream for S {
    type Sent = S::Item;

    fn sent_items<T: 'static>(self, map: fn(S::Item) -> Result<T, BoxError>) -> Items<T>
    where
        S: Send + 'static,
    {
        mapped(self, map)
    }
}

/// An item that is sent as a `T`.
///
/// It is also implemented for a `Result`, so that the type of a stream that can fail is found, and [`CannotFail`] says what to
/// write.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an item of this stream, which is `{T}`",
    label = "a stream of `{Self}`"
)]
pub trait ItemOf<T> {
    /// The error of an item that can fail.
    type Failure;

    /// Returns what is sent.
    ///
    /// # Errors
    /// The item is an error.
    fn item(self) -> Result<T, Self::Failure>;
}

#[diagnostic::do_not_recommend]
impl<T> ItemOf<T> for T {
    type Failure = Infallible;

    fn item(self) -> Result<T, Infallible> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> ItemOf<T> for Result<T, E> {
    type Failure = E;

    fn item(self) -> Self {
        self
    }
}

/// An event, or the data of one, as [`ItemOf`] is an item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an event of this stream nor its data, which is `{T}`",
    label = "a stream of `{Self}`"
)]
pub trait EventOf<T> {
    /// The error of an item that can fail.
    type Failure;

    /// Returns the event.
    ///
    /// # Errors
    /// The item is an error.
    fn event(self) -> Result<Event<T>, Self::Failure>;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<Event<T>>> EventOf<T> for V {
    type Failure = Infallible;

    fn event(self) -> Result<Event<T>, Infallible> {
        Ok(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> EventOf<T> for Result<T, E> {
    type Failure = E;

    fn event(self) -> Result<Event<T>, E> {
        self.map(Event::new)
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> EventOf<T> for Result<Event<T>, E> {
    type Failure = E;

    fn event(self) -> Self {
        self
    }
}

/// What a stream sends fills its model.
#[diagnostic::on_unimplemented(
    message = "`{S}` does not fill the response model `{Self}` [wrong_model]",
    label = "`{S}` is not `{Self}`",
    note = "return a stream of `{Self}`, or fill it with `#[response(from = {S})]` on the model"
)]
pub trait FilledBy<S>: WrittenFrom<S> {}

// For any type, so that rustc does not list what else fills the model.
#[diagnostic::do_not_recommend]
impl<S, M: WrittenFrom<S>> FilledBy<S> for M {}

/// The error of items that cannot fail.
#[diagnostic::on_unimplemented(
    message = "the items of this stream are `Result`s, with the error `{Self}`",
    label = "a stream that can fail",
    note = "write `try_new` in place of `new`, and await it: `Sse::try_new(..).await?`"
)]
pub trait CannotFail {
    /// Converts the error, which cannot occur.
    fn none(self) -> BoxError;
}

/// An error that cannot occur: implemented for [`Infallible`] alone.
pub trait Never {
    /// Converts the error. It is never called.
    fn none(self) -> BoxError;
}

impl Never for Infallible {
    fn none(self) -> BoxError {
        match self {}
    }
}

// For any type, so that rustc does not name the one that it is for.
#[diagnostic::do_not_recommend]
impl<E: Never> CannotFail for E {
    fn none(self) -> BoxError {
        Never::none(self)
    }
}
