//! The methods of [`Out`] that write values after their keys, lists and objects.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;

use super::Error;
use super::cursor::{Keyed, Out};
use super::digits::{self, Thousandths};
use super::finite::{Finite, NotFinite};

/// serde's serializer, as the functions of `#[serde(with)]` are given it.
type Serializer<'s, 'v> = Finite<&'s mut serde_json::Serializer<&'v mut Vec<u8>>>;

/// Runs a function with serde's serializer.
fn serialized(
    bytes: &mut Vec<u8>,
    serialize: impl FnOnce(Serializer<'_, '_>) -> Result<(), serde_json::Error>,
) -> Result<(), Error> {
    serialize(Finite::new(&mut serde_json::Serializer::new(&mut *bytes)))
        .map_err(|error| Error::after(bytes, error))
}

impl Out<'_> {
    /// Writes a key literal and an integer.
    #[inline]
    #[must_use]
    pub fn i64<const N: usize>(self, key: &[u8; N], value: i64) -> Self {
        self.key(key).signed(value)
    }

    /// Writes a key literal and an integer.
    #[inline]
    #[must_use]
    pub fn u64<const N: usize>(self, key: &[u8; N], value: u64) -> Self {
        self.key(key).whole(value)
    }

    /// Writes a key literal and an integer.
    #[must_use]
    pub fn i128<const N: usize>(self, key: &[u8; N], value: i128) -> Self {
        self.literal(key)
            .raw(itoa::Buffer::new().format(value).as_bytes())
    }

    /// Writes a key literal and an integer.
    #[must_use]
    pub fn u128<const N: usize>(self, key: &[u8; N], value: u128) -> Self {
        self.literal(key)
            .raw(itoa::Buffer::new().format(value).as_bytes())
    }

    /// Writes a key literal and a number. NaN and the infinities are an error: JSON does not have them (RFC 8259
    /// section 6).
    #[inline]
    #[must_use]
    pub fn f64<const N: usize>(self, key: &[u8; N], value: f64) -> Self {
        self.key(key).float(value)
    }

    /// Writes a key literal and a number, as [`f64`](Self::f64) does.
    #[must_use]
    pub fn f32<const N: usize>(self, key: &[u8; N], value: f32) -> Self {
        let out = self.literal(key);
        match NotFinite::of(value.into()) {
            None => out.raw(zmij::Buffer::new().format_finite(value).as_bytes()),
            Some(fault) => out.refuse(fault),
        }
    }

    #[inline(never)]
    fn shortest(self, value: f64) -> Self {
        match NotFinite::of(value) {
            None => self.raw(zmij::Buffer::new().format_finite(value).as_bytes()),
            Some(fault) => self.refuse(fault),
        }
    }

    #[cold]
    fn refuse(self, fault: NotFinite) -> Self {
        self.append(|written| Err(Error::after(written, fault)))
    }

    /// Writes a key literal and `true` or `false`.
    #[inline]
    #[must_use]
    pub fn bool<const N: usize>(self, key: &[u8; N], value: bool) -> Self {
        const TRUE: u64 = u64::from_le_bytes(*b"true\0\0\0\0");
        const FALSE: u64 = u64::from_le_bytes(*b"false\0\0\0");
        let word = if value { TRUE } else { FALSE };
        self.key(key).words([(word, 5 - usize::from(value))])
    }

    /// Writes a key literal and the first bytes of a literal that is padded to the width of a table: the name of a
    /// variant.
    #[inline]
    #[must_use]
    pub fn name<const N: usize, const M: usize>(
        self,
        key: &[u8; N],
        padded: &[u8; M],
        length: usize,
    ) -> Self {
        self.key(key).edited(padded, |_| length)
    }

    /// Writes a key literal and `null`.
    #[inline]
    #[must_use]
    pub fn null<const N: usize>(self, key: &[u8; N]) -> Self {
        self.key(key).edited(b"null", |_| 4)
    }

    /// Writes a key literal and bytes as text in base64, which needs no escapes.
    #[must_use]
    pub fn base64<const N: usize>(self, key: &[u8; N], bytes: &[u8]) -> Self {
        let out = self.literal(key).literal(b"\"");
        let out = out.append(|written| {
            let start = written.len();
            written.resize(start + bytes.len().div_ceil(3) * 4, 0);
            let text = written.get_mut(start..).unwrap_or_default();
            BASE64_STANDARD
                .encode_slice(bytes, text)
                .map(drop)
                .map_err(|error| Error::new(error.to_string()))
        });
        out.literal(b"\"")
    }

    /// Writes the value with serde. NaN and the infinities are an error.
    #[must_use]
    pub fn serde<T: Serialize + ?Sized>(self, value: &T) -> Self {
        self.serde_with(|serializer| value.serialize(serializer))
    }

    /// Writes a string: the text of the value.
    #[cfg(feature = "rust_decimal")]
    pub(crate) fn display(self, value: &impl std::fmt::Display) -> Self {
        self.serde_with(|serializer| serde::Serializer::collect_str(serializer, value))
    }

    /// Writes what a function writes with serde's serializer: the `path` of `#[serde(serialize_with = "path")]`.
    #[must_use]
    pub fn serde_with(
        self,
        serialize: impl FnOnce(Serializer<'_, '_>) -> Result<(), serde_json::Error>,
    ) -> Self {
        self.append(|bytes| serialized(bytes, serialize))
    }

    /// Writes the members of the value with serde, each after a comma: for a flattened foreign map.
    #[must_use]
    pub fn serde_members<T: Serialize + ?Sized>(self, value: &T) -> Self {
        self.serde_members_with(|serializer| value.serialize(serializer))
    }

    /// Writes members as [`serde_members`](Self::serde_members) does, from a function that uses serde's serializer.
    #[must_use]
    pub fn serde_members_with(
        self,
        serialize: impl FnOnce(Serializer<'_, '_>) -> Result<(), serde_json::Error>,
    ) -> Self {
        let mut object = Vec::new();
        if let Err(error) = serialized(&mut object, serialize) {
            return self.fail(error);
        }
        match object.as_slice() {
            b"{}" | b"null" => self,
            [b'{', members @ .., b'}'] => self.literal(b",").raw(members),
            _ => self.fail(Error::new("only an object can be flattened")),
        }
    }

    /// Writes an object: `members` writes each member after a comma, and the first comma is replaced by the brace. So a
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

    /// Writes a list or an object whose items are written one by one, each after the byte that the closure is given.
    #[inline]
    pub(crate) fn each<I: Iterator>(
        mut self,
        [open, close]: [u8; 2],
        items: I,
        mut write: impl FnMut(Self, &[u8; 1], I::Item) -> Self,
    ) -> Self {
        let mut before = open;
        for item in items {
            self = write(self, &[before], item);
            before = b',';
        }
        if before == open {
            self = self.literal(&[open]);
        }
        self.literal(&[close])
    }

    #[inline]
    fn enclose(self, open: u8, inside: impl FnOnce(Self) -> Self, close: &[u8; 1]) -> Self {
        let start = self.position();
        let mut out = inside(self);
        if out.overwrite(start, open) {
            out.literal(close)
        } else {
            out.literal(&[open]).literal(close)
        }
    }
}

