//! [`Part`]: what an API can nest or merge.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::Router;
use axum::routing::on;

use response_core::contract::{ApiFault, FaultKind, PathPart, PathTemplate};

use super::Api;
use super::documented::{Documented, DocumentedRouter, OfAll};
use crate::deadline::TimeLimit;
use crate::health::Health;
use crate::openapi::{Foreign, Placed};
use crate::route::filter;

/// What can be nested into an [`Api`] or merged with it: another `Api`, whose routes are documented at their place; an
/// `axum::Router`, whose routes are not documented; or a [`DocumentedRouter`], whose routes have a document of their own.
///
/// ```
/// use steadfast::api::Part;
/// use steadfast::prelude::*;
///
/// /// A module of the app may be an `Api`, or a plain router still.
/// fn below_v1(part: impl Into<Part<()>>) -> Api {
///     Api::new("Shop", "1.0.0").nest("/v1", part)
/// }
///
/// below_v1(axum::Router::new());
/// below_v1(Api::new("Users", "1.0.0"));
/// ```
pub struct Part<S>(Kind<S>);

enum Kind<S> {
    Api(Box<Api<S>>),
    Router(Router<S>),
    Documented(Router<S>, Arc<Foreign>),
    /// A document with faults.
    Faulty(Router<S>, Vec<ApiFault>),
}

/// A plain router, whose routes are not known.
pub(super) struct Plain<S> {
    /// The prefix that it is nested below.
    pub(super) prefix: String,
    pub(super) router: Router<S>,
    /// What describes its routes, if anything does.
    pub(super) documented: Option<Documented>,
    /// How long a request may take, if the API that it was nested with says so.
    pub(super) time_limit: Option<TimeLimit>,
}

impl<S> Plain<S> {
    fn new(prefix: &str, router: Router<S>) -> Self {
        Self {
            prefix: prefix.to_owned(),
            router,
            documented: None,
            time_limit: None,
        }
    }

    pub(super) fn map<S2>(self, change: impl FnOnce(Router<S>) -> Router<S2>) -> Plain<S2> {
        Plain {
            prefix: self.prefix,
            router: change(self.router),
            documented: self.documented,
            time_limit: self.time_limit,
        }
    }
}

impl<S> From<Api<S>> for Part<S> {
    fn from(api: Api<S>) -> Self {
        Self(Kind::Api(Box::new(api)))
    }
}

impl<S> From<Router<S>> for Part<S> {
    fn from(router: Router<S>) -> Self {
        Self(Kind::Router(router))
    }
}

impl<S> From<DocumentedRouter<S>> for Part<S> {
    fn from(documented: DocumentedRouter<S>) -> Self {
        let (router, document) = documented.into_parts();
        Self(match document {
            Ok(document) => Kind::Documented(router, document),
            Err(faults) => Kind::Faulty(router, faults),
        })
    }
}

impl<S: Clone + Send + Sync + 'static> From<Health<S>> for Part<S> {
    fn from(health: Health<S>) -> Self {
        let probes = health.into_probes();
        // A check has a time limit of its own.
        let mut api = Api::new("Health", "1").tags(probes.tags).without_timeout();
        api.watchers.push(probes.watcher);
        for (path, route) in probes.routes {
            api = api.nest(&path, Api::new("Probe", "1").routes([route]));
        }
        api.into()
    }
}

