//! `Fail` has only a status and a sentence.

use steadfast::prelude::*;

#[route(get, "/secret", response = String)]
async fn secret() -> Result<String, Fail<401>> {
    Ok(String::new())
}

#[route(get, "/fine", response = String)]
async fn no_error() -> Result<String, Fail<200>> {
    Ok(String::new())
}

fn main() {}
