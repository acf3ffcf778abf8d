//! [`Asked`]: the parts of a request that its response depends on.

use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Request, Uri};

use super::request_id;
use super::root_path::{Root, RootPath};

/// The parts of a request that are needed to complete its response.
#[derive(Debug)]
pub(super) struct Asked {
    pub method: Method,
    target: Option<PathAndQuery>,
    #[cfg(feature = "axum")]
    matched: Option<::axum::extract::MatchedPath>,
    pub accept: List,
    pub if_match: List,
    pub if_none_match: List,
    pub if_modified_since: Option<HeaderValue>,
    pub if_unmodified_since: Option<HeaderValue>,
    pub range: Option<HeaderValue>,
    pub if_range: Option<HeaderValue>,
    pub request_id: HeaderValue,
    /// The path below which a proxy serves the app.
    pub root: Option<RootPath>,
    /// The whole request, if a handler of errors may ask for it.
    pub kept: Option<Box<Parts>>,
}

/// A list header, which may be spread over several fields with the same name (RFC 9110 section 5.3), but seldom is.
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

/// The URI that the client sent: a router removes the prefix that an inner router is nested below.
#[cfg(feature = "axum")]
fn uri<B>(request: &Request<B>) -> &Uri {
    let original = request.extensions().get::<::axum::extract::OriginalUri>();
    original.map_or_else(|| request.uri(), |original| &original.0)
}

#[cfg(not(feature = "axum"))]
fn uri<B>(request: &Request<B>) -> &Uri {
    request.uri()
}

/// A copy of the request without its body.
fn kept<B>(request: &Request<B>) -> Parts {
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.method.clone_from(request.method());
    parts.uri.clone_from(uri(request));
    parts.version = request.version();
    parts.headers.clone_from(request.headers());
    parts.extensions.clone_from(request.extensions());
    parts
}

impl Asked {
    /// Gives the request an id, unless it has a valid one, and its root path.
    pub fn of<B>(request: &mut Request<B>, root: &Root, keeps_parts: bool) -> Self {
        let mut asked = Self {
            method: request.method().clone(),
            target: uri(request).path_and_query().cloned(),
            #[cfg(feature = "axum")]
            matched: request.extensions().get().cloned(),
            accept: List::default(),
            if_match: List::default(),
            if_none_match: List::default(),
            if_modified_since: None,
            if_unmodified_since: None,
            range: None,
            if_range: None,
            request_id: request_id::of(request.headers_mut()),
            root: root.of(request.headers()),
            kept: None,
        };
        if let Some(root) = &asked.root {
            request.extensions_mut().insert(root.clone());
        }
        if keeps_parts {
            asked.kept = Some(Box::new(kept(request)));
        }
        let (mut ranges, mut dates) = (0, 0);
        // One pass over all headers is faster than a search for each.
        for (name, value) in request.headers() {
            match name.as_str() {
                "accept" => asked.accept.push(value.clone()),
                "if-match" => asked.if_match.push(value.clone()),
                "if-none-match" => asked.if_none_match.push(value.clone()),
                "if-modified-since" => asked.if_modified_since = Some(value.clone()),
                "if-unmodified-since" => {
                    dates += 1;
                    // Two dates are not a date.
                    asked.if_unmodified_since = (dates == 1).then(|| value.clone());
                }
                "if-range" => asked.if_range = Some(value.clone()),
                "range" => {
                    ranges += 1;
                    // A header that is sent twice is ignored.
                    asked.range = (ranges == 1).then(|| value.clone());
                }
                _ => {}
            }
        }
        asked
    }

    /// Whether the request asks for a certain version only.
    pub const fn is_conditional(&self) -> bool {
        !self.if_match.is_empty() || self.if_unmodified_since.is_some()
    }

    /// The path template, if a router has matched a route already.
    #[cfg(feature = "axum")]
    pub fn template(&self) -> Option<&str> {
        let matched = self.matched.as_ref();
        matched.map(::axum::extract::MatchedPath::as_str)
    }

    #[cfg(not(feature = "axum"))]
    #[allow(clippy::unused_self, reason = "the same with axum and without")]
    pub fn template(&self) -> Option<&str> {
        None
    }

    /// The path in the log: the template, or the beginning of what the client sent.
    pub fn logged_path(&self) -> Option<&str> {
        const LONGEST: usize = 256;
        // `str::floor_char_boundary` needs Rust 1.91.
        let sent = || {
            let path = self.path()?;
            (0..=LONGEST.min(path.len()))
                .rev()
                .find_map(|end| path.get(..end))
        };
        self.template().or_else(sent)
    }

    /// A request whose target is an authority has no path (RFC 9112 section 3.2.3).
    pub fn path(&self) -> Option<&str> {
        self.target.as_ref().map(PathAndQuery::path)
    }

    pub fn query(&self) -> &str {
        let target = self.target.as_ref();
        target.and_then(PathAndQuery::query).unwrap_or_default()
    }
}
