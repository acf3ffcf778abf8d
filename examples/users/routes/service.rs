//! The service itself.

use steadfast::prelude::*;

/// Tell whether the service is up.
///
/// It does not ask the database.
#[route(get, "/health", response = Text, cache = "no-store", tags("service"))]
pub async fn health() -> Text {
    Text::from("ok")
}
