//! Events, as they happen.

use steadfast::prelude::*;

use crate::error::StoreError;
use crate::events::Events;
use crate::model::UserOut;
use crate::store::{Created, Store};

/// Follow users as they are created.
///
/// Each is an event `user_created`. Who connects again with `Last-Event-ID` gets first what it has missed; who brings an
/// id that the service has not come to yet gets what happens from now on.
#[route(get, "/events", response = Sse<UserOut>, tags("users"))]
pub async fn events(
    State(store): State<Store>,
    State(events): State<Events>,
    LastEventId(last): LastEventId,
) -> Result<Sse<Created>, StoreError> {
    let newest = store.last_creation().await?;
    let last = last.and_then(|id| id.parse().ok());
    // An in-memory database starts anew, and reuses event ids that its clients have seen before.
    let last = last.map_or(newest, |last: i64| last.min(newest));
    Ok(Sse::try_new(events.after(store, last)).await?)
}
