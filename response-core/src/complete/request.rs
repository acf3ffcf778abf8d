//! [`Asked`]: the parts of a request that its response depends on.

use std::sync::Arc;

use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

use super::root_path::RootPath;
use super::{Rendering, request_id};

/// The parts of a request that are needed to complete its response.
#[derive(Debug)]
pub(super) struct Asked {
    pub method: Method,
    target: Target,
    template: Template,
    pub accept: List,
    /// What the version or the part has to be, if the request says so: few do.
    wanted: Option<Box<Wanted>>,
    pub request_id: HeaderValue,
    /// Whether the id was in the request.
    pub is_id_given: bool,
    /// The path below which a proxy serves the app.
    pub root: Option<RootPath>,
    /// The whole request, if a handler of errors may ask for it.
    pub kept: Option<Box<Parts>>,
}

/// The path and the query.
#[derive(Debug)]
enum Target {
    /// An authority (RFC 9112 section 3.2.3).
    NoPath,
    /// A copy, since that of a short text costs less than a handle to it.
    Short {
        text: [u8; SHORT],
        length: u8,
        path_length: u8,
    },
    Long(PathAndQuery),
}

/// The length of a short path with its query.
const SHORT: usize = 60;

impl Target {
    fn of(uri: &Uri) -> Self {
        let Some(target) = uri.path_and_query() else {
            return Self::NoPath;
        };
        let text = target.as_str();
        if text.len() > SHORT || !text.starts_with('/') {
            return Self::Long(target.clone());
        }
        let mut copy = [0; SHORT];
        copy[..text.len()].copy_from_slice(text.as_bytes());
        Self::Short {
            text: copy,
            length: text.len() as u8,
            path_length: target.path().len() as u8,
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::NoPath => None,
            Self::Short {
                text, path_length, ..
            } => str::from_utf8(&text[..usize::from(*path_length)]).ok(),
            Self::Long(target) => Some(target.path()),
        }
    }

    fn query(&self) -> Option<&str> {
        match self {
            Self::NoPath => None,
            Self::Short {
                text,
                length,
                path_length,
            } => {
                let query = text.get(usize::from(*path_length) + 1..usize::from(*length))?;
                str::from_utf8(query).ok()
            }
            Self::Long(target) => target.query(),
        }
    }
}

/// The template of the path.
#[derive(Debug)]
enum Template {
    Unknown,
    #[cfg(feature = "axum")]
    Matched(::axum::extract::MatchedPath),
    Known(Arc<str>),
}

/// Which version of the content a request is for, and which part of it.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub if_match: List,
    pub if_none_match: List,
    pub if_modified_since: Option<HeaderValue>,
    pub if_unmodified_since: Option<HeaderValue>,
    pub range: Option<HeaderValue>,
    pub if_range: Option<HeaderValue>,
}

impl Wanted {
    const ANY: &'static Self = &Self {
        if_match: List::EMPTY,
        if_none_match: List::EMPTY,
        if_modified_since: None,
        if_unmodified_since: None,
        range: None,
        if_range: None,
    };

    fn of(wanted: &mut Option<Box<Self>>) -> &mut Self {
        wanted.get_or_insert_default()
    }

    /// Whether a certain version is asked for.
    pub const fn is_conditional(&self) -> bool {
        !self.if_match.is_empty() || self.if_unmodified_since.is_some()
    }
}

/// A list header, which may be spread over several fields with the same name (RFC 9110 section 5.3), but seldom is.
#[derive(Debug, Default)]
pub(super) struct List {
    first: Option<HeaderValue>,
    more: Vec<HeaderValue>,
}

impl List {
    const EMPTY: Self = Self {
        first: None,
        more: Vec::new(),
    };

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

#[cfg(feature = "axum")]
fn matched<B>(request: &Request<B>) -> Template {
    let matched = request.extensions().get().cloned();
    matched.map_or(Template::Unknown, Template::Matched)
}

#[cfg(not(feature = "axum"))]
fn matched<B>(_: &Request<B>) -> Template {
    Template::Unknown
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

/// What the request looks like to the service.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'p> {
    /// The template of its path, where no router of axum's has put it into the request.
    pub template: Option<&'p Arc<str>>,
    /// Whether the id is in its headers.
    pub has_id: bool,
}

impl Asked {
    /// Nothing, until [`begin`](Self::begin) reads a request.
    #[inline]
    pub const fn nothing() -> Self {
        Self {
            method: Method::GET,
            target: Target::NoPath,
            template: Template::Unknown,
            accept: List::EMPTY,
            wanted: None,
            request_id: HeaderValue::from_static(""),
            is_id_given: false,
            root: None,
            kept: None,
        }
    }

