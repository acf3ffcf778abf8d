//! Requests that the service sends itself: callbacks and webhooks.

use std::collections::BTreeMap;

use response_core::contract::{ApiFault, Callback, FaultKind, RouteInfo};
use serde_json::Value;

use super::described::Operations;
use super::{Described, Layout, Mounted};

/// A callback of an operation.
pub(crate) struct Called {
    /// The id of its operation.
    pub(crate) id: String,
    /// The handler that describes it.
    pub(crate) handler: String,
    pub(crate) described: Described,
}

impl Called {
    /// A fault of the callback, as one of the operation that it belongs to.
    pub(super) fn of(&self, fault: ApiFault) -> ApiFault {
        fault.of(format_args!("calls back `{}`, which", self.handler))
    }
}

/// The ids of the callbacks so far, each with its handler: one handler may describe the callbacks of several operations.
#[derive(Default)]
pub(super) struct Sent(BTreeMap<String, String>);

impl Sent {
    /// The id of a callback: that of its handler, or if another operation has it already, behind the id of that operation.
    fn id(&mut self, route: &Mounted<'_>, callback: &Callback, handler: &str) -> String {
        let own = callback.route.id();
        let prefix = route.id.strip_suffix(route.info.id()).unwrap_or_default();
        let mut id = format!("{prefix}{own}");
        let mut number = 1;
        while self.0.get(&id).is_some_and(|known| known == handler) {
            id = match number {
                1 => format!("{}_{own}", route.id),
                number => format!("{}_{own}_{number}", route.id),
            };
            number += 1;
        }
        self.0
            .entry(id.clone())
            .or_insert_with(|| handler.to_owned());
        id
    }
}

impl Operations {
    /// Describes the callbacks of an operation, and adds them to what is known and laid out of it.
    pub(super) fn call_back(
        &mut self,
        callbacks: &[Callback],
        (route, described, laid_out): (&Mounted<'_>, &mut Described, &mut Value),
        (routes, layout): (&[Mounted<'_>], Layout<'_>),
        outer: &mut Vec<&'static RouteInfo>,
    ) {
        outer.push(route.info);
        for callback in callbacks {
            let info = callback.route;
            let handler = format!("{}::{}", info.module, info.name);
            if let Some(fault) = fault(callback, &handler, outer) {
                described.faults.push(fault);
                continue;
            }
            let id = self.sent.id(route, callback, &handler);
            let mounted = Mounted {
                info,
                describe: callback.describe,
                path: "/",
                id: &id,
                security: None,
                tags: Vec::new(),
                errors: Vec::new(),
                timeout: None,
                is_sent: true,
            };
            let (of_callback, operation) = self.add(&mounted, routes, layout, outer);
            let requests = &mut laid_out["callbacks"][info.name];
            requests[callback.expression][info.method.to_lowercase()] = operation;
            described.callbacks.push(Called {
                id,
                handler,
                described: of_callback,
            });
        }
        outer.pop();
    }
}

/// What no callback can be.
fn fault(callback: &Callback, handler: &str, outer: &[&'static RouteInfo]) -> Option<ApiFault> {
    let calls = format_args!("calls back `{handler}`,").to_string();
    if outer.iter().any(|known| known.is_of(callback.route)) {
        return Some(
            ApiFault::new(
                FaultKind::BrokenCallback,
                "of which it is itself a callback",
            )
            .of(calls)
            .advising("drop one of the two `callback(..)`"),
        );
    }
    with_path(callback.route).map(|fault| fault.of(calls))
}

/// What is wrong with a request that the service sends, if its route has a path.
pub(crate) fn with_path(route: &RouteInfo) -> Option<ApiFault> {
    route.path.map(|path| {
        let method = route.method.to_lowercase();
        ApiFault::new(
            FaultKind::PathOfSentRequest,
            format!("whose `#[route]` has the path {path}"),
        )
        .advising(format!("leave it out: `#[route({method}, ..)]`"))
    })
}
