//! The kind `ByteStream`: a stream of bytes.

use std::fmt;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, InvalidHeaderValue};
use serde_json::json;

use super::{AnyStream, CannotFail, Chunks, Encode, ItemOf, Items, infallible, iterated, peeked};
use crate::contract::{Content, Operation, Success};
use crate::json;
use crate::message::body::{Body, BoxError};
use crate::model::policy::Selection;
use crate::outcome::kind::bytes::OCTET_STREAM;
use crate::outcome::kind::{
    Declarable, Kind, KindFrom, NamesMediaType, Refined, Rendered, disposition,
};

/// A stream of bytes: the response of another service, or an archive while it is packed.
///
/// The media type is `application/octet-stream`, or the route's `media_type`.
///
/// ```
/// use bytes::Bytes;
/// use steadfast::ByteStream;
///
/// let parts = ["%PDF-1.7", " .."].map(Bytes::from);
/// let report = ByteStream::iter(parts).attachment("report.pdf");
/// ```
///
/// The parts may come from a stream, as they do from a database or another service:
///
/// ```
/// use std::io;
///
/// use futures_util::stream;
/// use steadfast::prelude::*;
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// #[error(transparent)]
/// #[response(status = 500)]
/// struct Broken(#[from] io::Error);
///
/// /// The error of the first part is the handler's; a later one closes the connection.
/// #[route(get, "/export", response = ByteStream, media_type = "image/*")]
/// async fn export() -> Result<ByteStream, Broken> {
///     let parts = stream::iter([Ok::<_, io::Error>(Bytes::from("GIF89a"))]);
///     let parts = ByteStream::try_new(parts).await?;
///     Ok(parts.content_type("image/gif").map_err(io::Error::other)?.inline("export.gif"))
/// }
///
/// #[route(get, "/zeros", response = ByteStream)]
/// async fn zeros() -> ByteStream {
///     ByteStream::new(stream::repeat(Bytes::from_static(&[0; 1024])))
/// }
/// # let _: axum::Router = Api::new("Bytes", "1.0.0").routes(routes![export, zeros]).into_router();
/// ```
pub struct ByteStream {
    items: Items<Bytes>,
    content_type: Option<HeaderValue>,
    disposition: Option<HeaderValue>,
}

impl ByteStream {
    fn of(items: Items<Bytes>) -> Self {
        Self {
            items,
            content_type: None,
            disposition: None,
        }
    }

    /// A stream that cannot fail.
    pub fn new(
        parts: impl AnyStream<Sent: ItemOf<Bytes, Failure: CannotFail>> + Send + 'static,
    ) -> Self {
        Self::of(infallible(parts))
    }

    /// A stream that can fail. The first part is awaited: until then, an error is the handler's own. A later error is
    /// logged and closes the connection, as in [`JsonLines::try_new`](crate::outcome::kind::JsonLines::try_new).
    ///
    /// # Errors
    /// The error that the stream returns in place of the first part.
    pub async fn try_new<S, E>(parts: S) -> Result<Self, E>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + Send + 'static,
    {
        peeked(parts).await.map(Self::of)
    }

    /// A stream of the parts of an iterator, which must not block for long.
    pub fn iter<I>(parts: I) -> Self
    where
        I: IntoIterator<Item = Bytes>,
        I::IntoIter: Send + 'static,
    {
        Self::of(iterated(parts.into_iter()))
    }

    /// Sets the media type of this stream, if the route declares a range: `media_type = "image/*"`.
    ///
    /// # Errors
    /// The text is not a valid header value.
    pub fn content_type(mut self, media_type: &str) -> Result<Self, InvalidHeaderValue> {
        self.content_type = Some(HeaderValue::from_str(media_type)?);
        Ok(self)
    }

    /// Offers the content for download under this file name (RFC 6266), which may be in any script.
    #[must_use]
    pub fn attachment(mut self, name: &str) -> Self {
        self.disposition = Some(disposition::header_value("attachment", name));
        self
    }

    /// Shows the content in the browser, under this file name (RFC 6266).
    #[must_use]
    pub fn inline(mut self, name: &str) -> Self {
        self.disposition = Some(disposition::header_value("inline", name));
        self
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ByteStream(stream)")
    }
}

impl Declarable for ByteStream {
    type Model = ();
}

impl Kind for ByteStream {
    type Item = Self;

    fn describe(operation: &mut Operation<'_>, _: Selection, success: &mut Success) {
        let media_type = operation.route.media_type.unwrap_or(OCTET_STREAM);
        success.content.push(Content::new(media_type, json!({})));
        success.headers.push(disposition::described());
    }
}

impl Refined for ByteStream {}
impl NamesMediaType for ByteStream {}

impl<P> KindFrom<ByteStream, P> for ByteStream {
    fn render(stream: ByteStream) -> Result<Rendered, json::Error> {
        let body = Body::new(Chunks::new(Vec::new(), stream.items, AsTheyCome));
        let otherwise = HeaderValue::from_static(OCTET_STREAM);
        let rendered = Rendered::refined(stream.content_type, otherwise, OCTET_STREAM, body);
        Ok(match stream.disposition {
            Some(disposition) => rendered.header(CONTENT_DISPOSITION, disposition),
            None => rendered,
        })
    }
}

struct AsTheyCome;

impl Encode<Bytes> for AsTheyCome {
    fn encode(&mut self, part: Bytes, chunk: &mut Vec<u8>) -> Result<(), BoxError> {
        chunk.extend_from_slice(&part);
        Ok(())
    }
}
