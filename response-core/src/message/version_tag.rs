//! [`VersionTag`]: what can be an entity tag.

use std::borrow::Cow;
use std::sync::Arc;

/// The version of a resource, as an entity tag has it (RFC 9110 section 8.8.3): a text, or the number of a revision.
///
/// ```
/// use steadfast::{ETag, Reply};
///
/// let reply: Reply<&str, ETag> = Reply::new("Ada").etag(7_u64);
/// assert_eq!(reply.headers().unwrap()["etag"], "\"7\"");
/// ```
///
/// A version of a type of your own implements it, or is given as a text: `.etag(version.to_string())`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an entity tag",
    label = "neither a string nor an integer",
    note = "an entity tag is a short text (RFC 9110 section 8.8.3): call `.to_string()` on the version, or give a number that increases with each change"
)]
pub trait VersionTag {
    /// The text of the tag, whose quotes may be left out. What a tag cannot hold is percent-encoded when it is sent or compared.
    fn tag(&self) -> Cow<'_, str>;
}

#[diagnostic::do_not_recommend]
impl<T: VersionTag + ?Sized> VersionTag for &T {
    fn tag(&self) -> Cow<'_, str> {
        (**self).tag()
    }
}

macro_rules! texts {
    ($($text:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl VersionTag for $text {
            fn tag(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }
        }
    )*};
}

macro_rules! written {
    ($($version:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl VersionTag for $version {
            fn tag(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

texts!(str, String, Box<str>, Arc<str>, Cow<'_, str>);
written!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, char
);
#[cfg(feature = "uuid")]
written!(uuid::Uuid);
