//! [`Policy`]: which fields of a model a route sends, decided at compile time.
//!
//! ```
//! use steadfast::json;
//! use steadfast::model::policy::{Everything, Fields, Nested, Policy, Selection};
//! use steadfast::prelude::*;
//!
//! #[derive(ResponseModel)]
//! struct UserOut { id: i64, name: String, phone: Option<String> }
//!
//! /// `#[route(.., exclude_none, omit(id))]` writes the same.
//! struct Short;
//!
//! impl Policy for Short {
//!     type Nested = Nested<Self>;
//!     // The policy of the models inside one field, for a path such as `omit(address.street)`.
//!     type At<const RUST: u64, const WIRE: u64> = Nested<Self>;
//!
//!     const EXCLUDE_NONE: bool = true;
//!     const FIELDS: Fields = Fields::Omit(&["id"]);
//! }
//!
//! let ada = || UserOut { id: 7, name: "Ada".to_owned(), phone: None };
//! assert_eq!(json::filled_to_vec::<UserOut, Short, _>(ada())?, br#"{"name":"Ada"}"#);
//! assert_eq!(json::filled_to_vec::<UserOut, Everything, _>(ada())?, br#"{"id":7,"name":"Ada","phone":null}"#);
//! assert!(!Short::FIELDS.keeps("id", "id"));
//!
//! // The models inside keep all of their fields.
//! assert_eq!(<Nested<Short> as Policy>::FIELDS, Fields::All);
//! assert_eq!(Selection::of::<Short>().nested(), Selection::of::<Nested<Short>>());
//! # Ok::<(), json::Error>(())
//! ```

use std::marker::PhantomData;

use super::shape::Field;

/// Which fields of a model are sent, as a type: the writer reads its constants, so that an unused policy costs nothing.
///
/// `#[route(..., exclude_none, pick(id, name))]` writes the implementation; a route that leaves nothing out uses
/// [`Everything`].
pub trait Policy {
    /// Leave out a field that is `None`, in nested models too.
    const EXCLUDE_NONE: bool = false;
    /// Leave out a field that holds its default, in nested models too.
    const EXCLUDE_DEFAULTS: bool = false;
    /// Write `null` for NaN and the infinities, which are an error otherwise.
    const NON_FINITE_AS_NULL: bool = false;
    /// Send the default of a field that is unset, in nested models too. Otherwise an unset field is left out.
    const UNSET_AS_DEFAULT: bool = false;
    /// Which fields of the outermost model are sent.
    const FIELDS: Fields = Fields::All;
    /// The policy for the models inside this one: the same without [`FIELDS`](Self::FIELDS).
    type Nested: Policy;
    /// The policy for the models inside the field whose Rust name and JSON name have these [hashes](super::field_hash):
    /// [`Nested`](Self::Nested), unless [`FIELDS`](Self::FIELDS) has paths.
    type At<const RUST: u64, const WIRE: u64>: Policy;
}

/// Sends every field that is set.
#[derive(Debug, Clone, Copy)]
pub struct Everything;

impl Policy for Everything {
    type Nested = Self;
    type At<const RUST: u64, const WIRE: u64> = Self;
}

/// A [`Policy`] as it applies to the models inside the outermost one.
#[derive(Debug, Clone, Copy)]
pub struct Nested<P>(PhantomData<fn() -> P>);

impl<P: Policy> Policy for Nested<P> {
    const EXCLUDE_NONE: bool = P::EXCLUDE_NONE;
    const EXCLUDE_DEFAULTS: bool = P::EXCLUDE_DEFAULTS;
    const UNSET_AS_DEFAULT: bool = P::UNSET_AS_DEFAULT;
    type Nested = Self;
    type At<const RUST: u64, const WIRE: u64> = Self;
}

/// A [`Policy`] that leaves out `None` fields of the model itself, for `#[response(exclude_none)]` on a model.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct WithoutNone<P>(PhantomData<fn() -> P>);

impl<P: Policy> Policy for WithoutNone<P> {
    const EXCLUDE_NONE: bool = true;
    const EXCLUDE_DEFAULTS: bool = P::EXCLUDE_DEFAULTS;
    const UNSET_AS_DEFAULT: bool = P::UNSET_AS_DEFAULT;
    const FIELDS: Fields = P::FIELDS;
    type Nested = P::Nested;
    type At<const RUST: u64, const WIRE: u64> = P::At<RUST, WIRE>;
}

/// A [`Policy`] that leaves out default values of the model itself, for `#[response(exclude_defaults)]` on a model.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct WithoutDefaults<P>(PhantomData<fn() -> P>);

