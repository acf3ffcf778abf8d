//! [`RootPath`]: the path below which a proxy serves the app.

use std::sync::Arc;

use http::header::LOCATION;
use http::{HeaderMap, HeaderValue};
use percent_encoding::utf8_percent_encode;

use super::links::NOT_IN_A_QUERY;

/// The header in which a proxy tells the prefix that it has removed.
const X_FORWARDED_PREFIX: &str = "x-forwarded-prefix";

/// The maximum length of a prefix that a request tells.
const LONGEST: usize = 256;

/// The path below which a proxy serves the app, and which it removes from the path of a request: `/shop` if
/// `https://example.com/shop/users` is `/users` here. It is in the extensions of the request.
///
/// ```
/// use steadfast::api::RootPath;
///
/// assert_eq!(RootPath::new("/shop/").unwrap().as_str(), "/shop");
/// assert!(RootPath::new("https://example.com").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootPath(Arc<str>);

impl RootPath {
    /// The path of a URI, percent-encoded as clients send it (RFC 3986 section 3.3); `None` for the root itself, and for
    /// what is not a path.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        let is_path = path.starts_with('/')
            && !path.starts_with("//")
            && path.len() <= LONGEST
            && !path.contains('?')
            // Nothing in it has to be encoded.
            && utf8_percent_encode(path, NOT_IN_A_QUERY).eq([path]);
        is_path.then(|| Self(path.into()))
    }

    /// The path, which begins with `/` and does not end with it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the root path comes from.
#[derive(Debug, Clone, Default)]
pub(super) struct Root {
    pub fixed: Option<RootPath>,
    /// Whether the header of a proxy is believed.
    pub trusts_proxy: bool,
}

impl Root {
    /// The root path of a request with these headers.
    pub fn of(&self, headers: &HeaderMap) -> Option<RootPath> {
        let told = || {
            let mut values = headers.get_all(X_FORWARDED_PREFIX).iter();
            // Of several, none can be believed.
            let only = values.next().filter(|_| values.next().is_none())?;
            RootPath::new(only.to_str().ok()?)
        };
        let told = if self.trusts_proxy { told() } else { None };
        told.or_else(|| self.fixed.clone())
    }
}

/// Puts the root path before a `Location` that is a path of the app.
pub(super) fn complete<RB>(
    mut response: http::Response<RB>,
    root: Option<&RootPath>,
) -> http::Response<RB> {
    let Some(root) = root else {
        return response;
    };
    if let Some(location) = response.headers_mut().get_mut(LOCATION)
        && let Ok(path) = location.to_str()
        && path.starts_with('/')
        && !path.starts_with("//")
        && let Ok(whole) = HeaderValue::try_from(format!("{}{path}", root.as_str()))
    {
        *location = whole;
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_is_a_root_path() {
        for bad in [
            "",
            "/",
            "//evil.example",
            "shop",
            "https://evil.example",
            "/a?b",
            "/a b",
            "/a#b",
            "/\u{e9}",
            "/a\r\nb",
        ] {
            assert_eq!(RootPath::new(bad), None, "{bad}");
        }
        assert_eq!(RootPath::new("/a/b").unwrap().as_str(), "/a/b");
        assert_eq!(RootPath::new(&"/a".repeat(200)), None);
    }

    #[test]
    fn a_proxy_is_believed_only_where_it_is_trusted() {
        let mut headers = HeaderMap::new();
        headers.insert(X_FORWARDED_PREFIX, HeaderValue::from_static("/told"));
        let fixed = RootPath::new("/fixed");
        let root = |trusts_proxy| Root {
            fixed: fixed.clone(),
            trusts_proxy,
        };
        assert_eq!(root(false).of(&headers), fixed);
        assert_eq!(root(true).of(&headers), RootPath::new("/told"));
        headers.append(X_FORWARDED_PREFIX, HeaderValue::from_static("/other"));
        assert_eq!(root(true).of(&headers), fixed);
    }
}
