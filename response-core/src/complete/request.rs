use http::header::{ACCEPT, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

use super::request_id::{self, X_REQUEST_ID};

/// What of a request is needed to complete its answer.
#[derive(Debug)]
pub(super) struct Asked {
    pub method: Method,
    pub uri: Uri,
    pub accept: Vec<HeaderValue>,
    pub if_none_match: Vec<HeaderValue>,
    pub if_modified_since: Option<HeaderValue>,
    pub range: Option<HeaderValue>,
    pub if_range: Option<HeaderValue>,
    request_id: Option<HeaderValue>,
}

impl Asked {
    pub fn of<B>(request: &Request<B>) -> Self {
        let headers = request.headers();
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            accept: all(headers, &ACCEPT),
            if_none_match: all(headers, &IF_NONE_MATCH),
            if_modified_since: headers.get(IF_MODIFIED_SINCE).cloned(),
            range: one(headers, &RANGE),
            if_range: headers.get(IF_RANGE).cloned(),
            request_id: headers.get(X_REQUEST_ID).cloned(),
        }
    }

    /// The id of the request, if it has a good one.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_ref().and_then(request_id::read)
    }
}

/// A list may be spread over several fields of one name (RFC 9110 section 5.3).
fn all(headers: &HeaderMap, name: &HeaderName) -> Vec<HeaderValue> {
    headers.get_all(name).iter().cloned().collect()
}

/// A header that is sent twice where it may stand once says nothing.
fn one(headers: &HeaderMap, name: &HeaderName) -> Option<HeaderValue> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value.clone()),
        _ => None,
    }
}
