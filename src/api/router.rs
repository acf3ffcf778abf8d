//! [`Api::into_router`]: the router of an API.

use std::borrow::Cow;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
#[cfg(debug_assertions)]
use axum::middleware::map_response;
use axum::routing::MethodRouter;
use response_core::complete::{CompleteLayer, DeprecatedLayer, Prepared};
use response_core::contract::RouteInfo;
use response_core::problem::{ErrorOrigin, Problem};

#[cfg(debug_assertions)]
use super::constraints::Constraints;
use super::direct::{Completion, Direct, Nowhere, Straight};
use super::segments::Segments;
use super::service::Listed;
use super::slashes::SlashLayer;
use super::{Api, ApiError, check, part};
#[cfg(debug_assertions)]
use super::{dead_links, undeclared};
use crate::deadline::{TimeLimit, TimeoutLayer};
use crate::docs;
use crate::openapi::Placed;
use crate::route::{Target, filter};

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// Builds the router: the routes, `/openapi.json` and `/docs`, inside of the [completing layer](CompleteLayer) and
    /// the [layer for background tasks](crate::Tasks::layer).
    ///
    /// # Panics
    /// If there is a fault, at the place of the call; [`try_into_router`](Self::try_into_router) returns all of them as an error.
    #[track_caller]
    pub fn into_router(self) -> Router<S> {
        match self.try_into_router() {
            Ok(router) => router,
            Err(error) => panic!("{error}"),
        }
    }

    /// Builds the router: see [`into_router`](Self::into_router).
    ///
    /// # Errors
    /// - Two routes have the same method and path, one is listed twice, two paths are ambiguous, or a path cannot be mounted.
    /// - Two operations have the same id.
    /// - A route asks for a security scheme that the API does not describe, or challenges for another one; or an
    ///   argument documents a 401 without `WWW-Authenticate`.
    /// - One name is used for two security schemes: of the API, of a part of it, of an extractor.
    /// - A route reads a different number of parameters than its path has.
    /// - An argument refuses the query parameters of another one, or two document one parameter in different ways.
    /// - An extension of the document has a name that does not begin with `x-`, or is given twice.
    /// - A prefix of [`nest`](Self::nest) does not begin with `/`, has a wildcard, or is not percent-encoded; or the
    ///   [root path](Self::root_path) does not begin with `/`.
    /// - An argument could never be read as documented: a list or an object that the text of a parameter cannot express, a
    ///   text that may be a string or a number, a number of 128 bits in serde's buffer.
    /// - The API is [`strict`](Self::strict), and an argument does not describe itself.
    /// - Two handlers are the same [webhook](Self::webhook), or a webhook or a callback has a path.
    /// - A `link(..)` leads to a handler that is not mounted, has a parameter that the other operation does not have, or lacks
    ///   one of its path; or an expression of a link or a `callback(..)` names what no schema has.
    /// - The rows of a `Csv` would have to hold lists or objects, a model sends a name twice, or a `#[schemars(..)]` does not fit
    ///   the type of its field.
    /// - A document of a [`DocumentedRouter`](crate::DocumentedRouter) cannot be read, refers to what it does not have, or describes
    ///   what something else answers.
    /// - A [handler of errors](crate::ErrorFormat::on) declares what it cannot answer: a status that is not an error, or one that needs a
    ///   header which it does not declare.
    /// - A plain router cannot be nested or merged. axum says so by a panic, which is caught, and which the panic hook prints; a
    ///   program that aborts at a panic ends there.
    ///
    /// The error has every fault, each with the handlers that it concerns, why it is a fault, and what to write: see
    /// [`ApiError`].
    pub fn try_into_router(self) -> Result<Router<S>, ApiError> {
        self.build().map(|built| built.router)
    }

    /// Builds the router, and a list of what it serves.
    pub(super) fn build(self) -> Result<Built<S>, ApiError> {
        let ids = self.ids();
        let listed = self.listed(&ids);
        let (document, described, faults) = self.checked(&listed);
        if !faults.is_empty() {
            return Err(ApiError::new(faults));
        }
        #[cfg(debug_assertions)]
        let constraints = Constraints::of(&document);
        // Once only its text is left, the routes are mounted where it was in memory.
        let served = docs::router(self.page, self.head.title(), document);
        for (webhook, described) in listed.webhooks.iter().zip(&described.webhooks) {
            check::warn_of_undescribed(webhook.route.info, described);
        }
        let slashes = self.redirects_slashes.then(|| {
            let documented = listed.documents.iter().flat_map(Placed::places);
            let documented: Vec<String> = documented.map(|(path, _)| path).collect();
            let own = self.routes.iter().map(|route| &*route.path);
            SlashLayer::new(own.chain(documented.iter().map(String::as_str)))
        });
        let tasks = self.tasks.clone().unwrap_or_default();
        for watcher in &self.watchers {
            watcher.watch(&tasks);
        }
        let time_limit = self.time_limit;
        let mut complete = CompleteLayer::new().errors(self.errors);
        if described
            .routes
            .iter()
            .any(|route| route.has_handled_errors)
        {
            complete = complete.keep_requests();
        }
        if let Some(types) = self.types {
            complete = complete.problem_types(types);
        }
        if let Some(root) = &self.root {
            complete = complete.root_path(root.clone());
        }
        if self.trusts_prefix {
            complete = complete.trust_forwarded_prefix();
        }
        for route in &self.routes {
            complete = complete.mounted(route.info, route.path.clone());
        }
        #[cfg(debug_assertions)]
        let places = Arc::new(dead_links::Places::new(
            self.routes
                .iter()
                .map(|route| (route.info, route.path.clone())),
            self.routers.iter().map(|plain| plain.prefix.as_str()),
            self.root.clone(),
        ));
        let completion = Arc::new(Completion {
            complete: complete.clone(),
            tasks: tasks.clone(),
            slashes: slashes.clone(),
        });
        #[cfg(feature = "compression")]
        let is_direct = self.compression.is_none();
        #[cfg(not(feature = "compression"))]
        let is_direct = true;
        // Outside of the completing layer, which cuts ranges of the plain bytes.
        #[cfg(feature = "compression")]
        let complete = (tower::util::option_layer(self.compression), complete);
        // One layer for all, the first outermost: axum would box the service and the future of each separate layer.
        let layers = (
            // Outside of the layers that can replace the body: work begins when a body is dropped.
            tasks.layer(),
            complete,
        );

        let mut paths: Vec<AtPath<S>> = Vec::new();
        let mut known: HashMap<Cow<'static, str>, usize> = HashMap::new();
        let mut prepared = AllPrepared::default();
        for (route, described) in self.routes.into_iter().zip(described.routes) {
            let (info, path) = (route.info, route.path.clone());
            check::warn_of_undescribed(info, &described);
            let needs = described.inputs.needs;
            let timeout = TimeLimit::timeout(route.time_limit, time_limit);
            let mut target = route.into_target(described.inputs.clone());
            if let Some(timeout) = timeout {
                target = target.around(TimeoutLayer(timeout));
            }
            if let Some(deprecation) = info.deprecated {
                target = target.around(DeprecatedLayer::new(deprecation));
            }
            #[cfg(debug_assertions)]
            if described.is_constrained {
                target = target.around(map_response(constraints.hold(info, &path)));
            }
            #[cfg(debug_assertions)]
            let target = {
                let checked = undeclared::checked(info, described, path.clone(), &places);
                target.around(map_response(checked))
            };
            let index = *known.entry(path).or_insert_with_key(|path| {
                // The 405 for a method that the path does not have is completed as well.
                paths.push(AtPath {
                    path: path.clone(),
                    segments: Segments::of(path),
                    routes: MethodRouter::<S, Infallible>::new().layer(layers.clone()),
                    direct: Vec::new(),
                });
                paths.len() - 1
            });
            let at_path = &mut paths[index];
            let filter = filter(info.method);
            let routes = std::mem::take(&mut at_path.routes);
            let (routes, direct) = match target {
                Target::Own(endpoint) if is_direct && !needs.router => {
                    let completion = Arc::clone(&completion);
                    let prepared = prepared.of(info);
                    let direct = Direct::new(endpoint, needs, completion, prepared);
                    let direct = Arc::new(direct);
                    let segments = at_path.segments.clone();
                    let straight = Straight::new(Arc::clone(&direct), segments);
                    // Beside routes inside of a layer, the 405 of the path is that of the last route.
                    let is_mixed = at_path.direct.iter().any(|(_, direct)| direct.is_none());
                    let routes = match is_mixed {
                        true => {
                            let own = MethodRouter::<S, Infallible>::new().layer(layers.clone());
                            routes.merge(straight.on(own, filter))
                        }
                        false => straight.on(routes, filter),
                    };
                    (routes, Some(direct))
                }
                target => {
                    let layered = target.into_method_router(filter).layer(layers.clone());
                    (routes.merge(layered), None)
                }
            };
            at_path.routes = routes;
            at_path.direct.push((info.method, direct));
        }
        let mut router = Router::new();
        let mut places = Vec::with_capacity(paths.len());
        for AtPath {
            path,
            routes,
            direct,
            segments: _,
        } in paths
        {
            router = router.route(&path, routes);
            places.push(Listed {
                path: path.into_owned(),
                methods: direct,
            });
        }
        // A plain router may have a fallback of its own. Without one, the completing layer renders axum's.
        let mut others = served;
        let has_routers = !self.routers.is_empty();
        let mut prefixes = Vec::with_capacity(self.routers.len());
        for plain in self.routers {
            let routes = match TimeLimit::timeout(plain.time_limit, time_limit) {
                Some(timeout) => plain.router.layer(TimeoutLayer(timeout)),
                None => plain.router,
            };
            others = part::mount(others, &plain.prefix, routes).map_err(ApiError::from)?;
            prefixes.push(plain.prefix);
        }
        if !has_routers && !is_direct {
            others = others.fallback(async || Problem::not_found().out_of(ErrorOrigin::Router));
        }
        if let Some(slashes) = slashes {
            others = others.layer(slashes);
        }
        router = part::mount(router, "", others.layer(layers)).map_err(ApiError::from)?;
        if !has_routers && is_direct {
            router = router.fallback(Nowhere(Arc::clone(&completion)));
        }
        Ok(Built {
            router,
            places,
            prefixes,
            is_whole: !has_routers && is_direct,
            completion,
        })
    }
}

