//! [`SetCookie`]: cookies that are secure unless a reason is given.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use cookie::time::{self, OffsetDateTime};
use cookie::{Cookie, SameSite};
use http::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// A cookie to set (RFC 6265bis): `HttpOnly`, `Secure`, `SameSite=Lax` and `Path=/`.
///
/// Each method that weakens it takes a reason. Characters that a cookie value cannot hold are percent-encoded, which
/// axum-extra's `CookieJar` and the `cookie` crate decode.
///
/// ```
/// use std::time::Duration;
/// use steadfast::SetCookie;
///
/// let session = SetCookie::new("__Host-session", "7f3a").max_age(Duration::from_secs(3600));
/// assert_eq!(
///     session.to_header()?,
///     "__Host-session=7f3a; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=3600"
/// );
/// # Ok::<(), steadfast::reply::CookieError>(())
/// ```
///
/// A combination that a browser refuses, or that is less safe than it looks, cannot be sent:
/// [`to_header`](Self::to_header) returns the error, and in a [`Reply`](crate::Reply) it becomes a logged 500.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use steadfast::prelude::*;
///
/// #[route(post, "/login", action)]
/// async fn login() -> Reply<(), SetCookie> {
///     Reply::new(()).cookie(SetCookie::new("__Host-session", "7f3a").same_site_strict())
/// }
///
/// #[route(post, "/logout", action)]
/// async fn logout() -> Reply<(), SetCookie> {
///     Reply::new(()).cookie(SetCookie::delete("__Host-session"))
/// }
///
/// let theme = SetCookie::new("theme", "dark blue")
///     .path("/settings")
///     .domain("example.com")
///     .expires(SystemTime::now() + Duration::from_secs(86_400))
///     .allow_script_access("the page reads the theme before it paints");
/// assert_eq!((theme.name(), theme.value()), ("theme", "dark%20blue"));
/// assert!(theme.deletion().to_header().is_ok());
///
/// let embedded = SetCookie::new("__Host-chat", "7f3a")
///     .partitioned()
///     .allow_cross_site("the chat is shown in the pages of customers");
/// assert!(embedded.clone().to_header().is_ok());
/// let fault = embedded.allow_insecure_transport("a test without TLS").to_header().unwrap_err();
/// assert_eq!(fault.name(), "__Host-chat");
/// println!("{:?}", fault.fault());
/// ```
#[derive(Clone, PartialEq)]
pub struct SetCookie {
    cookie: Cookie<'static>,
    fault: Option<CookieFault>,
}

/// A cookie that cannot be sent, and why.
///
/// ```
/// use steadfast::SetCookie;
/// use steadfast::reply::CookieFault;
///
/// let error = SetCookie::new("two words", "7f3a").to_header().unwrap_err();
/// assert_eq!((error.name(), error.fault()), ("two words", CookieFault::Name));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CookieError {
    name: String,
    fault: CookieFault,
}

/// Why a cookie cannot be sent.
///
/// ```
/// use steadfast::SetCookie;
/// use steadfast::reply::CookieFault;
///
/// let long = SetCookie::new("session", "x".repeat(5000));
/// assert_eq!(long.to_header().unwrap_err().fault(), CookieFault::TooLarge);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CookieFault {
    /// The name is not a token (RFC 6265bis section 4.1.1).
    Name,
    /// The path does not begin with `/`, or has a character that no attribute can hold.
    Path,
    /// The domain is not a host name.
    Domain,
    /// Name and value are longer than 4096 bytes together: a browser drops it.
    TooLarge,
    /// `SameSite=None` without `Secure`: a browser drops it.
    SameSiteNoneWithoutSecure,
    /// `Partitioned` without `Secure`: a browser drops it.
    PartitionedWithoutSecure,
    /// A `__Host-` or `__Secure-` name without `Secure` (RFC 6265bis section 4.1.3).
    PrefixWithoutSecure,
    /// A `__Host-` name with a `Domain`, or a `Path` that is not `/`.
    HostPrefixWithScope,
    /// The cookie was weakened with an empty reason.
    WithoutReason,
}

impl CookieError {
    /// The name as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Why the cookie cannot be sent.
    #[must_use]
    pub fn fault(&self) -> CookieFault {
        self.fault
    }
}

