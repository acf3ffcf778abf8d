//! The service itself.

use steadfast::prelude::*;

/// Tell whether the service is up.
#[route(get, "/health", response = Text, cache = "no-store", tags("service"))]
pub async fn health() -> Text {
    Text::from("ok")
}
