//! [`Asked`]: the request that background work belongs to.

use axum::extract::MatchedPath;
use axum::http::{HeaderValue, Method, Request, Uri};
use response_core::complete::X_REQUEST_ID;

/// The parts of a request that identify its work in the log.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    method: Method,
    path: Path,
    request_id: Option<HeaderValue>,
}

#[derive(Debug, Clone)]
enum Path {
    Matched(MatchedPath),
    Unknown(Uri),
}

impl Asked {
    pub(super) fn of<B>(request: &Request<B>) -> Self {
        let matched = request.extensions().get::<MatchedPath>();
        let unknown = || Path::Unknown(request.uri().clone());
        Self {
            method: request.method().clone(),
            path: matched.cloned().map_or_else(unknown, Path::Matched),
            request_id: request.headers().get(X_REQUEST_ID).cloned(),
        }
    }

    /// Returns a name such as `POST /users/{id}`.
    pub(super) fn route(&self) -> String {
        let path = match &self.path {
            Path::Matched(path) => path.as_str(),
            Path::Unknown(uri) => uri.path(),
        };
        format!("{} {path}", self.method)
    }

    pub(super) fn request_id(&self) -> Option<String> {
        let id = self.request_id.as_ref()?.to_str().ok()?;
        Some(id.to_owned())
    }

    /// Sets the id of the response, which may differ from that of the request.
    pub(super) fn answered_as(&mut self, request_id: HeaderValue) {
        self.request_id = Some(request_id);
    }
}