/// The value is not shown, since it may be a secret.
impl fmt::Display for CookieError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        let fault = match self.fault {
            CookieFault::Name => return write!(formatter, "{name:?} is not a cookie name"),
            CookieFault::Path => "has a path that a cookie cannot have",
            CookieFault::Domain => "has a domain that is not a host name",
            CookieFault::TooLarge => "is longer than the 4096 bytes that a browser keeps",
            CookieFault::SameSiteNoneWithoutSecure => "is `SameSite=None` without `Secure`",
            CookieFault::PartitionedWithoutSecure => "is `Partitioned` without `Secure`",
            CookieFault::PrefixWithoutSecure => "has a prefix that needs `Secure`",
            CookieFault::HostPrefixWithScope => {
                "has the prefix `__Host-`, which needs `Path=/` and no `Domain`"
            }
            CookieFault::WithoutReason => "was weakened without a reason",
        };
        write!(formatter, "the cookie {name:?} {fault}")
    }
}

impl std::error::Error for CookieError {}

/// The characters to encode: all but `cookie-octet` (RFC 6265bis section 4.1.1), and `%`, so that decoding returns the
/// value.
const NOT_IN_A_VALUE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b',')
    .add(b';')
    .add(b'\\')
    .add(b'%');

/// A browser ignores a longer cookie (RFC 6265bis section 5.6).
const LONGEST: usize = 4096;

