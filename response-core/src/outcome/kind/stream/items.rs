//! `Items`: every stream of items as one boxed type.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use pin_project_lite::pin_project;

use super::{AnyStream, CannotFail, ItemOf};
use crate::message::body::BoxError;

/// The items that are still to be sent. The stream need not be `Sync`.
pub(crate) type Items<T> = Pin<Box<dyn Stream<Item = Result<T, BoxError>> + Send>>;

pub(crate) fn infallible<S, T>(items: S) -> Items<T>
where
    S: AnyStream<Sent: ItemOf<T, Failure: CannotFail>> + Send + 'static,
    T: 'static,
{
    items.sent_items(|item| item.item().map_err(CannotFail::none))
}

fn fallible<S, T, E>(items: S) -> Items<T>
where
    S: Stream<Item = Result<T, E>> + Send + 'static,
    T: 'static,
    E: Into<BoxError> + 'static,
{
    mapped(items, |item| item.map_err(Into::into))
}

pub(crate) fn mapped<S, T>(items: S, map: fn(S::Item) -> Result<T, BoxError>) -> Items<T>
where
    S: Stream + Send + 'static,
    T: 'static,
{
    Box::pin(Mapped { items, map })
}

pub(crate) fn iterated<I>(items: I) -> Items<I::Item>
where
    I: Iterator + Send + 'static,
{
    Box::pin(Iterated { items })
}

/// Waits for the first item, and returns its error if it is one.
pub(crate) async fn peeked<S, T, E>(items: S) -> Result<Items<T>, E>
where
    S: Stream<Item = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Into<BoxError> + Send + 'static,
{
    let mut items = Box::pin(items);
    let first = poll_fn(|context| items.as_mut().poll_next(context)).await;
    let is_over = first.is_none();
    Ok(Box::pin(Peeked {
        first: first.transpose()?,
        rest: (!is_over).then(|| fallible(items)),
    }))
}

pin_project! {
    struct Mapped<S, T>
    where
        S: Stream,
    {
        #[pin]
        items: S,
        map: fn(S::Item) -> Result<T, BoxError>,
    }
}

impl<S: Stream, T> Stream for Mapped<S, T> {
    type Item = Result<T, BoxError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.project();
        this.items
            .poll_next(context)
            .map(|item| item.map(*this.map))
    }
}

pin_project! {
    struct Iterated<I> {
        items: I,
    }
}

impl<I: Iterator> Stream for Iterated<I> {
    type Item = Result<I::Item, BoxError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.project().items.next().map(Ok))
    }
}

pin_project! {
    struct Peeked<T> {
        first: Option<T>,
        rest: Option<Items<T>>,
    }
}

impl<T> Stream for Peeked<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.project();
        match (this.first.take(), this.rest) {
            (Some(first), _) => Poll::Ready(Some(Ok(first))),
            (None, Some(rest)) => rest.as_mut().poll_next(context),
            (None, None) => Poll::Ready(None),
        }
    }
}
