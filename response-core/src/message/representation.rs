//! The headers that describe a content (RFC 9110 section 8): they go with the body that they describe.

use http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_TYPE, TRAILER, TRANSFER_ENCODING,
};
use http::{HeaderName, HeaderValue};

/// The digests of a content, which are false of any other one: `Content-Digest` and `Repr-Digest` (RFC 9530), `Digest` (RFC
/// 3230, which RFC 9530 has replaced) and `Content-MD5` (RFC 1864, which RFC 7231 has removed).
pub const DIGESTS: [HeaderName; 4] = [CONTENT_DIGEST, REPR_DIGEST, DIGEST, CONTENT_MD5];

/// RFC 9530 section 2.
pub(crate) const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
/// RFC 1864, which RFC 7231 has removed.
pub(crate) const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
/// RFC 3230, which RFC 9530 has replaced.
const DIGEST: HeaderName = HeaderName::from_static("digest");
/// RFC 9530 section 3.
const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// The headers of a content that a 304 does not have. `ETag`, `Last-Modified`, `Cache-Control`, `Content-Location`,
/// `Date`, `Expires` and `Vary` stay: a cache updates its stored response from them (RFC 9110 section 15.4.5).
pub(crate) const NOT_IN_A_304: [HeaderName; 12] = [
    CONTENT_DIGEST,
    CONTENT_DISPOSITION,
    CONTENT_ENCODING,
    CONTENT_LANGUAGE,
    CONTENT_LENGTH,
    CONTENT_MD5,
    CONTENT_RANGE,
    CONTENT_TYPE,
    DIGEST,
    REPR_DIGEST,
    TRAILER,
    TRANSFER_ENCODING,
];

/// An extension of a response whose content is encoded by its own route, or by its handler: a range of it is a range of
/// the encoded bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EncodedByRoute;

/// An extension of a 304 or a 206: the content that the 200 in its place would have had, for a layer that would have
/// encoded it.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// The media type.
    pub content_type: Option<HeaderValue>,
    /// How it was encoded already.
    pub content_encoding: Option<HeaderValue>,
    /// The length in bytes, if it is known.
    pub length: Option<u64>,
}
