//! All users at once, read from the database as fast as the client takes them.

use steadfast::prelude::*;

use crate::error::StoreError;
use crate::model::{User, UserOut};
use crate::store::Store;

/// Download users as a table.
#[route(get, "/users.csv", response = Csv<UserOut>, tags("exports"))]
pub async fn users_csv(State(store): State<Store>) -> Result<Csv<User>, StoreError> {
    let users = Csv::try_new(store.all_after(0)).await?;
    Ok(users.attachment("users.csv"))
}

/// Download users, one JSON document a line.
#[route(get, "/users.jsonl", response = JsonLines<UserOut>, tags("exports"))]
pub async fn users_jsonl(State(store): State<Store>) -> Result<JsonLines<User>, StoreError> {
    Ok(JsonLines::try_new(store.all_after(0)).await?)
}