impl<S> Api<S> {
    /// Nests the routes of another API, or of a plain `axum::Router`, below a prefix: `.nest("/v1", users)`.
    ///
    /// The routes, webhooks, tags and security schemes of another API are kept; its title, document and error format are replaced
    /// by those of this API. Its handlers see the whole path; those of a plain router see it without the prefix, as in
    /// axum.
    ///
    /// A [`DocumentedRouter`] is a plain router with the document of its routes, which are documented at their place.
    ///
    /// A link to a handler, such as [`Created::at_route`](crate::Created::at_route), leads to the nested path.
    ///
    /// A parameter in the prefix (`/tenants/{tenant}`) is documented for every route below it.
    #[must_use]
    pub fn nest(mut self, prefix: &str, part: impl Into<Part<S>>) -> Self {
        let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
        if !(prefix.is_empty() || prefix.starts_with('/'))
            || PathTemplate::new(prefix)
                .parts()
                .any(|part| matches!(part, PathPart::Rest(_)))
        {
            let what = format!("nothing can be nested below `{prefix}`");
            let help = match prefix.starts_with('/') {
                true => "drop the wildcard: a prefix ends before it".to_owned(),
                false => format!("begin it with `/`: `.nest(\"/{prefix}\", ..)`"),
            };
            self.faults
                .push(ApiFault::new(FaultKind::BadPrefix, what).advising(help));
            return self;
        }
        if let Some(encoded) = PathTemplate::new(prefix).encoded() {
            let what = format!("no request matches the prefix `{prefix}`");
            let help = format!("write it as clients send it: `{encoded}`");
            self.faults
                .push(ApiFault::new(FaultKind::BadPrefix, what).advising(help));
            return self;
        }
        match part.into().0 {
            Kind::Router(router) => self.routers.push(Plain::new(prefix, router)),
            Kind::Documented(router, document) => {
                self.faults.extend(self.head.describe(&document));
                self.routers.push(Plain {
                    documented: Some(Documented::new(document)),
                    ..Plain::new(prefix, router)
                });
            }
            Kind::Faulty(router, faults) => {
                self.faults.extend(faults);
                self.routers.push(Plain::new(prefix, router));
            }
            Kind::Api(api) => self.take_over(prefix, *api),
        }
        self
    }

    /// Adds the routes of another API, or of a plain `axum::Router`: like [`nest`](Self::nest) without a prefix.
    ///
    /// A fallback of the router becomes the fallback of the whole API.
    ///
    /// A WebSocket is out of scope of the contract: an upgraded connection is not a response with a model, and OpenAPI does not
    /// describe it. Serve it from a plain router, with axum's feature `ws`:
    /// `.merge(axum::Router::new().route("/chat", any(chat)))`.
    #[must_use]
    pub fn merge(self, part: impl Into<Part<S>>) -> Self {
        self.nest("", part)
    }

