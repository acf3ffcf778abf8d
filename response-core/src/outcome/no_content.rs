//! [`NoContent`]: 204 without a body.

use http::StatusCode;

use super::sent::Sent;
use super::{Bodiless, Outcome, OutcomeOf, OutcomeReaches};
use crate::contract::{Declaration, Operation, Success};
use crate::message::Response;

/// 204 No Content: success without a body (RFC 9110 section 15.3.5). `()` means the same.
///
/// ```
/// use steadfast::prelude::*;
///
/// /// Delete a user.
/// #[route(delete, "/users/{id}")]              // a DELETE declares 204, unless it says something else
/// async fn delete_user(Path(id): Path<i64>) -> Result<NoContent, Fail<404>> {
///     if id == 7 { Ok(NoContent) } else { Err(Fail::new(format!("user {id} not found"))) }
/// }
/// # let _: axum::Router = Api::new("Users", "1.0.0").routes(routes![delete_user]).into_router();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoContent;

impl Outcome for NoContent {}
impl OutcomeReaches<204> for NoContent {}

impl<C: Declaration, K: Bodiless<C, 204>> OutcomeOf<C, K> for NoContent {
    fn render(self) -> Response {
        <Self as OutcomeOf<C, K>>::sent(self).into_response()
    }

    fn sent(self) -> Sent {
        Sent::Empty(StatusCode::NO_CONTENT, C::ROUTE)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.successes.push(Success::new(204));
    }
}

impl Outcome for () {}
impl OutcomeReaches<204> for () {}

impl<C: Declaration, K: Bodiless<C, 204>> OutcomeOf<C, K> for () {
    fn render(self) -> Response {
        <NoContent as OutcomeOf<C, K>>::render(NoContent)
    }

    fn sent(self) -> Sent {
        <NoContent as OutcomeOf<C, K>>::sent(NoContent)
    }

    fn describe(operation: &mut Operation<'_>) {
        <NoContent as OutcomeOf<C, K>>::describe(operation);
    }
}
