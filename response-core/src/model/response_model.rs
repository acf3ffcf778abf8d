//! [`ResponseModel`]: a type that may leave the server.

use super::member_names::MemberNames;
use super::policy::Policy;
use super::shape::Shape;
use crate::json::{self, Out};

/// A type that may leave the server: it lists its fields and writes them.
///
/// A value that JSON does not have cannot be sent: a response whose model holds NaN or an infinity is a 500, which is
/// logged with the name of the member. A `null` in its place would have to be in the schema, and every client would have
/// to expect it of every float. Where that is meant, the field says so, and so does the schema:
/// `#[response(non_finite_as_null)]`.
///
/// Derive it with `#[derive(ResponseModel)]`. An implementation by hand has to keep [`SHAPE`](Self::SHAPE) and
/// [`write`](Self::write) in step, since the OpenAPI document comes from one and the bytes from the other.
///
/// ```
/// use steadfast::json::{self, Out};
/// use steadfast::model::shape::{Kind, Shape};
/// use steadfast::model::Policy;
/// use steadfast::ResponseModel;
///
/// /// Degrees, written as a number.
/// struct Celsius(f64);
///
/// impl ResponseModel for Celsius {
///     const SHAPE: &'static Shape = &Shape::anonymous(Kind::Transparent(f64::shape));
///
///     fn size_hint(&self) -> usize {
///         self.0.size_hint()
///     }
///
///     fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
///         self.0.write::<P>(out)
///     }
/// }
///
/// assert_eq!(json::to_vec(&Celsius(21.5))?, b"21.5");
/// # Ok::<(), json::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response model [not_a_response_model]",
    label = "not a response model",
    note = "only types that list their fields may leave the server",
    note = "derive it with `#[derive(ResponseModel)]`; for a foreign type that you vouch for, mark the field `#[response(foreign)]`",
    note = "the types of chrono, indexmap, jiff, rust_decimal, time, url and uuid are models if steadfast's feature of that name is enabled"
)]
pub trait ResponseModel {
    /// The description of the type, from which the schema, the examples and the checks of `pick` and `omit` are made.
    const SHAPE: &'static Shape;

    /// Whether [`is_omitted`](Self::is_omitted) can ever return `true`.
    const OMITTABLE: bool = false;

    /// Whether [`is_none`](Self::is_none) can ever return `true`: for `Option` and types that are transparent over it.
    const NULLABLE: bool = false;

    /// Whether [`write_members`](Self::write_members) can ever succeed: whether the value is an object.
    const MEMBERS: bool = false;

    /// The names of the members that [`write_members`](Self::write_members) writes, by which the compiler finds a name
    /// that an object would have twice. Left out, they are not known.
    #[doc(hidden)]
    const NAMES: MemberNames = MemberNames::NONE;

    /// The relations of the links that a response of this type can carry: those between pages.
    #[doc(hidden)]
    const LINKS: &'static [&'static str] = &[];

    /// The description of the type whose fields `pick` and `omit` name: for a container, that of its items.
    #[doc(hidden)]
    const MODEL: &'static Shape = Self::SHAPE;

    /// Whether the type is `u8`.
    #[doc(hidden)]
    const IS_BYTE: bool = false;

    /// Whether the value is or holds bytes that are written as a list of numbers; a model that is not generic has been
    /// judged by itself.
    #[doc(hidden)]
    const HAS_BYTES: bool = false;

    /// [`SHAPE`](Self::SHAPE) as a function, so that the shapes of recursive and borrowing types can name each other.
    #[must_use]
    fn shape() -> &'static Shape {
        Self::SHAPE
    }

    /// About how many bytes [`write`](Self::write) will add.
    fn size_hint(&self) -> usize;

    /// Whether the field is left out under every policy: only an unset [`Field`](crate::Field) is.
    fn is_omitted(&self) -> bool {
        false
    }

    /// Whether the value is written as `null`, and so left out under `exclude_none`.
    fn is_none(&self) -> bool {
        false
    }

    /// Whether the value is the default of its type, and so left out under `exclude_defaults`.
    fn is_default(&self) -> bool {
        false
    }

    /// Writes the value.
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b>;

    /// Writes a key literal (`,"name":`, or `{"name":`, or nothing) and then the value.
    #[inline]
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        self.write::<P>(out.literal(key))
    }

    /// Writes every member but the first, each after a comma. The derived code uses it where it is known at compile
    /// time that the first member is sent, which then opens the object.
    #[doc(hidden)]
    fn write_rest<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        json::no_object(out)
    }

    /// Writes the members of the value, each after a comma, into an object that is already open: for
    /// `#[serde(flatten)]` and tagged enums.
    fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        json::no_object(out)
    }
}

/// A type that JSON can write as the key of an object: text, whole numbers, `bool`, dates and other types that are written
/// as text, enums without fields, and what holds only one of these, such as a newtype or a `Box`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a JSON object [not_a_response_model]",
    label = "not a key",
    note = "keys are text: strings, whole numbers, `bool`, `char`, dates, and enums and newtypes of those"
)]
pub trait MapKey: ResponseModel {
    /// Writes the key, in quotes.
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b>;

    /// Writes a literal and then the key.
    #[inline]
    fn put_key<'b, const N: usize>(&self, literal: &[u8; N], out: Out<'b>) -> Out<'b> {
        self.write_key(out.literal(literal))
    }

    /// About how many bytes [`write_key`](Self::write_key) will add.
    fn key_size_hint(&self) -> usize {
        self.size_hint() + 2
    }
}

/// The model has a field whose Rust name or JSON name has this [FNV-1a](field_hash) hash; the rule `unknown_field` uses
/// it.
pub trait HasField<const HASH: u64> {}

/// The field whose name has this hash holds a `T`, or models of its own: how a path of `pick` and `omit` goes on.
#[doc(hidden)]
pub trait FieldOf<const HASH: u64, T: ?Sized> {}

/// The 64-bit FNV-1a hash of a field's name.
#[must_use]
pub const fn field_hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    hash
}
