//! [`Api::timeout`]: how long a request may take.

use super::Api;
use crate::deadline::{TimeLimit, Timeout};

impl<S> Api<S> {
    /// Sets how long a request may take. One that has no response by then is answered with 503, in the format of all
    /// errors, with the code `deadline_exceeded`. Every route documents that, and the log has one entry.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use steadfast::prelude::*;
    ///
    /// # #[route(get, "/users", response = Text)]
    /// # async fn list_users() -> Text { Text::from("") }
    /// # #[route(post, "/videos", status = 204)]
    /// # async fn upload(_: Bytes) {}
    /// let uploads = Api::new("Uploads", "1.0.0")
    ///     .routes(routes![upload])
    ///     .timeout(Duration::from_secs(600));
    /// let api: Api = Api::new("Videos", "1.0.0")
    ///     .routes(routes![list_users])
    ///     .timeout(Duration::from_secs(30))
    ///     .merge(uploads);
    /// assert!(api.openapi()["paths"]["/users"]["get"]["responses"]["503"].is_object());
    /// ```
    ///
    /// A part that is [merged](Self::merge) or [nested](Self::nest) may have a timeout of its own, or be
    /// [without](Self::without_timeout).
    ///
    /// The time runs from the head of the request to the head of the response. In between, the arguments are extracted,
    /// among them a body that the client sends slowly; layers of [`Api::layer`](Self::layer) count as well. A response
    /// that has begun is not cut off, so a stream may take as long as it likes; slow and stalled clients are
    /// the concern of the server (`steadfast::serve`).
    ///
    /// At the deadline the future of the handler is dropped, and its [background tasks](crate::Background) do not run, as
    /// after any failure. A plain `fn` that runs already cannot be stopped: its client is answered, and its result is
    /// lost. The headers that layers add stay on the response.
    ///
    /// For a gateway, 504 says more: [`Timeout::of_gateway`]. It is never a 408, which would blame the client for sending
    /// too slowly, and invite it to send the same request again (RFC 9110 section 15.5.9).
    ///
    /// It needs a tokio runtime with a clock (`enable_time`).
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Timeout>) -> Self {
        self.time_limit = Some(TimeLimit::Within(timeout.into()));
        self
    }

    /// Lets the requests of this part take as long as they like, whatever [timeout](Self::timeout) the whole has.
    #[must_use]
    pub fn without_timeout(mut self) -> Self {
        self.time_limit = Some(TimeLimit::Unlimited);
        self
    }
}
