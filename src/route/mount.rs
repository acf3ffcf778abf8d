//! Calling a handler with arguments from a request.
//!
//! axum extracts the arguments one by one and responds with the first rejection. This does the same, but the response
//! also reports the faults in the rest of the request, as far as they can be found by reading.

use std::any::type_name;
use std::future::{Future, ready};
use std::marker::PhantomData;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use response_core::contract::{AfterRefusal, Contract, Declaration, Needs, Operation, RouteInfo};
use response_core::problem::{ErrorOrigin, Problem};

use super::endpoint::Endpoint;
use super::handling::{Called, Handling};
use super::{Answered, Route, Routed, Way};
use crate::extract::body;
use crate::extract::matched::Matched;

/// A handler with its description.
pub(super) struct Mounted<H, Arguments, Via> {
    handler: H,
    /// Its name in the span of a request.
    name: &'static str,
    inputs: Inputs,
    way: Way<Arguments, Via>,
}

/// What the description of a handler says about its arguments.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// For each argument, what happens to it after an earlier one has refused the request.
    pub(crate) after_refusal: Arc<[AfterRefusal]>,
    /// Whether the last one is an extractor of axum's that reads the body up to a limit, and does not look at the announced
    /// length.
    pub(crate) has_limited_body: bool,
    /// Whether one of them adds to the response.
    pub(crate) adds_to_response: bool,
    /// What they need beside the head of the request, as the client has sent it.
    pub(crate) needs: Needs,
}

impl<H, Arguments, Via> Mounted<H, Arguments, Via> {
    pub(super) fn new(
        handler: H,
        name: &'static str,
        inputs: Inputs,
        way: Way<Arguments, Via>,
    ) -> Self {
        Self {
            handler,
            name,
            inputs,
            way,
        }
    }
}

impl<H, Arguments, Via, S> Endpoint<S> for Mounted<H, Arguments, Via>
where
    H: Mount<Arguments, Via, S>,
    Arguments: 'static,
    Via: 'static,
    S: Send + Sync + 'static,
{
    fn call(&self, request: &mut Option<Request>, state: S, matched: Option<Matched>) -> Handling {
        let Self {
            handler,
            name,
            inputs,
            way: Way(_),
        } = self;
        let given = request.get_or_insert_default();
        let called = Called::new(given, name, inputs.adds_to_response);
        let handler = handler.clone();
        let extract = || H::Extracted::extract(request, state, inputs.clone());
        called.handled(matched, extract, inputs.needs, move |arguments| {
            H::respond(handler.call(arguments))
        })
    }
}

/// A function that takes these arguments, whatever they are: its arguments are known before they are judged, one by one.
#[diagnostic::on_unimplemented(
    message = "`routes![]` cannot mount this handler",
    label = "not a function of at most 16 arguments",
    note = "write the name of a `#[route]` function, without calling it"
)]
pub trait Takes<Arguments> {
    /// What the function returns, which is judged as [`Routed`]: a function without a contract is one error.
    type Returned: Send;
}

macro_rules! takes {
    ($($argument:ident)*) => {
        impl<F, Answering, $($argument),*> Takes<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Answering,
            Answering: Send,
        {
            type Returned = Answering;
        }
    };
}

/// An argument that can be extracted from the parts of a request. It is ours, so that a refusal names the argument.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an extractor for the state `{S}` [not_an_extractor]",
    label = "a handler takes an argument of type `{Self}`",
    note = "a `State<T>` takes the whole state, `{S}`, or a field of it if the struct has `#[derive(Clone, FromRef)]`; its `T` is `Clone`: write `#[derive(Clone)]` on it, or take a `State<Arc<T>>`; without `.with_state(..)` the state is `()`",
    note = "the type of any other argument says where it comes from: `Path(id): Path<T>`, `Query`, `Json` as the last one"
)]
pub trait Part<S>: FromRequestParts<S> + Send {}

#[diagnostic::do_not_recommend]
impl<A: FromRequestParts<S> + Send, S> Part<S> for A {}

