//! [`Api::compression`]: compressed responses.

use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;

use super::Api;
use crate::compression::Compress;

impl<S> Api<S> {
    /// Compresses the responses that this layer of tower-http would compress, the document included, outside of the
    /// completing layer: `.compression(CompressionLayer::new())`.
    ///
    /// Parts of a content, events, and what is encoded already are left alone; the `ETag` of a compressed response is weak. See
    /// [`compression`](crate::compression).
    ///
    /// A layer of [`Api::layer`](Self::layer) would run inside, where it costs the ranges of files; one around the
    /// finished router would leave a strong tag on the compressed bytes.
    ///
    /// Only the outermost API compresses: that of a part is replaced when it is [nested](Self::nest).
    ///
    /// ```
    /// use steadfast::compression::{Compressible, CompressionLayer};
    /// use steadfast::prelude::*;
    ///
    /// let layer = CompressionLayer::new().compress_when(Compressible::new());
    /// let app: axum::Router = Api::new("Users", "1.0.0").compression(layer).into_router();
    /// ```
    #[must_use]
    pub fn compression<P>(mut self, layer: CompressionLayer<P>) -> Self
    where
        P: Predicate + Send + Sync + 'static,
    {
        self.compression = Some(Compress::new(layer));
        self
    }
}
