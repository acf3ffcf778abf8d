//! Streams: items that are written while they come, never more than one chunk ahead of the client.

mod byte_stream;
mod chunks;
mod items;
mod json_lines;

pub use byte_stream::ByteStream;
pub(super) use chunks::{Chunks, Encode, in_one_line};
pub(super) use items::{Items, infallible, iterated, mapped, peeked};
pub use json_lines::JsonLines;

/// The constructors of a stream of models.
macro_rules! streams_models {
    ($kind:ident, $make:path) => {
        impl<T: Send + 'static> $kind<T> {
            /// A stream that cannot fail. The status is sent before the first item is there, so that a panic in the stream
            /// can only break the connection off, as a late error of [`try_new`](Self::try_new) does.
            pub fn new<S>(items: S) -> Self
            where
                S: futures_core::Stream<Item = T> + Send + 'static,
            {
                $make($crate::outcome::kind::stream::infallible(items))
            }

            /// A stream that can fail. The first item is awaited: until then, an error is the handler's own, with the
            /// status that it declares, and a panic is its 500.
            ///
            /// A later error or panic comes after the status has been sent. It is logged, and the connection is broken
            /// off: HTTP/1.1 leaves the chunked body without its last chunk, HTTP/2 resets the stream. So no client takes
            /// what it has for the whole, but one of HTTP/1.0: there a body of unknown length ends with its connection,
            /// and what is broken off looks complete.
            ///
            /// # Errors
            /// The error that comes in place of the first item.
            pub async fn try_new<S, E>(items: S) -> Result<Self, E>
            where
                S: futures_core::Stream<Item = Result<T, E>> + Send + 'static,
                E: Into<$crate::message::BoxError> + Send + 'static,
            {
                $crate::outcome::kind::stream::peeked(items)
                    .await
                    .map($make)
            }

            /// The items of an iterator, which must not block for long.
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
