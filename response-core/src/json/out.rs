//! What a cursor writes: each leaf behind its key, lists and objects around them.

use serde::Serialize;

use super::cursor::Out;
use super::{Error, digits};

impl Out<'_> {
    /// Writes a key literal and a whole number.
    #[inline]
    #[must_use]
    pub fn i64<const N: usize>(self, key: &[u8; N], value: i64) -> Self {
        match u64::try_from(value) {
            Ok(value) => self.u64(key, value),
            Err(_) => self.literal(key).negative(value.unsigned_abs()),
        }
    }

    #[inline(never)]
    fn negative(self, value: u64) -> Self {
        self.u64(b"-", value)
    }

    /// Writes a key literal and a whole number.
    #[inline]
    #[must_use]
    pub fn u64<const N: usize>(self, key: &[u8; N], value: u64) -> Self {
        if value < digits::EIGHT {
            let (digits, length) = digits::up_to_eight(value);
            self.block(key, digits.to_le_bytes(), length)
        } else {
            self.literal(key).long(value)
        }
    }

    #[inline(never)]
    fn long(self, value: u64) -> Self {
        let (first, rest) = (value / digits::EIGHT, value % digits::EIGHT);
        if first >= digits::EIGHT {
            return self.longest(value);
        }
        let (digits, length) = if first < 100 {
            digits::up_to_two(first)
        } else {
            digits::up_to_eight(first)
        };
        let digits = u128::from(digits) | u128::from(digits::eight(rest)) << (8 * length);
        self.block(b"", digits.to_le_bytes(), length + 8)
    }

    #[inline(never)]
    fn longest(self, value: u64) -> Self {
        let rest = digits::eight(value % digits::EIGHT);
        self.long(value / digits::EIGHT)
            .literal(&rest.to_le_bytes())
    }

    /// Writes a key literal and a whole number.
    #[must_use]
    pub fn i128<const N: usize>(self, key: &[u8; N], value: i128) -> Self {
        self.literal(key)
            .raw(itoa::Buffer::new().format(value).as_bytes())
    }

    /// Writes a key literal and a whole number.
    #[must_use]
    pub fn u128<const N: usize>(self, key: &[u8; N], value: u128) -> Self {
        self.literal(key)
            .raw(itoa::Buffer::new().format(value).as_bytes())
    }

    /// Writes a key literal and a number, or `null` for one that JSON does not have.
    #[inline]
    #[must_use]
    pub fn f64<const N: usize>(self, key: &[u8; N], value: f64) -> Self {
        self.literal(key).float(value)
    }

    #[inline(never)]
    fn float(self, value: f64) -> Self {
        match digits::hundredths(value) {
            Some((digits, length)) => self.block(b"", digits.to_le_bytes(), length),
            None if value.is_finite() => {
                self.raw(zmij::Buffer::new().format_finite(value).as_bytes())
            }
            None => self.literal(b"null"),
        }
    }

    /// Writes a key literal and a number, or `null` for one that JSON does not have.
    #[must_use]
    pub fn f32<const N: usize>(self, key: &[u8; N], value: f32) -> Self {
        let out = self.literal(key);
        if value.is_finite() {
            out.raw(zmij::Buffer::new().format_finite(value).as_bytes())
        } else {
            out.literal(b"null")
        }
    }

    /// Writes a key literal and `true` or `false`.
    #[inline]
    #[must_use]
    pub fn bool<const N: usize>(self, key: &[u8; N], value: bool) -> Self {
        if value {
            self.literal(key).literal(b"true")
        } else {
            self.literal(key).literal(b"false")
        }
    }

    /// Writes a key literal and `null`.
    #[inline]
    #[must_use]
    pub fn null<const N: usize>(self, key: &[u8; N]) -> Self {
        self.literal(key).literal(b"null")
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
        self.append(|bytes| serialize(&mut serde_json::Serializer::new(bytes)).map_err(Error::new))
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
        let start = self.position();
        let mut out = inside(self);
        if out.overwrite(start, open) {
            out.literal(close)
        } else {
            out.literal(&[open]).literal(close)
        }
    }
}
