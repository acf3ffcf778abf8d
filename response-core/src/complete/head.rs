//! HEAD: the headers of a GET without its body (RFC 9110 section 9.3.2).

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderValue, Method, StatusCode};

use super::request::Asked;
use crate::body::Body;

pub(super) fn complete<RB>(mut response: http::Response<RB>, asked: &Asked) -> http::Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    if asked.method != Method::HEAD || response.body().is_end_stream() {
        return response;
    }
    // The length of what is left out (RFC 9110 section 8.6), where it is known and may be said.
    let is_bodiless = matches!(
        response.status(),
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
    );
    let headers = response.headers();
    let is_said = headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING);
    if let (Some(length), false, false) =
        (response.body().size_hint().exact(), is_bodiless, is_said)
    {
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    *response.body_mut() = RB::from(Body::empty());
    response
}
