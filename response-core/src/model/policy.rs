//! What of a model a route sends, decided when the program is compiled.

use std::marker::PhantomData;

/// Which fields of a model are sent, as a type: a writer asks its constants, so that a policy nobody uses costs nothing.
///
/// `#[route(..., exclude_none, pick(id, name))]` writes the implementation; [`Everything`] is the one of a route that
/// leaves nothing out.
pub trait Policy {
    /// Leave out a field that is `None`, in nested models too.
    const EXCLUDE_NONE: bool = false;
    /// Leave out a field that holds its default, in nested models too.
    const EXCLUDE_DEFAULTS: bool = false;
    /// The selection among the fields of the outermost model.
    const FIELDS: Fields = Fields::All;
    /// The policy for the models inside this one: the same without [`FIELDS`](Self::FIELDS).
    type Nested: Policy;
}

/// Sends every field that is set.
#[derive(Debug, Clone, Copy)]
pub struct Everything;

impl Policy for Everything {
    type Nested = Self;
}

/// A [`Policy`] as it applies below the outermost model.
#[derive(Debug, Clone, Copy)]
pub struct Nested<P>(PhantomData<fn() -> P>);

impl<P: Policy> Policy for Nested<P> {
    const EXCLUDE_NONE: bool = P::EXCLUDE_NONE;
    const EXCLUDE_DEFAULTS: bool = P::EXCLUDE_DEFAULTS;
    type Nested = Self;
}

/// A [`Policy`] that leaves out `None`s of the model itself, as `#[response(exclude_none)]` on a model does.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct WithoutNone<P>(PhantomData<fn() -> P>);

impl<P: Policy> Policy for WithoutNone<P> {
    const EXCLUDE_NONE: bool = true;
    const EXCLUDE_DEFAULTS: bool = P::EXCLUDE_DEFAULTS;
    const FIELDS: Fields = P::FIELDS;
    type Nested = P::Nested;
}

/// A [`Policy`] that leaves out defaults of the model itself, as `#[response(exclude_defaults)]` on a model does.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct WithoutDefaults<P>(PhantomData<fn() -> P>);

impl<P: Policy> Policy for WithoutDefaults<P> {
    const EXCLUDE_NONE: bool = P::EXCLUDE_NONE;
    const EXCLUDE_DEFAULTS: bool = true;
    const FIELDS: Fields = P::FIELDS;
    type Nested = P::Nested;
}

/// A selection among the fields of a model, by Rust name or by name on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fields {
    /// Every field.
    All,
    /// Only these.
    Pick(&'static [&'static str]),
    /// All but these.
    Omit(&'static [&'static str]),
}

impl Fields {
    /// Whether the field of this Rust name and this name on the wire is sent.
    #[must_use]
    pub const fn keeps(self, rust_name: &str, wire_name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Pick(names) => names_either(names, rust_name, wire_name),
            Self::Omit(names) => !names_either(names, rust_name, wire_name),
        }
    }
}

/// What is sent of a `#[serde(flatten)]` field.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flattened {
    /// Nothing: `omit` names it.
    Nothing,
    /// Every member: `pick` names it.
    Whole,
    /// What the selection says of each member, as of a field.
    EachMember,
}

impl Fields {
    /// What is sent of the flattened field of this Rust name.
    #[doc(hidden)]
    #[must_use]
    pub const fn flattened(self, rust_name: &str) -> Flattened {
        match self {
            Self::Pick(names) if names_either(names, rust_name, rust_name) => Flattened::Whole,
            Self::Omit(names) if names_either(names, rust_name, rust_name) => Flattened::Nothing,
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
const fn same(left: &str, right: &str) -> bool {
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
    /// [`Policy::EXCLUDE_NONE`]
    pub exclude_none: bool,
    /// [`Policy::EXCLUDE_DEFAULTS`]
    pub exclude_defaults: bool,
    /// [`Policy::FIELDS`]
    pub fields: Fields,
}

impl Selection {
    /// The value of a policy.
    #[must_use]
    pub const fn of<P: Policy>() -> Self {
        Self {
            exclude_none: P::EXCLUDE_NONE,
            exclude_defaults: P::EXCLUDE_DEFAULTS,
            fields: P::FIELDS,
        }
    }

    /// The selection as it applies below the outermost model.
    #[must_use]
    pub const fn nested(self) -> Self {
        Self {
            fields: Fields::All,
            ..self
        }
    }
}
