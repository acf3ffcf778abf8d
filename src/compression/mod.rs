//! Compressing responses, without breaking their ranges and their versions.
//!
//! ```
//! use steadfast::compression::CompressionLayer;
//! use steadfast::prelude::*;
//!
//! #[route(get, "/terms", response = Text)]
//! async fn terms() -> Text {
//!     Text::from("...".repeat(1000))
//! }
//!
//! let app: axum::Router = Api::new("Terms", "1.0.0")
//!     .routes(routes![terms])
//!     .compression(CompressionLayer::new())
//!     .into_router();
//! ```
//!
//! [`CompressionLayer`] is tower-http's, with gzip; a dependency on `tower-http` with `compression-br` or `compression-zstd`
//! adds those encodings.
//!
//! # The order of the layers
//!
//! The completing layer cuts ranges and writes problems, so it needs the plain bytes: compression belongs outside of it.
//! `Api::compression` and [`Compress`] are there.
//!
//! - Inside, as a layer of `Api::layer`, compression costs the ranges of a file, and a debug build logs a warning.
//! - Outside, tower-http's own layer is too bare: the compressed and the plain content keep one strong `ETag`, so that a
//!   client may join the first half of a compressed file to the second half of the plain one; several ranges are
//!   compressed as if they were one content; and a request whose `Accept-Encoding` refuses every encoding, even `identity`, is
//!   answered with 406 after its handler has run. [`Compress`] does none of that.
//!
//! # What is not compressed
//!
//! - Parts of a content (206, 416), and responses without a body. `Range` is answered with parts of the plain content.
//! - Content that is encoded already.
//! - `text/event-stream`: a proxy that buffers the encoding would hold back events.
//! - A response with `Cache-Control: no-transform`: `cache = "private, no-cache, no-transform"` on its route.
//! - What the predicate of the layer leaves out: [`Compressible`] is one.
//!
//! # Versions
//!
//! The `ETag` of a compressed response becomes weak (RFC 9110 section 8.8.3.3), `Vary: Accept-Encoding` is added, and digests of
//! the plain content are removed. `If-None-Match` with the weak tag is still answered with 304. `If-Match` and
//! `If-Range` need a strong tag, and fail with a weak one: declare `no-transform` on a route if clients send its
//! `ETag` back in one of these headers.

mod layer;
mod predicate;

pub use layer::{Compress, CompressService, Compressing};
pub use predicate::Compressible;
pub use tower_http::compression::CompressionLayer;
pub use tower_http::compression::predicate::Predicate;