/// The last argument, which may take the body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an extractor for the state `{S}` [not_an_extractor]",
    label = "a handler takes an argument of type `{Self}`",
    note = "a `State<T>` takes the whole state, `{S}`, or a field of it if the struct has `#[derive(Clone, FromRef)]`; its `T` is `Clone`: write `#[derive(Clone)]` on it, or take a `State<Arc<T>>`; without `.with_state(..)` the state is `()`",
    note = "the type of any other argument says where it comes from: `Path(id): Path<T>`, `Query`, `Json` as the last one"
)]
pub trait Last<S, Via>: Sized + Send {
    /// Why the request is refused.
    type Rejection: IntoResponse;

    /// Extracts the argument from what earlier arguments have left of the request.
    fn last(
        given: &mut Given,
        state: &S,
    ) -> impl Future<Output = Result<Self, Self::Rejection>> + Send;
}

/// The head and the body of a request, until an argument takes both.
type Given = Option<(Parts, Body)>;

/// Stands for [`Via`](Last) where the head of the request is enough, which then is not moved.
pub struct ByParts;

/// Stands for [`Via`](Last) where the argument takes the request.
pub struct ByRequest;

fn nothing() -> (Parts, Body) {
    Request::default().into_parts()
}

#[diagnostic::do_not_recommend]
impl<A: FromRequestParts<S> + Send, S: Sync> Last<S, ByParts> for A {
    type Rejection = A::Rejection;

    fn last(
        given: &mut Given,
        state: &S,
    ) -> impl Future<Output = Result<Self, A::Rejection>> + Send {
        let (parts, _) = given.get_or_insert_with(nothing);
        A::from_request_parts(parts, state)
    }
}

// For axum's usual marker, which has no other name.
#[diagnostic::do_not_recommend]
impl<A: FromRequest<S> + Send, S: Sync> Last<S, ByRequest> for A {
    type Rejection = A::Rejection;

    fn last(
        given: &mut Given,
        state: &S,
    ) -> impl Future<Output = Result<Self, A::Rejection>> + Send {
        let (parts, body) = given.take().unwrap_or_else(nothing);
        A::from_request(Request::from_parts(parts, body), state)
    }
}

/// The arguments of a handler, all of which can be extracted from a request.
///
/// The code that does it is that of their types: handlers that take the same arguments share it.
pub trait Extract<S, Via>: Sized {
    /// Takes the request and extracts them, unless one of them refuses it.
    fn extract(
        request: &mut Option<Request>,
        state: S,
        inputs: Inputs,
    ) -> impl Future<Output = Result<Self, Response>> + Send + use<Self, S, Via>;
}

/// A handler whose arguments can be extracted from a request.
#[diagnostic::on_unimplemented(
    message = "`routes![]` cannot mount this handler",
    label = "not a function that axum can call",
    note = "a handler takes at most 16 arguments, and it and what it captures can be sent between threads"
)]
pub trait Mount<Arguments, Via, S>: Clone + Send + Sync + 'static {
    /// The contract of the handler.
    type Contract: Contract;

    /// The arguments, as they are extracted.
    type Extracted: Extract<S, Via> + 'static;

    /// What the handler returns.
    type Returned: Send;

    /// Calls the handler.
    fn call(&self, arguments: Self::Extracted) -> Self::Returned;

    /// Waits for what the handler has returned, and renders it.
    fn respond(returned: Self::Returned) -> impl Future<Output = Answered> + Send;

    /// Makes a route of the handler. Emitted by [`routes!`](crate::routes); rustc does not explain a bound that is that of
    /// the trait itself.
    fn steadfast_route(self, _: PhantomData<fn() -> S>, way: Way<Arguments, Via>) -> Route<S>
    where
        Arguments: 'static,
        Via: 'static,
        S: 'static,
    {
        super::route(self, way)
    }
}

/// Stands for [`Via`](Mount) where the arguments are not judged, since the handler does not compile.
pub struct Unjudged;

/// Stands for the contract of a handler that does not compile.
pub struct Unknown;

impl Declaration for Unknown {
    const ROUTE: &'static RouteInfo = &RouteInfo::new("", "", "GET");
}

