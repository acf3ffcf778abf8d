//! What happens, as it happens.

use steadfast::prelude::*;

use crate::error::StoreError;
use crate::events::Events;
use crate::model::UserOut;
use crate::store::{Created, Store};

/// Follow users as they are created.
///
/// Each is an event `user_created`. Who connects again with `Last-Event-ID` gets first what it has missed.
#[route(get, "/events", response = Sse<UserOut>, tags("users"))]
pub async fn events(
    State(store): State<Store>,
    State(events): State<Events>,
    LastEventId(last): LastEventId,
) -> Result<Sse<Created>, StoreError> {
    let last = match last.and_then(|id| id.parse().ok()) {
        Some(last) => last,
        None => store.last_creation().await?,
    };
    Ok(Sse::try_new(events.after(store, last)).await?)
}
