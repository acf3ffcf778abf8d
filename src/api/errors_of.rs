//! [`Api::errors_of`]: errors that every route can answer with.

use std::any::type_name;

use response_core::contract::Operation;
use response_core::error::ErrorResponse;
use response_core::problem::ErrorOrigin;

use super::Api;

impl<S> Api<S> {
    /// Documents these errors on every route: FastAPI's `APIRouter(responses=..)`. They are those of a
    /// [layer](Self::layer), or of anything else around the handlers; what a handler and its extractors answer is documented
    /// by their own types.
    ///
    /// ```
    /// use axum::extract::Request;
    /// use axum::middleware::{Next, from_fn};
    /// use axum::response::Response;
    /// use steadfast::prelude::*;
    ///
    /// #[derive(Debug, thiserror::Error, ErrorResponse)]
    /// enum QuotaError {
    ///     #[error("too many requests")]
    ///     #[response(status = 429, retry_after = 60)]
    ///     UsedUp,
    /// }
    ///
    /// async fn quota(request: Request, next: Next) -> Result<Response, QuotaError> {
    /// #   if request.uri().path() == "/users/0" { return Err(QuotaError::UsedUp); }
    ///     // ..
    ///     Ok(next.run(request).await)
    /// }
    /// # #[route(get, "/users/{id}", response = Text)]
    /// # async fn get_user(_: Path<i64>) -> Text { Text::from("") }
    ///
    /// let api: Api = Api::new("Users", "1.0.0")
    ///     .routes(routes![get_user])
    ///     .errors_of::<QuotaError>()
    ///     .layer(from_fn(quota));
    /// assert!(api.openapi()["paths"]["/users/{id}"]["get"]["responses"]["429"].is_object());
    /// ```
    ///
    /// It applies to routes that are added before and after it, and to those of the parts that are [nested](Self::nest) or
    /// [merged](Self::merge); a part may have errors of its own as well. Plain routers without a document have none.
    #[must_use]
    pub fn errors_of<E: ErrorResponse>(mut self) -> Self {
        self.errors_of.push(describe::<E>);
        self
    }
}

fn describe<E: ErrorResponse>(operation: &mut Operation<'_>) {
    let outer = operation.set_origin(ErrorOrigin::Layer);
    operation.set_error_type(type_name::<E>());
    E::describe(operation);
    operation.restore_source(outer);
}
