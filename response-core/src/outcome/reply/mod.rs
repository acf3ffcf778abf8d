//! A success with more than its model: headers, cookies, validators.

mod additions;
#[cfg(feature = "cookie")]
mod cookies;
mod declared;
mod header;
mod validators;

pub use additions::{Additions, Adds};
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

/// A success that carries more than its model: what a handler returns to set a header or a cookie of its own.
///
/// `V` is what the handler would return without it: a model, a row, [`Created`](crate::Created), a
/// [`Page`](crate::Page), [`NoContent`](crate::NoContent), a [`Redirect`](crate::Redirect). Every rule judges `V`.
///
/// ```
/// use steadfast::{Created, Reply};
///
/// let reply = Reply::new(Created::at("/users/7", "Ada")).header("X-Request-Cost", 3);
/// assert_eq!(reply.value().value, "Ada");
/// assert_eq!(reply.headers().unwrap()["x-request-cost"], "3");
/// ```
///
/// `H` is what the document says of the headers: `Reply<UserOut, RateLimit>` lists those of `RateLimit`, and does not
/// compile unless [`typed_header`](Self::typed_header) has set them. `Reply<UserOut>` sends them, too, and the document
/// says nothing of them.
pub struct Reply<V, H = ()> {
    value: V,
    /// Most replies have a header or two: a reply without any is as large as its value and a pointer.
    parts: Option<Box<Parts>>,
    declared: PhantomData<fn() -> H>,
}

impl<V> Reply<V> {
    /// A reply that is `value` and nothing more yet.
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
    /// What the reply is without its headers.
    pub fn value(&self) -> &V {
        &self.value
    }

    /// What the reply is without its headers.
    pub fn into_inner(self) -> V {
        self.value
    }

    /// Sends a header. Given twice, it is sent twice; one that the route declares with `header(..)` is replaced.
    ///
    /// A name or a value that no header can hold, and a header that the contract owns, make the answer a 500, which is
    /// logged and has nothing of the reply in it. [`try_header`](Self::try_header) returns the error instead.
    ///
    /// An `ETag` is sent like any other. Only one that is declared is answered with a 304: see [`etag`](Self::etag).
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
    /// The handler's return type says whether the document lists them: `Reply<V, RateLimit>`, several as
    /// `Reply<V, (RateLimit, Trace)>` in the order in which they are set. `Reply<V>` sends them undocumented.
    #[must_use]
    pub fn typed_header<T, N>(self, headers: T) -> Reply<V, N>
    where
        T: ResponseHeaders,
        N: Declaring<T, Before = H>,
    {
        self.set_headers(headers).declare()
    }

    /// Does something after the answer has been sent: `reply.after(send_mail(user))`.
    ///
    /// It is run as the tasks of the `Background` extractor are: started once the body has been handed over to the
    /// connection, tracked until it is done, and not run, with a warning in the log, if the answer became an error.
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

    /// Puts something into the extensions of the response, for what sends it.
    #[doc(hidden)]
    #[must_use]
    pub fn attach<T: Clone + Send + Sync + 'static>(mut self, extension: T) -> Self {
        self.parts().extensions.insert(extension);
        self
    }

    /// What was attached with [`attach`](Self::attach).
    #[doc(hidden)]
    pub fn attached<T: Clone + Send + Sync + 'static>(&mut self) -> Option<&mut T> {
        self.parts.as_mut()?.extensions.get_mut()
    }

    /// The headers that were set so far, where there are any.
    pub fn headers(&self) -> Option<&http::HeaderMap> {
        self.parts.as_ref().map(|parts| &parts.headers)
    }

    fn parts(&mut self) -> &mut Parts {
        self.parts.get_or_insert_default()
    }

    fn set_headers<T: ResponseHeaders>(mut self, headers: T) -> Self {
        headers.send(&mut SentHeaders(self.parts()));
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
