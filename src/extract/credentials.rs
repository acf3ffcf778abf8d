//! How a request proves who asks. Whether what it shows is any good, the handler knows, or an extractor built on these.

mod api_key;
mod authorization;

pub use api_key::{ApiKey, Key, KeyPlace};
pub use authorization::{BasicAuth, Bearer};

use axum::http::StatusCode;
use axum::http::header::WWW_AUTHENTICATE;
use response_core::contract::{Operation, SecurityScheme};
use response_core::problem::Problem;

/// 401 `unauthenticated`, with the challenge that RFC 9110 section 15.5.2 asks for.
fn unauthenticated(challenge: &'static str, detail: String) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED)
        .code("unauthenticated")
        .detail(detail)
        .header(WWW_AUTHENTICATE, challenge)
}

/// Writes the scheme and the 401 into the document.
fn describe(
    operation: &mut Operation<'_>,
    (name, scheme): (&'static str, SecurityScheme),
    refusal: &Problem,
) {
    operation.needs(name, scheme);
    operation.add_error(refusal.described());
}
