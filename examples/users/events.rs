//! The event that a user was created. The database stores the events, in order. One task of the process reads the new
//! ones, and publishes them to all streams; a stream itself reads only what it has missed.

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use steadfast::prelude::*;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver, Sender, WeakSender};
use tokio::sync::{OnceCell, watch};
use tokio::time::sleep;
use tracing::warn;

use crate::store::{self, Created, Store};

/// How many events a slow stream may be behind; one that is further behind reads them from the database.
const KEPT: usize = 1024;

/// How long to wait after an error, the first time and at most.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(30));

#[derive(Clone, Default)]
pub struct Events(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: watch::Sender<State>,
    /// Where the reader publishes. The reader has the only sender, so that the streams end with it.
    published: OnceCell<WeakSender<Created>>,
}

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Open,
    Closed,
}

impl Events {
    /// Wakes the reader.
    pub fn created(&self) {
        self.0.state.send_modify(|_| {});
    }

    /// Ends every stream: a service that stops waits for its connections, and these would stay open forever.
    pub fn close(&self) {
        self.0.state.send_replace(State::Closed);
    }

    /// The users created after an event, or without one from now on.
    pub async fn after(
        &self,
        store: Store,
        event: Option<i64>,
    ) -> store::Result<impl Stream<Item = store::Result<Event<Created>>> + Send + 'static> {
        // In this order, so that whatever is newer than the newest will be published.
        let news = self.subscribe(&store).await?;
        let newest = store.last_creation().await?;
        // An in-memory database starts anew, and reuses event ids that its clients have seen before.
        let last = event.map_or(newest, |event| event.min(newest));
        let following = Following {
            has_missed: last < newest,
            store,
            last,
            news,
        };
        // Sent at once, so that the client knows that it is connected.
        let hello = stream::once(async { Ok(Event::comment("connected")) });
        let created = stream::try_unfold(following, Following::next)
            .map_ok(|created| stream::iter(created.into_iter().map(Ok)))
            .try_flatten()
            .map_ok(|created: Created| {
                let id = created.event_id;
                Event::new(created).id(id).event("user_created")
            });
        Ok(hello.chain(created))
    }

    /// What will be published from now on.
    async fn subscribe(&self, store: &Store) -> store::Result<Receiver<Created>> {
        let start = async || {
            let (sender, _) = broadcast::channel(KEPT);
            let published = sender.downgrade();
            let reader = Reader {
                store: store.clone(),
                last: store.last_creation().await?,
                pause: PAUSES.0,
                sender,
            };
            tokio::spawn(reader.run(self.0.state.subscribe()));
            Ok::<_, store::Error>(published)
        };
        let published = self.0.published.get_or_try_init(start).await?;
        Ok(match published.upgrade() {
            Some(sender) => sender.subscribe(),
            // The service stops.
            None => broadcast::channel(1).1,
        })
    }
}

/// Reads what is new, for all streams.
struct Reader {
    store: Store,
    last: i64,
    pause: Duration,
    sender: Sender<Created>,
}

impl Reader {
    async fn run(mut self, mut state: watch::Receiver<State>) {
        let mut closed = state.clone();
        let reading = async {
            while let Err(error) = self.publish(&mut state).await {
                warn!(%error, "new users cannot be read");
                sleep(self.pause).await;
                self.pause = PAUSES.1.min(self.pause * 2);
            }
        };
        tokio::select! {
            () = reading => {}
            _ = closed.wait_for(|state| matches!(state, State::Closed)) => {}
        }
    }

    /// Publishes what is created, until nobody can be created or follow any more.
    async fn publish(&mut self, state: &mut watch::Receiver<State>) -> store::Result<()> {
        let mut news = self.store.news().await?;
        loop {
            state.mark_unchanged();
            let created = self.store.created_after(self.last).await?;
            self.pause = PAUSES.0;
            if created.is_empty() {
                tokio::select! {
                    heard = news.wait() => heard?,
                    changed = state.changed() => if changed.is_err() {
                        return Ok(());
                    },
                }
            }
            for created in created {
                self.last = created.event_id;
                // It fails if nobody follows.
                let _ = self.sender.send(created);
            }
        }
    }
}

/// A stream, as far as it has come.
struct Following {
    store: Store,
    last: i64,
    has_missed: bool,
    news: Receiver<Created>,
}

impl Following {
    /// The next users, once there are some; none if the service stops.
    async fn next(mut self) -> store::Result<Option<(Vec<Created>, Self)>> {
        while !self.news.is_closed() {
            if self.has_missed {
                let missed = self.store.missed_after(self.last).await?;
                if let Some(newest) = missed.last() {
                    self.last = newest.event_id;
                    return Ok(Some((missed, self)));
                }
                self.has_missed = false;
            }
            match self.news.recv().await {
                Ok(created) if created.event_id > self.last => {
                    self.last = created.event_id;
                    return Ok(Some((vec![created], self)));
                }
                // It was read from the database.
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => self.has_missed = true,
                Err(RecvError::Closed) => break,
            }
        }
        Ok(None)
    }
}