impl SetCookie {
    /// A cookie that lives as long as the browser's session.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, value: impl AsRef<str>) -> Self {
        let value = utf8_percent_encode(value.as_ref(), NOT_IN_A_VALUE).to_string();
        Self {
            cookie: Cookie::build((name, value))
                .http_only(true)
                .secure(true)
                .same_site(SameSite::Lax)
                .path("/")
                .build(),
            fault: None,
        }
    }

    /// Deletes the cookie with this name at `Path=/`. For one that was set with another path or a domain, set the same
    /// here, or use the [`deletion`](Self::deletion) of the cookie itself.
    #[must_use]
    pub fn delete(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, "").deletion()
    }

    /// Deletes this cookie, which is identified by name, path, domain and partition.
    #[must_use]
    pub fn deletion(mut self) -> Self {
        self.cookie.set_value("");
        self.cookie.set_max_age(time::Duration::ZERO);
        self.cookie.set_expires(OffsetDateTime::UNIX_EPOCH);
        self
    }

    /// Sets how long the browser keeps the cookie; sent in whole seconds.
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Self {
        let seconds = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
        self.cookie.set_max_age(time::Duration::seconds(seconds));
        self
    }

    /// Sets until when the browser keeps the cookie; [`max_age`](Self::max_age) does not depend on the client's clock.
    #[must_use]
    pub fn expires(mut self, time: impl Into<SystemTime>) -> Self {
        // An HTTP date has four digits for the year.
        let last = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799);
        let time = time.into().clamp(SystemTime::UNIX_EPOCH, last);
        self.cookie.set_expires(OffsetDateTime::from(time));
        self
    }

    /// Sends the cookie only with requests below this path. This does not protect it: other paths of the host can still
    /// read it.
    #[must_use]
    pub fn path(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        let path = path.into();
        let is_whole = path
            .bytes()
            .all(|byte| matches!(byte, b' '..=b'~') && byte != b';');
        if !path.starts_with('/') || !is_whole {
            self.refuse(CookieFault::Path);
        }
        self.cookie.set_path(path);
        self
    }

    /// Sends the cookie to this domain and to every host below it, instead of to this host alone.
    #[must_use]
    pub fn domain(mut self, domain: impl Into<Cow<'static, str>>) -> Self {
        let domain = domain.into();
        let host = domain.strip_prefix('.').unwrap_or(&domain);
        let is_host = !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        if !is_host {
            self.refuse(CookieFault::Domain);
        }
        self.cookie.set_domain(domain);
        self
    }

    /// Sets `SameSite=Strict`: the cookie is not sent if the user comes from another site, not even through a link.
    #[must_use]
    pub fn same_site_strict(mut self) -> Self {
        self.cookie.set_same_site(SameSite::Strict);
        self
    }

    /// Sets `Partitioned`: a page embedded in another site gets a cookie jar of its own.
    #[must_use]
    pub fn partitioned(mut self) -> Self {
        self.cookie.set_partitioned(true);
        self
    }

    /// Drops `HttpOnly`, with a reason: scripts of the page, and any injected into it, can read the cookie.
    #[must_use]
    pub fn allow_script_access(mut self, reason: &str) -> Self {
        self.cookie.set_http_only(false);
        self.weakened(reason)
    }

    /// Drops `Secure`, with a reason: the cookie is sent, and can be overwritten, without TLS.
    #[must_use]
    pub fn allow_insecure_transport(mut self, reason: &str) -> Self {
        self.cookie.set_secure(false);
        self.weakened(reason)
    }

    /// Sets `SameSite=None`, with a reason: requests from other sites carry the cookie, including forged ones.
    #[must_use]
    pub fn allow_cross_site(mut self, reason: &str) -> Self {
        self.cookie.set_same_site(SameSite::None);
        self.weakened(reason)
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.cookie.name()
    }

    /// The value as it is sent: percent-encoded.
    #[must_use]
    pub fn value(&self) -> &str {
        self.cookie.value()
    }

    /// Returns the value of the `Set-Cookie` header.
    ///
    /// # Errors
    /// The cookie cannot be sent as a header, or would be less safe than it looks.
    pub fn to_header(&self) -> Result<HeaderValue, CookieError> {
        let error = |fault| CookieError {
            name: self.cookie.name().to_owned(),
            fault,
        };
        if let Some(fault) = self.fault.or_else(|| self.combined()) {
            return Err(error(fault));
        }
        HeaderValue::try_from(self.cookie.to_string()).map_err(|_| error(CookieFault::Name))
    }

    fn weakened(mut self, reason: &str) -> Self {
        if reason.trim().is_empty() {
            self.refuse(CookieFault::WithoutReason);
        }
        self
    }

    fn refuse(&mut self, fault: CookieFault) {
        self.fault.get_or_insert(fault);
    }

    /// The first fault of the attributes in combination.
    fn combined(&self) -> Option<CookieFault> {
        let cookie = &self.cookie;
        let is_secure = cookie.secure() == Some(true);
        // Browsers compare prefixes case-insensitively (RFC 6265bis section 5.6).
        let has_prefix = |prefix: &str| {
            let head = cookie.name().get(..prefix.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        };
        let is_host = has_prefix("__Host-");
        // The name of a cookie is a token, as that of a header is (RFC 9110 section 5.6.2).
        if HeaderName::try_from(cookie.name()).is_err() {
            Some(CookieFault::Name)
        } else if cookie.name().len() + cookie.value().len() > LONGEST {
            Some(CookieFault::TooLarge)
        } else if !is_secure && (is_host || has_prefix("__Secure-")) {
            Some(CookieFault::PrefixWithoutSecure)
        } else if is_host && (cookie.domain().is_some() || cookie.path() != Some("/")) {
            Some(CookieFault::HostPrefixWithScope)
        } else if !is_secure && cookie.same_site() == Some(SameSite::None) {
            Some(CookieFault::SameSiteNoneWithoutSecure)
        } else if !is_secure && cookie.partitioned() == Some(true) {
            Some(CookieFault::PartitionedWithoutSecure)
        } else {
            None
        }
    }
}

/// The value is left out, since it may be a secret.
impl fmt::Debug for SetCookie {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SetCookie")
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(cookie: &SetCookie) -> String {
        let value = cookie.to_header().expect("a cookie that can be sent");
        value.to_str().expect("visible ASCII").to_owned()
    }

    fn fault(cookie: &SetCookie) -> CookieFault {
        cookie
            .to_header()
            .expect_err("a cookie that cannot be sent")
            .fault()
    }

    #[test]
    fn a_cookie_is_secure_by_itself() {
        assert_eq!(
            sent(&SetCookie::new("id", "7")),
            "id=7; HttpOnly; SameSite=Lax; Secure; Path=/"
        );
    }

    #[test]
    fn a_value_is_percent_encoded() {
        let cookie = SetCookie::new("id", "a b;c\r\nSet-Cookie: x=\u{e4}%");
        assert!(
            sent(&cookie).starts_with("id=a%20b%3Bc%0D%0ASet-Cookie:%20x=%C3%A4%25;"),
            "{}",
            sent(&cookie)
        );
    }

