//! The service itself.

use steadfast::prelude::*;

/// Check whether the service is up.
///
/// The check does not query the database.
#[route(get, "/health", response = Text, cache = "no-store", tags("service"))]
pub async fn health() -> Text {
    Text::from("ok")
}
