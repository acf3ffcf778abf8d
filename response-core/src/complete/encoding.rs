//! Content that a layer inside of this one has encoded (RFC 9110 section 8.4).

use http::header::{ACCEPT_RANGES, CONTENT_ENCODING, ETAG};

#[cfg(debug_assertions)]
use super::Rendering;
#[cfg(debug_assertions)]
use super::request::Asked;
use crate::message::entity_tag::weakened;
use crate::message::ranged::Ranged;
use crate::message::representation::EncodedByRoute;

/// Whether a layer has encoded the content: the bytes are not those that the route has sent.
fn is_foreign<RB>(response: &http::Response<RB>) -> bool {
    response.headers().contains_key(CONTENT_ENCODING)
        && response.extensions().get::<EncodedByRoute>().is_none()
}

/// Forgets the ranges of a content that was encoded after they were known: they are ranges of other bytes (RFC 9110
/// section 14.2). Its tag becomes weak, since the plain content has the same.
pub(super) fn complete<RB>(mut response: http::Response<RB>) -> http::Response<RB> {
    if !is_foreign(&response) || response.extensions_mut().remove::<Ranged>().is_none() {
        return response;
    }
    let headers = response.headers_mut();
    headers.remove(ACCEPT_RANGES);
    if let Some(weak) = headers.get(ETAG).and_then(weakened) {
        headers.insert(ETAG, weak);
    }
    response
}

/// Tells the developer, once for each route, that a layer is at the wrong place. The routes of a plain router may encode
/// their content themselves.
#[cfg(debug_assertions)]
pub(super) fn warn<RB>(response: &http::Response<RB>, asked: &Asked, rendering: &Rendering) {
    use std::collections::BTreeSet;
    use std::sync::{Mutex, PoisonError};

    use crate::message::log::LOG;
    use crate::problem::Problem;

    static KNOWN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

    if !is_foreign(response) {
        return;
    }
    let extensions = response.extensions();
    let template = asked.template();
    let is_ours = extensions.get::<Ranged>().is_some()
        || extensions.get::<Problem>().is_some()
        || template.is_some_and(|template| rendering.mounts.has(template));
    let route = template.or(asked.path()).unwrap_or_default();
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if is_ours && known.insert(route.to_owned()) {
        tracing::warn!(
            target: LOG,
            path = route,
            encoding = response.headers().get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()),
            "a layer inside of `CompleteLayer` encodes this response: it has no ranges, and its `ETag` is that of the plain \
             content; use `Api::compression`, or put `compression::Compress` outside of `CompleteLayer`"
        );
    }
}
