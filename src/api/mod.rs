//! [`Api`]: routes, their OpenAPI document, and one format for all errors.

mod check;
#[cfg(feature = "compression")]
mod compression;
mod constraints;
#[cfg(debug_assertions)]
mod dead_links;
mod direct;
mod document;
mod documented;
mod errors_of;
mod extension;
mod layer;
mod operation_ids;
mod part;
mod router;
mod segments;
mod service;
mod slashes;
mod table;
mod timeout;
#[cfg(debug_assertions)]
mod undeclared;
mod webhook;

#[cfg(all(debug_assertions, feature = "testing"))]
pub(crate) use dead_links::DeadLink;

use std::borrow::Cow;
use std::fmt;

use response_core::contract::SecurityScheme;
pub use response_core::contract::{ApiFault, FaultKind};
use response_core::problem::ErrorFormat;
use serde_json::json;

pub use crate::deadline::Timeout;
pub use crate::route::{MakeOperationId, OperationParts};
pub use check::ApiError;
pub use documented::DocumentedRouter;
pub use part::Part;
pub use response_core::complete::{Complete, ProblemTypes, RootPath};
pub use response_core::contract::SecurityRequirement;
pub use response_core::model::Exception;
pub use service::{ApiService, ServiceFuture};
pub use table::RoutesTable;

use crate::background::Tasks;
#[cfg(feature = "compression")]
use crate::compression::Compress;
use crate::deadline::TimeLimit;
use crate::docs::{self, DocsPage};
use crate::health::Watcher;
use crate::openapi::{self, Contact, Head, Layout, Listed, Mounted, OpenApiVersion};
use crate::route::{DescribeErrors, Route, Routes, made_operation_id};
use part::Plain;
use webhook::Webhook;