impl Contract for Unknown {
    fn describe(_: &mut Operation<'_>) {}
}

impl<S: Send> Extract<S, Unjudged> for () {
    fn extract(
        _: &mut Option<Request>,
        _: S,
        _: Inputs,
    ) -> impl Future<Output = Result<(), Response>> + Send + use<S> {
        ready(Ok(()))
    }
}

// For any type, so that nothing is said of the handler. The program does not compile, so nobody calls this.
impl<F, Arguments, S> Mount<Arguments, Unjudged, S> for F
where
    F: Clone + Send + Sync + 'static,
    S: Send,
{
    type Contract = Unknown;
    type Extracted = ();
    type Returned = Response;

    fn call(&self, (): ()) -> Response {
        IntoResponse::into_response(Problem::untold())
    }

    async fn respond(returned: Response) -> Answered {
        Answered::from(returned)
    }
}

/// Stands for [`Via`](Mount) where each argument has to be an extractor, and the last one a [`Last<S, Via>`](Last).
pub struct Extracted<Via>(PhantomData<fn() -> Via>);

impl<S: Send> Extract<S, Extracted<()>> for () {
    fn extract(
        request: &mut Option<Request>,
        _: S,
        _: Inputs,
    ) -> impl Future<Output = Result<(), Response>> + Send + use<S> {
        drop(request.take());
        ready(Ok(()))
    }
}

impl<F, Answering, S> Mount<(), Extracted<()>, S> for F
where
    F: Fn() -> Answering + Routed<(), Answering> + Clone + Send + Sync + 'static,
    Answering: Send,
    S: Send,
{
    type Contract = F::Contract;
    type Extracted = ();
    type Returned = Answering;

    fn call(&self, (): ()) -> Answering {
        self()
    }

    fn respond(returned: Answering) -> impl Future<Output = Answered> + Send {
        <F as Routed<(), Answering>>::respond(returned)
    }
}

macro_rules! mount {
    ($($part:ident)* / $last:ident) => {
        impl<Via, S, $($part,)* $last> Extract<S, Extracted<Via>> for ($($part,)* $last,)
        where
            S: Send + Sync,
            $($part: Part<S>,)*
            $last: Last<S, Via>,
        {
            // What an `async fn` is given, its future holds twice: as an argument, and where it is moved to.
            #[allow(non_snake_case, unused_mut, reason = "a handler with one argument")]
            fn extract(
                request: &mut Option<Request>,
                state: S,
                inputs: Inputs,
            ) -> impl Future<Output = Result<Self, Response>> + Send + use<Via, S, $($part,)* $last> {
                let mut given = request.take().map(Request::into_parts);
                async move {
                    let mut refusal = Refusal::new(&inputs);
                    $(let $part = if refusal.asks_next() {
                        let (parts, _) = given.get_or_insert_with(nothing);
                        let part = <$part as FromRequestParts<S>>::from_request_parts(parts, &state);
                        refusal.taken(part.await)
                    } else {
                        None
                    };)*
                    let $last = if refusal.asks_last::<$last>(&mut given) {
                        let last = <$last as Last<S, Via>>::last(&mut given, &state);
                        refusal.taken(last.await)
                    } else {
                        None
                    };
                    match ($($part,)* $last,) {
                        ($(Some($part),)* Some($last),) => Ok(($($part,)* $last,)),
                        _ => Err(refusal.into_response()),
                    }
                }
            }
        }

        impl<F, Answering, Via, S, $($part,)* $last> Mount<($($part,)* $last,), Extracted<Via>, S> for F
        where
            F: Fn($($part,)* $last) -> Answering,
            F: Routed<($($part,)* $last,), Answering> + Clone + Send + Sync + 'static,
            Answering: Send,
            S: Send + Sync,
            $($part: Part<S> + 'static,)*
            $last: Last<S, Via> + 'static,
        {
            type Contract = F::Contract;
            type Extracted = ($($part,)* $last,);
            type Returned = Answering;

            #[allow(non_snake_case, reason = "a handler with one argument")]
            fn call(&self, ($($part,)* $last,): Self::Extracted) -> Answering {
                self($($part,)* $last)
            }

            fn respond(returned: Answering) -> impl Future<Output = Answered> + Send {
                <F as Routed<($($part,)* $last,), Answering>>::respond(returned)
            }
        }
    };
}

takes!();
takes!(A1);
takes!(A1 A2);
takes!(A1 A2 A3);
takes!(A1 A2 A3 A4);
takes!(A1 A2 A3 A4 A5);
takes!(A1 A2 A3 A4 A5 A6);
takes!(A1 A2 A3 A4 A5 A6 A7);
takes!(A1 A2 A3 A4 A5 A6 A7 A8);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
takes!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16);

mount!(/ A1);
mount!(A1 / A2);
mount!(A1 A2 / A3);
mount!(A1 A2 A3 / A4);
mount!(A1 A2 A3 A4 / A5);
mount!(A1 A2 A3 A4 A5 / A6);
mount!(A1 A2 A3 A4 A5 A6 / A7);
mount!(A1 A2 A3 A4 A5 A6 A7 / A8);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 / A9);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 A9 / A10);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 / A11);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 / A12);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 / A13);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 / A14);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 / A15);
mount!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 / A16);

