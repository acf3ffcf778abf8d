//! [`Reply`]: a success with more than its model, such as headers, cookies and validators.

mod additions;
#[cfg(feature = "cookie")]
mod cookies;
mod declared;
mod header;
mod validators;

pub use additions::{Additions, Adds, Describes};
pub use declared::{
    DeclaredHeaders, Declaring, Documenting, HeaderField, ResponseHeaders, SentHeaders,
};
pub use header::{HeaderError, HeaderFault};
pub use validators::{ETag, LastModified};

use std::fmt;
use std::marker::PhantomData;

use http::HeaderValue;

use crate::message::after::{After, Work};
use additions::Parts;

/// A success that carries more than its model. A handler returns it to set headers or cookies.
///
/// `V` is what the handler would return otherwise: a model, a row, [`Created`](crate::Created), a
/// [`Page`](crate::Page), [`NoContent`](crate::NoContent), a [`Redirect`](crate::Redirect). Every rule checks `V`.
///
/// ```
/// use steadfast::{Created, Reply};
///
/// let reply = Reply::new(Created::at("/users/7", "Ada")).header("X-Request-Cost", 3);
/// assert_eq!(reply.value().value, "Ada");
/// assert_eq!(reply.headers().unwrap()["x-request-cost"], "3");
/// ```
///
/// `H` is the headers that the document lists: `Reply<UserOut, RateLimit>` lists those of `RateLimit`, and does not
/// compile unless [`typed_header`](Self::typed_header) has set them. `Reply<UserOut>` can send them as well,
/// undocumented.
///
/// As the response of a handler, with documented headers and with work after it:
///
/// ```
/// use std::time::SystemTime;
///
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct UserOut { name: String }
///
/// #[derive(ResponseHeaders)]
/// struct RateLimit {
///     /// How many requests are left.
///     x_ratelimit_remaining: u32,
/// }
///
/// async fn count_visit() {}
///
/// #[route(get, "/users/{id}", response = UserOut)]
/// async fn get_user(Path(id): Path<i64>) -> Reply<UserOut, (RateLimit, LastModified)> {
///     Reply::new(UserOut { name: "Ada".to_owned() })
///         .vary("X-Tenant")
///         .after(count_visit())
///         .typed_header(RateLimit { x_ratelimit_remaining: 41 })
///         .last_modified(SystemTime::UNIX_EPOCH)
/// }
///
/// assert_eq!(Reply::new(7).header("X-Cost", 3).into_inner(), 7);
/// # let _: axum::Router = Api::new("Users", "1.0.0").routes(routes![get_user]).into_router();
/// ```
pub struct Reply<V, H = ()> {
    value: V,
    /// Boxed, since most replies have only a header or two: a reply without any takes one more pointer than its value.
    parts: Option<Box<Parts>>,
    declared: PhantomData<fn() -> H>,
}

impl<V> Reply<V> {
    /// A reply with this value and nothing else yet.
    #[must_use]
    pub fn new(value: V) -> Self {
        Self {
            value,
            parts: None,
            declared: PhantomData,
        }
    }
}

impl<V, H> Reply<V, H> {
    /// The value of the reply, without its headers.
    pub fn value(&self) -> &V {
        &self.value
    }

    /// The value of the reply, without its headers.
    pub fn into_inner(self) -> V {
        self.value
    }

    /// Sends a header. Given twice, it is sent twice; it replaces one that the route declares with `header(..)`. The
    /// document of a route whose handler returns a `Reply` has the value of such a header as an example, and not as a
    /// constant.
    ///
    /// An invalid name or value, or a header that the contract owns, makes the response a 500, which is logged and has
    /// nothing of the reply in it. [`try_header`](Self::try_header) returns the error instead.
    ///
    /// An `ETag` is sent like any other header. Only a declared one leads to a 304: see [`etag`](Self::etag).
    #[must_use]
    pub fn header<T>(mut self, name: impl AsRef<str>, value: T) -> Self
    where
        HeaderValue: TryFrom<T>,
    {
        let header = header::header(name.as_ref(), value);
        self.parts().add(header);
        self
    }

    /// Sends a header, as [`header`](Self::header) does.
    ///
    /// ```
    /// use steadfast::Reply;
    ///
    /// let error = Reply::new(()).try_header("X-Note", "one\r\nSet-Cookie: a=b").unwrap_err();
    /// assert_eq!(error.to_string(), r#"the header "X-Note" has a value that no header can hold"#);
    /// ```
    ///
    /// # Errors
    /// The name or the value is malformed (RFC 9110 sections 5.1 and 5.5), or the contract owns the header.
    pub fn try_header<T>(mut self, name: impl AsRef<str>, value: T) -> Result<Self, HeaderError>
    where
        HeaderValue: TryFrom<T>,
    {
        let header = header::header(name.as_ref(), value)?;
        self.parts().add::<HeaderError>(Ok(header));
        Ok(self)
    }

    /// Sends the headers of a struct with `#[derive(ResponseHeaders)]`.
    ///
    /// The handler's return type decides whether the document lists them: `Reply<V, RateLimit>`, or several as
    /// `Reply<V, (RateLimit, Trace)>`, in the order in which they are set. `Reply<V>` sends them undocumented.
    #[must_use]
    pub fn typed_header<T, N>(mut self, headers: T) -> Reply<V, N>
    where
        N: Declaring<T, Before = H>,
    {
        let parts = self.parts();
        parts.may_validate |= N::VALIDATES;
        N::send(headers, &mut SentHeaders(parts));
        self.declare()
    }

    /// Runs a task after the response has been sent: `reply.after(send_mail(user))`.
    ///
    /// It runs as the tasks of the `Background` extractor do: it starts once the body has been handed to the
    /// connection, is tracked until it is done, and does not run, with a warning in the log, if the response became an
    /// error.
    #[must_use]
    pub fn after<F>(mut self, task: F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let work = Work::new(task);
        if let Some(after) = self.attached::<After>() {
            after.push(work);
            return self;
        }
        self.attach(After::new(vec![work]))
    }

    /// Puts a value into the extensions of the response, for a layer that sends it.
    #[doc(hidden)]
    #[must_use]
    pub fn attach<T: Clone + Send + Sync + 'static>(mut self, extension: T) -> Self {
        self.parts().extensions.insert(extension);
        self
    }

    /// Returns what [`attach`](Self::attach) attached.
    #[doc(hidden)]
    pub fn attached<T: Clone + Send + Sync + 'static>(&mut self) -> Option<&mut T> {
        self.parts.as_mut()?.extensions.get_mut()
    }

    /// The headers that have been set, if there are any.
    pub fn headers(&self) -> Option<&http::HeaderMap> {
        self.parts.as_ref().map(|parts| &parts.headers)
    }

    fn parts(&mut self) -> &mut Parts {
        self.parts.get_or_insert_default()
    }

    fn set_validator<T: ResponseHeaders>(mut self, headers: T) -> Self {
        let parts = self.parts();
        parts.may_validate = true;
        headers.send(&mut SentHeaders(parts));
        self
    }

    fn declare<N>(self) -> Reply<V, N> {
        Reply {
            value: self.value,
            parts: self.parts,
            declared: PhantomData,
        }
    }

    pub(crate) fn take_apart(self) -> (V, Additions<H>) {
        (self.value, Additions::new(self.parts))
    }
}

impl<V> From<V> for Reply<V> {
    fn from(value: V) -> Self {
        Self::new(value)
    }
}

impl<V: fmt::Debug, H> fmt::Debug for Reply<V, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Reply")
            .field("value", &self.value)
            .field("headers", &self.headers())
            .finish_non_exhaustive()
    }
}
