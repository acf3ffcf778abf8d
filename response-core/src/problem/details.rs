//! [`Problem`]: an error as the client sees it, as problem details (RFC 9457).

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::fault::{Fault, bound};
use super::format::{ErrorFormat, RenderedProblem};
use super::unsent::Unsent;
use super::written;
use crate::message::body::Unwritten;
use crate::message::log::LOG;
use crate::message::{Body, Response};

/// An error as the client sees it: a problem document (RFC 9457).
///
/// A handler returns an enum with `#[derive(ErrorResponse)]`, whose variants the document lists; a `Problem` made by
/// hand is for middleware and extractors. The completing layer logs a server error made by hand, but cannot log its
/// cause: for that, use [`Problem::internal`].
///
/// # Bounds
/// A client chooses how many faults its request has and how long its keys are, so a problem is limited wherever it is made:
/// to the first 100 faults ([`Fault::MOST`]), 128 bytes of each key, 1,024 bytes of each location and each message, 15,000
/// bytes of all faults together, and 2,048 bytes of `detail`, all counted as JSON. A text that is cut ends with `...`; a
/// location that is cut ends with `...` and names the value that contains the fault. A limit above 1,024 bytes is left out.
/// Extension members are the app's own, and are sent as they are.
///
/// ```
/// use http::StatusCode;
/// use steadfast::Problem;
///
/// let problem = Problem::new(StatusCode::NOT_FOUND)
///     .code("user_not_found")
///     .detail("user 7 not found")
///     .extension("id", 7);
///
/// assert_eq!(
///     serde_json::to_string(&problem)?,
///     r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"user 7 not found","code":"user_not_found","id":7}"#,
/// );
/// assert_eq!(problem.code.as_deref(), Some("user_not_found"));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// What is left out above, and the problems that a request meets before a handler:
///
/// ```
/// use http::StatusCode;
/// use steadfast::problem::Fault;
/// use steadfast::{ErrorFormat, Problem, ResponseModel};
///
/// #[derive(ResponseModel)]
/// struct Gone { since: u32 }
///
/// let gone = Problem::new(StatusCode::GONE)
///     .type_uri("https://example.com/problems/plan-gone")
///     .title("The plan is gone")
///     .instance("/plans/7")
///     .request_id("7f3a")
///     .errors([Fault::new(["plan"], "is gone", "gone")])
///     .format(ErrorFormat::Structured);
/// assert_eq!((gone.title.as_ref(), gone.errors.len()), ("The plan is gone", 1));
/// let with_a_body = Problem::new(StatusCode::GONE).model_as("application/gone+json", &Gone { since: 2026 });
/// for refused in [
///     Problem::not_found(),
///     Problem::not_acceptable(&["application/json"]),
///     Problem::precondition_failed(),
///     Problem::payload_too_large(),
///     Problem::unsupported_media_type("application/json"),
///     Problem::invalid([]),
///     Problem::panicked(Box::new("lost")),
/// ] {
///     println!("{refused}");
/// }
/// ```
#[derive(Clone, PartialEq)]
pub struct Problem(pub(super) Shared, pub(super) Unsent);

/// The members, which a response and its body share until the body is written.
#[derive(Clone, PartialEq)]
pub(super) struct Shared(Arc<Members>);

impl Deref for Shared {
    type Target = Members;

    fn deref(&self) -> &Members {
        &self.0
    }
}

impl DerefMut for Shared {
    fn deref_mut(&mut self) -> &mut Members {
        Arc::make_mut(&mut self.0)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Problem").field(&*self.0).finish()
    }
}

impl Unwritten for Members {
    fn written(&self) -> Bytes {
        written::document(self)
    }
}

/// The members of a [`Problem`], which dereferences to them: `problem.status`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Members {
    /// `type`: the kind of problem, as a URI. `about:blank` adds nothing to the status.
    pub type_uri: Cow<'static, str>,
    /// `title`: the kind of problem, for people; the same for every occurrence.
    pub title: Cow<'static, str>,
    /// `status`: always a 4xx or a 5xx.
    pub status: StatusCode,
    /// `detail`: this occurrence, for people.
    pub detail: Option<Cow<'static, str>>,
    /// `instance`: where the problem occurred. The completing layer sets it to the path of the request, unless that is longer
    /// than 1,024 bytes.
    pub instance: Option<Cow<'static, str>>,
    /// `code`: the kind of problem, for programs.
    pub code: Option<Cow<'static, str>>,
    /// `request_id`: the id to give to the operators.
    pub request_id: Option<Cow<'static, str>>,
    /// `errors`: the faults of the request, at most [`Fault::MOST`].
    pub errors: Vec<Fault>,
    /// Further members, in the order in which they were added.
    pub extensions: Vec<(Cow<'static, str>, Value)>,
    /// The headers of the response.
    pub headers: HeaderMap,
    /// The format, if it is not the app's.
    pub format: Option<ErrorFormat>,
    /// The body that is sent in any format: see [`Problem::model`].
    pub body: Option<RenderedProblem>,
}

