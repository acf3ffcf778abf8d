//! [`DocumentedRouter`]: a plain router with a document that something else has made of its routes.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use axum::Router;
use response_core::contract::{ApiFault, SecurityRequirement};
use serde::Serialize;

use super::Api;
use crate::deadline::TimeLimit;
use crate::openapi::{Foreign, Placed};
use crate::route::DescribeErrors;

/// A plain `axum::Router` with the OpenAPI document of its routes, which utoipa, aide or a person has written: a part to
/// [merge](Api::merge) or [nest](Api::nest). The document of the API then has the operations of both, so that a service can
/// move to `#[route]` one handler at a time.
///
/// ```
/// use axum::routing::get;
/// use serde_json::json;
/// use steadfast::prelude::*;
/// use steadfast::DocumentedRouter;
///
/// # async fn list_orders() -> axum::Json<Vec<i64>> { axum::Json(vec![7]) }
/// #[derive(ResponseModel)]
/// struct Order {
///     id: i64,
/// }
///
/// /// This handler has moved.
/// #[route(get, "/orders/{id}", response = Order)]
/// async fn get_order(Path(id): Path<i64>) -> Order {
///     Order { id }
/// }
///
/// // With utoipa-axum: `let (router, document) = OpenApiRouter::new().routes(routes!(list_orders)).split_for_parts();`
/// let router = axum::Router::new().route("/orders", get(list_orders));
/// let document = json!({
///     "openapi": "3.1.0",
///     "info": { "title": "Orders", "version": "1.0.0" },
///     "paths": { "/orders": { "get": {
///         "operationId": "list_orders",
///         "responses": { "200": {
///             "description": "The numbers of all orders",
///             "content": { "application/json": { "schema": { "type": "array", "items": { "type": "integer" } } } },
///         } },
///     } } },
/// });
///
/// let api: Api = Api::new("Shop", "2.0.0")
///     .routes(routes![get_order])
///     .merge(DocumentedRouter::new(router, document));
/// let paths = &api.openapi()["paths"];
/// assert_eq!(paths["/orders"]["get"]["operationId"], "list_orders");
/// assert_eq!(paths["/orders/{id}"]["get"]["operationId"], "get_order");
/// ```
///
/// [The guide](crate::guide::utoipa) moves a service of utoipa.
///
/// # The document
///
/// It is anything that serializes to an OpenAPI document (the `OpenApi` of utoipa or of aide, a `serde_json::Value`), or its
/// text as JSON, such as `include_str!("openapi.json")`. Of OpenAPI 3.0, what its schemas write in another way than 3.1 is
/// converted: `nullable` (also beside `allOf` or `$ref`, and for an `enum` without `null`), the flags `exclusiveMinimum` and
/// `exclusiveMaximum`, `example`, and `format: byte` and `format: binary`; what else stands beside a `$ref` is dropped, since
/// 3.0 ignores it. A document of 3.2 needs [`Api::openapi_version`].
///
/// # What is merged
///
/// - **The operations**, below the prefix of [`nest`](Api::nest), with the parameters, `summary` and `description` of their paths
///   and with the document's `security`. The [`tags`](Api::tags), the [`security`](Api::security), the
///   [`operation_id_prefix`](Api::operation_id_prefix) and the [`errors_of`](Api::errors_of) of the API and its parts apply to
///   them as to every route; an error of `errors_of` is documented beside a `default` and a `4XX` as well. [`operation_ids`](Api::operation_ids) does not: an old operation keeps its id.
/// - **The components**. One that is there already under its name, with all that it refers to, is shared; another one gets a new
///   name, such as `Order_2`, and what refers to it is rewritten. The value of a discriminator remains the old name.
/// - **Security schemes**, tags, and webhooks. Handlers may use the schemes: `security("bearer")`.
///
/// `info`, `externalDocs`, extensions of the whole document, and the `servers` of the document, of paths and of operations are left
/// out: the router is served where the API is. If the old URLs had a base path, nest the router below it.
///
/// # What is answered
///
/// The router is believed to serve what the document says. Old and new routes may share a path: a method that neither of
/// them has is a 405 that allows those of both. The API renders bare errors, panics and its [timeout](Api::timeout) for the old
/// routes as well, so it documents a 500, and the 503 of a timeout, where the document has no such status and no `default`;
/// and an error that the document has without a body gets the body that the API sends.
///
/// The [test client](crate::testing) holds an old route to its document, as it holds a new one:
/// `assert_conforms` fails on what the document does not list, and the sweep
/// (`Client::assert_every_error_is_declared`) sends bad requests to it. Most documents do not list how
/// axum's extractors refuse a request (400, 415, 422, as `text/plain`), so sweep the new routes alone until they do: an `Api`
/// that has not merged the old router yet.
///
/// # Faults
///
/// [`new`](Self::new) does not panic. These are faults of [`Api::try_into_router`]: a document that is not OpenAPI 3 or is
/// longer than 64 MiB, and references that lead nowhere, outside of the document, or in a circle; an operation that a
/// handler answers as well, a path whose parameters have other names, an operation id that is taken, the name of a security
/// scheme that is another one in the API. Each fault names both sides.
#[derive(Clone)]
pub struct DocumentedRouter<S = ()> {
    router: Router<S>,
    document: Result<Arc<Foreign>, Vec<ApiFault>>,
}

