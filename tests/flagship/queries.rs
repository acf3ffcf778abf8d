//! The queries of a test, and the connections for them.

use std::any::Any;
use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once};

use sqlx::Pool;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Instrument, Subscriber, info_span, subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry};

use crate::store::{Database, Store};

/// The queries that have ended since this was made, within its future and the tasks that keep its span. sqlx logs each.
pub struct Queries(u64);

static ENDED: Mutex<Vec<(u64, String)>> = Mutex::new(Vec::new());

impl Queries {
    pub fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        static SUBSCRIBED: Once = Once::new();
        SUBSCRIBED.call_once(|| {
            let of_interest =
                filter_fn(|meta| meta.target() == "sqlx::query" || meta.name() == "queries");
            let subscriber = Registry::default().with(Recorder.with_filter(of_interest));
            subscriber::set_global_default(subscriber).unwrap();
        });
        Self(COUNT.fetch_add(1, Ordering::Relaxed))
    }

    pub async fn of<F: Future>(&self, future: F) -> F::Output {
        future
            .instrument(info_span!("queries", test = self.0))
            .await
    }

    /// How many queries with this text have ended.
    pub fn count(&self, text: &str) -> usize {
        self.before("\0", text)
    }

    /// How many queries with this text have ended before the first one that contains `end`.
    pub fn before(&self, end: &str, text: &str) -> usize {
        let ended = ENDED.lock().unwrap();
        let mine = ended.iter().filter(|(test, _)| *test == self.0);
        mine.take_while(|(_, query)| !query.contains(end))
            .filter(|(_, query)| query.contains(text))
            .count()
    }
}

struct Recorder;

/// The number of a [`Queries`], in its span.
struct Test(u64);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut test = Test(0);
        attributes.record(&mut test);
        context.span(id).unwrap().extensions_mut().insert(test);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(Test(test)) = span.extensions().get() {
                let mut query = Text(String::new());
                event.record(&mut query);
                ENDED.lock().unwrap().push((*test, query.0));
            }
        }
    }
}

impl Visit for Test {
    fn record_u64(&mut self, _: &Field, value: u64) {
        self.0 = value;
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

struct Text(String);

impl Visit for Text {
    fn record_str(&mut self, _: &Field, value: &str) {
        self.0.push_str(value);
    }

    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        write!(self.0, " {value:?}").unwrap();
    }
}

/// Takes every connection of a store that reads.
pub async fn every_connection(store: &Store) -> Box<dyn Any> {
    match &store.database {
        Database::Sqlite { readers, .. } => all(readers).await,
        Database::Postgres(pool) => all(pool).await,
    }
}

async fn all<D: sqlx::Database>(pool: &Pool<D>) -> Box<dyn Any> {
    let mut connections = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        connections.push(pool.acquire().await.unwrap());
    }
    Box::new(connections)
}