    /// The documents of the plain routers.
    pub(super) fn documents(&self) -> impl Iterator<Item = Placed<'_>> {
        let routers = self.routers.iter().enumerate();
        routers.filter_map(|(router, plain)| {
            let documented = plain.documented.as_ref()?;
            Some(documented.placed(self, router, &plain.prefix, plain.time_limit))
        })
    }

    fn take_over(&mut self, prefix: &str, part: Self) {
        self.faults.extend(part.faults);
        let title = part.head.title().to_owned();
        if let Some(name) = self.head.take_over(part.head) {
            let what = format!(
                "the security scheme `{name}` of `{title}` is another than that of `{}`",
                self.head.title()
            );
            self.faults.push(
                ApiFault::new(FaultKind::DuplicateSecurityScheme, what)
                    .advising("give one of them another name"),
            );
        }
        self.tasks = self.tasks.take().or(part.tasks);
        self.routes.extend(part.routes.into_iter().map(|mut route| {
            route.path = match &*route.path {
                "/" if !prefix.is_empty() => prefix.to_owned().into(),
                path => format!("{prefix}{path}").into(),
            };
            route.id = format!("{}{}", part.operation_id_prefix, route.id).into();
            route.security = route.security.or(part.security);
            route.tags.splice(0..0, part.tags.iter().cloned());
            route.time_limit = route.time_limit.or(part.time_limit);
            route.operation_ids = route.operation_ids.or(part.operation_ids);
            route.errors.splice(0..0, part.errors_of.iter().copied());
            route
        }));
        for mut webhook in part.webhooks {
            if !self.webhooks.iter().any(|known| known.is_same(&webhook)) {
                webhook.id = format!("{}{}", part.operation_id_prefix, webhook.id).into();
                webhook.tags.splice(0..0, part.tags.iter().cloned());
                self.webhooks.push(webhook);
            }
        }
        let of_all = OfAll {
            tags: &part.tags,
            security: part.security,
            errors: &part.errors_of,
            id_prefix: &part.operation_id_prefix,
        };
        self.routers.extend(part.routers.into_iter().map(|plain| {
            Plain {
                prefix: format!("{prefix}{}", plain.prefix),
                router: plain.router,
                documented: plain
                    .documented
                    .map(|documented| documented.within(&of_all)),
                time_limit: plain.time_limit.or(part.time_limit),
            }
        }));
        self.watchers.extend(part.watchers);
    }
}

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// Gives the routes their state, so that parts with different states can be combined.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// #[derive(Clone)]
    /// struct Users(&'static str);
    ///
    /// #[route(get, "/me", response = Text)]
    /// async fn me(State(users): State<Users>) -> Text {
    ///     Text::from(users.0)
    /// }
    ///
    /// let users: Api = Api::new("Users", "1.0.0").routes(routes![me]).with_state(Users("Ada"));
    /// let app: axum::Router = Api::new("Shop", "1.0.0").nest("/users", users).into_router();
    /// ```
    #[must_use]
    pub fn with_state<S2>(self, state: S) -> Api<S2> {
        Api {
            head: self.head,
            routes: self
                .routes
                .into_iter()
                .map(|route| {
                    let state = state.clone();
                    route.map(|target| target.with_state(state))
                })
                .collect(),
            routers: self
                .routers
                .into_iter()
                .map(|plain| plain.map(|router| router.with_state(state.clone())))
                .collect(),
            webhooks: self.webhooks,
            errors: self.errors,
            openapi_version: self.openapi_version,
            page: self.page,
            tasks: self.tasks,
            watchers: self.watchers,
            time_limit: self.time_limit,
            errors_of: self.errors_of,
            types: self.types,
            security: self.security,
            tags: self.tags,
            operation_id_prefix: self.operation_id_prefix,
            operation_ids: self.operation_ids,
            faults: self.faults,
            is_strict: self.is_strict,
            shares_responses: self.shares_responses,
            root: self.root,
            trusts_prefix: self.trusts_prefix,
            redirects_slashes: self.redirects_slashes,
            #[cfg(feature = "compression")]
            compression: self.compression,
        }
    }
}

/// Adds a plain router. Its routes cannot be listed, so a conflict is known only from axum's panic.
pub(super) fn mount<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    prefix: &str,
    plain: Router<S>,
) -> Result<Router<S>, ApiFault> {
    catch_unwind(AssertUnwindSafe(|| {
        if prefix.is_empty() {
            router.merge(plain)
        } else {
            router.nest(prefix, plain)
        }
    }))
    .map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("axum refuses it");
        let what = match prefix {
            "" => format!("a plain router cannot be merged: {message}"),
            prefix => format!("a plain router cannot be nested below {prefix}: {message}"),
        };
        ApiFault::new(FaultKind::RefusedRouter, what)
            .advising("change its path there, or nest the router below a prefix of its own: `.nest(\"/assets\", router)`")
    })
}

/// The plain routers that axum refuses beside routes that it accepts. Those whose documents clash are reported already.
pub(super) fn refused<S: Clone + Send + Sync + 'static>(
    plain: &[Plain<S>],
    mountable: &[(&str, &'static str)],
    clashing: &[usize],
) -> Vec<ApiFault> {
    if plain.is_empty() {
        return Vec::new();
    }
    let mut router = Router::new();
    for (path, method) in mountable {
        router = router.route(path, on(filter(method), async || ()));
    }
    let mut faults = Vec::new();
    let all = plain.iter().enumerate();
    for (_, plain) in all.filter(|(index, _)| !clashing.contains(index)) {
        match mount(router.clone(), &plain.prefix, plain.router.clone()) {
            Ok(mounted) => router = mounted,
            Err(fault) => faults.push(fault),
        }
    }
    faults
}
