//! [`Event`]: one server-sent event.

use std::time::Duration;

/// One event of an [`Sse`](super::Sse) stream: data, and the fields that a browser's `EventSource` reads.
///
/// ```
/// use std::time::Duration;
/// use steadfast::Event;
///
/// let event = Event::new("Ada").id(7).event("user_created").retry(Duration::from_secs(3));
/// let alive: Event<&str> = Event::comment("still here");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event<T> {
    pub(super) data: Option<Data<T>>,
    pub(super) id: Option<String>,
    pub(super) event: Option<String>,
    pub(super) retry: Option<Duration>,
    pub(super) comment: Option<String>,
}

/// What an event carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Data<T> {
    Json(T),
    Raw(&'static str),
}

impl<T> Event<T> {
    const EMPTY: Self = Self {
        data: None,
        id: None,
        event: None,
        retry: None,
        comment: None,
    };

    /// An event with this data, which is sent as JSON.
    pub fn new(data: T) -> Self {
        Self {
            data: Some(Data::Json(data)),
            ..Self::EMPTY
        }
    }

    /// An event whose data is this text as it is, not JSON: the `[DONE]` with which the streams of language models end.
    ///
    /// Only a text of the program can be sent, not one that is made while it runs: such a text would leave the server
    /// without a model. To relay the events of another service as they are, return a
    /// [`ByteStream`](crate::outcome::kind::ByteStream) with `media_type = "text/event-stream"`.
    ///
    /// In tests, `assert_conforms` cannot tell a text from the data of a model: a text that is JSON, such as `null` or `"done"`, or
    /// that begins with `{` or `"`, is held to the schema of the model.
    ///
    /// ```
    /// use steadfast::{Event, Sse};
    ///
    /// let answer = Sse::<&str>::iter([Event::new("Hello"), Event::raw("[DONE]")]);
    /// ```
    pub fn raw(text: &'static str) -> Self {
        Self {
            data: Some(Data::Raw(text)),
            ..Self::EMPTY
        }
    }

    /// A comment, which clients skip.
    pub fn comment(text: impl Into<String>) -> Self {
        Self {
            comment: Some(text.into()),
            ..Self::EMPTY
        }
    }

    /// Sets the id that a client sends in `Last-Event-ID` when it reconnects. A CR, LF or NUL, which the field cannot
    /// hold, becomes `U+FFFD`.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a number or a text is given as it is: `.id(7)`, `.id(\"a\")`"
    )]
    pub fn id(mut self, id: impl ToString) -> Self {
        self.id = Some(one_line(&id.to_string()));
        self
    }

    /// Sets the name of the event, for `addEventListener`; without it, the name is `message`. A CR, LF or NUL becomes
    /// `U+FFFD`.
    #[must_use]
    pub fn event(mut self, name: impl AsRef<str>) -> Self {
        self.event = Some(one_line(name.as_ref()));
        self
    }

    /// Sets how long a client waits before it reconnects. Sent in milliseconds, rounded up, so that no client
    /// reconnects too early.
    #[must_use]
    pub fn retry(mut self, delay: Duration) -> Self {
        self.retry = Some(delay);
        self
    }

    /// Adds a comment before the event, which clients skip.
    #[must_use]
    pub fn with_comment(mut self, text: impl Into<String>) -> Self {
        self.comment = Some(text.into());
        self
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n', '\0'], "\u{fffd}")
}
