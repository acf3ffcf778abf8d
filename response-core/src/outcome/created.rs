//! [`Created`]: 201, with the place of the new resource, and [`CreatedWithoutLocation`].

use http::StatusCode;

use super::location::Location;
use super::sent::{Sent, described, sent};
use super::{Fills, Outcome, OutcomeOf, OutcomeReaches, undeclared_status};
use crate::contract::{Declaration, Operation};
use crate::message::Response;

/// 201 Created: the new resource, with its URI in `Location` (RFC 9110 section 15.3.2).
///
/// ```
/// use steadfast::Created;
///
/// let created = Created::at("/users/7", "Ada");
/// assert_eq!(created.location(), "/users/7");
/// assert_eq!(created.value, "Ada");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created<V> {
    location: Location,
    /// The new resource, or the value that the model is filled from.
    pub value: V,
}

impl<V> Created<V> {
    /// Creates the outcome for a resource at this URI reference. Characters that a URI cannot hold are percent-encoded.
    ///
    /// Below a prefix of `Api::nest`, write the whole path: it is sent as it is, since it may lead anywhere.
    /// [`at_route`](Self::at_route) names the handler instead, and includes the prefix: in a part that is nested below `/v1`,
    /// `Created::at("/users/7", ..)` is sent as `/users/7`, and `Created::at_route(get_user, (7,), ..)` as `/v1/users/7`. Both
    /// begin with the root path of the API behind a proxy (`Api::root_path`). A debug build logs a path that lacks its prefix.
    pub fn at(uri: impl AsRef<str>, value: V) -> Self {
        Self::at_location(Location::new(uri.as_ref()), value)
    }

    pub(super) fn at_location(location: Location, value: V) -> Self {
        Self { location, value }
    }

    /// Creates the outcome for a resource that has no URI of its own.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// #[derive(ResponseModel)]
    /// struct EventOut { kind: String }
    ///
    /// /// Record an event.
    /// #[route(post, "/events", response = EventOut)]
    /// async fn record_event() -> CreatedWithoutLocation<EventOut> {
    ///     Created::without_location(EventOut { kind: "opened".to_owned() })
    /// }
    /// ```
    pub fn without_location(value: V) -> CreatedWithoutLocation<V> {
        CreatedWithoutLocation { value }
    }

    /// The URI of the resource.
    #[must_use]
    pub fn location(&self) -> &str {
        self.location.as_str()
    }
}

impl<V> Outcome for Created<V> {}
impl<V> OutcomeReaches<201> for Created<V> {}

impl<C: Declaration, K: Fills<V> + undeclared_status<C, 201>, V> OutcomeOf<C, K> for Created<V> {
    fn render(self) -> Response {
        <Self as OutcomeOf<C, K>>::sent(self).into_response()
    }

    fn sent(self) -> Sent {
        match sent(C::ROUTE, StatusCode::CREATED, K::fill(self.value)) {
            Sent::Usual(mut usual) if !self.location.is_of_a_route() => {
                usual.location = self.location.into_header();
                Sent::Usual(usual)
            }
            sent => {
                let mut response = sent.into_response();
                if response.status() == StatusCode::CREATED {
                    self.location.set(&mut response);
                }
                response.into()
            }
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        let mut success = described::<K>(operation, 201);
        success
            .headers
            .push(Location::header("Where the new resource is"));
        operation.successes.push(success);
    }
}

/// 201 Created without `Location`, for a resource that has no URI of its own, such as an entry of a log.
///
/// Without `Location`, a 201 is about the resource at the URI of the request (RFC 9110 section 15.3.2). The document
/// promises no `Location`. [`Created::without_location`] makes it.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct EventOut { kind: String }
///
/// /// Record an event.
/// #[route(post, "/events", response = EventOut)]
/// async fn record_event() -> CreatedWithoutLocation<EventOut> {
///     Created::without_location(EventOut { kind: "opened".to_owned() })
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedWithoutLocation<V> {
    /// The new resource, or the value that the model is filled from.
    pub value: V,
}

impl<V> Outcome for CreatedWithoutLocation<V> {}
impl<V> OutcomeReaches<201> for CreatedWithoutLocation<V> {}

impl<C: Declaration, K: Fills<V> + undeclared_status<C, 201>, V> OutcomeOf<C, K>
    for CreatedWithoutLocation<V>
{
    fn render(self) -> Response {
        <Self as OutcomeOf<C, K>>::sent(self).into_response()
    }

    fn sent(self) -> Sent {
        sent(C::ROUTE, StatusCode::CREATED, K::fill(self.value))
    }

    fn describe(operation: &mut Operation<'_>) {
        let success = described::<K>(operation, 201);
        operation.successes.push(success);
    }
}
