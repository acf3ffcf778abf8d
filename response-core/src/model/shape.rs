//! [`Shape`]: the description of a type that `#[derive(ResponseModel)]` emits. Everything but the bytes is made from
//! it.
//!
//! ```
//! use steadfast::model::shape::{self, Argument, Content, Enum, Field, Kind, Leaf, Place, Shape, Struct, Tagging, Variant};
//! use steadfast::prelude::*;
//!
//! #[derive(ResponseModel)]
//! struct UserOut {
//!     /// As it is shown.
//!     name: String,
//!     role: Role,
//! }
//!
//! #[derive(ResponseModel)]
//! enum Role { Admin, Guest }
//!
//! let shape: &Shape = UserOut::SHAPE;
//! assert!(shape.has_field("name") && shape.place != Place::NOWHERE && shape.arguments.is_empty());
//! let Kind::Struct(Struct { fields, tag: None, .. }) = shape.kind else { panic!() };
//! let name: &Field = &fields[0];
//! assert_eq!((name.name, name.wire_name, name.docs), ("name", "name", Some("As it is shown.")));
//! let Kind::Leaf(Leaf { id, .. }) = (name.shape)().kind else { panic!() };
//! println!("{}", id());
//! let Kind::Enum(Enum { tagging: Tagging::External, variants, .. }) = (fields[1].shape)().kind else { panic!() };
//! let admin: &Variant = &variants[0];
//! assert!(matches!(admin.content, Content::Unit));
//!
//! // By hand: for a model of your own, see `ResponseModel`.
//! static NUMBER: Shape = Shape::leaf::<u8>("Number");
//! static BOXED: Shape = Shape { arguments: &[Argument::Type(|| &NUMBER)], ..Shape::anonymous(Kind::UnitStruct) };
//! let field = Field::new("count", "count", || &NUMBER);
//! let custom = Shape::with_schema(|_| schemars::json_schema!({ "type": "string" }));
//! let (vouched_for, untyped) = (shape::foreign::<u8>(), shape::anything());
//! ```

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

use crate::model::{Exception, Refine};

/// A function that returns a shape; as a pointer, it lets the shapes of recursive and borrowing types refer to each
/// other.
pub type ShapeFn = fn() -> &'static Shape;

/// A description of a type.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The name of the type in serde; empty for a type without one, such as a tuple.
    pub name: &'static str,
    /// The module that declares the type.
    pub module: &'static str,
    /// The place of the declaration, which distinguishes two local types with the same name.
    pub place: Place,
    /// The generic arguments.
    pub arguments: &'static [Argument],
    /// The doc comment.
    pub docs: Option<&'static str>,
    /// Whether the type is marked `#[deprecated]`.
    pub deprecated: bool,
    /// An example of the whole value, as it is sent.
    pub example: Option<fn() -> Option<Value>>,
    /// What `#[schemars(..)]` says about the type.
    pub refine: Option<Refine>,
    /// The rules that were switched off for the type and its fields.
    pub exceptions: &'static [Exception],
    /// The structure of the type.
    pub kind: Kind,
}

/// A place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl Place {
    /// The place of a type without a declaration, such as a tuple.
    pub const NOWHERE: Self = Self {
        file: "",
        line: 0,
        column: 0,
    };
}

/// A generic argument.
#[derive(Debug, Clone, Copy)]
pub enum Argument {
    /// A type.
    Type(ShapeFn),
    /// A constant, as text.
    Const(fn() -> String),
}

