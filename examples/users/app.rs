//! The state that the handlers share.

use steadfast::extract::FromRef;

use crate::events::Events;
use crate::password::Hasher;
use crate::store::Store;

/// A handler takes what it needs: `State(store): State<Store>`.
#[derive(Clone, FromRef)]
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
