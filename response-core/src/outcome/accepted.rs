//! [`Accepted`]: 202, with the place where the status of the work can be asked for.

use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

use super::location::Location;
use super::sent::{described, success};
use super::{Fills, Outcome, OutcomeOf, OutcomeReaches, undeclared_status};
use crate::contract::{Declaration, Header, Operation};
use crate::message::Response;

/// 202 Accepted: the work is queued, and `Location` says where to ask for its status (RFC 9110 section 15.3.3).
///
/// ```
/// use std::time::Duration;
///
/// use steadfast::prelude::*;
///
/// /// Make the report of a year.
/// #[route(post, "/reports/{year}", status = 202, response = TaskAccepted)]
/// async fn make_report(Path(year): Path<u16>) -> Accepted<TaskAccepted> {
///     let task_id = format!("report-{year}");
///     let task = Accepted::at(format!("/tasks/{task_id}"), TaskAccepted { task_id });
///     task.retry_after(Duration::from_secs(5))
/// }
///
/// /// Get the state of a task.
/// #[route(get, "/tasks/{id}", response = Text)]
/// async fn get_task(Path(id): Path<String>) -> Text {
///     Text::from(format!("{id}: done"))
/// }
///
/// /// Send the report of a year again: `at_route` names the handler, and includes the prefix of a part that is nested.
/// #[route(post, "/reports/{year}/again", status = 202, response = TaskAccepted)]
/// async fn make_again(Path(year): Path<u16>) -> Accepted<TaskAccepted> {
///     let task_id = format!("report-{year}");
///     Accepted::at_route(get_task, (task_id.clone(),), TaskAccepted { task_id })
/// }
/// # let _: axum::Router = Api::new("Reports", "1.0.0").routes(routes![make_report, get_task, make_again]).into_router();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted<V> {
    location: Location,
    retry_after: Option<Duration>,
    /// The task, or the value that the model is filled from.
    pub value: V,
}

impl<V> Accepted<V> {
    /// Creates the outcome for work whose status is at this URI reference. Characters that a URI cannot hold are
    /// percent-encoded.
    pub fn at(uri: impl AsRef<str>, value: V) -> Self {
        Self::at_location(Location::new(uri.as_ref()), value)
    }

    pub(super) fn at_location(location: Location, value: V) -> Self {
        Self {
            location,
            retry_after: None,
            value,
        }
    }

    /// Sets `Retry-After`: when to ask for the status. Sent in whole seconds, rounded up.
    #[must_use]
    pub fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = Some(delay);
        self
    }
}

impl<V> Outcome for Accepted<V> {}
impl<V> OutcomeReaches<202> for Accepted<V> {}

impl<C: Declaration, K: Fills<V> + undeclared_status<C, 202>, V> OutcomeOf<C, K> for Accepted<V> {
    fn render(self) -> Response {
        let mut response = success(C::ROUTE, StatusCode::ACCEPTED, Some(K::fill(self.value)));
        if response.status() == StatusCode::ACCEPTED {
            self.location.set(&mut response);
            if let Some(delay) = self.retry_after {
                let seconds = delay.as_secs() + u64::from(delay.subsec_nanos() > 0);
                response
                    .headers_mut()
                    .insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
        }
        response
    }

    fn describe(operation: &mut Operation<'_>) {
        let mut success = described::<K>(operation, 202);
        success
            .headers
            .push(Location::header("Where the status of the work is"));
        success.headers.push(Header {
            required: false,
            schema: serde_json::json!({ "type": "integer", "minimum": 0 }),
            ..Header::string(
                "Retry-After",
                "After how many seconds to ask for the status",
            )
        });
        operation.successes.push(success);
    }
}