/// Why a handler is not called.
struct Refusal<'i> {
    /// The arguments that have not been considered yet.
    inputs: std::slice::Iter<'i, AfterRefusal>,
    has_limited_body: bool,
    first: Option<Response>,
    /// Whether no further argument is extracted.
    is_final: bool,
}

impl<'i> Refusal<'i> {
    fn new(inputs: &'i Inputs) -> Self {
        Self {
            inputs: inputs.after_refusal.iter(),
            has_limited_body: inputs.has_limited_body,
            first: None,
            is_final: false,
        }
    }

    /// Whether the last argument is extracted from the request.
    #[inline]
    fn asks_last<A>(&mut self, given: &mut Given) -> bool {
        self.asks_next() && (!self.has_limited_body || self.is_within_limit::<A>(given))
    }

    fn is_within_limit<A>(&mut self, given: &mut Given) -> bool {
        let (parts, body) = given.take().unwrap_or_else(nothing);
        match body::within_limit(Request::from_parts(parts, body)) {
            Ok(request) => {
                *given = Some(request.into_parts());
                true
            }
            Err(problem) => {
                let _: Option<A> = self.add::<A>(IntoResponse::into_response(problem));
                false
            }
        }
    }

    /// The argument, unless it has refused the request.
    fn taken<A, R: IntoResponse>(&mut self, taken: Result<A, R>) -> Option<A> {
        match taken {
            Ok(argument) => Some(argument),
            Err(rejection) => self.add::<A>(in_one_shape(rejection.into_response())),
        }
    }

    /// Whether the next argument is extracted from the request.
    fn asks_next(&mut self) -> bool {
        let input = self.inputs.next().copied().unwrap_or(AfterRefusal::Stop);
        if self.first.is_none() {
            return true;
        }
        self.is_final |= input == AfterRefusal::Stop;
        !self.is_final && input == AfterRefusal::Ask
    }

    /// Adds a rejection. The first one is the response; the faults of later ones are added to its own, if it has any.
    #[cold]
    fn add<A>(&mut self, mut response: Response) -> Option<A> {
        let problem = response.extensions_mut().get_mut::<Problem>();
        let has_faults = problem.is_some_and(|problem| {
            problem.comes_from(ErrorOrigin::Extractor(type_name::<A>()));
            !problem.errors.is_empty()
        });
        match &mut self.first {
            None => {
                self.is_final = !has_faults;
                self.first = Some(response);
            }
            Some(first) => {
                if let Some(known) = first.extensions_mut().remove::<Problem>() {
                    let problem = response.extensions_mut().remove::<Problem>();
                    let mut faults =
                        problem.map_or_else(Vec::new, |problem| problem.errors.clone());
                    // Two arguments may read the same parameter.
                    faults.retain(|fault| !known.errors.contains(fault));
                    // The old body shares the problem with it.
                    *first = Response::default();
                    *first = IntoResponse::into_response(known.errors(faults));
                }
            }
        }
        None
    }

    #[cold]
    fn into_response(self) -> Response {
        // An argument is missing only after a rejection.
        self.first
            .unwrap_or_else(|| IntoResponse::into_response(Problem::untold()))
    }
}

/// An error in plain text, as axum's own extractors send it, may repeat what was sent, and does not have the app's
/// format. It becomes a problem with its status and its other headers.
#[cold]
fn in_one_shape(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_text = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/plain"));
    if !is_error || !is_text || response.extensions().get::<Problem>().is_some() {
        return response;
    }
    let (told, _) = response.into_parts();
    let mut problem = IntoResponse::into_response(Problem::of_status(status));
    for (name, value) in &told.headers {
        if *name != CONTENT_TYPE && *name != CONTENT_LENGTH {
            problem.headers_mut().append(name, value.clone());
        }
    }
    problem
}
