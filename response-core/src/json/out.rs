use serde::Serialize;

use super::{Error, text};

/// Where a model is written: a cursor that is handed on by value.
///
/// An error is kept until the end, so that a writer need not stop for it; what was written before is then thrown away.
#[derive(Debug)]
pub struct Out<'b> {
    buffer: &'b mut Buffer,
}

#[derive(Debug)]
struct Buffer {
    bytes: Vec<u8>,
    error: Option<Error>,
}

pub(super) fn collect(
    size_hint: usize,
    write: impl FnOnce(Out<'_>) -> Out<'_>,
) -> Result<Vec<u8>, Error> {
    let mut buffer = Buffer {
        bytes: Vec::with_capacity(size_hint),
        error: None,
    };
    write(Out {
        buffer: &mut buffer,
    });
    match buffer.error {
        None => Ok(buffer.bytes),
        Some(error) => Err(error),
    }
}

macro_rules! numbers {
    ($($(#[doc = $doc:literal])* $name:ident($type:ty))*) => {$(
        $(#[doc = $doc])*
        #[inline]
        #[must_use]
        pub fn $name<const N: usize>(self, key: &[u8; N], value: $type) -> Self {
            let out = self.literal(key);
            out.buffer.bytes.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
            out
        }
    )*};
}

impl<'b> Out<'b> {
    /// Writes bytes whose number is known when the program is compiled: a key, a finished literal.
    #[inline]
    #[must_use]
    pub fn literal<const N: usize>(self, bytes: &[u8; N]) -> Self {
        self.buffer.bytes.extend_from_slice(bytes);
        self
    }

    /// Writes bytes that are JSON already.
    #[inline]
    #[must_use]
    pub fn raw(self, bytes: &[u8]) -> Self {
        self.buffer.bytes.extend_from_slice(bytes);
        self
    }

    numbers! {
        /// Writes a key literal and a whole number.
        i64(i64)
        /// Writes a key literal and a whole number.
        u64(u64)
        /// Writes a key literal and a whole number.
        i128(i128)
        /// Writes a key literal and a whole number.
        u128(u128)
    }

    /// Writes a key literal and a number, or `null` for one that JSON does not have.
    #[inline]
    #[must_use]
    pub fn f64<const N: usize>(self, key: &[u8; N], value: f64) -> Self {
        self.float(key, value.is_finite(), value)
    }

    /// Writes a key literal and a number, or `null` for one that JSON does not have.
    #[inline]
    #[must_use]
    pub fn f32<const N: usize>(self, key: &[u8; N], value: f32) -> Self {
        self.float(key, value.is_finite(), value)
    }

    fn float<const N: usize>(self, key: &[u8; N], finite: bool, value: impl zmij::Float) -> Self {
        let out = self.literal(key);
        if finite {
            out.raw(zmij::Buffer::new().format_finite(value).as_bytes())
        } else {
            out.literal(b"null")
        }
    }

    /// Writes a key literal and `true` or `false`.
    #[inline]
    #[must_use]
    pub fn bool<const N: usize>(self, key: &[u8; N], value: bool) -> Self {
        self.literal(key)
            .raw(if value { b"true" } else { b"false" })
    }

    /// Writes a key literal and `null`.
    #[inline]
    #[must_use]
    pub fn null<const N: usize>(self, key: &[u8; N]) -> Self {
        self.literal(key).literal(b"null")
    }

    /// Writes a key literal and a string, escaped.
    #[inline]
    #[must_use]
    pub fn str<const N: usize>(self, key: &[u8; N], value: &str) -> Self {
        let out = self.literal(key);
        text::quote(value, &mut out.buffer.bytes);
        out
    }

    /// Writes what serde makes of the value.
    #[must_use]
    pub fn serde<T: Serialize + ?Sized>(self, value: &T) -> Self {
        self.serde_with(|serializer| value.serialize(serializer))
    }

    /// Writes what a function makes of serde's serializer: the `path` of `#[serde(serialize_with = "path")]`.
    #[must_use]
    pub fn serde_with(
        self,
        serialize: impl FnOnce(
            &mut serde_json::Serializer<&mut Vec<u8>>,
        ) -> Result<(), serde_json::Error>,
    ) -> Self {
        match serialize(&mut serde_json::Serializer::new(&mut self.buffer.bytes)) {
            Ok(()) => self,
            Err(error) => self.fail(Error::new(error)),
        }
    }

    /// Writes the members of what serde makes of the value, each behind a comma: for a flattened foreign map.
    #[must_use]
    pub fn serde_members<T: Serialize + ?Sized>(self, value: &T) -> Self {
        self.serde_members_with(|serializer| value.serialize(serializer))
    }

    /// [`serde_members`](Self::serde_members) of what a function makes of serde's serializer.
    #[must_use]
    pub fn serde_members_with(
        self,
        serialize: impl FnOnce(
            &mut serde_json::Serializer<&mut Vec<u8>>,
        ) -> Result<(), serde_json::Error>,
    ) -> Self {
        let mut object = Vec::new();
        if let Err(error) = serialize(&mut serde_json::Serializer::new(&mut object)) {
            return self.fail(Error::new(error));
        }
        match object.as_slice() {
            b"{}" | b"null" => self,
            [b'{', members @ .., b'}'] => self.literal(b",").raw(members),
            _ => self.fail(Error::new("only an object can be flattened")),
        }
    }

    /// Writes an object: `members` writes each with a comma before it, and the first comma becomes the brace. So a
    /// writer need not know which of its fields comes first.
    #[inline]
    #[must_use]
    pub fn object(self, members: impl FnOnce(Self) -> Self) -> Self {
        self.enclose(b'{', members, b"}")
    }

    /// Writes a list, as [`object`](Self::object) writes an object.
    #[inline]
    #[must_use]
    pub fn list(self, items: impl FnOnce(Self) -> Self) -> Self {
        self.enclose(b'[', items, b"]")
    }

    #[inline]
    fn enclose(self, open: u8, inside: impl FnOnce(Self) -> Self, close: &[u8; 1]) -> Self {
        let start = self.buffer.bytes.len();
        let out = inside(self);
        match out.buffer.bytes.get_mut(start) {
            Some(first_comma) => *first_comma = open,
            None => out.buffer.bytes.push(open),
        }
        out.literal(close)
    }

    /// Notes an error: [`to_vec`](super::to_vec) answers with the first.
    #[cold]
    #[must_use]
    pub fn fail(self, error: Error) -> Self {
        self.buffer.error.get_or_insert(error);
        self
    }
}
