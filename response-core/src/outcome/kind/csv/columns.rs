//! The CSV columns of a model.

use std::fmt;

use super::cell::is_cell;
use crate::contract::{ApiFault, FaultKind};
use crate::model::policy::{Fields, Flattened};
use crate::model::shape::{Kind, Shape};

/// Why a model cannot be a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoRow {
    /// The type is not a struct with named fields.
    NoFields(&'static str),
    /// A flattened field of the model is not a struct with named fields.
    Flattened(&'static str, &'static str),
    /// A field of the model has parts.
    Nested(&'static str, &'static str),
}

impl NoRow {
    /// The fault of a flattened field of this model, whose type may have no name.
    fn below(self, model: &'static str, field: &'static str) -> Self {
        match self {
            Self::NoFields(_) => Self::Flattened(model, field),
            deeper => deeper,
        }
    }
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
            Self::Flattened(model, field) => write!(
                formatter,
                "the columns of CSV are the fields of a struct, but the members of `{field}`, which is flattened into `{model}`, are not known: leave it out by `omit({field})`, or declare a flat model"
            ),
            Self::Nested(model, field) => write!(
                formatter,
                "a cell of CSV holds one value, but the field `{field}` of `{model}` has parts: leave it out by `omit({field})`, or declare a flat model"
            ),
        }
    }
}

impl std::error::Error for NoRow {}

impl NoRow {
    /// The fault of a handler that sends the rows.
    pub(super) fn fault(&self) -> ApiFault {
        let words = self.to_string();
        let (what, help) = words.split_once(": ").unwrap_or((
            &words,
            "name a struct with named fields: `response = Csv<Row>`",
        ));
        ApiFault::new(FaultKind::NotATable, format!("cannot be a table: {what}")).advising(help)
    }
}

/// How many wrapper types around a type are looked through.
const DEPTH: usize = 32;

/// The column names, in the order of the fields.
pub(super) fn columns(shape: &'static Shape, fields: Fields) -> Result<Vec<&'static str>, NoRow> {
    let mut columns = Vec::new();
    add(shape, fields, &mut columns, DEPTH)?;
    Ok(columns)
}

/// The type whose members are flattened; without a value their cells are empty.
fn behind_option(shape: &'static Shape) -> &'static Shape {
    match &shape.kind {
        Kind::Nullable(inner) | Kind::Unset(inner) => inner(),
        _ => shape,
    }
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
                Flattened::Whole => fields.inside_of(field),
                Flattened::EachMember => fields,
            };
            add(behind_option((field.shape)()), members, columns, depth - 1)
                .map_err(|fault| fault.below(shape.name, field.name))?;
        } else if fields.keeps(field.name, field.wire_name) {
            if !is_cell((field.shape)()) {
                return Err(NoRow::Nested(shape.name, field.name));
            }
            columns.push(field.wire_name);
        }
    }
    Ok(())
}
