//! Users, one by one and page by page.

use steadfast::extract::ApiKey;
use steadfast::prelude::*;

use crate::checked::ChosenId;
use crate::error::{CreateUserError, FindUserError, StoreError, UpdateUserError};
use crate::events::Events;
use crate::model::{User, UserIn, UserOut, UserPatch};
use crate::password::Hasher;
use crate::session::Session;
use crate::store::Store;
use crate::token;

/// Create a user.
///
/// The password is stored only as a hash and is never returned.
#[route(
    post,
    "/users",
    status = 201,
    response = UserOut,
    tags("users"),
    link(get_user, id = "$response.body#/id")
)]
pub async fn create_user(
    State(store): State<Store>,
    State(events): State<Events>,
    State(hasher): State<Hasher>,
    Valid(Json(new)): Valid<Json<UserIn>>,
) -> Result<Created<User>, CreateUserError> {
    let hash = hasher.hash(new.password).await?;
    let user = store.insert(new.name, new.email, hash).await?;
    events.created();
    Ok(Created::at(format!("/users/{}", user.id), user))
}

/// List users.
///
/// Users are listed page by page, the oldest first.
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
/// A client may cache the response for a minute. Its `ETag` names the version for `If-Match` of a change.
#[route(get, "/users/{id}", response = UserOut, cache = "private, max-age=60", tags("users"))]
pub async fn get_user(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<Reply<User, ETag>, FindUserError> {
    let user = store.find(id).await?;
    user.map(versioned)
        .ok_or(FindUserError::UserNotFound { id })
}

/// Create or replace a user at an id of your choice.
///
/// If there is a user with this id, the name, the e-mail address and the password are replaced; the time of creation
/// and the picture are kept. The new password ends the sessions of the user, except the one that this request is sent
/// with.
#[route(put, "/users/{id}", status = [200, 201], response = UserOut, tags("users"))]
pub async fn put_user(
    State(store): State<Store>,
    State(events): State<Events>,
    State(hasher): State<Hasher>,
    Path(id): Path<ChosenId>,
    session: Option<ApiKey<Session>>,
    Valid(Json(new)): Valid<Json<UserIn>>,
) -> Result<Upserted<User>, CreateUserError> {
    let hash = hasher.hash(new.password).await?;
    let kept = session.map(|token| token::digest(token.as_bytes()));
    let (user, is_new) = store.upsert(id, new.name, new.email, hash, kept).await?;
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
/// A field that is left out of the body is not changed. With the `ETag` of the user in `If-Match`, only that version is
/// changed.
#[route(patch, "/users/{id}", response = UserOut, tags("users"))]
pub async fn update_user(
    State(store): State<Store>,
    Path(id): Path<i64>,
    guard: IfMatch,
    Valid(Json(patch)): Valid<Json<UserPatch>>,
) -> Result<Reply<User, ETag>, UpdateUserError> {
    let updated = store.update(id, |user| {
        guard.check(user.version())?;
        patch.name.map(String::from).apply(&mut user.name);
        patch.email.map(String::from).apply(&mut user.email);
        Ok(())
    });
    let user = updated.await?;
    user.map(versioned)
        .ok_or(UpdateUserError::UserNotFound { id })
}

fn versioned(user: User) -> Reply<User, ETag> {
    let version = user.version();
    Reply::new(user).etag(version)
}

/// Delete a user.
///
/// The picture and the sessions are deleted, too. No later user gets the same id, unless a client chooses it
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

/// List users, at the old path.
///
/// Redirects to `/users`, which a client may cache for a day. The query is not carried over.
#[route(
    get,
    "/old-users",
    status = 308,
    cache = "public, max-age=86400",
    tags("users"),
    deprecated(since = "2026-01-31", sunset = "2026-12-31")
)]
pub async fn old_users() -> Redirect {
    Redirect::to("/users")
}
