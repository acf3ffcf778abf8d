//! [`TestAnswer`]: the response of a service to a test request.

use std::fmt;
use std::sync::{Arc, OnceLock};

use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::conform;

/// The number of characters of a body that a failed assertion shows.
const SHOWN: usize = 500;

/// The response of a service to a [`TestRequest`](super::TestRequest).
///
/// It has the whole body; of a stream of events, which may be endless, what came before it fell silent for a quarter of a second.
///
/// ```
/// use steadfast::prelude::*;
/// use steadfast::testing::Client;
///
/// #[derive(serde::Deserialize, ResponseModel)]
/// struct UserOut { name: String }
///
/// #[route(get, "/users/{id}", response = UserOut)]
/// async fn get_user(Path(id): Path<i64>) -> Result<Reply<UserOut>, Fail<404>> {
///     let user = UserOut { name: "Ada".to_owned() };
///     if id == 7 { Ok(Reply::new(user).header("x-cost", 3)) } else { Err(Fail::new("no such user")) }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let client = Client::new(Api::new("Users", "1.0.0").routes(routes![get_user]).into_router());
///
/// let answer = client.get("/users/7").await;
/// answer.assert_status(200).assert_header("x-cost", "3").assert_conforms();
/// assert_eq!(answer.json::<UserOut>().name, "Ada");
/// assert_eq!((answer.header("x-cost"), answer.headers().contains_key("etag")), (Some("3"), false));
/// assert_eq!((answer.text(), answer.bytes().len()), (r#"{"name":"Ada"}"#, 14));
///
/// let refused = client.get("/users/8").await;
/// assert_eq!((refused.status().as_u16(), refused.problem()["detail"].as_str()), (404, Some("no such user")));
/// # }
/// ```
pub struct TestAnswer {
    method: Method,
    uri: Uri,
    response: Response<Bytes>,
    document: Arc<OnceLock<Option<Value>>>,
}

impl TestAnswer {
    pub(super) fn new(
        method: Method,
        uri: Uri,
        response: Response<Bytes>,
        document: Arc<OnceLock<Option<Value>>>,
    ) -> Self {
        Self {
            method,
            uri,
            response,
            document,
        }
    }

    pub(super) fn method(&self) -> &Method {
        &self.method
    }

    pub(super) fn path(&self) -> &str {
        self.uri.path()
    }

    pub(super) fn response(&self) -> &Response<Bytes> {
        &self.response
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The first header with this name, if there is one and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        self.response.body()
    }

    /// The body as text.
    ///
    /// # Panics
    /// If it is not UTF-8.
    #[must_use]
    #[track_caller]
    pub fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes()) {
            Ok(text) => text,
            Err(error) => self.fail(format_args!("the body is not text: {error}")),
        }
    }

    /// The body, deserialized from JSON.
    ///
    /// # Panics
    /// If the body is not a `T`.
    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        match serde_json::from_slice(self.bytes()) {
            Ok(value) => value,
            Err(error) => self.fail(format_args!("the body is not as expected: {error}")),
        }
    }

    /// The members of a problem (RFC 9457).
    ///
    /// # Panics
    /// If the body is not a problem.
    #[must_use]
    #[track_caller]
    pub fn problem(&self) -> Value {
        let media_type = self.header("content-type");
        if media_type != Some("application/problem+json") {
            self.fail(format_args!("expected a problem, found {media_type:?}"));
        }
        self.json()
    }

    /// Asserts the status.
    ///
    /// # Panics
    /// If the status is another one.
    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Self {
        if self.status() != status {
            self.fail(format_args!("expected status {status}"));
        }
        self
    }

    /// Asserts that a header has this value.
    ///
    /// # Panics
    /// If the header is missing, or none of its values is this one.
    #[track_caller]
    pub fn assert_header(&self, name: &str, value: &str) -> &Self {
        let mut values = self.headers().get_all(name).iter();
        if !values.any(|found| found == value) {
            let found: Vec<_> = self.headers().get_all(name).iter().collect();
            self.fail(format_args!("expected `{name}: {value}`, found {found:?}"));
        }
        self
    }

    /// Asserts that the document describes this response: its status, its required headers, its media type, a JSON or
    /// text body by its schema, and each event, line or row of a stream by the schema of one. The schema is closed for
    /// this: a field that it does not name fails, however deeply nested.
    ///
    /// In a debug build, a service that is called by [`Client::new`](super::Client::new) is also held to its links: a
    /// `Location` that would lead to a route of the service if it had the prefix that the route is nested below, and so
    /// leads nowhere, fails.
    ///
    /// # Panics
    /// If the document does not describe the response, or if there is no document.
    #[track_caller]
    pub fn assert_conforms(&self) -> &Self {
        let Some(document) = self.document.get().and_then(Option::as_ref) else {
            self.fail(format_args!(
                "there is no document at /openapi.json: give one by `Client::with_document`"
            ));
        };
        if let Err(fault) = conform::check(document, &self.method, self.uri.path(), &self.response)
        {
            self.fail(format_args!("{fault}"));
        }
        self
    }

    #[track_caller]
    fn fail(&self, fault: fmt::Arguments<'_>) -> ! {
        match self.header("content-encoding") {
            Some(coding) => panic!(
                "{fault}\nthe body is encoded as `{coding}`, and is read as it came: leave `Accept-Encoding` out\n{self:?}"
            ),
            None => panic!("{fault}\n{self:?}"),
        }
    }
}

impl fmt::Debug for TestAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = String::from_utf8_lossy(self.bytes());
        let shown: String = text.chars().take(SHOWN).collect();
        let cut = if shown.len() < text.len() { "..." } else { "" };
        write!(
            formatter,
            "{} {} answered {}\n{shown}{cut}",
            self.method,
            self.uri,
            self.status()
        )
    }
}
