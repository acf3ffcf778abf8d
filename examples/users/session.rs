//! The cookie of a logged-in user.

use steadfast::extract::{Key, KeyPlace};
use steadfast::prelude::*;

/// A browser sends it only over TLS and only to this host, and scripts cannot read it. `__Host-` means that no other host
/// can have set it (RFC 6265bis section 4.1.3.2).
pub struct Session;

impl Key for Session {
    const NAME: &str = "__Host-session";
    const PLACE: KeyPlace = KeyPlace::Cookie;
    const SCHEME: &str = "session";
    const CHALLENGE: &str = "Cookie realm=\"users\"";
}

pub fn cookie(token: &str) -> SetCookie {
    SetCookie::new(Session::NAME, token)
}
