//! [`Asked`]: the request that background work belongs to.

use std::sync::Arc;

use axum::extract::MatchedPath;
use axum::http::{HeaderValue, Method, Request, Uri};
use response_core::complete::{Begun, X_REQUEST_ID};
use response_core::message::LOG;

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
    Known(Arc<str>),
    Unknown(Uri),
}

impl Asked {
    /// A request, with the template of its path where no router of axum's has put it there.
    pub(super) fn of<B>(request: &Request<B>, template: Option<&Arc<str>>) -> Self {
        let known = template.cloned().map(Path::Known);
        let matched = || {
            let matched = request.extensions().get::<MatchedPath>();
            matched.cloned().map(Path::Matched)
        };
        let path = known.or_else(matched);
        Self {
            method: request.method().clone(),
            path: path.unwrap_or_else(|| Path::Unknown(request.uri().clone())),
            request_id: request.headers().get(X_REQUEST_ID).cloned(),
        }
    }

    /// A request whose response is being completed.
    pub(super) fn begun(begun: &Begun) -> Self {
        let (method, path, request_id) = begun.request();
        Self {
            method: method.clone(),
            path: Path::Known(path.into()),
            request_id: request_id.cloned(),
        }
    }

    /// Logs that the service has given up the request.
    pub(super) fn log_cut_off(&self) {
        tracing::error!(
            target: LOG,
            route = self.route(),
            request_id = self.request_id(),
            "this request is cut off: the service has stopped"
        );
    }

    /// Returns a name such as `POST /users/{id}`.
    pub(super) fn route(&self) -> String {
        let path = match &self.path {
            Path::Matched(path) => path.as_str(),
            Path::Known(path) => path,
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
