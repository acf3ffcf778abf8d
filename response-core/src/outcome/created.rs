//! [`Created`]: 201, with the place of the new resource.

use http::StatusCode;

use super::location::Location;
use super::sent::{described, success};
use super::{Declared, Fills, Outcome, OutcomeOf, OutcomeReaches};
use crate::contract::{Contract, Operation};
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
    pub fn at(uri: impl AsRef<str>, value: V) -> Self {
        Self::at_location(Location::new(uri.as_ref()), value)
    }

    pub(super) fn at_location(location: Location, value: V) -> Self {
        Self { location, value }
    }

    /// The URI of the resource.
    #[must_use]
    pub fn location(&self) -> &str {
        self.location.as_str()
    }
}

impl<V> Outcome for Created<V> {}
impl<V> OutcomeReaches<201> for Created<V> {}

impl<C: Contract, K: Fills<V> + Declared<C, 201>, V> OutcomeOf<C, K> for Created<V> {
    fn render(self) -> Response {
        let mut response = success(C::ROUTE, StatusCode::CREATED, Some(K::fill(self.value)));
        if response.status() == StatusCode::CREATED {
            self.location.set(&mut response);
        }
        response
    }

    fn describe(operation: &mut Operation<'_>) {
        let mut success = described::<K>(operation, 201);
        success
            .headers
            .push(Location::header("Where the new resource is"));
        operation.successes.push(success);
    }
}
