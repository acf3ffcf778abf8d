//! [`Route`]: a handler with its contract, as `routes![]` reads it.

mod mount;
mod operation_id;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use response_core::contract::{
    Contract, Declaration, HasPath, Operation, RouteInfo, SecurityRequirement,
};
use response_core::outcome::{Answer, Handler};

use crate::deadline::TimeLimit;
pub(crate) use mount::Inputs;
use mount::{Extracted, Mount, Mounted, Takes, Unjudged};
pub(crate) use operation_id::made as made_operation_id;
pub use operation_id::{MakeOperationId, OperationParts};

/// A handler and its contract, ready for [`Api::routes`](crate::Api::routes). [`routes!`](crate::routes) makes it.
pub struct Route<S = ()> {
    pub(crate) info: &'static RouteInfo,
    /// The function [`Contract::describe`].
    pub(crate) describe: fn(&mut Operation<'_>),
    /// The whole path, with the prefixes that the route is nested below.
    pub(crate) path: Cow<'static, str>,
    /// The operation's id.
    pub(crate) id: Cow<'static, str>,
    /// The security requirements of the API that it was nested with.
    pub(crate) security: Option<&'static [SecurityRequirement]>,
    /// The tags of the APIs that it was nested with, the outermost first.
    pub(crate) tags: Vec<Cow<'static, str>>,
    /// How long a request may take, if an API that it was nested with says so.
    pub(crate) time_limit: Option<TimeLimit>,
    /// Makes the operation's id, if an API that it was nested with says so.
    pub(crate) operation_ids: Option<MakeOperationId>,
    /// Describe the errors of the APIs that it was nested with.
    pub(crate) errors: Vec<DescribeErrors>,
    mount: MountFn<S>,
}

/// The function `ErrorResponse::describe` of a type.
pub(crate) type DescribeErrors = fn(&mut Operation<'_>);

/// Mounts a handler, given what its description says about its arguments, and adds its layers.
type MountFn<S> = Box<dyn FnOnce(Inputs) -> MethodRouter<S> + Send + Sync>;

impl<S> Route<S> {
    /// What the route declares.
    #[must_use]
    pub fn info(&self) -> &'static RouteInfo {
        self.info
    }

    /// Returns the handler as axum accepts it. `inputs` comes from the description of its arguments.
    pub(crate) fn into_handler(self, inputs: Inputs) -> MethodRouter<S> {
        (self.mount)(inputs)
    }

    /// Applies a function to the handler once it is mounted.
    pub(crate) fn map<S2>(
        self,
        change: impl FnOnce(MethodRouter<S>) -> MethodRouter<S2> + Send + Sync + 'static,
    ) -> Route<S2>
    where
        S: 'static,
    {
        let mount = self.mount;
        Route {
            info: self.info,
            describe: self.describe,
            path: self.path,
            id: self.id,
            security: self.security,
            tags: self.tags,
            time_limit: self.time_limit,
            operation_ids: self.operation_ids,
            errors: self.errors,
            mount: Box::new(|inputs| change(mount(inputs))),
        }
    }
}

impl<S> fmt::Debug for Route<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Route").field(self.info).finish()
    }
}

/// A handler with a contract that has a path.
#[diagnostic::on_unimplemented(
    message = "`routes![]` cannot mount this handler",
    label = "has no `#[route]` with a path",
    note = "write `#[route(get, \"/path\", response = ..)]` on the function",
    note = "mount a handler without a path by hand: `axum::Router::new().route(\"/path\", get(handler))`"
)]
pub trait Routed<Arguments, Returned> {
    /// The contract.
    type Contract: Contract;

    /// Waits for what the handler has returned, and renders it.
    fn respond(returned: Returned) -> impl Future<Output = Response> + Send;
}

#[diagnostic::do_not_recommend]
impl<H, Arguments, Returned, C, R> Routed<Arguments, Returned> for H
where
    H: Handler<Arguments, Contract = C>,
    Returned: Future<Output = Answer<C, R>> + Send,
    Answer<C, R>: IntoResponse,
    C: Contract + HasPath,
{
    type Contract = C;

    async fn respond(returned: Returned) -> Response {
        IntoResponse::into_response(returned.await)
    }
}

