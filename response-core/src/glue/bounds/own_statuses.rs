//! A route that leaves its statuses to a set of responses: which they are, and the rules `post_returns_200`,
//! `safe_method_status` and `undeclared_status`, which need the type of the set.

use crate::contract::Declares;
use crate::outcome::{AsKind, AsModel, AsRedirect, AsSet, BySet, NoModel, Responses, Unknown};

/// A status of a set, as a type.
pub struct Status<const STATUS: u16>;

/// The statuses that a declared body brings along, if the route leaves them to it.
pub trait OwnStatuses {
    /// The statuses; none if they are the route's.
    const STATUSES: &'static [u16] = &[];
}

impl<T: Responses, P> OwnStatuses for AsSet<T, P, BySet> {
    const STATUSES: &'static [u16] = T::STATUSES;
}

/// The route declares the status of a variant, or leaves its statuses to the set.
#[diagnostic::on_unimplemented(
    message = "this handler can respond with {STATUS}, which the route does not declare [undeclared_status]",
    label = "can respond with {STATUS}",
    note = "a client that trusts the document does not expect a {STATUS}",
    note = "drop `status`, so that the route has the statuses of the enum, or add {STATUS} to `status`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait undeclared_status_of_set<C, const STATUS: u16> {}

#[diagnostic::do_not_recommend]
impl<C: Declares<STATUS>, T, P, const STATUS: u16> undeclared_status_of_set<C, STATUS>
    for AsSet<T, P>
{
}
#[diagnostic::do_not_recommend]
impl<C, T, P, const STATUS: u16> undeclared_status_of_set<C, STATUS> for AsSet<T, P, BySet> {}

/// The route is a POST.
pub struct Post;
/// The route is a POST that creates nothing.
pub struct Action;
/// The route is a GET or a HEAD.
pub struct Safe;

/// A POST can have this status.
#[diagnostic::on_unimplemented(
    message = "`{T}` has a variant with {STATUS}, but the route is a POST [post_returns_200]",
    label = "has a variant with {STATUS}",
    note = "RFC 9110 section 9.3.3: a POST responds with 201 if it created a resource, 202 if it queued work, 204 if there is nothing to send, 303 if the client should look elsewhere",
    note = "if the POST creates nothing (a login, a search), add `action`; if it creates a resource, give the variant `status = 201`"
)]
pub trait SuitsPost<T, const STATUS: u16> {}

/// A POST that creates nothing can have this status.
#[diagnostic::on_unimplemented(
    message = "`{T}` has a variant with {STATUS}, but the route is an action [post_returns_200]",
    label = "has a variant with {STATUS}",
    note = "RFC 9110 section 15.3.2: a 201 says that the request has created a resource",
    note = "drop `action`, or give the variant `status = 200`"
)]
pub trait SuitsAction<T, const STATUS: u16> {}

/// A GET or a HEAD can have this status.
#[diagnostic::on_unimplemented(
    message = "`{T}` has a variant with {STATUS}, but the route is a GET or a HEAD [safe_method_status]",
    label = "has a variant with {STATUS}",
    note = "RFC 9110 section 9.2.1: GET and HEAD are safe: a client that sends them does not ask for a change",
    note = "give the variant `status = 200`, or make the route a `post`"
)]
pub trait SuitsSafe<T, const STATUS: u16> {}

/// Each of the statuses in a list suits the method.
pub trait EachSuits<Method, T> {}

impl<Method, T> EachSuits<Method, T> for () {}

macro_rules! suits {
    ($method:ident: $suits:ident for $($status:literal)*) => {
        impl<T, Rest, const STATUS: u16> EachSuits<$method, T> for (Status<STATUS>, Rest)
        where
            $method: $suits<T, STATUS>,
            Rest: EachSuits<$method, T>,
        {
        }
        $(
            #[diagnostic::do_not_recommend]
            impl<T> $suits<T, $status> for $method {}
        )*
    };
}

suits!(Post: SuitsPost for 201 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308);
suits!(Action: SuitsAction for 200 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308);
suits!(Safe: SuitsSafe for 200 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308);

/// The declared body suits the method, whatever its statuses.
pub trait Suits<Method> {}

impl<Method, T: Responses<Statuses: EachSuits<Method, T>>, P, S> Suits<Method> for AsSet<T, P, S> {}

macro_rules! suits_any {
    ($([$($parameter:ident),*] $body:ty),*) => {$(
        impl<$($parameter),*> OwnStatuses for $body {}
        #[diagnostic::do_not_recommend]
        impl<Method $(, $parameter)*> Suits<Method> for $body {}
        // Another body than the set is `wrong_model` alone.
        #[diagnostic::do_not_recommend]
        impl<C $(, $parameter)*, const STATUS: u16> undeclared_status_of_set<C, STATUS> for $body {}
    )*};
}

suits_any!([M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [] NoModel, [] AsRedirect, [] Unknown);

macro_rules! asserted {
    ($($(#[$doc:meta])* $rule:ident: $method:ty;)*) => {$(
        $(#[$doc])*
        #[expect(non_camel_case_types, reason = "rustc names the rule where it is not kept")]
        pub trait $rule: Sized {
            /// Asserts it.
            fn check(_: Self) {}
        }

        // Recommended, so that rustc names the status that is at fault.
        impl<B: Suits<$method>> $rule for B {}
    )*};
}

asserted! {
    /// The statuses of a set suit a POST.
    unsuited_post: Post;
    /// The statuses of a set suit a POST that creates nothing.
    unsuited_action: Action;
    /// The statuses of a set suit a GET or a HEAD.
    unsuited_safe_method: Safe;
}
