use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Request};

use super::request_id;

/// What of a request is needed to complete its answer.
#[derive(Debug)]
pub(super) struct Asked {
    pub method: Method,
    target: Option<PathAndQuery>,
    pub accept: List,
    pub if_none_match: List,
    pub if_modified_since: Option<HeaderValue>,
    pub range: Option<HeaderValue>,
    pub if_range: Option<HeaderValue>,
    pub request_id: HeaderValue,
}

/// A list may be spread over several fields of one name (RFC 9110 section 5.3). It seldom is.
#[derive(Debug, Default)]
pub(super) struct List {
    first: Option<HeaderValue>,
    more: Vec<HeaderValue>,
}

impl List {
    pub const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub fn iter(&self) -> impl Iterator<Item = &HeaderValue> {
        self.first.iter().chain(&self.more)
    }

    pub fn push(&mut self, value: HeaderValue) {
        match self.first {
            None => self.first = Some(value),
            Some(_) => self.more.push(value),
        }
    }
}

impl Asked {
    /// Gives the request an id, if it has no good one.
    pub fn of<B>(request: &mut Request<B>) -> Self {
        let mut asked = Self {
            method: request.method().clone(),
            target: request.uri().path_and_query().cloned(),
            accept: List::default(),
            if_none_match: List::default(),
            if_modified_since: None,
            range: None,
            if_range: None,
            request_id: request_id::of(request.headers_mut()),
        };
        let mut ranges = 0;
        // Once over all headers is less than a search for each.
        for (name, value) in request.headers() {
            match name.as_str() {
                "accept" => asked.accept.push(value.clone()),
                "if-none-match" => asked.if_none_match.push(value.clone()),
                "if-modified-since" => asked.if_modified_since = Some(value.clone()),
                "if-range" => asked.if_range = Some(value.clone()),
                "range" => {
                    ranges += 1;
                    // One that is sent twice says nothing.
                    asked.range = (ranges == 1).then(|| value.clone());
                }
                _ => {}
            }
        }
        asked
    }

    pub fn path(&self) -> &str {
        self.target.as_ref().map_or("", PathAndQuery::path)
    }

    pub fn query(&self) -> &str {
        let target = self.target.as_ref();
        target.and_then(PathAndQuery::query).unwrap_or_default()
    }
}