/// An API: its routes, the document made from their contracts, and one format for every error.
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
/// The router also serves the document at `/openapi.json` and, with feature `docs`, a page that shows it at `/docs`.
///
/// The page (Swagger UI, or what [`docs_page`](Self::docs_page) chooses, from files inside the binary) has a `Content-Security-Policy`. Scripts, styles and images load only
/// from its own origin, so an image elsewhere that a description links to is not loaded. Requests may go to that origin, to the
/// [servers](Self::server) of the document, and to the token URLs of its security schemes; for a host with variables or an IPv6
/// address, any host of its scheme is allowed. The page and the document may not be framed (`frame-ancestors 'none'`,
/// `X-Frame-Options: DENY`), browsers do not guess their media type (`X-Content-Type-Options: nosniff`), and links from them
/// send no `Referer` (`Referrer-Policy: no-referrer`).
///
/// # Parts
///
/// Other [`Api`]s are [nested](Self::nest) below a prefix or [merged](Self::merge), and their routes are documented at
/// their place. A plain `axum::Router` is accepted too: it is served, but it has no contracts to document. The other
/// way round, an `Api` is a router: `Router::new().nest("/api", api.into_router())`.
///
/// ```
/// use steadfast::prelude::*;
/// # #[route(get, "/users", response = Text)]
/// # async fn list_users() -> Text { Text::from("") }
///
/// let users = Api::new("Users", "1.0.0").routes(routes![list_users]);
/// let assets = axum::Router::new().route("/logo.svg", axum::routing::get(async || "<svg/>"));
///
/// let api: Api = Api::new("Shop", "1.0.0").nest("/v1", users).merge(assets);
/// assert!(api.openapi()["paths"]["/v1/users"].is_object());
/// ```
///
/// # Errors without a body
///
/// A bare error status of a plain route or a layer is rendered like every other error: a `404`, a `405`, a `401` of a
/// layer, a panic.
///
/// # The log
///
/// Every server error is logged once, at the level of an error and with its causes, in a span that names the request: see
/// [`CompleteLayer`](response_core::complete::CompleteLayer). No query, no header but the id of the request, no body and no
/// value of a model is logged; what the errors and panics of the app say is logged as it is.
///
/// For a line per response there is tower-http. By itself, its `TraceLayer` logs the whole URI, and each server error a
/// second time; these lines leave out both:
///
/// ```
/// use axum::extract::Request;
/// use steadfast::prelude::*;
/// use tower_http::trace::{DefaultOnResponse, TraceLayer};
/// use tracing::{Level, info_span};
///
/// let log = TraceLayer::new_for_http()
///     // The path without the query, which may contain a secret.
///     .make_span_with(|request: &Request| {
///         info_span!("http", method = %request.method(), path = %request.uri().path())
///     })
///     .on_response(DefaultOnResponse::new().level(Level::INFO))
///     // It is in the log already.
///     .on_failure(());
/// let app: axum::Router = Api::new("Users", "1.0.0").into_router().layer(log);
/// ```
///
/// # What the document says of the whole
///
/// ```
/// use std::time::Duration;
///
/// use steadfast::prelude::*;
/// use steadfast::{Contact, OpenApiVersion};
///
/// #[route(get, "/export", response = Text)]
/// async fn export() -> Text {
///     Text::from("...")
/// }
///
/// #[route(delete, "/users/{id}", response = Text, status = 200,
///     allow(delete_returns_body, reason = "clients show what is gone"))]
/// async fn delete_user(Path(id): Path<i64>) -> String {
///     id.to_string()
/// }
///
/// let tasks = Tasks::new();
/// let slow: Api = Api::new("Exports", "1.0.0").routes(routes![export]).without_timeout();
/// let api: Api = Api::new("Shop", "1.0.0")
///     .description("Everything that the shop knows, in *CommonMark*.")
///     .terms_of_service("https://example.com/terms")
///     .contact(Contact::new("The shop").url("https://example.com/help").email("help@example.com"))
///     .license("MIT OR Apache-2.0")                     // or `.license_at("Ours", "https://example.com/licence")`
///     .server("https://api.example.com", "Production")
///     .tag("users", "The people who buy.")
///     .external_docs("https://example.com/guide", "The guide")
///     .openapi_version(OpenApiVersion::V3_2)
///     .problem_types("https://example.com/problems/{code}")
///     .errors(ErrorFormat::Problem)
///     .operation_id_prefix("shop_")
///     .trust_forwarded_prefix()
///     .background(&tasks)
///     .timeout(Duration::from_secs(30))
///     .routes(routes![delete_user])
///     .merge(slow);
///
/// let info = &api.openapi()["info"];
/// assert_eq!(info["contact"]["url"], "https://example.com/help");
/// print!("{}", api.routes_table());
/// let exceptions = api.exceptions();
/// assert_eq!((exceptions[0].rule, exceptions[0].reason), ("delete_returns_body", "clients show what is gone"));
/// let private: Api = Api::new("Shop", "1.0.0").license_at("Ours", "https://example.com/licence");
/// ```
pub struct Api<S = ()> {
    head: Head,
    routes: Vec<Route<S>>,
    webhooks: Vec<Webhook>,
    /// The plain routers.
    routers: Vec<Plain<S>>,
    errors: ErrorFormat,
    openapi_version: OpenApiVersion,
    /// What is served at `/docs`.
    page: DocsPage,
    /// The tasks; those of a part are used if the whole has none of its own.
    tasks: Option<Tasks>,
    /// What has to know whether the service is stopping.
    watchers: Vec<Watcher>,
    /// How long a request may take.
    time_limit: Option<TimeLimit>,
    /// Describe the errors of every route.
    errors_of: Vec<DescribeErrors>,
    security: Option<&'static [SecurityRequirement]>,
    /// The tags of every route.
    tags: Vec<Cow<'static, str>>,
    operation_id_prefix: String,
    operation_ids: Option<MakeOperationId>,
    /// Faults of earlier calls, reported when the router is built.
    faults: Vec<ApiFault>,
    types: Option<ProblemTypes>,
    /// Whether an argument that does not describe itself is a fault.
    is_strict: bool,
    shares_responses: Option<bool>,
    /// The path below which a proxy serves the API.
    root: Option<RootPath>,
    /// Whether the proxy's header about it is believed.
    trusts_prefix: bool,
    /// Whether a path with a slash too many or too few is redirected.
    redirects_slashes: bool,
    #[cfg(feature = "compression")]
    compression: Option<Compress>,
}

