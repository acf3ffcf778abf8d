//! The cookie that says who is logged in.

use steadfast::extract::{Key, KeyPlace};
use steadfast::prelude::*;

/// A browser sends it back over TLS only, to this host only, and shows it to no script.
pub struct Session;

impl Key for Session {
    const NAME: &str = "session";
    const PLACE: KeyPlace = KeyPlace::Cookie;
    const CHALLENGE: &str = "Cookie realm=\"users\"";
}

pub fn cookie(token: &str) -> SetCookie {
    SetCookie::new(Session::NAME, token)
}
