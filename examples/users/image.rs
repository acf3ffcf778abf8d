//! An image as the request body.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::json;
use steadfast::describe::{Content, Operation, RequestBody};
use steadfast::extract::{Extractor, RequestPart, read_body};
use steadfast::prelude::*;

/// The maximum size of a picture, in bytes.
const LIMIT: usize = 1 << 20;

/// An image of any media type, whose content is not checked.
pub struct Image {
    pub media_type: String,
    pub content: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Image {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let media_type = media_type(&request).ok_or_else(unsupported)?;
        let content = read_body(request, LIMIT).await?;
        Ok(Self {
            media_type,
            content,
        })
    }
}

/// Returns `image/png` for `Image/PNG; q=1`.
fn media_type(request: &Request) -> Option<String> {
    let value = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next()?.trim().to_ascii_lowercase();
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c);
    let subtype = essence.strip_prefix("image/")?;
    (!subtype.is_empty() && subtype.chars().all(is_token)).then_some(essence)
}

fn unsupported() -> Problem {
    Problem::unsupported_media_type("image/*")
}

impl Extractor for Image {}

impl RequestPart for Image {
    fn describe(operation: &mut Operation<'_>) {
        let content = Content::new("image/*", json!({}));
        operation.request_body =
            Some(RequestBody::new([content]).description("The picture, at most a megabyte"));
        operation.add_error(unsupported().described());
        operation.add_error(Problem::payload_too_large().described());
        operation.add_error(Problem::invalid([]).described());
    }
}
