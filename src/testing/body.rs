//! Reading the body of a response.

use std::time::Duration;

use axum::body::HttpBody;
use axum::http::header::CONTENT_TYPE;
use axum::http::response::Parts;
use bytes::{BufMut, Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::time::timeout;

/// How long a stream of events has to be silent before reading ends.
const SILENCE: Duration = Duration::from_millis(250);

/// Reads the whole body. Of a stream of events, which may be endless, it reads until the stream falls silent.
pub(super) async fn read<B: HttpBody>(parts: &Parts, body: B) -> Result<Bytes, B::Error> {
    let media_type = parts.headers.get(CONTENT_TYPE);
    let is_stream =
        media_type.is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream"));
    if !is_stream {
        return Ok(body.collect().await?.to_bytes());
    }
    let mut body = std::pin::pin!(body);
    let mut bytes = BytesMut::new();
    while let Ok(Some(frame)) = timeout(SILENCE, body.frame()).await {
        if let Ok(data) = frame?.into_data() {
            bytes.put(data);
        }
    }
    Ok(bytes.freeze())
}
