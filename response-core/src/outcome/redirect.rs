//! [`Redirect`]: a 3xx with a `Location`.

use super::answers::declared_status;
use super::kind::Declarable;
use super::location::Location;
use super::sent::success;
use super::{
    AsRedirect, NoModel, Outcome, OutcomeOf, OutcomeReaches, Unknown, ambiguous_status,
    undeclared_redirect,
};
use crate::contract::{Declaration, Operation, Success};
use crate::message::Response;

/// A redirect, with the 3xx status that the route declares (RFC 9110 section 15.4).
///
/// `response = Redirect` may declare it; a redirect has no body, so `response` may as well be left out.
///
/// Characters that a URI cannot hold are percent-encoded, so a redirect cannot fail and cannot inject a header.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/users/{id}", response = Text)]
/// async fn get_user(Path(id): Path<i64>) -> Text {
///     Text::from(format!("user {id}"))
/// }
///
/// /// The old address of a user.
/// #[route(get, "/people/{id}", status = 308)]
/// async fn old_user(Path(id): Path<i64>) -> Redirect {
///     Redirect::to_route(get_user, (id,))
/// }
///
/// /// The manual, which is somewhere else.
/// #[route(get, "/manual", status = 307)]
/// async fn manual() -> Redirect {
///     Redirect::to("https://example.com/the manual")
/// }
///
/// assert_eq!(Redirect::to("/the manual").location(), "/the%20manual");
/// # let _: axum::Router = Api::new("Users", "1.0.0").routes(routes![get_user, old_user, manual]).into_router();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect(Location);

impl Redirect {
    /// A redirect to this URI reference.
    ///
    /// The reference may lead anywhere: `//evil.example` is another host. Check one that a client can influence, or use
    /// [`to_route`](Self::to_route), which stays on this service.
    pub fn to(uri: impl AsRef<str>) -> Self {
        Self(Location::new(uri.as_ref()))
    }

    pub(super) fn to_location(location: Location) -> Self {
        Self(location)
    }

    /// The URI reference that the redirect leads to.
    #[must_use]
    pub fn location(&self) -> &str {
        self.0.as_str()
    }
}

impl Outcome for Redirect {}
impl<const STATUS: u16> OutcomeReaches<STATUS> for Redirect {}

/// The route declares no body, and `C` declares exactly one status.
#[diagnostic::on_unimplemented(
    message = "a redirect is returned, but the route declares a body [wrong_model]",
    label = "has no body",
    note = "drop `response =`: `Location` says where to go"
)]
pub trait Redirects<C> {}

impl<C> Redirects<C> for NoModel where Unknown: ambiguous_status<C> + undeclared_redirect<C> {}
// Whether a redirect status is declared is asserted where the redirect is.
impl<C> Redirects<C> for AsRedirect where Unknown: ambiguous_status<C> {}
impl<C> Redirects<C> for Unknown {}

impl Declarable for Redirect {
    type Model = ();
}

impl<C: Declaration, K: Redirects<C>> OutcomeOf<C, K> for Redirect {
    fn render(self) -> Response {
        let mut response = success(C::ROUTE, declared_status(C::ROUTE.statuses), None);
        self.0.set(&mut response);
        response
    }

    fn describe(operation: &mut Operation<'_>) {
        let mut success = Success::new(declared_status(C::ROUTE.statuses).as_u16());
        success.headers.push(Location::header("The URI to go to"));
        operation.successes.push(success);
    }
}