/// The structure of a type.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A value without parts: its schema comes from schemars.
    Leaf(Leaf),
    /// Written as the type inside it: `Box`, a reference, `#[serde(transparent)]`.
    Transparent(ShapeFn),
    /// An `Option`.
    Nullable(ShapeFn),
    /// [`Field`](crate::Field): left out if it is unset.
    Unset(ShapeFn),
    /// A list of any length.
    List(ShapeFn),
    /// A list without duplicates.
    Set(ShapeFn),
    /// A list of up to so many items: [`AtMost`](crate::model::AtMost).
    AtMost(ShapeFn, usize),
    /// A list of a fixed length.
    Array(ShapeFn, usize),
    /// A list with a type for each item.
    Tuple(&'static [ShapeFn]),
    /// An object whose keys are data.
    Map {
        /// The keys.
        key: ShapeFn,
        /// The values.
        value: ShapeFn,
    },
    /// A struct with named fields.
    Struct(Struct),
    /// A struct that is written as its one field.
    NewtypeStruct(&'static Field),
    /// A struct that is written as a list.
    TupleStruct(&'static [Field]),
    /// A struct without fields, written as `null`.
    UnitStruct,
    /// An enum.
    Enum(Enum),
    /// `#[serde(into = "..")]`: written as another type.
    Into(ShapeFn),
}

/// A value without parts.
#[derive(Debug, Clone, Copy)]
pub struct Leaf {
    /// The ID by which schemars distinguishes the type.
    pub id: fn() -> Cow<'static, str>,
    /// The schema itself.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    /// The schema, or a reference to it where schemars gives the type a definition.
    pub subschema: fn(&mut SchemaGenerator) -> Schema,
}

/// A struct with named fields.
#[derive(Debug, Clone, Copy)]
pub struct Struct {
    /// The fields that are sent, in the order of the bytes.
    pub fields: &'static [Field],
    /// `#[serde(tag = "..")]`: the member that holds the struct's name.
    pub tag: Option<&'static str>,
    /// Whether the struct has `#[serde(deny_unknown_fields)]`.
    pub closed: bool,
    /// Whether the struct has `#[response(exclude_none)]`.
    pub exclude_none: bool,
    /// Whether the struct has `#[response(exclude_defaults)]`.
    pub exclude_defaults: bool,
    /// Whether the struct is a wrapper such as [`Page`](crate::Page): `pick` and `omit` select fields of the type
    /// inside.
    pub wrapper: bool,
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name in Rust; a number in a tuple struct.
    pub name: &'static str,
    /// The name in the JSON.
    pub wire_name: &'static str,
    /// The doc comment.
    pub docs: Option<&'static str>,
    /// The type.
    pub shape: ShapeFn,
    /// Whether the field may be left out: `#[serde(skip_serializing_if = "..")]`.
    pub skippable: bool,
    /// Whether the type is an `Option` that serde or a function writes, which the shape does not show.
    pub opaque_option: bool,
    /// Whether the members of the value take the place of the field: `#[serde(flatten)]`.
    pub flattened: bool,
    /// The value that a reader may assume if the field is left out.
    pub default: Option<fn() -> Option<Value>>,
    /// The value that a [`Field`](crate::Field) has on a route with `unset = default` while it is unset.
    pub unset: Option<fn() -> Option<Value>>,
    /// Whether the field is marked `#[deprecated]`.
    pub deprecated: bool,
    /// Whether `null` is sent for NaN and the infinities: `#[response(non_finite_as_null)]`.
    pub non_finite_as_null: bool,
    /// Whether requests cannot set the field: `#[serde(skip_deserializing)]`.
    pub read_only: bool,
    /// An example of the value.
    pub example: Option<fn() -> Option<Value>>,
    /// What `#[schemars(..)]` says about the field.
    pub refine: Option<Refine>,
}

impl Field {
    /// A field with this name and type, and no other properties.
    #[must_use]
    pub const fn new(name: &'static str, wire_name: &'static str, shape: ShapeFn) -> Self {
        Self {
            name,
            wire_name,
            docs: None,
            shape,
            skippable: false,
            opaque_option: false,
            flattened: false,
            default: None,
            unset: None,
            deprecated: false,
            non_finite_as_null: false,
            read_only: false,
            example: None,
            refine: None,
        }
    }
}

/// An enum.
#[derive(Debug, Clone, Copy)]
pub struct Enum {
    /// How the JSON names the variant.
    pub tagging: Tagging,
    /// The variants that are sent.
    pub variants: &'static [Variant],
    /// Whether the enum has `#[serde(deny_unknown_fields)]`.
    pub closed: bool,
    /// Whether the enum has `#[response(exclude_none)]`.
    pub exclude_none: bool,
    /// Whether the enum has `#[response(exclude_defaults)]`.
    pub exclude_defaults: bool,
}

/// How the JSON of an enum names the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagging {
    /// `{"Variant": content}`
    External,
    /// `{"tag": "Variant", ...}`
    Internal {
        /// The member that names the variant.
        tag: &'static str,
    },
    /// `{"tag": "Variant", "content": content}`
    Adjacent {
        /// The member that names the variant.
        tag: &'static str,
        /// The member that holds the content.
        content: &'static str,
    },
    /// The content alone.
    Untagged,
}

/// A variant of an enum.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// The name in Rust.
    pub name: &'static str,
    /// The name in the JSON.
    pub wire_name: &'static str,
    /// The doc comment.
    pub docs: Option<&'static str>,
    /// Whether the variant is marked `#[deprecated]`.
    pub deprecated: bool,
    /// What `#[schemars(..)]` says about the variant.
    pub refine: Option<Refine>,
    /// Whether the variant alone has `#[serde(untagged)]`.
    pub untagged: bool,
    /// The content of the variant.
    pub content: Content,
}

