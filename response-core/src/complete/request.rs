use http::header::{ACCEPT, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

use super::request_id::{self, X_REQUEST_ID};

/// What of a request is needed to complete its answer.
#[derive(Debug)]
pub(super) struct Asked {
    pub method: Method,
    pub uri: Uri,
    pub accept: Vec<HeaderValue>,
    pub if_none_match: Vec<HeaderValue>,
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