/// The state that all handlers of one `routes![]` have. Emitted by [`routes!`](crate::routes).
#[must_use]
pub fn state<S>() -> PhantomData<fn() -> S> {
    PhantomData
}

/// A handler of which it is asked whether its arguments are judged where it is mounted: they are, unless it does not compile.
pub struct Mounting<Arguments, C>(PhantomData<fn() -> (Arguments, C)>);

/// Reads the arguments and the contract of a handler from its type. Emitted by [`routes!`](crate::routes).
pub fn mounting<Arguments, Returned, C, H>(_: H) -> Mounting<Arguments, C>
where
    H: Takes<Arguments, Returned = Returned>,
    H: Routed<Arguments, Returned, Contract = C>,
{
    Mounting(PhantomData)
}

/// How a handler with these arguments is mounted.
pub struct Way<Arguments, Via>(PhantomData<fn() -> (Arguments, Via)>);

// A contract is `Unpin` only where the handler does not compile: see `Described`.
impl<Arguments, C: Unpin> Mounting<Arguments, C> {
    /// The arguments are not judged: what is wrong with the handler is reported where it stands.
    #[must_use]
    pub fn way(&self) -> Way<Arguments, Unjudged> {
        Way(PhantomData)
    }
}

/// The fallback for a handler that compiles.
pub trait Mountable {
    /// The arguments.
    type Arguments;

    /// Each argument has to be an extractor.
    fn way<Via>(&self) -> Way<Self::Arguments, Extracted<Via>> {
        Way(PhantomData)
    }
}

impl<Arguments, C> Mountable for Mounting<Arguments, C> {
    type Arguments = Arguments;
}

/// Makes a route of a handler. Emitted by [`routes!`](crate::routes).
pub fn route<Arguments, Via, H, S>(
    _: PhantomData<fn() -> S>,
    _: Way<Arguments, Via>,
    handler: H,
) -> Route<S>
where
    H: Mount<Arguments, Via, S>,
    Arguments: 'static,
    Via: 'static,
    S: Clone + Send + Sync + 'static,
{
    let info = <H::Contract as Declaration>::ROUTE;
    Route {
        info,
        describe: <H::Contract as Contract>::describe,
        path: info.path.unwrap_or("/").into(),
        id: info.operation_id.unwrap_or(info.name).into(),
        security: None,
        tags: Vec::new(),
        time_limit: None,
        operation_ids: None,
        errors: Vec::new(),
        mount: Box::new(move |inputs| {
            on(
                filter(info.method),
                Mounted::new(handler, info.name, inputs),
            )
        }),
    }
}

/// The filter of a method.
pub(crate) fn filter(method: &str) -> MethodFilter {
    match method {
        "POST" => MethodFilter::POST,
        "PUT" => MethodFilter::PUT,
        "PATCH" => MethodFilter::PATCH,
        "DELETE" => MethodFilter::DELETE,
        "HEAD" => MethodFilter::HEAD,
        "OPTIONS" => MethodFilter::OPTIONS,
        _ => MethodFilter::GET,
    }
}

/// The routes of an [`Api`](crate::Api): `routes![create_user, list_users, admin::list::<Pg>]`.
///
/// Each contract is read from the return type of its handler, so the name of a `#[route]` function is enough. Anything but a
/// name would be evaluated twice.
#[macro_export]
macro_rules! routes {
    () => {
        []
    };
    ($($handler:expr),+ $(,)?) => {
        {
            #[allow(unused_imports)]
            use $crate::__private::Mountable as _;
            // A static of the user's could have a plainer name, which no binding can have then.
            let __steadfast_state = $crate::__private::state();
            [$($crate::__private::route(
                __steadfast_state,
                (&$crate::__private::mounting($handler)).way(),
                $handler,
            )),+]
        }
    };
}

pub use routes;
