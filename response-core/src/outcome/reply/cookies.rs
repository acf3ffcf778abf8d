//! Cookies of a reply.

use http::header::SET_COOKIE;

use super::Reply;
use super::declared::{Declaring, ResponseHeaders, SentHeaders};
use crate::contract::Header;
use crate::message::SetCookie;

/// `Reply<NoContent, SetCookie>` is documented as `Set-Cookie`.
impl ResponseHeaders for SetCookie {
    fn describe(headers: &mut Vec<Header>) {
        let is_known = headers.iter().any(|header| header.name == "Set-Cookie");
        if !is_known {
            headers.push(Header::string("Set-Cookie", "The cookie to keep"));
        }
    }

    fn send(self, sent: &mut SentHeaders<'_>) {
        match self.to_header() {
            Ok(value) => sent.append(SET_COOKIE, value),
            Err(error) => sent.refuse(error),
        }
    }
}

impl<V, H> Reply<V, H> {
    /// Sets a cookie. Several cookies are several `Set-Cookie` headers.
    ///
    /// The handler's return type decides whether the document shows it: `Reply<V, SetCookie>` does, `Reply<V>` sends it
    /// undocumented. A cookie that cannot be sent makes the response a 500, which is logged.
    ///
    /// ```
    /// use steadfast::{NoContent, Reply, SetCookie};
    ///
    /// fn login(session: &str) -> Reply<NoContent, SetCookie> {
    ///     Reply::new(NoContent).cookie(SetCookie::new("session", session))
    /// }
    /// assert!(login("7f3a").headers().unwrap().contains_key("set-cookie"));
    /// ```
    #[must_use]
    pub fn cookie<N>(self, cookie: SetCookie) -> Reply<V, N>
    where
        N: Declaring<SetCookie, Before = H>,
    {
        self.typed_header(cookie)
    }
}
