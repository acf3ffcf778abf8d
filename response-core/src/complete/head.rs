//! HEAD: the headers of a GET without its body (RFC 9110 section 9.3.2).

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderValue, Method, StatusCode};

use super::request::Asked;
use crate::message::body::Body;

pub(super) fn complete<RB>(mut response: http::Response<RB>, asked: &Asked) -> http::Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    if asked.method != Method::HEAD {
        return response;
    }
    let is_bodiless = matches!(
        response.status(),
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
    );
    if is_bodiless {
        *response.body_mut() = RB::from(Body::of_no_length());
        return response;
    }
    if response.body().is_end_stream() {
        return response;
    }
    // The length of the body that is left out (RFC 9110 section 8.6), if it is known.
    let headers = response.headers();
    let is_said = headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING);
    let nothing = match response.body().size_hint().exact() {
        None if !is_said => Body::of_no_length(),
        Some(length) if !is_said => {
            response
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from(length));
            Body::empty()
        }
        _ => Body::empty(),
    };
    *response.body_mut() = RB::from(nothing);
    response
}