impl<P: Policy> Policy for WithoutDefaults<P> {
    const EXCLUDE_NONE: bool = P::EXCLUDE_NONE;
    const EXCLUDE_DEFAULTS: bool = true;
    const UNSET_AS_DEFAULT: bool = P::UNSET_AS_DEFAULT;
    const FIELDS: Fields = P::FIELDS;
    type Nested = P::Nested;
    type At<const RUST: u64, const WIRE: u64> = P::At<RUST, WIRE>;
}

/// A [`Policy`] that writes `null` for NaN and the infinities, for `#[response(non_finite_as_null)]` on a field.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct NonFiniteAsNull<P>(PhantomData<fn() -> P>);

impl<P: Policy> Policy for NonFiniteAsNull<P> {
    const EXCLUDE_NONE: bool = P::EXCLUDE_NONE;
    const EXCLUDE_DEFAULTS: bool = P::EXCLUDE_DEFAULTS;
    const NON_FINITE_AS_NULL: bool = true;
    const UNSET_AS_DEFAULT: bool = P::UNSET_AS_DEFAULT;
    const FIELDS: Fields = P::FIELDS;
    type Nested = NonFiniteAsNull<P::Nested>;
    type At<const RUST: u64, const WIRE: u64> = NonFiniteAsNull<P::At<RUST, WIRE>>;
}

/// The [`Policy`] `P` as it applies to the models inside one field: [`FIELDS`](Policy::FIELDS) has paths into it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Inside<P, D, const RUST: u64, const WIRE: u64>(PhantomData<fn() -> (P, D)>);

impl<P: Policy, D: Depth, const RUST: u64, const WIRE: u64> Policy for Inside<P, D, RUST, WIRE> {
    const EXCLUDE_NONE: bool = P::EXCLUDE_NONE;
    const EXCLUDE_DEFAULTS: bool = P::EXCLUDE_DEFAULTS;
    const UNSET_AS_DEFAULT: bool = P::UNSET_AS_DEFAULT;
    const FIELDS: Fields = P::FIELDS.inside(RUST, WIRE);
    type Nested = P::Nested;
    type At<const R: u64, const W: u64> = D::At<Self, R, W>;
}

/// How deep the paths go from here. It is finite, since a type may contain itself.
#[doc(hidden)]
pub trait Depth {
    /// The policy for the models inside a field.
    type At<P: Policy, const RUST: u64, const WIRE: u64>: Policy;
}

/// No path goes on.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Ends;

impl Depth for Ends {
    type At<P: Policy, const RUST: u64, const WIRE: u64> = P::Nested;
}

/// A path goes on by one name, and then as `D` says.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Deeper<D>(PhantomData<fn() -> D>);

impl<D: Depth> Depth for Deeper<D> {
    type At<P: Policy, const RUST: u64, const WIRE: u64> = Inside<P, D, RUST, WIRE>;
}

/// The policy of a route, `P`, with the fields that a variant of a set of responses selects, `S`.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Selecting<P, S>(PhantomData<fn() -> (P, S)>);

impl<P: Policy, S: Policy> Policy for Selecting<P, S> {
    const EXCLUDE_NONE: bool = P::EXCLUDE_NONE;
    const EXCLUDE_DEFAULTS: bool = P::EXCLUDE_DEFAULTS;
    const UNSET_AS_DEFAULT: bool = P::UNSET_AS_DEFAULT;
    const FIELDS: Fields = S::FIELDS;
    type Nested = P::Nested;
    type At<const RUST: u64, const WIRE: u64> = Selecting<P, S::At<RUST, WIRE>>;
}

/// A selection of the fields of a model, by Rust name or by JSON name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fields {
    /// Every field.
    All,
    /// Only these.
    Pick(&'static [&'static str]),
    /// All but these.
    Omit(&'static [&'static str]),
    /// These, as each says, and the others if `others` is true: `pick(id, maker.name)`, `omit(maker.address)`.
    Paths {
        /// Whether the fields that are not named are sent.
        others: bool,
        /// The fields that are named.
        named: &'static [Named],
    },
}

/// A field that a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// The Rust name or the JSON name.
    pub name: &'static str,
    /// What of its value is sent; `None` if the field is left out.
    pub sent: Option<Fields>,
}

impl Fields {
    /// Whether the field with this Rust name and this JSON name is sent.
    #[must_use]
    pub const fn keeps(self, rust_name: &str, wire_name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Pick(names) => names_either(names, rust_name, wire_name),
            Self::Omit(names) => !names_either(names, rust_name, wire_name),
            Self::Paths { others, named } => {
                match find(
                    named,
                    super::field_hash(rust_name),
                    super::field_hash(wire_name),
                ) {
                    Some(field) => field.sent.is_some(),
                    None => others,
                }
            }
        }
    }

    /// What is sent of the value of a field.
    pub(crate) const fn inside_of(self, field: &Field) -> Self {
        self.inside(
            super::field_hash(field.name),
            super::field_hash(field.wire_name),
        )
    }

    /// What is sent of the value of a field whose names have these hashes.
    pub(crate) const fn inside(self, rust: u64, wire: u64) -> Self {
        let Self::Paths { named, .. } = self else {
            return Self::All;
        };
        match find(named, rust, wire) {
            Some(Named {
                sent: Some(fields), ..
            }) => fields,
            _ => Self::All,
        }
    }
}

