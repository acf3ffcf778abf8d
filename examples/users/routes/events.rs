//! What happens, as it happens.

use futures_util::Stream;
use steadfast::prelude::*;

use crate::events::Events;
use crate::model::UserOut;
use crate::store::Store;

/// Follow users as they are created.
///
/// The id of an event is the id of its user. Who connects again with `Last-Event-ID` first gets the users with a larger one.
#[route(get, "/events", response = Sse<UserOut>, tags("users"))]
pub async fn events(
    State(store): State<Store>,
    State(events): State<Events>,
    LastEventId(last): LastEventId,
) -> Sse<UserOut> {
    let last = last.and_then(|id| id.parse().ok());
    Sse::try_new(events.after(store, last)).await
}
