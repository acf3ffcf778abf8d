//! `ETag`, `Last-Modified` and `Vary`: the headers that caches use (RFC 9110 sections 8.8 and 12.5.5).

use std::borrow::Cow;
use std::time::SystemTime;

use http::HeaderValue;
use http::header::{ETAG, LAST_MODIFIED, VARY};

use super::Reply;
use super::declared::{Documenting, ResponseHeaders, SentHeaders};
use super::header::{HeaderError, HeaderFault, name};
use crate::contract::Header;
use crate::message::{VersionTag, validator};

/// The version of a response (RFC 9110 section 8.8.3): a GET from a client that has this version is answered with a 304,
/// one that asks for another version (`If-Match`) with a 412. A handler that changes the resource judges an `If-Match`
/// itself, by the extractor `IfMatch`.
///
/// `Reply<V, ETag>` documents the header, the 304 and the 412, and [`Reply::etag`] sends it. If there is not always a version,
/// use `Reply<V, Option<ETag>>` and `typed_header(version.map(ETag::new))`.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct UserOut { name: String }
///
/// #[route(get, "/users/{id}", response = UserOut)]
/// async fn get_user(Path(id): Path<i64>) -> Reply<UserOut, ETag> {
///     let revision = 3_u64;
///     Reply::new(UserOut { name: "Ada".to_owned() }).etag(revision)
/// }
///
/// /// A user who was imported has no revision.
/// #[route(get, "/imported/{id}", response = UserOut)]
/// async fn get_imported(Path(id): Path<i64>) -> Reply<UserOut, Option<ETag>> {
///     let revision: Option<u64> = None;
///     Reply::new(UserOut { name: "Grace".to_owned() }).typed_header(revision.map(ETag::new))
/// }
/// # let _: axum::Router = Api::new("Users", "1.0.0").routes(routes![get_user, get_imported]).into_router();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ETag(String);

impl ETag {
    /// An entity tag: a text, or the number of a revision. The quotes may be left out; `W/"..."` is weak. What a tag cannot
    /// hold, a space for example, is percent-encoded.
    #[must_use]
    pub fn new(tag: impl VersionTag) -> Self {
        Self(tag.tag().into_owned())
    }
}

