//! Content of which a part can be sent: what `Range` asks for (RFC 9110 section 14).

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::json;

use crate::body::Body;
use crate::describe::{Content, ErrorAnswer, Header, Operation, Success};

/// Content of a known length that can be read from anywhere, and more than once.
///
/// A kind puts it into its response as a [`Ranged`]; the completing layer answers `Range` from it.
pub trait RangedSource: Send + Sync {
    /// The length of the whole, in bytes.
    fn length(&self) -> u64;

    /// A body of these bytes. The range lies within the length.
    fn read(&self, range: Range<u64>) -> Body;
}

impl RangedSource for Bytes {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, range: Range<u64>) -> Body {
        match (usize::try_from(range.start), usize::try_from(range.end)) {
            (Ok(start), Ok(end)) if start <= end && end <= self.len() => {
                Body::from(self.slice(start..end))
            }
            _ => Body::empty(),
        }
    }
}

/// The content of a 200, in the response's extensions: the completing layer answers 206 or 416 from it.
#[derive(Clone)]
pub struct Ranged(Arc<dyn RangedSource>);

impl Ranged {
    /// A response whose body is the whole of this content.
    #[must_use]
    pub fn new(source: Arc<dyn RangedSource>) -> Self {
        Self(source)
    }

    /// The content.
    #[must_use]
    pub fn source(&self) -> &Arc<dyn RangedSource> {
        &self.0
    }
}

impl fmt::Debug for Ranged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Ranged")
            .field("length", &self.0.length())
            .finish_non_exhaustive()
    }
}

/// Writes down what the completing layer makes of a 200 with ranges, and its validators; a 304 follows from those.
pub(crate) fn describe(operation: &mut Operation<'_>, success: &mut Success, has_validators: bool) {
    success.headers.push(Header {
        schema: json!({ "type": "string", "const": "bytes" }),
        ..Header::string("Accept-Ranges", "`Range` is understood in bytes")
    });
    if has_validators {
        success.headers.push(Header {
            required: false,
            ..Header::string("ETag", "The version of the content, for `If-None-Match`")
        });
        success.headers.push(Header {
            required: false,
            ..Header::string(
                "Last-Modified",
                "When the content has changed, for `If-Modified-Since`",
            )
        });
    }
    // Ranges and validators are for a GET that is answered 200 (RFC 9110 sections 13.2 and 14.2).
    if operation.route.method != "GET" || success.status != 200 {
        return;
    }
    let mut partial = Success {
        status: 206,
        headers: success.headers.clone(),
        content: success.content.clone(),
    };
    partial.headers.push(Header {
        required: false,
        ..Header::string(
            "Content-Range",
            "Which bytes these are; of several ranges, each part says it",
        )
    });
    partial
        .content
        .push(Content::new("multipart/byteranges", json!({})));
    operation.successes.push(partial);
    operation.add_error(ErrorAnswer {
        description: Some("No byte of the content is in the range that was asked for.".to_owned()),
        headers: vec![Header::string(
            "Content-Range",
            "The length of the content: `bytes */1234`",
        )],
        ..ErrorAnswer::new(416, "range_not_satisfiable")
    });
}
