//! Users, one by one and page by page.

use steadfast::prelude::*;

use crate::checked::ChosenId;
use crate::error::{CreateUserError, FindUserError, StoreError, UpdateUserError};
use crate::events::Events;
use crate::model::{User, UserIn, UserOut, UserPatch};
use crate::password;
use crate::store::Store;

/// Create a user.
///
/// The password is hashed at once and never comes back.
#[route(post, "/users", status = 201, response = UserOut, tags("users"))]
pub async fn create_user(
    State(store): State<Store>,
    State(events): State<Events>,
    Json(new): Json<UserIn>,
) -> Result<Created<User>, CreateUserError> {
    let hash = password::hash(new.password).await?;
    let user = store.insert(new.name, new.email, hash).await?;
    events.created();
    Ok(Created::at(format!("/users/{}", user.id), user))
}

/// List users.
///
/// The oldest first, page by page.
#[route(get, "/users", response = Page<UserOut>, tags("users"))]
pub async fn list_users(
    State(store): State<Store>,
    page: PageQuery,
) -> Result<Page<User>, StoreError> {
    let users = store.list(page.limit(), page.offset()).await?;
    Ok(Page::new(users, store.count().await?, &page))
}

/// Get a user.
///
/// A client may keep it for a minute.
#[route(get, "/users/{id}", response = UserOut, cache = "private, max-age=60", tags("users"))]
pub async fn get_user(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<User, FindUserError> {
    store
        .find(id)
        .await?
        .ok_or(FindUserError::UserNotFound { id })
}

/// Create or replace a user at an id of your choice.
///
/// Where there is such a user, the name, the address and the password are replaced; the time of creation and the picture
/// stay.
#[route(put, "/users/{id}", status = [200, 201], response = UserOut, tags("users"))]
pub async fn put_user(
    State(store): State<Store>,
    State(events): State<Events>,
    Path(id): Path<ChosenId>,
    Json(new): Json<UserIn>,
) -> Result<Upserted<User>, CreateUserError> {
    let hash = password::hash(new.password).await?;
    let (user, is_new) = store.upsert(id, new.name, new.email, hash).await?;
    if !is_new {
        return Ok(Upserted::Updated(user));
    }
    events.created();
    Ok(Upserted::Created {
        location: format!("/users/{}", user.id),
        value: user,
    })
}

/// Change a user.
///
/// What is left out of the body stays as it is.
#[route(patch, "/users/{id}", response = UserOut, tags("users"))]
pub async fn update_user(
    State(store): State<Store>,
    Path(id): Path<i64>,
    Json(patch): Json<UserPatch>,
) -> Result<User, UpdateUserError> {
    let updated = store.update(id, |user| {
        patch.name.map(String::from).apply(&mut user.name);
        patch.email.map(String::from).apply(&mut user.email);
    });
    updated.await?.ok_or(UpdateUserError::UserNotFound { id })
}

/// Delete a user.
///
/// The picture and the sessions go, too. No later user is given the number, unless a client chooses it
/// (`PUT /users/{id}`).
#[route(delete, "/users/{id}", tags("users"))]
pub async fn delete_user(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<NoContent, FindUserError> {
    if store.delete(id).await? {
        Ok(NoContent)
    } else {
        Err(FindUserError::UserNotFound { id })
    }
}

/// List users, where they were before.
///
/// Sends a client to `/users`, which it may remember for a day. The query is not carried over.
#[route(
    get,
    "/old-users",
    status = 308,
    cache = "public, max-age=86400",
    tags("users"),
    deprecated
)]
pub async fn old_users() -> Redirect {
    Redirect::to("/users")
}