impl<'b> Keyed<'b> {
    #[inline(never)]
    fn whole(self, value: u64) -> Out<'b> {
        self.digits(value)
    }

    #[inline(never)]
    fn signed(self, value: i64) -> Out<'b> {
        match u64::try_from(value) {
            Ok(value) => self.digits(value),
            Err(_) => self.negative(value.unsigned_abs()),
        }
    }

    #[inline]
    fn digits(self, value: u64) -> Out<'b> {
        let pair = |number: u64| (digits::pair((number % 100) as u32), 2);
        let first = digits::up_to_two;
        if value < 100 {
            self.words([first(value)])
        } else if value < 10_000 {
            self.words([first(value / 100), pair(value)])
        } else if value < 1_000_000 {
            self.words([first(value / 10_000), pair(value / 100), pair(value)])
        } else if value < digits::EIGHT {
            self.words([digits::up_to_eight(value)])
        } else {
            self.long(value)
        }
    }

    #[inline(never)]
    fn long(self, value: u64) -> Out<'b> {
        let (first, last) = (value / digits::EIGHT, value % digits::EIGHT);
        let last = (digits::eight(last), 8);
        if first < 100 {
            self.words([digits::up_to_two(first), last])
        } else if first < digits::EIGHT {
            self.words([digits::up_to_eight(first), last])
        } else {
            let (first, middle) = (first / digits::EIGHT, first % digits::EIGHT);
            let middle = (digits::eight(middle), 8);
            self.words([digits::up_to_eight(first), middle, last])
        }
    }

    #[inline(never)]
    fn negative(self, value: u64) -> Out<'b> {
        self.words([(b'-'.into(), 1)]).u64(b"", value)
    }

    #[inline(never)]
    fn float(self, value: f64) -> Out<'b> {
        let Some(number) = Thousandths::of(value) else {
            return self.settled().shortest(value);
        };
        let sign = (b'-'.into(), usize::from(number.is_negative));
        let whole = number.whole();
        if whole < 100 {
            self.words([sign, digits::up_to_two(whole), number.fraction()])
        } else {
            self.words([sign, digits::up_to_eight(whole), number.fraction()])
        }
    }
}
