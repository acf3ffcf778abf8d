//! All users at once, read from the database as fast as the client receives them.

use steadfast::prelude::*;

use crate::error::StoreError;
use crate::model::{User, UserOut};
use crate::store::Store;

/// Download users as a table.
///
/// A row for each, in the order of their ids, below a row of names. They are read while they are sent: who is created
/// meanwhile may be in it. A text that a spreadsheet would take for a formula has an apostrophe before it.
#[route(get, "/users.csv", response = Csv<UserOut>, tags("exports"))]
pub async fn users_csv(State(store): State<Store>) -> Result<Csv<User>, StoreError> {
    let users = Csv::try_new(store.all_after(0)).await?;
    Ok(users.attachment("users.csv"))
}

/// Download users, one JSON document a line.
///
/// In the order of their ids, and read while they are sent: who is created meanwhile may be in it. A download that fails
/// on its way ends without its last chunk, which a client reports as an error.
#[route(get, "/users.jsonl", response = JsonLines<UserOut>, tags("exports"))]
pub async fn users_jsonl(State(store): State<Store>) -> Result<JsonLines<User>, StoreError> {
    Ok(JsonLines::try_new(store.all_after(0)).await?)
}
