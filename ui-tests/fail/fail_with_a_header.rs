//! `Fail` has only a status and a sentence.

use steadfast::prelude::*;

type Refused = Fail<401>;
// paste `#[response(status = 401, challenge = "Bearer")]`: type Refused = Fail<401>; => #[derive(Debug, thiserror::Error, ErrorResponse)] #[error("who?")] #[response(status = 401, challenge = "Bearer")] struct Refused;

#[route(get, "/secret", response = String)]
async fn secret() -> Result<String, Refused> {
    Ok(String::new())
}

#[route(get, "/fine", response = String)]
async fn no_error() -> Result<String, Fail<200>> {
    // paste `Fail<404>`: Fail<200> => Fail<404>
    Ok(String::new())
}

fn main() {}
