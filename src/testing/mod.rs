//! A test client: it calls a service without a socket, and checks its responses against the document.
//!
//! ```
//! use steadfast::prelude::*;
//! use steadfast::testing::Client;
//!
//! #[derive(serde::Deserialize, schemars::JsonSchema)]
//! struct UserIn {
//!     name: String,
//! }
//!
//! #[derive(ResponseModel)]
//! struct UserOut {
//!     id: i64,
//!     name: String,
//! }
//!
//! #[route(post, "/users", response = UserOut)]
//! async fn create_user(Json(new): Json<UserIn>) -> Created<UserOut> {
//!     Created::at("/users/1", UserOut { id: 1, name: new.name })
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let api = Api::new("Users", "1.0.0").routes(routes![create_user]);
//! let client = Client::new(api.into_router());
//!
//! client
//!     .post("/users")
//!     .json(&serde_json::json!({ "name": "Ada" }))
//!     .await
//!     .assert_status(201)
//!     .assert_header("location", "/users/1")
//!     .assert_conforms();
//!
//! let refused = client.post("/users").json(&serde_json::json!({})).await;
//! refused.assert_status(422).assert_conforms();
//! assert_eq!(refused.problem()["errors"][0]["msg"], "field required");
//! # }
//! ```
//!
//! [`Client::assert_every_error_is_declared`] sends bad requests: unknown methods, wrong types, bodies that are cut off
//! or too long. [`Client::url`] does the same for a running server.
//!
//! [`assert_compatible`] holds an API to the document of its last release.
//!
//! A failed assertion panics with the request, the status and the beginning of the body.

mod answer;
mod answers;
mod body;
mod call;
mod closed;
mod compatible;
mod conform;
mod faults;
mod headers;
mod items;
mod sample;
mod sweep;
mod url;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri};
use bytes::Bytes;
use serde_json::Value;

pub use self::answer::TestAnswer;
pub use self::answers::Answers;
pub use self::call::TestRequest;
pub use self::compatible::{Compatible, assert_compatible};

type Answer = Arc<dyn Fn(Request<Body>) -> Answering + Send + Sync>;
type Answering = Pin<Box<dyn Future<Output = Response<Bytes>> + Send>>;

/// A client of a service: a router, or any other tower service over HTTP. See [the module](self).
///
/// ```
/// use steadfast::prelude::*;
/// use steadfast::testing::Client;
///
/// #[route(delete, "/users/{id}")]
/// async fn delete_user(Path(id): Path<i64>) {}
///
/// #[route(put, "/users/{id}", response = Text)]
/// async fn put_user(Path(id): Path<i64>) -> Text {
///     Text::from("there")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let client = Client::new(Api::new("Users", "1.0.0").routes(routes![delete_user, put_user]).into_router());
/// client.delete("/users/7").await.assert_status(204);
/// client.put("/users/7").await.assert_status(200);
/// client.head("/users/7").await.assert_status(405);
/// client.request(axum::http::Method::OPTIONS, "/users/7").await.assert_status(405);
///
/// // Bad requests of every kind, each of whose answers has to be in the document.
/// client.assert_every_error_is_declared().await;
///
/// let deployed = Client::url("http://127.0.0.1:3000");          // the same, of a running server
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    answer: Answer,
    headers: HeaderMap,
    document: Arc<OnceLock<Option<Value>>>,
}

impl Client {
    /// Creates a client of the service.
    ///
    /// Before its first request it fetches `/openapi.json`, for [`TestAnswer::assert_conforms`].
    pub fn new(service: impl Answers) -> Self {
        let answer = move |request: Request<Body>| -> Answering {
            Box::pin(service.clone().answer(request))
        };
        Self {
            answer: Arc::new(answer),
            headers: HeaderMap::new(),
            document: Arc::default(),
        }
    }

    /// Creates a client of a server, such as `http://127.0.0.1:3000`; a path in the URL is put before every request
    /// path. There is no TLS: it is for servers under test.
    ///
    /// # Panics
    /// If the URL is not of this form; and on a request, if the server cannot be reached.
    #[must_use]
    #[track_caller]
    pub fn url(url: &str) -> Self {
        Self {
            answer: url::answers(url),
            headers: HeaderMap::new(),
            document: Arc::default(),
        }
    }

    /// Sets the document of a service that does not serve it itself.
    ///
    /// ```
    /// use steadfast::prelude::*;
    /// use steadfast::testing::Client;
    ///
    /// #[route(get, "/health", response = Text)]
    /// async fn health() -> Text {
    ///     Text::from("ok")
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let document = Api::<()>::new("Health", "1.0.0").routes(routes![health]).openapi();
    /// let router = axum::Router::new().route("/health", axum::routing::get(health));
    ///
    /// let client = Client::new(router).with_document(document);
    /// client.get("/health").await.assert_conforms();
    /// # }
    /// ```
    #[must_use]
    pub fn with_document(self, document: Value) -> Self {
        Self {
            document: Arc::new(OnceLock::from(Some(document))),
            ..self
        }
    }

    /// Sends a header with every request, such as a credential.
    ///
    /// # Panics
    /// If no header can have this name or value.
    #[must_use]
    #[track_caller]
    pub fn with_header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: fmt::Debug>,
        V: TryInto<HeaderValue, Error: fmt::Debug>,
    {
        let (name, value) = call::header(name, value);
        self.headers.append(name, value);
        self
    }

    /// A GET request.
    pub fn get(&self, path: &str) -> TestRequest {
        self.request(Method::GET, path)
    }

    /// A HEAD request.
    pub fn head(&self, path: &str) -> TestRequest {
        self.request(Method::HEAD, path)
    }

    /// A POST request.
    pub fn post(&self, path: &str) -> TestRequest {
        self.request(Method::POST, path)
    }

    /// A PUT request.
    pub fn put(&self, path: &str) -> TestRequest {
        self.request(Method::PUT, path)
    }

    /// A PATCH request.
    pub fn patch(&self, path: &str) -> TestRequest {
        self.request(Method::PATCH, path)
    }

    /// A DELETE request.
    pub fn delete(&self, path: &str) -> TestRequest {
        self.request(Method::DELETE, path)
    }

    /// A request with any method.
    pub fn request(&self, method: Method, path: &str) -> TestRequest {
        TestRequest::new(self.clone(), method, path)
    }

    /// The document of the service, fetched before the first request.
    async fn document(&self) -> Option<Value> {
        self.get_document().await;
        self.document.get().and_then(Clone::clone)
    }

    async fn get_document(&self) {
        if self.document.get().is_none() {
            let mut get = Request::new(Body::empty());
            *get.uri_mut() = Uri::from_static("/openapi.json");
            let response = (self.answer)(get).await;
            let document = serde_json::from_slice(response.body()).ok();
            // If several first requests run at once, one document is enough.
            let _ = self
                .document
                .set(document.filter(|_| response.status().is_success()));
        }
    }

    async fn send(&self, request: Request<Body>) -> TestAnswer {
        self.get_document().await;
        let method = request.method().clone();
        let uri = request.uri().clone();
        let response = (self.answer)(request).await;
        TestAnswer::new(method, uri, response, Arc::clone(&self.document))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").finish_non_exhaustive()
    }
}
