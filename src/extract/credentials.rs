//! Extractors of credentials. Whether these are valid is for the handler to decide, or for an extractor built on these.

mod api_key;
mod authorization;
mod realm;

pub use api_key::{ApiKey, Key, KeyPlace};
pub use authorization::{BasicAuth, Bearer};
pub use realm::{BasicAuthIn, Realm};

use axum::http::StatusCode;
use axum::http::header::WWW_AUTHENTICATE;
use response_core::contract::{Operation, SecurityScheme};
use response_core::problem::Problem;

/// 401 `unauthenticated`, with the challenge that RFC 9110 section 15.5.2 requires.
fn unauthenticated(challenge: impl AsRef<str>, detail: String) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED)
        .code("unauthenticated")
        .detail(detail)
        .header(WWW_AUTHENTICATE, challenge.as_ref())
}

/// Adds the scheme and the 401 to the document.
fn describe(
    operation: &mut Operation<'_>,
    (name, scheme): (&'static str, SecurityScheme),
    refusal: &Problem,
) {
    operation.needs(name, scheme);
    operation.add_error(refusal.described());
}
