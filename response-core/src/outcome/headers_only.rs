//! [`HeadersOnly`]: 200 for a HEAD.

use http::StatusCode;

use super::sent::success;
use super::{Bodiless, Outcome, OutcomeOf, OutcomeReaches};
use crate::contract::{Declaration, Operation, Success};
use crate::message::Response;
use crate::message::body::Body;

/// 200 without a body, for a HEAD: the headers of a GET, if there were one (RFC 9110 section 9.3.2).
///
/// A route for GET answers HEAD as well, so this is for a HEAD that stands alone: it says whether something is there, or its
/// version, without reading it. A [`Reply`](crate::Reply) adds the headers. No `Content-Length` is sent, since nothing
/// says how long the body would be.
///
/// ```
/// use steadfast::prelude::*;
///
/// /// Whether the user is there.
/// #[route(head, "/users/{id}", status = 200)]
/// async fn user_is_there(Path(id): Path<i64>) -> Result<Reply<HeadersOnly>, Fail<404>> {
///     if id != 7 {
///         return Err(Fail::new("no such user"));
///     }
///     Ok(Reply::new(HeadersOnly).header("X-Version", "3"))
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeadersOnly;

impl Outcome for HeadersOnly {}
impl OutcomeReaches<200> for HeadersOnly {}

impl<C: Declaration, K: Bodiless<C, 200>> OutcomeOf<C, K> for HeadersOnly {
    fn render(self) -> Response {
        let mut response = success(C::ROUTE, StatusCode::OK, None);
        *response.body_mut() = Body::of_no_length();
        response
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.successes.push(Success::new(200));
    }
}
