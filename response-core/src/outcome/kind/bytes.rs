//! The kind `Bytes`: content in memory.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use http::header::ACCEPT_RANGES;
use serde_json::json;

use super::{Declarable, Kind, KindFrom, Refined, Rendered};
use crate::contract::{Content, Operation, Success, describe_ranges};
use crate::json;
use crate::message::body::Body;
use crate::message::ranged::Ranged;
use crate::model::policy::Selection;

/// The media type of content about which nothing is known (RFC 2046 section 4.5.1).
pub(super) const OCTET_STREAM: &str = "application/octet-stream";

impl Declarable for Bytes {
    type Model = ();
}

impl Kind for Bytes {
    type Item = Self;

    fn describe(operation: &mut Operation<'_>, _: Selection, success: &mut Success) {
        let media_type = operation.route.media_type.unwrap_or(OCTET_STREAM);
        // Content that is not text has no type in JSON Schema: the media type describes it (OpenAPI 3.1 section
        // 4.8.14.4).
        success.content.push(Content::new(media_type, json!({})));
        describe_ranges(operation, success);
    }
}

impl Refined for Bytes {}

impl<P> KindFrom<Bytes, P> for Bytes {
    fn render(bytes: Bytes) -> Result<Rendered, json::Error> {
        let source = Ranged::new(Arc::new(bytes.clone()));
        let content_type = HeaderValue::from_static(OCTET_STREAM);
        Ok(
            Rendered::refined(None, content_type, OCTET_STREAM, Body::from(bytes))
                .header(ACCEPT_RANGES, HeaderValue::from_static("bytes"))
                .extension(source),
        )
    }
}

impl<P> KindFrom<Vec<u8>, P> for Bytes {
    fn render(bytes: Vec<u8>) -> Result<Rendered, json::Error> {
        <Self as KindFrom<Self, P>>::render(bytes.into())
    }
}
