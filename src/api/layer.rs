//! [`Api::layer`]: tower layers inside of the error rendering.

use std::convert::Infallible;

use axum::extract::Request;
use axum::response::IntoResponse;
use tower_layer::Layer;
use tower_service::Service;

use super::Api;

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// Wraps everything added so far, routes and plain routers, in a tower layer. Whatever is added later is not
    /// wrapped.
    ///
    /// The layer runs inside of the error rendering: a status without a body, a [`Problem`](crate::Problem) and a panic
    /// of a layer look like every other error. To wrap everything, including the document, add the layer to the router:
    /// `api.into_router().layer(..)`.
    ///
    /// A layer that encodes the content does not belong here: a part of a file could no longer be cut from it. Use
    /// `Api::compression`.
    ///
    /// The errors of a layer are documented if the routes declare them: `errors = NotLoggedIn`. A debug build logs
    /// errors that they do not declare.
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<axum::routing::Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.routes = self
            .routes
            .into_iter()
            .map(|route| route.layer(layer.clone()))
            .collect();
        self.routers = self
            .routers
            .into_iter()
            .map(|plain| plain.map(|router| router.layer(layer.clone())))
            .collect();
        self
    }
}
