//! Replacing a body: what described the old one goes with it (RFC 9110 section 8).

use http::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_LOCATION, CONTENT_TYPE, ETAG, EXPIRES, LAST_MODIFIED,
    TRAILER, TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName};

use crate::message::body::Body;
use crate::message::headers;
use crate::message::ranged::Ranged;
use crate::message::representation::{CONTENT_DIGEST, CONTENT_MD5, NOT_IN_A_304, Unsent};
use crate::problem::Problem;

/// What also goes when another content takes the place of the old one: its version, its address, and how long it is
/// fresh.
const OF_A_VERSION: [HeaderName; 4] = [CONTENT_LOCATION, ETAG, EXPIRES, LAST_MODIFIED];

/// The headers of a whole content that a part of it does not have. All others stay (RFC 9110 section 15.3.7);
/// `Repr-Digest` and `Digest` are about the whole, wherever they stand (RFC 9530 section 3).
const NOT_IN_A_206: [HeaderName; 5] = [
    CONTENT_DIGEST,
    CONTENT_LENGTH,
    CONTENT_MD5,
    TRAILER,
    TRANSFER_ENCODING,
];

/// Replaces a response by a problem. What does not describe the old content stays, such as what a layer has added.
pub(super) fn by_problem<RB: From<Body>>(
    mut response: http::Response<RB>,
    problem: Problem,
) -> http::Response<RB> {
    let (told, body) = problem.into_response().into_parts();
    *response.status_mut() = told.status;
    let headers = response.headers_mut();
    forget_all(headers);
    headers::add_all(headers, told.headers);
    response.extensions_mut().remove::<Ranged>();
    response.extensions_mut().extend(told.extensions);
    *response.body_mut() = RB::from(body);
    response
}

/// What these headers say of a content of this length, which is not sent.
pub(super) fn unsent(headers: &HeaderMap, length: Option<u64>) -> Unsent {
    Unsent {
        content_type: headers.get(CONTENT_TYPE).cloned(),
        content_encoding: headers.get(CONTENT_ENCODING).cloned(),
        length,
    }
}

/// Removes what describes a content that is not sent, since the client has it.
pub(super) fn forget_content(headers: &mut HeaderMap) {
    remove(headers, &NOT_IN_A_304);
}

/// Removes all that describes a content that another one replaces.
pub(super) fn forget_all(headers: &mut HeaderMap) {
    remove(headers, &NOT_IN_A_304);
    remove(headers, &OF_A_VERSION);
}

/// Removes all that describes a content that a problem replaces, but for the headers of the problem itself: the
/// `Content-Range` of a 416 is one.
pub(super) fn forget_all_but(headers: &mut HeaderMap, own: &HeaderMap) {
    for name in NOT_IN_A_304.iter().chain(&OF_A_VERSION) {
        let is_of_the_bytes = [CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING].contains(name);
        if is_of_the_bytes || !own.contains_key(name) {
            headers.remove(name);
        }
    }
}

/// Removes what is true of a whole content only.
pub(super) fn forget_whole(headers: &mut HeaderMap) {
    remove(headers, &NOT_IN_A_206);
}

fn remove(headers: &mut HeaderMap, names: &[HeaderName]) {
    for name in names {
        headers.remove(name);
    }
}
