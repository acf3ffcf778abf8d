//! The routes. Their doc comments are the documentation at `/docs`.

use steadfast::prelude::*;

use crate::error::{CreateUserError, FindUserError, ListUsersError, UpdateUserError};
use crate::model::{User, UserIn, UserOut, UserPatch};
use crate::password;
use crate::store::Store;

/// The API, ready to become a router or a document.
pub fn api() -> Api<Store> {
    Api::new("Users", "1.0.0")
        .description("Creates, lists, changes and deletes users.")
        .routes(routes![
            create_user,
            list_users,
            get_user,
            update_user,
            delete_user,
            health
        ])
}

/// Create a user.
///
/// The password is hashed at once and never comes back.
#[route(post, "/users", status = 201, response = UserOut, tags("users"))]
pub async fn create_user(
    State(store): State<Store>,
    Json(new): Json<UserIn>,
) -> Result<Created<User>, CreateUserError> {
    let hash = password::hash(new.password).await?;
    let user = store.insert(new.name, new.email, hash).await?;
    Ok(Created::at(format!("/users/{}", user.id), user))
}

/// List users.
///
/// The oldest first, page by page.
#[route(get, "/users", response = Page<UserOut>, tags("users"))]
pub async fn list_users(
    State(store): State<Store>,
    page: PageQuery,
) -> Result<Page<User>, ListUsersError> {
    let users = store.list(page.limit(), page.offset()).await?;
    Ok(Page::new(users, store.count().await?, &page))
}

/// Get a user.
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

/// Tell whether the service is up.
#[route(get, "/health", response = Text, cache = "no-store", tags("service"))]
pub async fn health() -> Text {
    Text::from("ok")
}
