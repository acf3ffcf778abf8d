//! An API: routes, their document, and one rendering of errors.

use std::collections::BTreeMap;
use std::fmt;

use axum::Router;
use response_core::contract::{Exception, RouteInfo};
use response_core::{ErrorFormat, complete::CompleteLayer};
use serde_json::Value;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::map_response_body::MapResponseBodyLayer;

use crate::Route;
use crate::{docs, openapi};

/// An API: its routes, the document that is made of their contracts, and one shape for every error.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/health", response = Text)]
/// async fn health() -> Text {
///     Text::from("ok")
/// }
///
/// let app: axum::Router = Api::new("Health", "1.0.0").routes(routes![health]).into_router();
/// ```
///
/// The router also serves the document at `/openapi.json` and, with feature `docs`, a page to read it at `/docs`.
pub struct Api<S = ()> {
    title: String,
    version: String,
    description: Option<String>,
    routes: Vec<Route<S>>,
    errors: ErrorFormat,
}

impl<S> Api<S> {
    /// An API of this title and version, without routes.
    pub fn new(title: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            version: version.into(),
            description: None,
            routes: Vec::new(),
            errors: ErrorFormat::default(),
        }
    }

    /// What the API is for, in CommonMark.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Adds routes: `.routes(routes![create_user, list_users])`.
    #[must_use]
    pub fn routes(mut self, routes: impl IntoIterator<Item = Route<S>>) -> Self {
        self.routes.extend(routes);
        self
    }

    /// The shape of every error, whoever answers it.
    #[must_use]
    pub fn errors(mut self, format: ErrorFormat) -> Self {
        self.errors = format;
        self
    }

    /// Every rule that was switched off in this API, and why: by `allow(..)` on a route, a model, a field or an error.
    #[must_use]
    pub fn exceptions(&self) -> Vec<Exception> {
        openapi::exceptions(self.routes.iter().map(|route| route.info))
    }

    /// The OpenAPI 3.1 document.
    #[must_use]
    pub fn openapi(&self) -> Value {
        let info = openapi::Info {
            title: &self.title,
            version: &self.version,
            description: self.description.as_deref(),
        };
        let routes: Vec<_> = self.routes.iter().map(|route| route.info).collect();
        openapi::document(&info, &routes, &self.errors)
    }
}

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// The router: the routes, `/openapi.json`, `/docs`, and the [completing layer](CompleteLayer) around them.
    ///
    /// # Panics
    /// As `axum::Router::route` does, if two routes cannot stand beside each other; [`try_into_router`](Self::try_into_router)
    /// returns that as an error.
    pub fn into_router(self) -> Router<S> {
        match self.try_into_router() {
            Ok(router) => router,
            Err(error) => panic!("{error}"),
        }
    }

    /// The router: see [`into_router`](Self::into_router).
    ///
    /// # Errors
    /// Two routes have the same method and path, two paths cannot be told apart, a path cannot be mounted, or two
    /// operations have the same id. The error names the handlers.
    pub fn try_into_router(self) -> Result<Router<S>, ApiError> {
        check_routes(self.routes.iter().map(|route| (route.path, route.info)))?;
        let document = self.openapi();
        let mut router = Router::new();
        for route in self.routes {
            router = router.route(route.path, route.handler);
        }
        Ok(router
            .merge(docs::router(&self.title, &document))
            .fallback(async || response_core::Problem::not_found())
            .method_not_allowed_fallback(async || response_core::Problem::method_not_allowed())
            // One layer, the first outermost: axum boxes each service and each future of a layer of its own.
            .layer((
                CompleteLayer::new().errors(self.errors),
                MapResponseBodyLayer::new(axum::body::Body::new),
                CatchPanicLayer::custom(|panic| {
                    axum::response::IntoResponse::into_response(response_core::Problem::panicked(
                        panic,
                    ))
                }),
            )))
    }
}

impl<S> fmt::Debug for Api<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Api")
            .field("title", &self.title)
            .field("version", &self.version)
            .field("routes", &self.routes)
            .finish_non_exhaustive()
    }
}

/// Why the routes of an [`Api`] cannot be mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError(String);

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ApiError {}

/// What axum would panic about, and what would make the document ambiguous.
fn check_routes(
    routes: impl Iterator<Item = (&'static str, &'static RouteInfo)>,
) -> Result<(), ApiError> {
    let mut paths = matchit::Router::new();
    let mut mounted: BTreeMap<&str, Vec<&RouteInfo>> = BTreeMap::new();
    let mut ids: BTreeMap<&str, &RouteInfo> = BTreeMap::new();
    for path in docs::PATHS {
        // The paths are constant and differ.
        let _ = paths.insert(*path, "the document");
    }
    for (path, info) in routes {
        let others = mounted.entry(path).or_default();
        if let Some(other) = others.iter().find(|other| other.method == info.method) {
            return Err(ApiError(format!(
                "`{}` and `{}` both answer {} {path}",
                full_name(other),
                full_name(info),
                info.method,
            )));
        }
        if others.is_empty()
            && let Err(error) = paths.insert(path, info.name)
        {
            return Err(ApiError(match error {
                matchit::InsertError::Conflict { with } => {
                    let other = mounted
                        .get(with.as_str())
                        .and_then(|others| others.first())
                        .map_or_else(
                            || "the document".to_owned(),
                            |other| format!("`{}`", full_name(other)),
                        );
                    format!(
                        "`{}` at {path} cannot be told apart from {other} at {with}",
                        full_name(info),
                    )
                }
                error => format!("`{}` cannot be mounted at {path}: {error}", full_name(info)),
            }));
        }
        let id = info.operation_id.unwrap_or(info.name);
        if let Some(other) = ids.insert(id, info) {
            return Err(ApiError(format!(
                "`{}` and `{}` have the same operation id, `{id}`: give one of them `operation_id = \"..\"`",
                full_name(other),
                full_name(info),
            )));
        }
        mounted.entry(path).or_default().push(info);
    }
    Ok(())
}

fn full_name(info: &RouteInfo) -> String {
    format!("{}::{}", info.module, info.name)
}