/// The maximum length of `detail`, as JSON.
const LONGEST_DETAIL: usize = 2048;

/// The names of the members that every problem has. The macros have a copy, which one of their tests compares.
pub const OWN_MEMBERS: [&str; 8] = [
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "code",
    "request_id",
    "errors",
];

impl Problem {
    /// A problem with only a status.
    ///
    /// An error with a success status would be cached and believed, so any status but a 4xx or 5xx becomes 500.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        let status = if status.is_client_error() || status.is_server_error() {
            status
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        };
        let members = Members {
            type_uri: Cow::Borrowed("about:blank"),
            title: Cow::Borrowed(status.canonical_reason().unwrap_or("Error")),
            status,
            detail: None,
            instance: None,
            code: None,
            request_id: None,
            errors: Vec::new(),
            extensions: Vec::new(),
            headers: HeaderMap::new(),
            format: None,
            body: None,
        };
        Self(Shared(Arc::new(members)), Unsent::default())
    }

    /// Sets `type`: a URI that identifies, and ideally documents, the kind of problem.
    #[must_use]
    pub fn type_uri(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.0.type_uri = uri.into();
        self
    }

    /// Sets `title`.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.0.title = title.into();
        self
    }

    /// Sets `detail`, up to 2,048 bytes: an error may repeat what a client sent.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        let detail = self.0.detail.insert(detail.into());
        bound::shorten(detail, LONGEST_DETAIL);
        self
    }

    /// Sets `instance`: a URI reference.
    #[must_use]
    pub fn instance(mut self, instance: impl Into<Cow<'static, str>>) -> Self {
        self.0.instance = Some(instance.into());
        self
    }

    /// Sets `code`.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Sets `request_id`.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<Cow<'static, str>>) -> Self {
        self.0.request_id = Some(id.into());
        self
    }

    /// Adds faults to `errors`, the first as far as they are [told](Problem#bounds). No more than [`Fault::MOST`] are taken
    /// from the iterator.
    #[must_use]
    pub fn errors(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        bound::extend(&mut self.0.errors, faults);
        self
    }

    /// Adds an extension member, or replaces one that was added before. The members that every problem has are not
    /// changed.
    #[must_use]
    pub fn extension(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Value>,
    ) -> Self {
        let (name, value) = (name.into(), value.into());
        if OWN_MEMBERS.contains(&name.as_ref()) {
            return self;
        }
        match self
            .0
            .extensions
            .iter_mut()
            .find(|(known, _)| *known == name)
        {
            Some((_, known)) => *known = value,
            None => self.0.extensions.push((name, value)),
        }
        self
    }

    /// Adds a header. An invalid one is left out and logged, so that a bad header never replaces the error.
    #[must_use]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        HeaderName: TryFrom<N>,
        HeaderValue: TryFrom<V>,
    {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.0.headers.append(name, value);
            }
            _ => {
                tracing::error!(
                    target: LOG,
                    code = self.code.as_deref(),
                    "a header of a problem is malformed and was left out"
                );
            }
        }
        self
    }

    /// Sets the format, for a part of the app that differs from the rest.
    #[must_use]
    pub fn format(mut self, format: ErrorFormat) -> Self {
        self.0.format = Some(format);
        self
    }

    /// Sets the body that is sent in any format.
    pub(super) fn body(mut self, body: RenderedProblem) -> Self {
        self.0.body = Some(body);
        self
    }

    /// Returns the response: `application/problem+json`, and `no-store` unless [`header`](Self::header) sets it.
    ///
    /// The problem itself stays in the response's extensions, so that the completing layer can add what only the
    /// request has, and render it in the app's format.
    #[must_use]
    pub fn into_response(self) -> Response {
        let (media_type, body) = self.media_type_and_body();
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.clone_from(&self.headers);
        headers
            .entry(CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        headers.insert(CONTENT_TYPE, media_type);
        response.extensions_mut().insert(self);
        response
    }

    /// Sets where it has occurred and in which request, as far as that is known.
    #[cfg(feature = "tower")]
    pub(crate) fn locate(&mut self, instance: Option<String>, request_id: Option<String>) {
        if instance.is_none() && request_id.is_none() {
            return;
        }
        let members = &mut *self.0;
        if let Some(instance) = instance {
            members.instance = Some(instance.into());
        }
        if let Some(id) = request_id {
            members.request_id = Some(id.into());
        }
    }

    /// The problem document.
    #[cfg(feature = "tower")]
    pub(crate) fn document(&self) -> Bytes {
        written::document(self)
    }

    /// The body is written when it is asked for: the completing layer has more to say in it, and writes it then.
    fn media_type_and_body(&self) -> (HeaderValue, Body) {
        if self.body.is_some() || !matches!(self.format, None | Some(ErrorFormat::Problem)) {
            let rendered = self.rendered(&ErrorFormat::Problem);
            return (rendered.media_type, rendered.body.into());
        }
        let members: Arc<Members> = Arc::clone(&self.0.0);
        (
            HeaderValue::from_static(written::MEDIA_TYPE),
            Body::unwritten(members),
        )
    }
}

