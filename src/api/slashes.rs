//! [`Api::redirect_slashes`]: a path with a slash too many at its end, or one too few, leads to the right one.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::{MatchedPath, OriginalUri, Request};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use pin_project_lite::pin_project;
use response_core::contract::{PathPart, PathTemplate, PathTemplates};
use tower_layer::Layer;
use tower_service::Service;

use super::Api;

impl<S> Api<S> {
    /// Redirects a request whose path differs from that of a route only by a slash at its end: `/users/` to `/users`, and `/me`
    /// to a route `/me/`. FastAPI does so by default (`redirect_slashes`); here, such a path is not found unless this is set.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// # #[route(post, "/users", action, response = Text)]
    /// # async fn find_users(_: String) -> Text { Text::from("") }
    /// let api: Api = Api::new("Users", "1.0.0").routes(routes![find_users]).redirect_slashes();
    /// # let _ = api.into_router();
    /// // POST /users/?page=2 -> 307, Location: /users?page=2
    /// ```
    ///
    /// The status is 307, with which a client sends the same method and the same body again (RFC 9110 section 15.4.8), and the
    /// query stays. `Location` is a path of this service, never another host, and begins with the [root path](Self::root_path).
    ///
    /// It holds for the whole API, with all parts that are [APIs](Self::nest); say it at the outermost one. The routes of a plain
    /// router are not known, unless they are [documented](crate::DocumentedRouter), but its paths are served as before. A
    /// path that any route matches is not redirected, such as `/files/a/` where there is a route `/files/{*path}`;
    /// `/files/`, of which nothing is left for the wildcard, leads to the route `/files`, if there is one.
    ///
    /// The document does not show these redirects: they answer paths that it does not have, as a 404 does. `assert_conforms` of
    /// the test client accepts one that leads to a documented path.
    #[must_use]
    pub fn redirect_slashes(mut self) -> Self {
        self.redirects_slashes = true;
        self
    }
}

/// Redirects what no route matches, if a route matches it with the slash or without.
#[derive(Debug, Clone)]
pub(super) struct SlashLayer(Arc<PathTemplates>);

impl SlashLayer {
    /// For routes with these paths, except those that end with a wildcard, which matches with a slash and without.
    pub fn new<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let is_rest = |part| matches!(part, PathPart::Rest(_));
        let templates = paths.map(PathTemplate::new);
        let templates = templates.filter(|template| !template.parts().any(is_rest));
        Self(Arc::new(templates.collect()))
    }

    /// Where a request leads that no route matches.
    pub(super) fn location(&self, request: &Request) -> Option<HeaderValue> {
        let path = other(request.uri().path())?;
        if !self.0.take(&path) {
            return None;
        }
        // An outer router may have removed a prefix.
        let original = request.extensions().get::<OriginalUri>();
        let uri = original.map_or(request.uri(), |OriginalUri(uri)| uri);
        let mut location = other(uri.path())?;
        if let Some(query) = uri.query() {
            location.push('?');
            location.push_str(query);
        }
        HeaderValue::try_from(location).ok()
    }
}

/// The path with a slash at its end, if it has none, or without. `None` for a path that would be read as another host
/// (RFC 3986 section 4.2): `//evil.example`, or with a backslash, which browsers take for a slash.
fn other(path: &str) -> Option<String> {
    let other = match path.trim_end_matches('/') {
        same if same.len() == path.len() => format!("{path}/"),
        shorter => shorter.to_owned(),
    };
    let is_local = other.starts_with('/') && !other.starts_with("//") && !other.contains('\\');
    is_local.then_some(other)
}

impl<I> Layer<I> for SlashLayer {
    type Service = Slashes<I>;

    fn layer(&self, inner: I) -> Slashes<I> {
        Slashes {
            inner,
            layer: self.clone(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Slashes<I> {
    inner: I,
    layer: SlashLayer,
}

impl<I> Service<Request> for Slashes<I>
where
    I: Service<Request, Response = Response>,
{
    type Response = Response;
    type Error = I::Error;
    type Future = Leading<I::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), I::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let is_matched = request.extensions().get::<MatchedPath>().is_some();
        let location = match is_matched {
            true => None,
            false => self.layer.location(&request),
        };
        match location {
            None => Leading::Inner {
                answering: self.inner.call(request),
            },
            Some(location) => Leading::Elsewhere { location },
        }
    }
}

pin_project! {
    /// The future of [`Slashes`].
    #[project = LeadingProjected]
    pub(super) enum Leading<F> {
        Inner {
            #[pin]
            answering: F,
        },
        Elsewhere {
            location: HeaderValue,
        },
    }
}

impl<F, E> Future for Leading<F>
where
    F: Future<Output = Result<Response, E>>,
{
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            LeadingProjected::Inner { answering } => answering.poll(context),
            LeadingProjected::Elsewhere { location } => {
                let location = [(LOCATION, location.clone())];
                let response = (StatusCode::TEMPORARY_REDIRECT, location).into_response();
                Poll::Ready(Ok(response))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_other() {
        assert_eq!(other("/users").as_deref(), Some("/users/"));
        assert_eq!(other("/users/").as_deref(), Some("/users"));
        assert_eq!(other("/users//").as_deref(), Some("/users"));
        assert_eq!(other("/a%2F/").as_deref(), Some("/a%2F"));
    }

    #[test]
    fn none_is_another_host() {
        for path in [
            "/",
            "//",
            "//evil.example/",
            "//evil.example",
            "/\\evil.example/",
            "*",
        ] {
            assert_eq!(other(path), None, "{path}");
        }
    }
}