    /// Reads what a request asks, and gives it an id, unless it has a valid one, and its root path.
    pub fn begin<B>(&mut self, request: &mut Request<B>, rendering: &Rendering, seen: Seen<'_>) {
        let has_id = self.read(request.headers());
        let given = has_id.then(|| request_id::given(request.headers()).cloned());
        self.request_id = match given.flatten() {
            Some(given) => {
                self.is_id_given = true;
                given
            }
            None if seen.has_id => request_id::of(request.headers_mut()),
            None => request_id::new(),
        };
        if *request.method() != Method::GET {
            self.method = request.method().clone();
        }
        self.target = Target::of(uri(request));
        self.template = match seen.template {
            Some(template) => Template::Known(Arc::clone(template)),
            None => matched(request),
        };
        self.root = rendering.root.of(request.headers());
        if let Some(root) = &self.root {
            request.extensions_mut().insert(root.clone());
        }
        if rendering.keeps_requests {
            self.kept = Some(Box::new(kept(request)));
        }
    }

    /// Reads the headers that a response depends on, and tells whether there is an id. One pass over all of them is faster than a
    /// search for each.
    fn read(&mut self, headers: &HeaderMap) -> bool {
        let Self { accept, wanted, .. } = self;
        let (mut ranges, mut dates) = (0, 0);
        let (mut accepts_all, mut has_id) = (false, false);
        for (name, value) in headers {
            match name.as_str() {
                // Most clients accept everything, which a list without an item says as well.
                "accept" if value == "*/*" => accepts_all = true,
                "accept" => accept.push(value.clone()),
                "x-request-id" => has_id = true,
                "if-match" => Wanted::of(wanted).if_match.push(value.clone()),
                "if-none-match" => Wanted::of(wanted).if_none_match.push(value.clone()),
                "if-modified-since" => Wanted::of(wanted).if_modified_since = Some(value.clone()),
                "if-unmodified-since" => {
                    dates += 1;
                    // Two dates are not a date.
                    Wanted::of(wanted).if_unmodified_since = (dates == 1).then(|| value.clone());
                }
                "if-range" => Wanted::of(wanted).if_range = Some(value.clone()),
                "range" => {
                    ranges += 1;
                    // A header that is sent twice is ignored.
                    Wanted::of(wanted).range = (ranges == 1).then(|| value.clone());
                }
                _ => {}
            }
        }
        if accepts_all && !accept.is_empty() {
            accept.push(HeaderValue::from_static("*/*"));
        }
        has_id
    }

    /// Takes the id for the response that completes the request.
    pub fn take_id(&mut self) -> HeaderValue {
        std::mem::replace(&mut self.request_id, HeaderValue::from_static(""))
    }

    /// What the version or the part has to be.
    pub fn wanted(&self) -> &Wanted {
        self.wanted.as_deref().unwrap_or(Wanted::ANY)
    }

    /// Whether the answer is sent as it is: to a GET or a change, of any version and as a whole.
    pub fn is_plain(&self) -> bool {
        self.wanted.is_none() && self.method != Method::HEAD && self.root.is_none()
    }

    /// The path template, if a router has matched a route already.
    pub fn template(&self) -> Option<&str> {
        match &self.template {
            Template::Unknown => None,
            #[cfg(feature = "axum")]
            Template::Matched(path) => Some(path.as_str()),
            Template::Known(path) => Some(path),
        }
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
        self.target.path()
    }

    pub fn query(&self) -> &str {
        self.target.query().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_the_same_however_it_is_kept() {
        let long = "a".repeat(SHORT);
        for path in ["/", "/users/7", "/a%20b", &format!("/{long}")] {
            for query in [None, Some(""), Some("q=1&r=2"), Some(&*long)] {
                let text = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
                let target = Target::of(&text.parse().unwrap());
                assert_eq!(target.path(), Some(path), "{text}");
                assert_eq!(target.query(), query, "{text}");
                let is_short = matches!(target, Target::Short { .. });
                assert_eq!(is_short, text.len() <= SHORT, "{text}");
            }
        }
    }

    #[test]
    fn a_target_need_not_have_a_path() {
        assert_eq!(Target::of(&"example.com:80".parse().unwrap()).path(), None);
        assert_eq!(Target::of(&"*".parse().unwrap()).path(), Some("*"));
        assert_eq!(Target::of(&"http://a?q".parse().unwrap()).path(), Some("/"));
    }
}