/// A router, and what it serves.
pub(super) struct Built<S> {
    pub(super) router: Router<S>,
    pub(super) places: Vec<Listed<S>>,
    /// The prefixes of plain routers, whose routes only axum knows.
    pub(super) prefixes: Vec<String>,
    /// Whether nothing but the places and the document is served.
    pub(super) is_whole: bool,
    pub(super) completion: Arc<Completion>,
}

/// The routes of one path.
struct AtPath<S> {
    path: Cow<'static, str>,
    segments: Option<Arc<Segments>>,
    routes: MethodRouter<S>,
    /// The handler of each method; `None` for one that only axum calls.
    direct: Vec<(&'static str, Option<Arc<Direct<S>>>)>,
}

/// What the usual answers of a route depend on: most routes share theirs with others.
type Declared = (
    Option<&'static str>,
    &'static [(&'static str, &'static str)],
);

/// The headers of usual answers.
#[derive(Default)]
struct AllPrepared(HashMap<Declared, Option<Arc<Prepared>>>);

impl AllPrepared {
    fn of(&mut self, info: &'static RouteInfo) -> Option<Arc<Prepared>> {
        let known = self.0.entry((info.cache_control(), info.headers));
        known
            .or_insert_with(|| Prepared::of(info).map(Arc::new))
            .clone()
    }
}

impl<S: Clone + Send + Sync + 'static> From<Api<S>> for Router<S> {
    /// Builds the router: see [`Api::into_router`].
    #[track_caller]
    fn from(api: Api<S>) -> Self {
        api.into_router()
    }
}
