//! [`MaybeContent`]: 200 with a body, or 204.

use http::StatusCode;

use super::sent::{Sent, described, sent};
use super::{Fills, Outcome, OutcomeOf, OutcomeReaches, Unknown, undeclared_status};
use crate::contract::{Declaration, Operation, Success};
use crate::message::Response;

/// 200 with a body, or 204 without one.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Draft { text: String }
///
/// fn saved(user: i64) -> Option<Draft> {
///     (user == 7).then(|| Draft { text: "Dear Ada".to_owned() })
/// }
///
/// /// Get the draft, if there is one.
/// #[route(get, "/users/{id}/draft", status = [200, 204], response = Draft)]
/// async fn get_draft(Path(id): Path<i64>) -> MaybeContent<Draft> {
///     saved(id).into()           // or `MaybeContent::Content(draft)`, `MaybeContent::NoContent`
/// }
/// # let _: axum::Router = Api::new("Drafts", "1.0.0").routes(routes![get_draft]).into_router();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MaybeContent<V> {
    /// 200: there is content.
    Content(V),
    /// 204: there is no content.
    Empty,
}

impl<V> From<Option<V>> for MaybeContent<V> {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Empty, Self::Content)
    }
}

impl<V> Outcome for MaybeContent<V> {}
impl<V> OutcomeReaches<200> for MaybeContent<V> {}
impl<V> OutcomeReaches<204> for MaybeContent<V> {}

impl<C, K, V> OutcomeOf<C, K> for MaybeContent<V>
where
    C: Declaration,
    K: Fills<V> + undeclared_status<C, 200>,
    Unknown: undeclared_status<C, 204>,
{
    fn render(self) -> Response {
        <Self as OutcomeOf<C, K>>::sent(self).into_response()
    }

    fn sent(self) -> Sent {
        match self {
            Self::Content(value) => sent(C::ROUTE, StatusCode::OK, K::fill(value)),
            Self::Empty => Sent::Empty(StatusCode::NO_CONTENT, C::ROUTE),
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        let content = described::<K>(operation, 200);
        operation.successes.push(content);
        operation.successes.push(Success::new(204));
    }
}
