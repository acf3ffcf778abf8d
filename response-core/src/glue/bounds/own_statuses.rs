//! A route that leaves its statuses to a set of responses: which they are, and the rules `post_returns_200`,
//! `safe_method_status`, `delete_returns_body`, `undeclared_status` and `unused_allow`, which need the type of the set.

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
/// The route is a DELETE.
pub struct Delete;

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

/// A DELETE can have this status.
#[diagnostic::on_unimplemented(
    message = "`{T}` has a variant with {STATUS}, but the route is a DELETE [delete_returns_body]",
    label = "has a variant with {STATUS}",
    note = "RFC 9110 section 9.3.5: a DELETE that is done and has nothing more to send responds with 204",
    note = "give the variant `status = 204`, or `status = 202` if the deletion is queued"
)]
pub trait SuitsDelete<T, const STATUS: u16> {}

/// A DELETE can send this body, with 200.
#[diagnostic::on_unimplemented(
    message = "a DELETE declares `response = {T}` [delete_returns_body]",
    label = "a body for what is gone",
    note = "RFC 9110 section 9.3.5: a DELETE that is done and has nothing more to send responds with 204",
    note = "drop `response` and return `NoContent`; for a queued deletion, declare `status = 202`"
)]
pub trait Sends<T> {}

/// Each of the statuses in a list suits the method.
pub trait EachSuits<Method, T> {}

impl<Method, T> EachSuits<Method, T> for () {}

macro_rules! statuses {
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

statuses!(Post: SuitsPost for 201 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308);
statuses!(Action: SuitsAction for 200 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308);
statuses!(Safe: SuitsSafe for 200 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308);
statuses!(Delete: SuitsDelete for 202 204 205 300 301 302 303 304 305 307 308);

/// The declared body suits the method, whatever its statuses.
pub trait Suits<Method> {}

impl<Method, T: Responses<Statuses: EachSuits<Method, T>>, P, S> Suits<Method> for AsSet<T, P, S> {}

impl<M, P> Suits<Delete> for AsModel<M, P> where Delete: Sends<M> {}
impl<K, P> Suits<Delete> for AsKind<K, P> where Delete: Sends<K> {}

macro_rules! suits {
    ($($method:ident: $([$($parameter:ident),*] $body:ty),*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<$($parameter),*> Suits<$method> for $body {}
    )*)*};
}

suits! {
    Post: [M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [] NoModel, [] AsRedirect, [] Unknown;
    Action: [M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [] NoModel, [] AsRedirect, [] Unknown;
    Safe: [M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [] NoModel, [] AsRedirect, [] Unknown;
    Delete: [] NoModel, [] AsRedirect, [] Unknown;
}

/// An `allow` switches off what only the statuses of a set can break.
#[diagnostic::on_unimplemented(
    message = "this `allow` switches nothing off [unused_allow]",
    label = "the route breaks no such rule",
    note = "an exception that is not needed hides the fault that comes later",
    note = "drop the `allow`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait unused_allow: Sized {
    /// Asserts that the `allow` switches something off.
    fn check(_: Self) {}
}

#[diagnostic::do_not_recommend]
impl<T, P> unused_allow for AsSet<T, P, BySet> {}
#[diagnostic::do_not_recommend]
impl unused_allow for NoModel {}
#[diagnostic::do_not_recommend]
impl unused_allow for AsRedirect {}
#[diagnostic::do_not_recommend]
impl unused_allow for Unknown {}

macro_rules! no_set {
    ($([$($parameter:ident),*] $body:ty),*) => {$(
        impl<$($parameter),*> OwnStatuses for $body {}
        // Another body than the set is `wrong_model` alone.
        #[diagnostic::do_not_recommend]
        impl<C $(, $parameter)*, const STATUS: u16> undeclared_status_of_set<C, STATUS> for $body {}
    )*};
}

no_set!([M, P] AsModel<M, P>, [K, P] AsKind<K, P>, [] NoModel, [] AsRedirect, [] Unknown);

macro_rules! asserted {
    ($($(#[$doc:meta])* $rule:ident: $method:ty;)*) => {$(
        $(#[$doc])*
        #[expect(non_camel_case_types, reason = "rustc names the rule where it is not kept")]
        pub trait $rule: Sized {
            /// Asserts that the rule is kept.
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
    /// What the route declares suits a DELETE.
    unsuited_delete: Delete;
}
