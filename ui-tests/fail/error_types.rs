use steadfast::prelude::*;

struct Opaque;

#[derive(Debug, ErrorResponse)]
enum WithoutMessage {
    #[response(status = 404)]
    NotFound,
    #[response(status = 500)]
    Broken,
}

#[derive(Debug, thiserror::Error)]
#[error("undeclared")]
struct Undeclared;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum WithUndeclared {
    #[error(transparent)]
    #[response(transparent)]
    Inner(Undeclared),
}

#[derive(thiserror::Error, ErrorResponse)]
#[error("opaque")]
#[response(status = 404)]
struct WithOpaque {
    #[response(extension)]
    what: Opaque,
}

impl std::fmt::Debug for WithOpaque {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("later")]
#[response(status = 503, retry_after = when)]
struct WithBadDelay {
    when: String,
}

#[route(get, "/", response = Text)]
async fn handler() -> Result<Text, steadfast::Fail<401>> {
    Err(steadfast::Fail::new("log in"))
}

fn main() {}
