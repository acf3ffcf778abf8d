//! A garden shop with steadfast: what `app.py` is in FastAPI, in the same order.

mod additional;
mod background;
mod custom;
mod dependencies;
mod errors;
mod extra;
mod extras;
mod models;
mod statuses;
mod streams;
mod strict;

use std::sync::{Arc, Mutex};

use steadfast::prelude::*;

type Log = Arc<Mutex<Vec<String>>>;

pub use strict::app as strict;

pub fn app() -> axum::Router {
    Api::new("Garden", "1.0.0")
        .errors(ErrorFormat::Detail)
        .nest("/models", models::api())
        .nest("/extra", extra::api())
        .nest("/statuses", statuses::api())
        .nest("/errors", errors::api())
        .nest("/additional", additional::api())
        .nest("/custom", custom::api())
        .nest("/extras", extras::api())
        .nest("/background", background::api())
        .nest("/dependencies", dependencies::api())
        .nest("/streams", streams::api())
        .redirect_slashes()
        .into_router()
        .with_state(Log::default())
}