    #[test]
    fn a_name_that_is_no_token_is_refused() {
        for name in ["", "a b", "a=b", "a;b", "a\r\nb", "\u{e4}"] {
            assert_eq!(
                fault(&SetCookie::new(name, "")),
                CookieFault::Name,
                "{name:?}"
            );
        }
    }

    #[test]
    fn a_path_or_domain_that_would_add_an_attribute_is_refused() {
        let cookie = SetCookie::new("id", "7");
        for path in ["", "users", "/a; Domain=evil", "/a\r\nb", "/\u{e4}"] {
            assert_eq!(
                fault(&cookie.clone().path(path)),
                CookieFault::Path,
                "{path:?}"
            );
        }
        for domain in ["", ".", "a b", "a;b", "a\r\nb"] {
            let fault = fault(&cookie.clone().domain(domain));
            assert_eq!(fault, CookieFault::Domain, "{domain:?}");
        }
    }

    #[test]
    fn no_cross_site_cookie_goes_without_tls() {
        let cookie = SetCookie::new("id", "7").allow_cross_site("embedded");
        assert_eq!(
            sent(&cookie),
            "id=7; HttpOnly; SameSite=None; Secure; Path=/"
        );
        let cookie = cookie.allow_insecure_transport("development");
        assert_eq!(fault(&cookie), CookieFault::SameSiteNoneWithoutSecure);
    }

    #[test]
    fn a_prefix_keeps_what_it_promises() {
        for name in ["__Host-id", "__Secure-id", "__HOST-id"] {
            let cookie = SetCookie::new(name, "7").allow_insecure_transport("development");
            assert_eq!(fault(&cookie), CookieFault::PrefixWithoutSecure, "{name}");
        }
        let host = SetCookie::new("__Host-id", "7");
        assert!(host.to_header().is_ok());
        assert_eq!(
            fault(&host.clone().domain("example.com")),
            CookieFault::HostPrefixWithScope
        );
        assert_eq!(fault(&host.path("/a")), CookieFault::HostPrefixWithScope);
        let secure = SetCookie::new("__Secure-id", "7")
            .domain("example.com")
            .path("/a");
        assert!(secure.to_header().is_ok());
    }

    #[test]
    fn a_partitioned_cookie_needs_tls() {
        let cookie = SetCookie::new("id", "7").partitioned();
        assert!(sent(&cookie).contains("; Partitioned"));
        assert_eq!(
            fault(&cookie.allow_insecure_transport("development")),
            CookieFault::PartitionedWithoutSecure
        );
    }

    #[test]
    fn weakening_without_a_reason_is_refused() {
        let cookie = SetCookie::new("id", "7").allow_script_access(" ");
        assert_eq!(fault(&cookie), CookieFault::WithoutReason);
    }

    #[test]
    fn what_a_browser_would_drop_is_refused() {
        assert_eq!(
            fault(&SetCookie::new("id", "x".repeat(4095))),
            CookieFault::TooLarge
        );
        assert!(SetCookie::new("id", "x".repeat(4094)).to_header().is_ok());
    }

    #[test]
    fn a_deletion_matches_the_creation() {
        let cookie = SetCookie::new("id", "7")
            .path("/app")
            .domain("example.com")
            .max_age(Duration::from_secs(60))
            .partitioned();
        assert_eq!(
            sent(&cookie.deletion()),
            "id=; HttpOnly; SameSite=Lax; Partitioned; Secure; Path=/app; Domain=example.com; Max-Age=0; \
             Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        );
    }

    #[test]
    fn a_time_out_of_range_is_brought_into_it() {
        let cookie = SetCookie::new("id", "7");
        let late = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
        assert!(sent(&cookie.clone().expires(late)).ends_with("31 Dec 9999 23:59:59 GMT"));
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert!(sent(&cookie.clone().expires(early)).ends_with("01 Jan 1970 00:00:00 GMT"));
        assert!(cookie.max_age(Duration::MAX).to_header().is_ok());
    }

    #[test]
    fn the_value_is_not_printed() {
        let cookie = SetCookie::new("id", "secret");
        assert!(!format!("{cookie:?}").contains("secret"));
    }
}
