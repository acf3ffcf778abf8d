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
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let is_correct = hasher.is_of(credentials.password, hash).await?;
    let user = user.filter(|_| is_correct);
    let user = user.ok_or(LoginError::WrongCredentials)?;
    let token = token::random()?;
    let expires = Utc::now() + LIFETIME;
    store.delete_expired_sessions().await?;
    let digest = token::digest(&token);
    if !store.start_session(&digest, &user, expires).await? {
        return Err(LoginError::WrongCredentials);
    }
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
/// The user is identified by the cookie that `POST /login` sets. It is valid for seven days, or until
/// `POST /logout` or a new password.
#[route(get, "/me", response = UserOut, tags("sessions"))]
pub async fn me(
    State(store): State<Store>,
    token: ApiKey<Session>,
) -> Result<User, SessionUserError> {
    let user = store.session_user(&token::digest(token.as_bytes())).await?;
    user.ok_or(SessionUserError::NotLoggedIn)
}
