//! [`Route`]: a handler with its contract, as `routes![]` reads it.

mod endpoint;
mod handling;
mod late;
mod mount;
mod operation_id;

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::MethodFilter;
use response_core::contract::{
    Contract, Declaration, HasPath, Operation, RouteInfo, SecurityRequirement,
};
use response_core::outcome::{Answer, Handler};
use tower_layer::Layer;
use tower_service::Service;

use crate::deadline::TimeLimit;
/// What a handler answers, before it is completed.
pub(crate) type Answered = response_core::complete::Answered<Body>;

pub(crate) use endpoint::{Endpoint, Target};
pub(crate) use handling::{Certain, Handling};
pub use late::Late;
pub(crate) use mount::Inputs;
pub use mount::Mount;
use mount::{Extracted, Mounted, Takes, Unjudged};
pub(crate) use operation_id::made as made_operation_id;
pub use operation_id::{MakeOperationId, OperationParts};

/// A handler and its contract, ready for [`Api::routes`](crate::Api::routes). [`routes!`](crate::routes) makes it.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/health", response = Text)]
/// async fn health() -> Text {
///     Text::from("ok")
/// }
///
/// let [route]: [Route; 1] = routes![health];
/// assert_eq!((route.info().method, route.info().path), ("GET", Some("/health")));
/// ```
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
    mount: Box<dyn Unmounted<S>>,
}

/// The function `ErrorResponse::describe` of a type.
pub(crate) type DescribeErrors = fn(&mut Operation<'_>);

/// A handler with its layers, before it is mounted.
///
/// Whether the state can be that of an app is asked when it is mounted, and not again for each `routes![]`.
trait Unmounted<S>: Send + Sync {
    /// Mounts it, given what its description says about its arguments.
    fn mount(self: Box<Self>, inputs: Inputs) -> Target<S>
    where
        S: Clone + Send + Sync + 'static;
}

/// A handler without layers.
struct Plain<H, Arguments, Via> {
    handler: H,
    info: &'static RouteInfo,
    way: Way<Arguments, Via>,
}

impl<H, Arguments, Via, S> Unmounted<S> for Plain<H, Arguments, Via>
where
    H: Mount<Arguments, Via, S>,
    Arguments: 'static,
    Via: 'static,
{
    fn mount(self: Box<Self>, inputs: Inputs) -> Target<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        let Self { handler, info, way } = *self;
        Target::Own(Arc::new(Mounted::new(handler, info.name, inputs, way)))
    }
}

/// A handler to which something is added once it is mounted.
struct Changed<S, F> {
    unmounted: Box<dyn Unmounted<S>>,
    change: F,
}

impl<S, S2, F> Unmounted<S2> for Changed<S, F>
where
    S: Clone + Send + Sync + 'static,
    F: FnOnce(Target<S>) -> Target<S2> + Send + Sync,
{
    fn mount(self: Box<Self>, inputs: Inputs) -> Target<S2> {
        (self.change)(self.unmounted.mount(inputs))
    }
}

impl<S> Route<S> {
    /// What the route declares.
    #[must_use]
    pub fn info(&self) -> &'static RouteInfo {
        self.info
    }

    /// Returns where its requests lead. `inputs` comes from the description of its arguments.
    pub(crate) fn into_target(self, inputs: Inputs) -> Target<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        self.mount.mount(inputs)
    }

    /// Wraps the handler in a layer of the app once it is mounted.
    pub(crate) fn layer<L>(self, layer: L) -> Self
    where
        S: Clone + Send + Sync + 'static,
        L: Layer<axum::routing::Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let filter = filter(self.info.method);
        self.map(move |target| Target::Layered(target.into_method_router(filter).layer(layer)))
    }

    /// Applies a function to the handler once it is mounted.
    pub(crate) fn map<S2>(
        self,
        change: impl FnOnce(Target<S>) -> Target<S2> + Send + Sync + 'static,
    ) -> Route<S2>
    where
        S: Clone + Send + Sync + 'static,
    {
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
            mount: Box::new(Changed {
                unmounted: self.mount,
                change,
            }),
        }
    }
}

/// What [`Api::routes`](crate::Api::routes) takes: what `routes![]` makes, or any other list of routes.
#[diagnostic::on_unimplemented(
    message = "these are not routes",
    label = "not what `routes![]` makes",
    note = "write `.routes(routes![list_users, get_user])`, with the names of the handlers"
)]
pub trait Routes<S>: IntoIterator<Item = Route<S>> {}

#[diagnostic::do_not_recommend]
impl<S, R: IntoIterator<Item = Route<S>>> Routes<S> for R {}

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
    fn respond(returned: Returned) -> impl Future<Output = Answered> + Send;
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

    async fn respond(returned: Returned) -> Answered {
        returned.await.outcome().into()
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
pub fn mounting<Arguments, Returned, C>(
    _: impl Takes<Arguments, Returned = Returned> + Routed<Arguments, Returned, Contract = C>,
) -> Mounting<Arguments, C> {
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

/// Makes a route of a handler, which is mounted this way.
fn route<Arguments, Via, H, S>(handler: H, way: Way<Arguments, Via>) -> Route<S>
where
    H: Mount<Arguments, Via, S>,
    Arguments: 'static,
    Via: 'static,
    S: 'static,
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
        mount: Box::new(Plain { handler, info, way }),
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
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/users", response = AtMost<String, 10>)]
/// async fn list_users() -> Vec<String> {
///     vec!["Ada".to_owned()]
/// }
///
/// struct Admin;
///
/// impl Admin {
///     #[route(delete, "/users/{id}")]
///     async fn delete_user(Path(id): Path<i64>) {}
/// }
///
/// let api: Api = Api::new("Users", "1.0.0").routes(routes![list_users, Admin::delete_user]);
/// assert_eq!(api.openapi()["paths"].as_object().unwrap().len(), 2);
/// ```
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
            [$($crate::__private::Mount::steadfast_route(
                $crate::__private::Late::keep(0, $handler),
                __steadfast_state,
                (&$crate::__private::mounting($handler)).way(),
            )),+]
        }
    };
}

pub use routes;
