//! Logging in and out.

use std::time::Duration;

use chrono::Utc;
use steadfast::extract::ApiKey;
use steadfast::prelude::*;

use crate::error::{LoginError, SessionUserError, StoreError};
use crate::model::{Credentials, User, UserOut};
use crate::password::Hasher;
use crate::session::{self, Session};
use crate::store::Store;
use crate::token;

const LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Log in.
///
/// The session is a cookie that scripts cannot read.
#[route(post, "/login", status = 204, tags("sessions"))]
pub async fn login(
    State(store): State<Store>,
    State(hasher): State<Hasher>,
    Valid(Json(credentials)): Valid<Json<Credentials>>,
) -> Result<Reply<NoContent, SetCookie>, LoginError> {
    let user = store
        .find_by_email(&String::from(credentials.email))
        .await?;
    let (id, hash) = user.map(|user| (user.id, user.password_hash)).unzip();
    if !hasher.is_of(credentials.password, hash).await? {
        return Err(LoginError::WrongCredentials);
    }
    let id = id.ok_or(LoginError::WrongCredentials)?;
    let token = token::random()?;
    let expires = Utc::now() + LIFETIME;
    store
        .start_session(&token::digest(&token), id, expires)
        .await?;
    Ok(Reply::new(NoContent).cookie(session::cookie(&token).max_age(LIFETIME)))
}

/// Log out.
///
/// This succeeds even for a client that was not logged in.
#[route(post, "/logout", status = 204, tags("sessions"))]
pub async fn logout(
    State(store): State<Store>,
    session: Option<ApiKey<Session>>,
) -> Result<Reply<NoContent, SetCookie>, StoreError> {
    if let Some(token) = session {
        store.end_session(&token::digest(token.as_bytes())).await?;
    }
    Ok(Reply::new(NoContent).cookie(session::cookie("").deletion()))
}

/// Get the user who is logged in.
///
/// The user is identified by the cookie that `POST /login` sets. It is valid for seven days, or until `POST /logout`.
#[route(get, "/me", response = UserOut, tags("sessions"))]
pub async fn me(
    State(store): State<Store>,
    token: ApiKey<Session>,
) -> Result<User, SessionUserError> {
    let user = store.session_user(&token::digest(token.as_bytes())).await?;
    user.ok_or(SessionUserError::NotLoggedIn)
}
