//! [`Deprecation`]: since when an operation is deprecated, as its responses say it.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::json;

use super::Header;

const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// Since when an operation is deprecated, and until when it answers, as the values of the headers `Deprecation` (RFC 9745)
/// and `Sunset` (RFC 8594).
///
/// ```
/// use steadfast::describe::{Deprecation, RouteInfo};
///
/// const DATES: Deprecation = Deprecation::new()
///     .since("@1769817600")
///     .sunset("Thu, 31 Dec 2026 00:00:00 GMT");
/// const ROUTE: RouteInfo = RouteInfo::new("list_users", "users", "GET").deprecated(DATES);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deprecation {
    since: &'static str,
    sunset: Option<&'static str>,
}

impl Deprecation {
    /// Deprecated since a time that is not known: `@0`, since RFC 9745 has no value without a date.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            since: "@0",
            sunset: None,
        }
    }

    /// Sets since when, as a Date of RFC 9651: `@` and the seconds since the beginning of 1970.
    #[must_use]
    pub const fn since(mut self, date: &'static str) -> Self {
        self.since = date;
        self
    }

    /// Sets after when the operation may no longer answer, as an HTTP-date (RFC 9110 section 5.6.7).
    #[must_use]
    pub const fn sunset(mut self, date: &'static str) -> Self {
        self.sunset = Some(date);
        self
    }

    /// Sets the headers of a response. What others have set under these names is replaced.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        let sunset = self.sunset.map(|sunset| (SUNSET, sunset));
        for (name, date) in [(DEPRECATION, self.since)].into_iter().chain(sunset) {
            if let Ok(date) = HeaderValue::from_maybe_shared(Bytes::from_static(date.as_bytes())) {
                headers.insert(name, date);
            }
        }
    }

    /// The headers, for the document.
    #[must_use]
    pub fn described(&self) -> Vec<Header> {
        let header = |name, description, date| {
            Header::string(name, description).schema(json!({ "type": "string", "const": date }))
        };
        let since = "The time since which the operation is deprecated, in seconds since the beginning of 1970 (RFC 9745)";
        let sunset = "The time after which the operation may no longer answer (RFC 8594)";
        let mut headers = vec![header("Deprecation", since, self.since)];
        headers.extend(self.sunset.map(|date| header("Sunset", sunset, date)));
        headers
    }
}

impl Default for Deprecation {
    fn default() -> Self {
        Self::new()
    }
}
