//! The event that a user was created. The database stores the events, in order; this only wakes the streams that wait.

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use steadfast::prelude::*;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::store::{self, Created, Store};

/// How long it takes to see what another process has written.
const OTHERS: Duration = Duration::from_secs(1);

#[derive(Clone, Default)]
pub struct Events(Arc<watch::Sender<State>>);

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Open,
    Closed,
}

impl Events {
    /// Wakes the waiting streams.
    pub fn created(&self) {
        self.0.send_modify(|_| {});
    }

    /// Ends every stream: a service that stops waits for its connections, and these would stay open forever.
    pub fn close(&self) {
        self.0.send_replace(State::Closed);
    }

    /// The users created after an event, and those created from now on.
    pub fn after(
        &self,
        store: Store,
        event: i64,
    ) -> impl Stream<Item = store::Result<Event<Created>>> + Send + 'static {
        let news = self.0.subscribe();
        // Sent at once, so that the client knows that it is connected.
        let hello = stream::once(async { Ok(Event::comment("connected")) });
        hello.chain(
            stream::try_unfold((store, event, news), next)
                .map_ok(|created| stream::iter(created.into_iter().map(Ok)))
                .try_flatten()
                .map_ok(|created: Created| {
                    let id = created.event_id;
                    Event::new(created).id(id).event("user_created")
                }),
        )
    }
}

type Following = (Store, i64, watch::Receiver<State>);

/// The next users, once there are some; none if the service stops.
async fn next(
    (store, last, mut news): Following,
) -> store::Result<Option<(Vec<Created>, Following)>> {
    loop {
        if let State::Closed = *news.borrow_and_update() {
            return Ok(None);
        }
        let created = store.created_after(last).await?;
        if let Some(newest) = created.last() {
            let newest = newest.event_id;
            return Ok(Some((created, (store, newest, news))));
        }
        if let Ok(Err(_)) = timeout(OTHERS, news.changed()).await {
            return Ok(None);
        }
    }
}
