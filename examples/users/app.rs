//! The state that the handlers share.

use axum::extract::FromRef;

use crate::events::Events;
use crate::password::Hasher;
use crate::store::Store;

#[derive(Clone)]
pub struct App {
    pub store: Store,
    pub events: Events,
    pub hasher: Hasher,
}

impl App {
    pub fn new(store: Store) -> Self {
        Self {
            store,
            events: Events::default(),
            hasher: Hasher::default(),
        }
    }
}

impl FromRef<App> for Store {
    fn from_ref(app: &App) -> Self {
        app.store.clone()
    }
}

impl FromRef<App> for Events {
    fn from_ref(app: &App) -> Self {
        app.events.clone()
    }
}

impl FromRef<App> for Hasher {
    fn from_ref(app: &App) -> Self {
        app.hasher.clone()
    }
}
