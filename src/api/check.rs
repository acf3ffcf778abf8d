//! Checks of the routes: what axum would panic about, and what would make the document false or ambiguous.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ptr;

use matchit::InsertError;

use response_core::contract::{ApiFault, FaultKind, RouteInfo};
use response_core::message::LOG;

use crate::docs;
use crate::openapi::{Described, Descriptions, Head, Listed, Mounted, Webhook, with_path};

/// Why an [`Api`](crate::Api) cannot be served: every fault, as an [`ApiFault`] with the handlers that it concerns, why it is a
/// fault, and what to write.
///
/// Each kind has a slug, as the [rules](crate::rules) of the macros have: [`FaultKind`](crate::api::FaultKind) lists them.
///
/// ```
/// use steadfast::api::FaultKind;
/// use steadfast::prelude::*;
///
/// #[route(get, "/users", response = Text)]
/// async fn list() -> Text {
///     Text::from("Ada")
/// }
///
/// #[route(get, "/users", response = Text)]
/// async fn all() -> Text {
///     Text::from("Ada and Grace")
/// }
///
/// let api: Api = Api::new("Users", "1.0.0").routes(routes![list, all]);
/// let error = api.try_into_router().unwrap_err();
/// let fault = error.faults().next().unwrap();
/// assert_eq!(fault.kind(), FaultKind::DuplicateRoute);
/// assert_eq!(fault.slug(), "duplicate_route");
/// assert!(fault.message().ends_with("both answer GET /users"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    faults: Vec<ApiFault>,
}

impl ApiError {
    pub(super) fn new(faults: Vec<ApiFault>) -> Self {
        Self { faults }
    }

    /// The faults, one by one.
    pub fn faults(&self) -> impl ExactSizeIterator<Item = &ApiFault> {
        self.faults.iter()
    }
}

impl From<ApiFault> for ApiError {
    fn from(fault: ApiFault) -> Self {
        Self::new(vec![fault])
    }
}

/// Writes each fault as the compiler writes an error of the macros, several below their number.
impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.as_slice() {
            [fault] => fault.fmt(formatter),
            faults => {
                write!(formatter, "the API has {} faults", faults.len())?;
                faults
                    .iter()
                    .try_for_each(|fault| write!(formatter, "\n\nerror: {fault}"))
            }
        }
    }
}

impl std::error::Error for ApiError {}

/// Logs the arguments of a handler that the document does not describe.
pub(super) fn warn_of_undescribed(info: &RouteInfo, described: &Described) {
    for fault in described.undescribed_faults() {
        let help = fault.help().unwrap_or_default();
        tracing::warn!(target: LOG, "`{}::{}` {}: {help}", info.module, info.name, fault.message());
    }
}

/// What was found in the routes.
pub(super) struct Checked<'r> {
    pub(super) faults: Vec<ApiFault>,
    /// The paths and methods that axum accepts beside each other.
    pub(super) mountable: Vec<(&'r str, &'static str)>,
}

/// Returns every fault of the routes and of the requests that the service sends. A strict API has none with an argument that
/// does not describe itself.
pub(super) fn faults<'r>(
    head: &Head,
    listed: &'r Listed<'r>,
    described: &'r Descriptions,
    is_strict: bool,
) -> Checked<'r> {
    let mut faults = Vec::new();
    let mut places = Places::new();
    let mut needed = Vec::new();
    let mut told = BTreeSet::new();
    let mut of_types = |route: &Mounted<'_>, described: &Described| {
        let mut own = described.faults(head, &mut needed);
        if is_strict {
            own.extend(described.undescribed_faults());
        }
        // The argument is at fault, not each handler that takes it; and so is a handler of errors, not each route.
        let own = own.into_iter().filter(|fault| {
            let is_of_one_route = !matches!(
                fault.kind(),
                FaultKind::UnauthorizedWithoutChallenge | FaultKind::BadErrorHandler
            );
            is_of_one_route || told.insert(fault.message().to_owned())
        });
        own.map(|fault| fault.of(format_args!("`{}`", route.handler())))
            .collect::<Vec<_>>()
    };
    for (route, described) in listed.routes.iter().zip(&described.routes) {
        faults.extend(places.add(route));
        faults.extend(of_types(route, described));
    }
    for (webhook, described) in listed.webhooks.iter().zip(&described.webhooks) {
        faults.extend(places.add_webhook(webhook));
        faults.extend(of_types(&webhook.route, described));
    }
    let all = described.routes.iter().chain(&described.webhooks);
    faults.extend(all.flat_map(|described| places.add_callbacks(described)));
    let mut mountable: Vec<_> = docs::PATHS.iter().map(|path| (*path, "GET")).collect();
    mountable.extend(places.mountable);
    Checked { faults, mountable }
}

/// The routes that have been checked, by what has to be unique.
struct Places<'r> {
    paths: matchit::Router<()>,
    routes: BTreeMap<&'r str, Vec<&'r Mounted<'r>>>,
    ids: BTreeMap<&'r str, &'r Mounted<'r>>,
    /// The handlers of the webhooks, by name and method.
    webhooks: BTreeMap<(&'r str, &'static str), &'r Mounted<'r>>,
    /// The paths and methods of the routes that can be mounted.
    mountable: Vec<(&'r str, &'static str)>,
    /// Pairs of prefixes at which the same API is nested.
    same_api: BTreeSet<(&'r str, &'r str)>,
}

