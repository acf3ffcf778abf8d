//! [`TestRequest`]: a request of the test client.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method, Request, Uri};
use serde::Serialize;

use super::{Client, TestAnswer};

/// A request that is sent when it is awaited.
///
/// ```
/// use steadfast::prelude::*;
/// use steadfast::testing::Client;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Search { text: String }
///
/// #[route(get, "/search", response = Text)]
/// async fn search(Query(search): Query<Search>) -> String {
///     search.text
/// }
///
/// #[route(post, "/search", action, response = Text)]
/// async fn search_by_form(Form(search): Form<Search>) -> String {
///     search.text
/// }
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Patch { text: Field<String> }
///
/// #[route(patch, "/search", response = Text)]
/// async fn patch_search(MergePatch(patch): MergePatch<Patch>) -> String {
///     patch.text.into_option().unwrap_or_default()
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let api = Api::new("Search", "1.0.0").routes(routes![search, search_by_form, patch_search]);
/// let client = Client::new(api.into_router()).with_header("x-tenant", "7");
/// let answer = client.get("/search").query(&[("text", "a b")]).header("accept", "text/plain").bearer("7f3a").await;
/// assert_eq!(answer.text(), "a b");
///
/// assert_eq!(client.post("/search").form(&[("text", "c")]).await.text(), "c");
/// client.post("/search").body("text=c").await.assert_status(415);
/// client.post("/search").json("text").await.assert_status(415);
/// let answer = client.patch("/search").merge_patch(&serde_json::json!({ "text": "d" })).send().await;
/// assert_eq!(answer.text(), "d");
/// # }
/// ```
#[must_use = "a request is sent when it is awaited"]
pub struct TestRequest {
    client: Client,
    request: Request<Body>,
}

impl TestRequest {
    pub(super) fn new(client: Client, method: Method, path: &str) -> Self {
        let uri: Uri = match path.parse() {
            Ok(uri) => uri,
            Err(error) => panic!("`{path}` is not a request path: {error}"),
        };
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        request.headers_mut().clone_from(&client.headers);
        Self { client, request }
    }

    /// Adds parameters to the query: a struct, a map or pairs.
    ///
    /// # Panics
    /// If the value cannot be written as a query, or makes the path too long.
    #[track_caller]
    pub fn query(mut self, parameters: &impl Serialize) -> Self {
        let added = serde_html_form::to_string(parameters).expect("a value that can be a query");
        let uri = self.request.uri();
        let separator = if uri.query().is_some() { '&' } else { '?' };
        let uri = format!("{uri}{separator}{added}");
        *self.request.uri_mut() = uri.parse().expect("a query that fits into a path");
        self
    }

    /// Adds a header.
    ///
    /// # Panics
    /// If no header can have this name or value.
    #[track_caller]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: fmt::Debug>,
        V: TryInto<HeaderValue, Error: fmt::Debug>,
    {
        let (name, value) = header(name, value);
        self.request.headers_mut().append(name, value);
        self
    }

    /// Sends a token as a credential: `Authorization: Bearer ..` (RFC 6750 section 2.1).
    ///
    /// # Panics
    /// If a header cannot hold the token.
    #[track_caller]
    pub fn bearer(self, token: &str) -> Self {
        self.header(AUTHORIZATION, format!("Bearer {token}"))
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        *self.request.body_mut() = body.into();
        self
    }

    /// Sets a JSON body, and `Content-Type: application/json` unless that header is set already.
    ///
    /// # Panics
    /// If the value cannot be written as JSON.
    #[track_caller]
    pub fn json(self, value: &(impl Serialize + ?Sized)) -> Self {
        let bytes = serde_json::to_vec(value).expect("a value that can be written as JSON");
        self.content("application/json", bytes)
    }

    /// Sets a JSON merge patch as the body, and `Content-Type: application/merge-patch+json` (RFC 7396) unless that header is set
    /// already.
    ///
    /// # Panics
    /// If the value cannot be written as JSON.
    #[track_caller]
    pub fn merge_patch(self, value: &(impl Serialize + ?Sized)) -> Self {
        let bytes = serde_json::to_vec(value).expect("a value that can be written as JSON");
        self.content("application/merge-patch+json", bytes)
    }

    /// Sets a form body, and `Content-Type: application/x-www-form-urlencoded` unless that header is set already.
    ///
    /// # Panics
    /// If the value cannot be written as a form.
    #[track_caller]
    pub fn form(self, value: &impl Serialize) -> Self {
        let text = serde_html_form::to_string(value).expect("a value that can be a form");
        self.content("application/x-www-form-urlencoded", text)
    }

    /// Sends the request, as `.await` alone does.
    pub async fn send(self) -> TestAnswer {
        self.client.send(self.request).await
    }

    fn content(mut self, media_type: &'static str, body: impl Into<Body>) -> Self {
        self.request
            .headers_mut()
            .entry(CONTENT_TYPE)
            .or_insert(HeaderValue::from_static(media_type));
        self.body(body)
    }
}

#[track_caller]
pub(super) fn header<N, V>(name: N, value: V) -> (HeaderName, HeaderValue)
where
    N: TryInto<HeaderName, Error: fmt::Debug>,
    V: TryInto<HeaderValue, Error: fmt::Debug>,
{
    let name = name.try_into().expect("the name of a header");
    let value = value.try_into().expect("the value of a header");
    (name, value)
}

impl IntoFuture for TestRequest {
    type Output = TestAnswer;
    type IntoFuture = Pin<Box<dyn Future<Output = TestAnswer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for TestRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {}",
            self.request.method(),
            self.request.uri()
        )
    }
}
