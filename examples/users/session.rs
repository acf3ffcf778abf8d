//! The cookie of a logged-in user.

use steadfast::extract::{Key, KeyPlace};
use steadfast::prelude::*;

/// A browser sends it only over TLS and only to this host, and scripts cannot read it.
pub struct Session;

impl Key for Session {
    const NAME: &str = "session";
    const PLACE: KeyPlace = KeyPlace::Cookie;
    const CHALLENGE: &str = "Cookie realm=\"users\"";
}

pub fn cookie(token: &str) -> SetCookie {
    SetCookie::new(Session::NAME, token)
}