const fn find(named: &'static [Named], rust: u64, wire: u64) -> Option<Named> {
    let mut index = 0;
    while index < named.len() {
        let hash = super::field_hash(named[index].name);
        if hash == rust || hash == wire {
            return Some(named[index]);
        }
        index += 1;
    }
    None
}

/// Which part of a `#[serde(flatten)]` field is sent.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flattened {
    /// Nothing: `omit` names it.
    Nothing,
    /// Every member that a path into it selects: `pick` names it.
    Whole,
    /// The selection applies to each member, as to a field.
    EachMember,
}

impl Fields {
    /// Which part of the flattened field with this Rust name is sent.
    #[doc(hidden)]
    #[must_use]
    pub const fn flattened(self, rust_name: &str) -> Flattened {
        match self {
            Self::Pick(names) if names_either(names, rust_name, rust_name) => Flattened::Whole,
            Self::Omit(names) if names_either(names, rust_name, rust_name) => Flattened::Nothing,
            Self::Paths { named, .. } => {
                let hash = super::field_hash(rust_name);
                match find(named, hash, hash) {
                    Some(Named { sent: None, .. }) => Flattened::Nothing,
                    Some(_) => Flattened::Whole,
                    None => Flattened::EachMember,
                }
            }
            _ => Flattened::EachMember,
        }
    }
}

const fn names_either(names: &[&str], rust_name: &str, wire_name: &str) -> bool {
    let mut index = 0;
    while index < names.len() {
        if same(names[index], rust_name) || same(names[index], wire_name) {
            return true;
        }
        index += 1;
    }
    false
}

// `str: PartialEq` is not const on stable.
pub(super) const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// A [`Policy`] as a value, for the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Selection {
    /// The value of [`Policy::EXCLUDE_NONE`].
    pub exclude_none: bool,
    /// The value of [`Policy::EXCLUDE_DEFAULTS`].
    pub exclude_defaults: bool,
    /// The value of [`Policy::NON_FINITE_AS_NULL`].
    pub non_finite_as_null: bool,
    /// The value of [`Policy::UNSET_AS_DEFAULT`].
    pub unset_as_default: bool,
    /// The value of [`Policy::FIELDS`].
    pub fields: Fields,
    /// Whether the object into which the model is flattened has `#[response(exclude_none)]`.
    pub(crate) exclude_own_none: bool,
    /// Whether the object into which the model is flattened has `#[response(exclude_defaults)]`.
    pub(crate) exclude_own_defaults: bool,
}

impl Selection {
    /// The selection of a policy.
    #[must_use]
    pub const fn of<P: Policy>() -> Self {
        Self {
            exclude_none: P::EXCLUDE_NONE,
            exclude_defaults: P::EXCLUDE_DEFAULTS,
            non_finite_as_null: P::NON_FINITE_AS_NULL,
            unset_as_default: P::UNSET_AS_DEFAULT,
            fields: P::FIELDS,
            exclude_own_none: false,
            exclude_own_defaults: false,
        }
    }

    /// The selection for a field, which may say `non_finite_as_null`.
    pub(crate) const fn at(self, field: &Field) -> Self {
        Self {
            non_finite_as_null: self.non_finite_as_null || field.non_finite_as_null,
            ..self
        }
    }

    /// The selection for the models inside the outermost one.
    #[must_use]
    pub const fn nested(self) -> Self {
        Self {
            fields: Fields::All,
            exclude_own_none: false,
            exclude_own_defaults: false,
            ..self
        }
    }

    /// The selection for the models inside a field.
    pub(crate) const fn inside(self, field: &Field) -> Self {
        Self {
            fields: self.fields.inside_of(field),
            ..self.nested()
        }
    }

    /// Whether the policy changes which fields are sent, depending on their values.
    pub(crate) const fn leaves_out(self) -> bool {
        self.unset_as_default
            || self.exclude_none
            || self.exclude_defaults
            || self.exclude_own_none
            || self.exclude_own_defaults
    }

    /// The selection for members that stand among those of a model that leaves these out itself.
    pub(crate) const fn among(self, excludes_none: bool, excludes_defaults: bool) -> Self {
        Self {
            exclude_own_none: excludes_none && !self.exclude_none,
            exclude_own_defaults: excludes_defaults && !self.exclude_defaults,
            ..self
        }
    }
}
