//! [`Api::webhook`]: requests that the service sends to whoever has subscribed to them.

use std::borrow::Cow;

use response_core::contract::{Contract, Declaration, Operation, RouteInfo};
use response_core::outcome::Handler;

use super::Api;
use crate::openapi;

/// A webhook: a handler that describes it, and is never mounted.
pub(super) struct Webhook {
    name: Cow<'static, str>,
    info: &'static RouteInfo,
    describe: fn(&mut Operation<'_>),
    /// The operation's id.
    pub(super) id: Cow<'static, str>,
    /// The tags of the APIs that it was nested with, the outermost first.
    pub(super) tags: Vec<Cow<'static, str>>,
}

impl Webhook {
    /// Whether both are the same: a part that is nested twice has its webhooks once.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.name == other.name && self.info.is_of(other.info)
    }

    pub(super) fn listed<'a>(&'a self, id: &'a str, tags: Vec<&'a str>) -> openapi::Webhook<'a> {
        openapi::Webhook {
            name: &self.name,
            route: openapi::Mounted {
                info: self.info,
                describe: self.describe,
                path: "/",
                id,
                // Whoever gets the request decides who may send it.
                security: None,
                tags,
                errors: Vec::new(),
                timeout: None,
                is_sent: true,
            },
        }
    }
}

impl<S> Api<S> {
    /// Documents a request that the service sends to whoever has subscribed to it, below `webhooks` of the document. A handler
    /// describes it, and is never called: its arguments are what is sent, and what it returns are the responses that are
    /// expected. It has no path.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// struct Subscription {
    ///     user_id: i64,
    /// }
    ///
    /// /// A user has subscribed.
    /// #[route(post, status = 204)]
    /// async fn new_subscription(Json(_): Json<Subscription>) {}
    ///
    /// let api: Api = Api::new("Users", "1.0.0").webhook("newSubscription", new_subscription);
    /// let webhook = &api.openapi()["webhooks"]["newSubscription"]["post"];
    /// assert_eq!(webhook["summary"], "A user has subscribed");
    /// ```
    ///
    /// What this service adds to its own responses is left out: the 422 of an extractor, the 500 of a panic, `X-Request-Id`. So are
    /// the [security requirements](Self::security) of its routes.
    ///
    /// Handlers with different methods may share a name. A request that is sent because of another one is a `callback(..)` of its
    /// [`route`](macro@crate::route).
    #[must_use]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "a handler is written as it is"
    )]
    pub fn webhook<A, H>(mut self, name: impl Into<Cow<'static, str>>, handler: H) -> Self
    where
        H: Handler<A, Contract: Contract>,
    {
        let _ = handler;
        let info = <H::Contract as Declaration>::ROUTE;
        self.webhooks.push(Webhook {
            name: name.into(),
            info,
            describe: <H::Contract as Contract>::describe,
            id: info.id().into(),
            tags: Vec::new(),
        });
        self
    }
}
