//! All users at once, read from the database as fast as the client receives them.

use steadfast::prelude::*;

use crate::error::StoreError;
use crate::model::{User, UserOut};
use crate::store::Store;

/// Download users as a table.
///
/// The table has a header row and a row for each user, in the order of their ids. The users are read while they are
/// sent, so a user created in the meantime may be included. Text that a spreadsheet would take for a formula is
/// preceded by an apostrophe.
#[route(get, "/users.csv", response = Csv<UserOut>, tags("exports"))]
pub async fn users_csv(State(store): State<Store>) -> Result<Csv<User>, StoreError> {
    let users = Csv::try_new(store.all_after(0)).await?;
    Ok(users.attachment("users.csv"))
}

/// Download users, one JSON document per line.
///
/// The users are in the order of their ids. They are read while they are sent, so a user created in the meantime may be
/// included. A download that fails partway ends without its last chunk, which a client reports as an error.
#[route(get, "/users.jsonl", response = JsonLines<UserOut>, tags("exports"))]
pub async fn users_jsonl(State(store): State<Store>) -> Result<JsonLines<User>, StoreError> {
    Ok(JsonLines::try_new(store.all_after(0)).await?)
}