impl<S> Api<S> {
    /// Creates an API with this title and version, without routes.
    pub fn new(title: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            head: Head::new(title.into(), version.into()),
            routes: Vec::new(),
            webhooks: Vec::new(),
            routers: Vec::new(),
            errors: ErrorFormat::default(),
            openapi_version: OpenApiVersion::default(),
            page: DocsPage::default(),
            tasks: None,
            watchers: Vec::new(),
            time_limit: None,
            errors_of: Vec::new(),
            security: None,
            tags: Vec::new(),
            operation_id_prefix: String::new(),
            operation_ids: None,
            faults: Vec::new(),
            types: None,
            is_strict: false,
            shares_responses: None,
            root: None,
            trusts_prefix: false,
            redirects_slashes: false,
            #[cfg(feature = "compression")]
            compression: None,
        }
    }

    /// Sets what the API is for, in CommonMark.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.head.say("description", description.into());
        self
    }

    /// Sets the URL of the terms of service.
    #[must_use]
    pub fn terms_of_service(mut self, url: impl Into<String>) -> Self {
        self.head.say("termsOfService", url.into());
        self
    }

    /// Sets whom to contact about the API.
    #[must_use]
    pub fn contact(mut self, contact: Contact) -> Self {
        self.head.say("contact", contact.into_value());
        self
    }

    /// Sets the licence of the API, as an SPDX expression: `MIT OR Apache-2.0`.
    #[must_use]
    pub fn license(mut self, expression: impl Into<String>) -> Self {
        let expression = expression.into();
        let license = json!({ "name": expression, "identifier": expression });
        self.head.say("license", license);
        self
    }

    /// Sets a licence that has no SPDX name: its name and its URL.
    #[must_use]
    pub fn license_at(mut self, name: impl Into<String>, url: impl Into<String>) -> Self {
        let license = json!({ "name": name.into(), "url": url.into() });
        self.head.say("license", license);
        self
    }

    /// Adds a URL at which the API is served, to which the paths are appended, and its description. Without any, the
    /// API is served where the document is.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>, description: impl Into<String>) -> Self {
        let server = json!({ "url": url.into(), "description": description.into() });
        self.head.servers.push(server);
        self
    }

    /// Describes a tag, in CommonMark. Tags are shown in the order in which they are described.
    #[must_use]
    pub fn tag(mut self, name: impl Into<String>, description: impl Into<String>) -> Self {
        let name = name.into();
        let tag = json!({ "name": name, "description": description.into() });
        self.head.tags.push((name, tag));
        self
    }

    /// Adds tags to every route of this API, before the tags of the route itself.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// # #[route(get, "/{id}", response = Text)]
    /// # async fn get_user(Path(_): Path<i64>) -> Text { Text::from("") }
    /// let users = Api::new("Users", "1.0.0").tags(["users"]).routes(routes![get_user]);
    /// let api: Api = Api::new("Shop", "1.0.0").nest("/users", users);
    /// assert_eq!(api.openapi()["paths"]["/users/{id}"]["get"]["tags"][0], "users");
    /// ```
    #[must_use]
    pub fn tags<T: Into<Cow<'static, str>>>(mut self, tags: impl IntoIterator<Item = T>) -> Self {
        self.tags.extend(tags.into_iter().map(Into::into));
        self
    }

    /// Sets a URL with more documentation, and its description.
    #[must_use]
    pub fn external_docs(mut self, url: impl Into<String>, description: impl Into<String>) -> Self {
        self.head.external_docs =
            Some(json!({ "url": url.into(), "description": description.into() }));
        self
    }

    /// Adds a security scheme with the name that `security("bearer")` on a route and [`security`](Self::security) refer
    /// to.
    ///
    /// ```
    /// use steadfast::describe::SecurityScheme;
    /// use steadfast::prelude::*;
    ///
    /// #[route(get, "/me", response = Text, security("bearer"))]
    /// async fn me() -> Text {
    ///     Text::from("Ada")
    /// }
    ///
    /// let api: Api = Api::new("Users", "1.0.0")
    ///     .security_scheme("bearer", SecurityScheme::bearer("JWT"))
    ///     .routes(routes![me]);
    /// assert_eq!(api.openapi()["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    /// ```
    ///
    /// This documents what a layer or an extractor checks. An extractor can describe its scheme itself: see
    /// [`Operation::needs`](crate::describe::Operation::needs).
    #[must_use]
    pub fn security_scheme(mut self, name: &str, scheme: SecurityScheme) -> Self {
        if !self.head.add_scheme(name, scheme) {
            let what = format!("the security scheme `{name}` is described twice");
            self.faults.push(
                ApiFault::new(FaultKind::DuplicateSecurityScheme, what)
                    .advising("drop one of them, or give it another name"),
            );
        }
        self
    }

    /// Sets the security requirements of routes that declare none: alternatives, each a list of schemes that are needed
    /// together, with the scopes of each. `security()` on a route makes it public.
    ///
    /// ```
    /// # use steadfast::prelude::*;
    /// # use steadfast::describe::SecurityScheme;
    /// let api: Api = Api::new("Users", "1.0.0")
    ///     .security_scheme("bearer", SecurityScheme::bearer("JWT"))
    ///     .security(&[&[("bearer", &[])]]);
    /// ```
    #[must_use]
    pub fn security(mut self, alternatives: &'static [SecurityRequirement]) -> Self {
        self.security = Some(alternatives);
        self
    }

    /// Sets a prefix of this API's operation ids, so that an API can be nested twice.
    #[must_use]
    pub fn operation_id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.operation_id_prefix = prefix.into();
        self
    }

    /// Adds routes: `.routes(routes![create_user, list_users])`.
    #[must_use]
    pub fn routes(mut self, routes: impl Routes<S>) -> Self {
        self.routes.extend(routes);
        self
    }

    /// Sets the format of every error, wherever it comes from. Some errors may have a handler of their own, which sees the
    /// request and may choose the status: [`ErrorFormat::on`].
    #[must_use]
    pub fn errors(mut self, format: ErrorFormat) -> Self {
        self.errors = format;
        self
    }

    /// Sets the OpenAPI version of the document. The default is 3.1.
    #[must_use]
    pub fn openapi_version(mut self, version: OpenApiVersion) -> Self {
        self.openapi_version = version;
        self
    }

    /// Sets the handle of the background tasks, so that the program can wait for them when it stops: see [`Tasks`].
    #[must_use]
    pub fn background(mut self, tasks: &Tasks) -> Self {
        self.tasks = Some(tasks.clone());
        self
    }

    /// Sets the `type` of every problem that has none of its own, as a template in which `{code}` is replaced by the
    /// code (RFC 9457 section 3.1.1): `https://errors.example/{code}`. The default is `about:blank`.
    #[must_use]
    pub fn problem_types(mut self, template: impl Into<String>) -> Self {
        self.types = Some(ProblemTypes::new(template));
        self
    }

    /// Sets the path below which a proxy serves the API, and which it removes from the paths of requests: FastAPI's
    /// `root_path`. `Location`, the `instance` of a problem and the `servers` of the document begin with it; the links between
    /// pages are relative, and need no prefix.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// // A request for https://example.com/shop/users arrives as /users.
    /// let api: Api = Api::new("Users", "1.0.0").root_path("/shop");
    /// # let _ = api.into_router();
    /// ```
    #[must_use]
    pub fn root_path(mut self, path: &str) -> Self {
        self.root = RootPath::new(path);
        if self.root.is_none() && !path.trim_end_matches('/').is_empty() {
            let what = format!("`{path}` cannot be the root path");
            let help = match path.starts_with('/') {
                true => "write it percent-encoded, as clients send it".to_owned(),
                false => format!("begin it with `/`: `.root_path(\"/{path}\")`"),
            };
            self.faults
                .push(ApiFault::new(FaultKind::BadRootPath, what).advising(help));
        }
        self
    }

    /// Believes the `X-Forwarded-Prefix` of a request: it is the [root path](Self::root_path) of that request. Only behind a
    /// proxy that sets or removes the header: otherwise a client could choose where its own redirects lead.
    #[must_use]
    pub fn trust_forwarded_prefix(mut self) -> Self {
        self.trusts_prefix = true;
        self
    }

    /// Makes an argument that does not describe itself a fault of [`try_into_router`](Self::try_into_router). Otherwise its
    /// operation has a `default` response, since it may answer in any way, and the log names it when the router is built.
    ///
    /// ```
    /// use axum::extract::FromRequestParts;
    /// use axum::http::request::Parts;
    /// use steadfast::prelude::*;
    ///
    /// #[derive(Debug, thiserror::Error, ErrorResponse)]
    /// enum TenantError {
    ///     #[error("the host names no tenant")]
    ///     #[response(status = 404)]
    ///     NoTenant,
    /// }
    ///
    /// struct Tenant(String);
    ///
    /// impl<S: Sync> FromRequestParts<S> for Tenant {
    ///     // A declared error documents itself: the operation has this 404.
    ///     type Rejection = TenantError;
    ///
    ///     async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, TenantError> {
    ///         let host = parts.headers.get("host").and_then(|host| host.to_str().ok());
    ///         host.map(|host| Self(host.to_owned())).ok_or(TenantError::NoTenant)
    ///     }
    /// }
    ///
    /// #[route(get, "/tenant", response = Text)]
    /// async fn tenant(Tenant(name): Tenant) -> Text {
    ///     Text::from(name)
    /// }
    ///
    /// let api: Api = Api::new("Tenants", "1.0.0").routes(routes![tenant]).strict();
    /// assert!(api.openapi()["paths"]["/tenant"]["get"]["responses"]["404"].is_object());
    /// let app = api.try_into_router().unwrap();
    /// ```
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Chooses the page at `/docs`. That of a [part](Self::nest) is not served.
    ///
    /// ```
    /// use steadfast::prelude::*;
    /// use steadfast::DocsPage;
    ///
    /// # #[cfg(feature = "scalar")]
    /// let api: Api = Api::new("Users", "1.0.0").docs_page(DocsPage::Scalar);      // feature `scalar`
    /// ```
    #[cfg(feature = "docs")]
    #[must_use]
    pub fn docs_page(mut self, page: DocsPage) -> Self {
        self.page = page;
        self
    }

    /// Returns every rule that was switched off in this API, and why: by `allow(..)` on a route, a model, a field or an
    /// error.
    #[must_use]
    pub fn exceptions(&self) -> Vec<Exception> {
        let ids = self.ids();
        let (_, operations) = openapi::describe(&self.listed(&ids), self.layout());
        operations.exceptions().to_vec()
    }

    fn layout(&self) -> Layout<'_> {
        Layout {
            version: self.openapi_version,
            errors: &self.errors,
            types: self.types.as_ref(),
            #[cfg(feature = "compression")]
            is_compressed: self.compression.is_some(),
            #[cfg(not(feature = "compression"))]
            is_compressed: false,
            shares_responses: self.shares_responses(),
        }
    }

    fn ids(&self) -> Ids {
        let prefixed = |id: &str| format!("{}{id}", self.operation_id_prefix);
        Ids {
            routes: self
                .routes
                .iter()
                .map(|route| {
                    let make = route.operation_ids.or(self.operation_ids);
                    made_operation_id(make, route.info, &route.path, &self.tags_of(route))
                        .unwrap_or_else(|| prefixed(&route.id))
                })
                .collect(),
            webhooks: self
                .webhooks
                .iter()
                .map(|webhook| prefixed(&webhook.id))
                .collect(),
        }
    }

    fn listed<'a>(&'a self, ids: &'a Ids) -> Listed<'a> {
        let routes = self.routes.iter().zip(&ids.routes);
        let routes = routes.map(|(route, id)| Mounted {
            info: route.info,
            describe: route.describe,
            path: &route.path,
            id,
            security: route.security.or(self.security),
            tags: self.tags_with(&route.tags),
            errors: self
                .errors_of
                .iter()
                .chain(&route.errors)
                .copied()
                .collect(),
            timeout: TimeLimit::timeout(route.time_limit, self.time_limit),
            is_sent: false,
        });
        let webhooks = self.webhooks.iter().zip(&ids.webhooks);
        Listed {
            routes: routes.collect(),
            webhooks: webhooks
                .map(|(webhook, id)| webhook.listed(id, self.tags_with(&webhook.tags)))
                .collect(),
            documents: self.documents().collect(),
            reserved: docs::PATHS,
        }
    }

    /// The tags of a route, without duplicates.
    fn tags_of<'a>(&'a self, route: &'a Route<S>) -> Vec<&'a str> {
        let of_apis = self.tags_with(&route.tags).into_iter();
        openapi::unique(of_apis.chain(route.info.tags.iter().copied()))
    }

    /// The tags of this API, and those of the parts that something was nested with.
    fn tags_with<'a>(&'a self, inner: &'a [Cow<'static, str>]) -> Vec<&'a str> {
        self.tags.iter().chain(inner).map(|tag| &**tag).collect()
    }
}

/// The operations' ids.
struct Ids {
    routes: Vec<String>,
    webhooks: Vec<String>,
}

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// Returns a table of the routes, for people: see [`RoutesTable`].
    #[must_use]
    pub fn routes_table(&self) -> RoutesTable {
        let ids = self.ids();
        let listed = self.listed(&ids);
        let (described, operations) = openapi::describe(&listed, self.layout());
        let whole = operations.into_document(&self.head, &listed, self.layout());
        RoutesTable::of(&listed, &described.routes, &whole.document)
    }
}

impl<S> fmt::Debug for Api<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Api")
            .field("info", &self.head.info)
            .field("routes", &self.routes)
            .finish_non_exhaustive()
    }
}