impl Deref for Problem {
    type Target = Members;

    fn deref(&self) -> &Members {
        &self.0
    }
}

impl From<StatusCode> for Problem {
    fn from(status: StatusCode) -> Self {
        Self::new(status)
    }
}

impl From<Problem> for Response {
    fn from(problem: Problem) -> Self {
        problem.into_response()
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.type_uri)?;
        map.serialize_entry("title", &self.title)?;
        map.serialize_entry("status", &self.status.as_u16())?;
        for (name, value) in [
            ("detail", &self.detail),
            ("instance", &self.instance),
            ("code", &self.code),
            ("request_id", &self.request_id),
        ] {
            if let Some(value) = value {
                map.serialize_entry(name, value)?;
            }
        }
        if !self.errors.is_empty() {
            map.serialize_entry("errors", &self.errors)?;
        }
        for (name, value) in &self.extensions {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.detail.as_ref().unwrap_or(&self.title);
        write!(formatter, "{}: {said}", self.status.as_u16())?;
        for fault in &self.errors {
            write!(formatter, "; {fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_members_stand_in_their_order() {
        let problem = Problem::new(StatusCode::CONFLICT)
            .extension("balance", 30)
            .errors([Fault::new(["body"], "no", "value_error")])
            .request_id("r1")
            .code("no_credit")
            .instance("/accounts/1")
            .detail("you have 30")
            .title("No credit")
            .type_uri("https://example.com/no-credit");
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            concat!(
                r#"{"type":"https://example.com/no-credit","title":"No credit","status":409,"detail":"you have 30","#,
                r#""instance":"/accounts/1","code":"no_credit","request_id":"r1","#,
                r#""errors":[{"loc":["body"],"msg":"no","type":"value_error"}],"balance":30}"#
            )
        );
    }

    #[test]
    fn an_extension_never_replaces_a_member_of_the_problem() {
        let problem = Problem::new(StatusCode::NOT_FOUND)
            .extension("status", 200)
            .extension("errors", "none")
            .extension("id", 1)
            .extension("id", 2);
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"about:blank","title":"Not Found","status":404,"id":2}"#
        );
    }

    #[test]
    fn an_error_cannot_claim_to_be_a_success() {
        assert_eq!(Problem::new(StatusCode::OK).status, 500);
        assert_eq!(Problem::new(StatusCode::FOUND).status, 500);
    }

    #[test]
    fn a_response_is_complete_in_itself() {
        let response = Problem::new(StatusCode::UNAUTHORIZED)
            .header("www-authenticate", "Bearer")
            .into_response();
        assert_eq!(response.status(), 401);
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["www-authenticate"], "Bearer");
        assert!(response.extensions().get::<Problem>().is_some());
        assert!(response.body().as_full().is_some());
    }

    #[test]
    fn a_malformed_header_is_left_out() {
        let problem = Problem::new(StatusCode::NOT_FOUND)
            .header("x-a", "1\r\nx-b: 2")
            .header("x c", "1");
        assert!(problem.headers.is_empty());
    }
}