impl AsRef<str> for ETag {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[diagnostic::do_not_recommend]
impl VersionTag for ETag {
    fn tag(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl ResponseHeaders for ETag {
    const VALIDATES: bool = true;

    fn describe(headers: &mut Vec<Header>) {
        headers.push(Header::string(
            "ETag",
            "The version of the content, for `If-None-Match` and `If-Match`",
        ));
    }

    fn send(self, sent: &mut SentHeaders<'_>) {
        match validator::version_tag(&self.0) {
            Some(tag) => sent.set(ETAG, tag),
            None => sent.refuse(HeaderError::new("ETag", HeaderFault::Value)),
        }
    }
}

/// When the content of a response last changed (RFC 9110 section 8.8.2): a GET from a client that has this version is
/// answered with a 304, one that asks for an older one (`If-Unmodified-Since`) with a 412.
///
/// `Reply<V, LastModified>` documents the header, the 304 and the 412, and [`Reply::last_modified`] sends it, in whole seconds.
/// A future time is sent as now, one before 1970 as 1970.
///
/// ```
/// use std::time::SystemTime;
///
/// use steadfast::prelude::*;
///
/// #[route(get, "/terms", response = Text)]
/// async fn terms() -> Reply<Text, LastModified> {
///     Reply::new(Text::from("Be kind.")).last_modified(SystemTime::UNIX_EPOCH)
/// }
/// # let _: axum::Router = Api::new("Terms", "1.0.0").routes(routes![terms]).into_router();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastModified(SystemTime);

impl LastModified {
    /// The time of the last change.
    #[must_use]
    pub fn new(time: impl Into<SystemTime>) -> Self {
        Self(time.into())
    }
}

impl ResponseHeaders for LastModified {
    const VALIDATES: bool = true;

    fn describe(headers: &mut Vec<Header>) {
        headers.push(Header::string(
            "Last-Modified",
            "When the content last changed, for `If-Modified-Since` and `If-Unmodified-Since`",
        ));
    }

    fn send(self, sent: &mut SentHeaders<'_>) {
        match validator::last_modified(self.0) {
            Some(time) => sent.set(LAST_MODIFIED, time),
            None => sent.refuse(HeaderError::new("Last-Modified", HeaderFault::Value)),
        }
    }
}

impl<V, H> Reply<V, H> {
    /// Sends an `ETag`: a GET from a client that has this version is answered with a 304 (RFC 9110 section 8.8.3).
    ///
    /// The handler's return type declares it, so that the document lists the header and the 304: `Reply<V, ETag>`. The tag
    /// is a text, or the number of a revision; its quotes may be left out; `W/"..."` is weak. What a tag cannot hold, a space for
    /// example, is percent-encoded.
    ///
    /// ```
    /// use steadfast::{ETag, Reply};
    ///
    /// fn versioned(tag: &str) -> Reply<&'static str, ETag> {
    ///     Reply::new("Ada").etag(tag)
    /// }
    /// assert_eq!(versioned("v7").headers().unwrap()["etag"], "\"v7\"");
    /// assert_eq!(versioned("W/\"v7\"").headers().unwrap()["etag"], "W/\"v7\"");
    /// ```
    #[must_use]
    pub fn etag<N>(self, tag: impl VersionTag) -> Reply<V, N>
    where
        N: Documenting<ETag, Before = H>,
    {
        self.set_validator(ETag::new(tag)).declare()
    }

    /// Sends `Last-Modified`: a GET from a client that has this version is answered with a 304 (RFC 9110 section
    /// 8.8.2).
    ///
    /// The handler's return type declares it: `Reply<V, LastModified>`, or with a tag `Reply<V, (ETag, LastModified)>`.
    /// Sent in whole seconds; a future time is sent as now, one before 1970 as 1970.
    #[must_use]
    pub fn last_modified<N>(self, time: impl Into<SystemTime>) -> Reply<V, N>
    where
        N: Documenting<LastModified, Before = H>,
    {
        self.set_validator(LastModified::new(time)).declare()
    }

    /// Adds to `Vary` a request header that the response depends on, so that a cache keeps a response for each of its
    /// values (RFC 9110 section 12.5.5).
    #[must_use]
    pub fn vary(mut self, header: impl AsRef<str>) -> Self {
        let header = header.as_ref();
        let value = match name(header) {
            Err(error) if header != "*" && error.fault() == HeaderFault::Name => {
                Err(HeaderError::new("Vary", HeaderFault::Value))
            }
            _ => HeaderValue::try_from(header)
                .map_err(|_| HeaderError::new("Vary", HeaderFault::Value)),
        };
        self.parts().add(value.map(|value| (VARY, value)));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_tag_counts() {
        let reply: Reply<(), (ETag, ETag)> = Reply::new(()).etag("a").etag("b");
        let tags: Vec<_> = reply.headers().unwrap().get_all(ETAG).iter().collect();
        assert_eq!(tags, ["\"b\""]);
    }

    #[test]
    fn a_tag_is_a_text_or_the_number_of_a_revision() {
        fn sent(tag: impl VersionTag) -> HeaderValue {
            let reply: Reply<(), ETag> = Reply::new(()).etag(tag);
            reply.headers().unwrap()[ETAG].clone()
        }
        assert_eq!(sent(7_u64), "\"7\"");
        let negative = &-7_i32;
        assert_eq!(sent(negative), "\"-7\"");
        assert_eq!(sent("v7".to_owned()), "\"v7\"");
        let text = &"v7";
        assert_eq!(sent(text), "\"v7\"");
        assert_eq!(sent(ETag::new("W/\"7\"")), "W/\"7\"");
    }
}