impl<'r> Places<'r> {
    fn new() -> Self {
        let mut paths = matchit::Router::new();
        for path in docs::PATHS {
            // The paths are constants and differ from each other.
            let _ = paths.insert(*path, ());
        }
        Self {
            paths,
            routes: BTreeMap::new(),
            ids: BTreeMap::new(),
            webhooks: BTreeMap::new(),
            mountable: Vec::new(),
            same_api: BTreeSet::new(),
        }
    }

    /// Adds a route. One that is mounted twice also has its id twice, which is reported as one fault.
    fn add(&mut self, route: &'r Mounted<'r>) -> Option<ApiFault> {
        let others = self.routes.entry(route.path).or_default();
        let same = others
            .iter()
            .find(|other| other.info.method == route.info.method);
        if let Some(other) = same {
            let (one, method, path) = (other.handler(), route.info.method, route.path);
            let (what, help) = match other.info.is_of(route.info) {
                true => (
                    format!("`{one}` is mounted twice at {method} {path}"),
                    "mount it once",
                ),
                false => (
                    format!(
                        "`{one}` and `{}` both answer {method} {path}",
                        route.handler()
                    ),
                    "give one of them another path or method, or mount only one of them",
                ),
            };
            return Some(ApiFault::new(FaultKind::DuplicateRoute, what).advising(help));
        }
        let is_new = others.is_empty();
        others.push(route);
        if is_new && let Err(error) = self.paths.insert(route.path, ()) {
            return Some(self.not_mounted(route, error));
        }
        self.mountable.push((route.path, route.info.method));
        let other = self.ids.insert(route.id, route)?;
        if !other.info.is_of(route.info) {
            return Some(same_id(&other.handler(), &route.handler(), route.id));
        }
        // One prefix fixes every route of an API that is nested twice, so it is reported once.
        let is_first = self.same_api.insert((prefix(other), prefix(route)));
        is_first.then(|| {
            let what = format!(
                "`{}` is mounted at {} and at {} with the same operation id, `{}`",
                other.handler(),
                other.path,
                route.path,
                route.id,
            );
            ApiFault::new(FaultKind::DuplicateOperationId, what)
                .advising("write `.operation_id_prefix(\"other_\")` at one of the APIs, or `.operation_ids(OperationParts::name_path_method)` at the whole")
        })
    }

    /// Adds a webhook. Its id is compared with those of the routes.
    fn add_webhook(&mut self, webhook: &'r Webhook<'r>) -> Option<ApiFault> {
        let Webhook { name, route } = webhook;
        if let Some(fault) = with_path(route.info) {
            let handler = route.handler();
            return Some(fault.of(format_args!("`{handler}` is the webhook `{name}`,")));
        }
        if let Some(other) = self.webhooks.insert((name, route.info.method), route) {
            let what = format!(
                "`{}` and `{}` are both the webhook `{name}` with {}",
                other.handler(),
                route.handler(),
                route.info.method,
            );
            return Some(
                ApiFault::new(FaultKind::DuplicateWebhook, what)
                    .advising("give one of them another name"),
            );
        }
        let other = self.ids.insert(route.id, route)?;
        Some(same_id(&other.handler(), &route.handler(), route.id))
    }

    /// Compares the ids of callbacks with all others.
    fn add_callbacks(&self, described: &Described) -> Vec<ApiFault> {
        let mut faults = Vec::new();
        for called in &described.callbacks {
            if let Some(other) = self.ids.get(called.id.as_str()) {
                faults.push(same_id(&other.handler(), &called.handler, &called.id));
            }
            faults.extend(self.add_callbacks(&called.described));
        }
        faults
    }

    fn not_mounted(&self, route: &Mounted<'_>, error: InsertError) -> ApiFault {
        let (handler, path) = (route.handler(), route.path);
        let with = match error {
            InsertError::Conflict { with } => with,
            error => {
                let what = format!("`{handler}` cannot be mounted at {path}: {error}");
                return ApiFault::new(FaultKind::UnmountablePath, what)
                    .advising("write the parameters as `{name}`, one in a segment, and a rest as `{*name}` at the end");
            }
        };
        let others = self.routes.get(with.as_str());
        let other = others.and_then(|others| others.iter().find(|other| !ptr::eq(**other, route)));
        let (other, help) = match other {
            Some(other) => (
                format!("`{}`", other.handler()),
                format!(
                    "name the parameters of both as in {with}, or give one of them another path"
                ),
            ),
            None => (
                "the document".to_owned(),
                "give it another path: the document is served there".to_owned(),
            ),
        };
        let what = format!("`{handler}` at {path} cannot be told apart from {other} at {with}");
        ApiFault::new(FaultKind::AmbiguousPath, what).advising(help)
    }
}

fn same_id(one: &str, other: &str, id: &str) -> ApiFault {
    let what = format!("`{one}` and `{other}` have the same operation id, `{id}`");
    ApiFault::new(FaultKind::DuplicateOperationId, what)
        .advising(format!("write `operation_id = \"other_{id}\"` at one of them, `.operation_id_prefix(\"other_\")` at the API of one, or `.operation_ids(OperationParts::name_path_method)` at the whole"))
}

/// The prefix of the path that the route declares.
fn prefix<'r>(route: &'r Mounted<'_>) -> &'r str {
    match route.info.path {
        None | Some("/") => route.path,
        Some(declared) => route.path.strip_suffix(declared).unwrap_or(route.path),
    }
}
