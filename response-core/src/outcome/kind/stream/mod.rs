//! Streams: items are written as they come, at most one chunk ahead of the client.

mod byte_stream;
mod chunks;
mod items;
mod json_lines;
mod taken;

pub use byte_stream::ByteStream;
pub(super) use chunks::{Chunks, Encode, in_one_line};
pub(super) use items::{Items, infallible, iterated, mapped, peeked};
pub use json_lines::JsonLines;
pub(super) use taken::{AnyStream, CannotFail, EventOf, FilledBy, ItemOf};

/// Adds the constructors of a stream of models, but `new`: rustc would explain its bounds by this macro.
macro_rules! streams_models {
    ($kind:ident, $make:path) => {
        impl<T: Send + 'static> $kind<T> {
            /// A stream that can fail. The first item is awaited: until then, an error is the handler's own, with the
            /// status that it declares, and a panic is a 500.
            ///
            /// A later error or panic comes after the status has been sent. It is logged, and the connection is closed
            /// early: HTTP/1.1 omits the last chunk of the chunked body, HTTP/2 resets the stream. So no client takes a
            /// part for the whole, except one that uses HTTP/1.0, where a body of unknown length ends with its
            /// connection and a truncated one looks complete.
            ///
            /// # Errors
            /// The error that the stream returns in place of the first item.
            pub async fn try_new<S, E>(items: S) -> Result<Self, E>
            where
                S: futures_core::Stream<Item = Result<T, E>> + Send + 'static,
                E: Into<$crate::message::BoxError> + Send + 'static,
            {
                $crate::outcome::kind::stream::peeked(items)
                    .await
                    .map($make)
            }

            /// A stream of the items of an iterator, which must not block for long.
            pub fn iter<I>(items: I) -> Self
            where
                I: IntoIterator<Item = T>,
                I::IntoIter: Send + 'static,
            {
                $make($crate::outcome::kind::stream::iterated(items.into_iter()))
            }
        }
    };
}
pub(super) use streams_models;