impl<S> DocumentedRouter<S> {
    /// A router with the document of its routes: what serializes to it, or its text as JSON.
    #[must_use]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "what a generator returns is written as it is"
    )]
    pub fn new(router: Router<S>, document: impl Serialize) -> Self {
        Self {
            router,
            document: Foreign::read(&document).map(Arc::new),
        }
    }

    pub(super) fn into_parts(self) -> (Router<S>, Result<Arc<Foreign>, Vec<ApiFault>>) {
        (self.router, self.document)
    }
}

impl<S> fmt::Debug for DocumentedRouter<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DocumentedRouter")
            .field("title", &self.document.as_deref().map(Foreign::title))
            .finish_non_exhaustive()
    }
}

/// The document of a plain router, and what the APIs that it belongs to say of its operations.
pub(super) struct Documented {
    document: Arc<Foreign>,
    tags: Vec<Cow<'static, str>>,
    security: Option<&'static [SecurityRequirement]>,
    errors: Vec<DescribeErrors>,
    id_prefix: String,
}

impl Documented {
    pub(super) fn new(document: Arc<Foreign>) -> Self {
        Self {
            document,
            tags: Vec::new(),
            security: None,
            errors: Vec::new(),
            id_prefix: String::new(),
        }
    }

    /// In a part that is added to another API: what the part says of its routes holds for these as well.
    pub(super) fn within(mut self, of_part: &OfAll<'_>) -> Self {
        self.tags.splice(0..0, of_part.tags.iter().cloned());
        self.security = self.security.or(of_part.security);
        self.errors.splice(0..0, of_part.errors.iter().copied());
        self.id_prefix.insert_str(0, of_part.id_prefix);
        self
    }

    /// The document at its place in an API, with what the API says of all its routes.
    pub(super) fn placed<'a, S>(
        &'a self,
        api: &'a Api<S>,
        router: usize,
        prefix: &'a str,
        time_limit: Option<TimeLimit>,
    ) -> Placed<'a> {
        Placed {
            document: &self.document,
            router,
            prefix,
            tags: api.tags_with(&self.tags),
            security: self.security.or(api.security),
            id_prefix: format!("{}{}", api.operation_id_prefix, self.id_prefix),
            errors: api.errors_of.iter().chain(&self.errors).copied().collect(),
            timeout: TimeLimit::timeout(time_limit, api.time_limit),
        }
    }
}

/// What a part says of all its routes.
pub(super) struct OfAll<'p> {
    pub(super) tags: &'p [Cow<'static, str>],
    pub(super) security: Option<&'static [SecurityRequirement]>,
    pub(super) errors: &'p [DescribeErrors],
    pub(super) id_prefix: &'p str,
}
