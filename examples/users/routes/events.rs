//! Events, as they happen.

use steadfast::prelude::*;

use crate::error::StoreError;
use crate::events::Events;
use crate::model::UserOut;
use crate::store::{Created, Store};

/// Follow users as they are created.
///
/// Each new user is an event `user_created`. A client that reconnects with `Last-Event-ID` first gets the events that
/// it missed. If the service has not reached that id yet, the client gets only the events from now on.
#[route(get, "/events", response = Sse<UserOut>, tags("users"))]
pub async fn events(
    State(store): State<Store>,
    State(events): State<Events>,
    LastEventId(last): LastEventId,
) -> Result<Sse<Created>, StoreError> {
    let last = last.and_then(|id| id.parse().ok());
    let events = events.after(store, last).await?;
    Ok(Sse::try_new(events).await?)
}
