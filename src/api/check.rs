//! Checks of the routes: what axum would panic about, and what would make the document false or ambiguous.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use matchit::InsertError;

use response_core::contract::RouteInfo;
use response_core::message::LOG;

use crate::docs;
use crate::openapi::{Described, Descriptions, Head, Listed, Mounted, Webhook, with_path};

/// Why the routes of an [`Api`](crate::Api) cannot be mounted: every fault, with the handlers that it
/// concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    faults: Vec<String>,
}

impl ApiError {
    pub(super) fn new(faults: Vec<String>) -> Self {
        Self { faults }
    }

    /// The faults, one by one.
    pub fn faults(&self) -> impl ExactSizeIterator<Item = &str> {
        self.faults.iter().map(String::as_str)
    }
}

/// Writes a single fault as it is, several as a list.
impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.as_slice() {
            [fault] => formatter.write_str(fault),
            faults => {
                write!(formatter, "the routes have {} faults:", faults.len())?;
                faults
                    .iter()
                    .try_for_each(|fault| write!(formatter, "\n- {fault}"))
            }
        }
    }
}

impl std::error::Error for ApiError {}

/// Logs the arguments of a handler that the document does not describe.
pub(super) fn warn_of_undescribed(info: &RouteInfo, described: &Described) {
    for fault in described.undescribed_faults() {
        tracing::warn!(target: LOG, "`{}::{}` {fault}", info.module, info.name);
    }
}

/// Returns every fault of the routes and of the requests that the service sends. A strict API has none with an argument that
/// does not describe itself.
pub(super) fn faults(
    head: &Head,
    listed: &Listed<'_>,
    described: &Descriptions,
    is_strict: bool,
) -> Vec<String> {
    let mut faults = Vec::new();
    let mut places = Places::new();
    let mut needed = Vec::new();
    let mut of_types = |route: &Mounted<'_>, described: &Described| {
        let mut own = described.faults(head, &mut needed);
        if is_strict {
            own.extend(described.undescribed_faults());
        }
        let own = own.into_iter();
        own.map(|fault| format!("`{}` {fault}", route.handler()))
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
    faults
}

/// The routes that have been checked, by what has to be unique.
struct Places<'r> {
    paths: matchit::Router<()>,
    routes: BTreeMap<&'r str, Vec<&'r Mounted<'r>>>,
    ids: BTreeMap<&'r str, &'r Mounted<'r>>,
    /// The handlers of the webhooks, by name and method.
    webhooks: BTreeMap<(&'r str, &'static str), &'r Mounted<'r>>,
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
            same_api: BTreeSet::new(),
        }
    }

    /// Adds a route. One that is mounted twice also has its id twice, which is reported as one fault.
    fn add(&mut self, route: &'r Mounted<'r>) -> Option<String> {
        let others = self.routes.entry(route.path).or_default();
        let same = others
            .iter()
            .find(|other| other.info.method == route.info.method);
        if let Some(other) = same {
            return Some(format!(
                "`{}` and `{}` both answer {} {}",
                other.handler(),
                route.handler(),
                route.info.method,
                route.path,
            ));
        }
        let is_new = others.is_empty();
        others.push(route);
        if is_new && let Err(error) = self.paths.insert(route.path, ()) {
            return Some(self.not_mounted(route, error));
        }
        let other = self.ids.insert(route.id, route)?;
        if other.handler() != route.handler() {
            return Some(same_id(&other.handler(), &route.handler(), route.id));
        }
        // One prefix fixes every route of an API that is nested twice, so it is reported once.
        let is_first = self.same_api.insert((prefix(other), prefix(route)));
        is_first.then(|| {
            format!(
                "`{}` is mounted at {} and at {} with the same operation id, `{}`: give one of the APIs an \
                 `.operation_id_prefix(\"..\")`",
                other.handler(),
                other.path,
                route.path,
                route.id,
            )
        })
    }

    /// Adds a webhook. Its id is compared with those of the routes.
    fn add_webhook(&mut self, webhook: &'r Webhook<'r>) -> Option<String> {
        let Webhook { name, route } = webhook;
        if let Some(what) = with_path(route.info) {
            let handler = route.handler();
            return Some(format!("`{handler}` is the webhook `{name}`, {what}"));
        }
        if let Some(other) = self.webhooks.insert((name, route.info.method), route) {
            return Some(format!(
                "`{}` and `{}` are both the webhook `{name}` with {}: give one of them another name",
                other.handler(),
                route.handler(),
                route.info.method,
            ));
        }
        let other = self.ids.insert(route.id, route)?;
        Some(same_id(&other.handler(), &route.handler(), route.id))
    }

    /// Compares the ids of callbacks with all others.
    fn add_callbacks(&self, described: &Described) -> Vec<String> {
        let mut faults = Vec::new();
        for called in &described.callbacks {
            if let Some(other) = self.ids.get(called.id.as_str()) {
                faults.push(same_id(&other.handler(), &called.handler, &called.id));
            }
            faults.extend(self.add_callbacks(&called.described));
        }
        faults
    }

    fn not_mounted(&self, route: &Mounted<'_>, error: InsertError) -> String {
        let (handler, path) = (route.handler(), route.path);
        let with = match error {
            InsertError::Conflict { with } => with,
            error => return format!("`{handler}` cannot be mounted at {path}: {error}"),
        };
        let other = self
            .routes
            .get(with.as_str())
            .and_then(|others| others.first())
            .map_or_else(
                || "the document".to_owned(),
                |other| format!("`{}`", other.handler()),
            );
        format!("`{handler}` at {path} cannot be told apart from {other} at {with}")
    }
}

fn same_id(one: &str, other: &str, id: &str) -> String {
    format!(
        "`{one}` and `{other}` have the same operation id, `{id}`: give one of them `operation_id = \"..\"`"
    )
}

/// The prefix of the path that the route declares.
fn prefix<'r>(route: &'r Mounted<'_>) -> &'r str {
    match route.info.path {
        None | Some("/") => route.path,
        Some(declared) => route.path.strip_suffix(declared).unwrap_or(route.path),
    }
}
