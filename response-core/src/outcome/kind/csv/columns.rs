//! The CSV columns of a model.

use std::fmt;

use crate::model::policy::{Fields, Flattened};
use crate::model::shape::{Content, Kind, Shape, Tagging};

/// Why a model cannot be a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoRow {
    /// The type is not a struct with named fields.
    NoFields(&'static str),
    /// A field of the model has parts.
    Nested(&'static str, &'static str),
}

impl fmt::Display for NoRow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFields(model) => {
                write!(
                    formatter,
                    "a row of CSV is a struct with named fields, which `{model}` is not"
                )
            }
            Self::Nested(model, field) => write!(
                formatter,
                "a cell of CSV holds one value, but the field `{field}` of `{model}` has parts: leave it out by `omit({field})`, or declare a flat model"
            ),
        }
    }
}

impl std::error::Error for NoRow {}

/// How many wrapper types around a type are looked through.
const DEPTH: usize = 32;

/// The column names, in the order of the fields.
pub(super) fn columns(shape: &'static Shape, fields: Fields) -> Result<Vec<&'static str>, NoRow> {
    let mut columns = Vec::new();
    add(shape, fields, &mut columns, DEPTH)?;
    Ok(columns)
}

fn add(
    shape: &'static Shape,
    fields: Fields,
    columns: &mut Vec<&'static str>,
    depth: usize,
) -> Result<(), NoRow> {
    let model = match &shape.kind {
        Kind::Struct(model) => model,
        Kind::Transparent(inner) | Kind::Into(inner) if depth > 0 => {
            return add(inner(), fields, columns, depth - 1);
        }
        Kind::NewtypeStruct(field) if depth > 0 => {
            return add((field.shape)(), fields, columns, depth - 1);
        }
        _ => return Err(NoRow::NoFields(shape.name)),
    };
    columns.extend(model.tag);
    for field in model.fields {
        if field.flattened && depth > 0 {
            let members = match fields.flattened(field.name) {
                Flattened::Nothing => continue,
                Flattened::Whole => Fields::All,
                Flattened::EachMember => fields,
            };
            add((field.shape)(), members, columns, depth - 1)?;
        } else if fields.keeps(field.name, field.wire_name) {
            if !is_cell((field.shape)(), DEPTH) {
                return Err(NoRow::Nested(shape.name, field.name));
            }
            columns.push(field.wire_name);
        }
    }
    Ok(())
}

/// Whether the type is written as a single value.
fn is_cell(shape: &'static Shape, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    match &shape.kind {
        Kind::Leaf(_) | Kind::UnitStruct => true,
        Kind::Transparent(inner)
        | Kind::Nullable(inner)
        | Kind::Unset(inner)
        | Kind::Into(inner) => is_cell(inner(), depth - 1),
        Kind::NewtypeStruct(field) => is_cell((field.shape)(), depth - 1),
        Kind::Enum(model) => model.variants.iter().all(|variant| match variant.content {
            Content::Unit => matches!(model.tagging, Tagging::External | Tagging::Untagged),
            Content::Newtype(field) => {
                (variant.untagged || model.tagging == Tagging::Untagged)
                    && is_cell((field.shape)(), depth - 1)
            }
            Content::Tuple(_) | Content::Struct(_) => false,
        }),
        Kind::List(_)
        | Kind::Set(_)
        | Kind::Array(..)
        | Kind::Tuple(_)
        | Kind::Map { .. }
        | Kind::Struct(_)
        | Kind::TupleStruct(_) => false,
    }
}