/// The content of a variant.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// No content.
    Unit,
    /// One value.
    Newtype(&'static Field),
    /// Several values, written as a list.
    Tuple(&'static [Field]),
    /// Named fields.
    Struct(&'static [Field]),
}

impl Shape {
    /// The shape of a type without a name of its own.
    #[must_use]
    pub const fn anonymous(kind: Kind) -> Self {
        Self {
            name: "",
            module: "",
            place: Place::NOWHERE,
            arguments: &[],
            docs: None,
            deprecated: false,
            example: None,
            refine: None,
            exceptions: &[],
            kind,
        }
    }

    /// The shape of a leaf type whose schema comes from schemars.
    #[must_use]
    pub const fn leaf<T: JsonSchema + ?Sized>(name: &'static str) -> Self {
        Self {
            name,
            ..Self::anonymous(Kind::Leaf(Leaf {
                id: T::schema_id,
                schema: T::json_schema,
                subschema: SchemaGenerator::subschema_for::<T>,
            }))
        }
    }

    /// The shape of a leaf type whose schema comes from a function.
    #[must_use]
    pub const fn with_schema(schema: fn(&mut SchemaGenerator) -> Schema) -> Self {
        Self::anonymous(Kind::Leaf(Leaf {
            id: || Cow::Borrowed("schema_with"),
            schema,
            subschema: schema,
        }))
    }

    /// Whether the type has a field with this Rust name or JSON name.
    ///
    /// The members of a flattened field count as fields of the type that it is flattened into.
    #[must_use]
    pub fn has_field(&self, name: &str) -> bool {
        let named = |fields: &[Field]| {
            fields.iter().any(|field| {
                field.name == name
                    || field.wire_name == name
                    || (field.flattened && (field.shape)().has_field(name))
            })
        };
        match &self.kind {
            Kind::Struct(model) if model.wrapper => self.arguments.iter().any(
                |argument| matches!(argument, Argument::Type(shape) if shape().has_field(name)),
            ),
            Kind::Struct(model) => named(model.fields),
            Kind::Transparent(inner)
            | Kind::Nullable(inner)
            | Kind::Unset(inner)
            | Kind::List(inner)
            | Kind::Set(inner)
            | Kind::AtMost(inner, _)
            | Kind::Array(inner, _)
            | Kind::Into(inner) => inner().has_field(name),
            Kind::NewtypeStruct(field) => (field.shape)().has_field(name),
            Kind::Enum(model) => model.variants.iter().any(|variant| {
                let flat = variant.untagged
                    || matches!(model.tagging, Tagging::Internal { .. } | Tagging::Untagged);
                match variant.content {
                    Content::Struct(fields) => flat && named(fields),
                    Content::Newtype(field) => flat && (field.shape)().has_field(name),
                    Content::Unit | Content::Tuple(_) => false,
                }
            }),
            Kind::Leaf(_)
            | Kind::Tuple(_)
            | Kind::Map { .. }
            | Kind::TupleStruct(_)
            | Kind::UnitStruct => false,
        }
    }
}

/// The shape of a `#[response(foreign)]` field.
#[must_use]
pub fn foreign<T: JsonSchema + ?Sized>() -> &'static Shape {
    const { &Shape::leaf::<T>("") }
}

/// The shape of a value whose type is not known, for a field that is allowed to be untyped.
#[must_use]
pub fn anything() -> &'static Shape {
    const { &Shape::with_schema(|_| Schema::from(true)) }
}
