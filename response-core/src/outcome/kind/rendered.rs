//! [`Rendered`]: a body with its media type.

use std::mem;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue};

use crate::contract::RouteInfo;
use crate::json;
use crate::message::body::Body;
use crate::message::{Response, headers, media_type};

/// A body, its media type, and the headers and extensions that a kind adds to the response.
#[derive(Debug)]
pub struct Rendered {
    content_type: ContentType,
    body: Body,
    /// What few kinds have.
    added: Option<Box<Added>>,
}

#[derive(Debug, Default)]
struct Added {
    headers: HeaderMap,
    extensions: Extensions,
}

/// The media type of a model.
pub(in crate::outcome) const JSON: &str = "application/json";

#[derive(Debug)]
enum ContentType {
    /// JSON, unless the route declares another media type.
    Json,
    Fixed(HeaderValue),
    /// No `Content-Type`: the recipient guesses.
    None,
    /// The media type of the route, or this one if the route declares none.
    Usual(HeaderValue),
    /// `media_type = ".."` on the route may refine it.
    Refined {
        /// The media type that the value names.
        own: Option<HeaderValue>,
        /// The media type if neither the route nor the value names one.
        otherwise: HeaderValue,
        /// The media type or range that the kind declares if the route declares none.
        declared: &'static str,
    },
}

impl Rendered {
    /// A body of this media type.
    #[must_use]
    pub fn new(content_type: HeaderValue, body: Body) -> Self {
        Self::of(ContentType::Fixed(content_type), body)
    }

    /// A body of this media type. Text is UTF-8: a `text/..` without a `charset` is sent with it.
    pub(super) fn of_media_type(media_type: &str, body: Body) -> Result<Self, json::Error> {
        Ok(Self::new(with_charset(media_type)?, body))
    }

    /// A body without `Content-Type`, whose recipient guesses what it is (RFC 9110 section 8.3). Its media type in the document is
    /// `*/*`.
    #[must_use]
    pub fn without_content_type(body: Body) -> Self {
        Self::of(ContentType::None, body)
    }

    pub(crate) fn json(bytes: Bytes) -> Self {
        Self::of(ContentType::Json, bytes.into())
    }

    /// Takes the bytes, if they are JSON to which nothing is added.
    pub(in crate::outcome) fn take_json(&mut self) -> Option<Bytes> {
        let is_json = matches!(self.content_type, ContentType::Json) && self.added.is_none();
        let body = is_json.then(|| mem::take(&mut self.body))?;
        body.into_full().ok()
    }

    /// A body of this media type, unless the route declares another one.
    pub(in crate::outcome) fn usual(content_type: HeaderValue, body: Body) -> Self {
        Self::of(ContentType::Usual(content_type), body)
    }

    /// A body whose media type the route may refine.
    pub(super) fn refined(
        own: Option<HeaderValue>,
        otherwise: HeaderValue,
        declared: &'static str,
        body: Body,
    ) -> Self {
        let content_type = ContentType::Refined {
            own,
            otherwise,
            declared,
        };
        Self::of(content_type, body)
    }

    fn of(content_type: ContentType, body: Body) -> Self {
        Self {
            content_type,
            body,
            added: None,
        }
    }

    /// Adds a header, in place of one of the same name; `Link`, `Set-Cookie` and `Vary` stay beside it.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        headers::add(&mut self.added().headers, name, value);
        self
    }

    /// Adds a typed part to the response's extensions, where the completing layer or a middleware reads it.
    #[must_use]
    pub fn extension<T: Clone + Send + Sync + 'static>(mut self, part: T) -> Self {
        self.added().extensions.insert(part);
        self
    }

    fn added(&mut self) -> &mut Added {
        self.added.get_or_insert_default()
    }

    /// Puts the body and its headers into a response of this route.
    pub(crate) fn put(self, route: &RouteInfo, response: &mut Response) -> Result<(), json::Error> {
        let content_type = self.content_type.of_route(route)?;
        if let Some(added) = self.added {
            let Added {
                headers,
                extensions,
            } = *added;
            *response.headers_mut() = headers;
            *response.extensions_mut() = extensions;
        }
        if let Some(content_type) = content_type {
            response.headers_mut().insert(CONTENT_TYPE, content_type);
        }
        *response.body_mut() = self.body;
        Ok(())
    }
}

impl ContentType {
    /// Returns the media type to send, or an error if the route does not declare it.
    fn of_route(self, route: &RouteInfo) -> Result<Option<HeaderValue>, json::Error> {
        let (own, otherwise, declared) = match self {
            Self::Json => {
                let json = HeaderValue::from_static(JSON);
                return route.media_type.map_or(Ok(json), with_charset).map(Some);
            }
            Self::Fixed(content_type) => return Ok(Some(content_type)),
            Self::None => return Ok(None),
            Self::Usual(content_type) => {
                return route
                    .media_type
                    .map_or(Ok(content_type), with_charset)
                    .map(Some);
            }
            Self::Refined {
                own,
                otherwise,
                declared,
            } => (own, otherwise, route.media_type.unwrap_or(declared)),
        };
        let is_exact = !media_type::is_range(declared);
        let sent = match own {
            None if is_exact => {
                return HeaderValue::from_str(declared)
                    .map(Some)
                    .map_err(json::Error::new);
            }
            None => otherwise,
            Some(own) => own,
        };
        let is_declared = sent
            .to_str()
            .is_ok_and(|sent| media_type::takes_in(declared, sent));
        if is_declared {
            Ok(Some(sent))
        } else {
            Err(json::Error::new(format!(
                "the value is {sent:?}, but the route declares `{declared}`: say so by `media_type = \"..\"`"
            )))
        }
    }
}

/// The value of `Content-Type` for a media type: text is UTF-8.
fn with_charset(media_type: &str) -> Result<HeaderValue, json::Error> {
    let lower = media_type.to_ascii_lowercase();
    let value = if lower.starts_with("text/") && !lower.contains("charset=") {
        HeaderValue::try_from(format!("{media_type}; charset=utf-8"))
    } else {
        HeaderValue::from_str(media_type)
    };
    value.map_err(json::Error::new)
}
