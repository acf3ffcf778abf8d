//! A garden shop with steadfast: what `app.py` is in FastAPI, in the same order.

mod additional;
mod background;
mod custom;
mod errors;
mod extra;
mod extras;
mod models;
mod statuses;
mod streams;

use std::sync::{Arc, Mutex};

use steadfast::prelude::*;

type Log = Arc<Mutex<Vec<String>>>;

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
        .nest("/streams", streams::api())
        .redirect_slashes()
        .into_router()
        .with_state(Log::default())
}
