use std::convert::Infallible;

use axum::extract::Request;
use axum::response::IntoResponse;
use tower_layer::Layer;
use tower_service::Service;

use super::Api;

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// Wraps what was added so far, routes and plain routers, in a tower layer; what is added later stands outside.
    ///
    /// The layer runs inside of what renders errors: a status without a body, a [`Problem`](crate::Problem) and a panic
    /// of a layer look as every other error. A layer around everything, the document included, is added to the router:
    /// `api.into_router().layer(..)`.
    ///
    /// What a layer refuses is documented where the routes say so: `errors = NotLoggedIn`. Builds for development log what
    /// they do not say.
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
            .map(|route| {
                let layer = layer.clone();
                route.map(|handler| handler.layer(layer))
            })
            .collect();
        self.routers = self
            .routers
            .into_iter()
            .map(|(prefix, router)| (prefix, router.layer(layer.clone())))
            .collect();
        self
    }
}
