//! The identity and the name of a type.

use std::fmt::Write;

use crate::model::shape::{Argument, Kind, Shape};

/// Whether the type has a definition of its own.
pub(super) fn is_named(shape: &Shape) -> bool {
    match shape.kind {
        Kind::Leaf(_) => false,
        _ => !shape.name.is_empty(),
    }
}

/// A text that is unique to the type. The address of a function is not, since the compiler may merge or duplicate it.
pub(super) fn identity(shape: &Shape) -> String {
    let of = |inner: &fn() -> &'static Shape| identity(inner());
    match &shape.kind {
        Kind::Leaf(leaf) => (leaf.id)().into_owned(),
        _ if is_named(shape) => {
            let place = shape.place;
            let mut identity = format!(
                "{}::{}@{}:{}:{}",
                shape.module, shape.name, place.file, place.line, place.column
            );
            for argument in shape.arguments {
                let argument = match argument {
                    Argument::Type(shape) => self::identity(shape()),
                    Argument::Const(text) => text(),
                };
                // Writing to a string cannot fail.
                let _ = write!(identity, "<{argument}>");
            }
            identity
        }
        Kind::Transparent(inner) | Kind::Into(inner) => of(inner),
        Kind::Nullable(inner) => format!("Option<{}>", of(inner)),
        Kind::Unset(inner) => format!("Field<{}>", of(inner)),
        Kind::List(item) => format!("[{}]", of(item)),
        Kind::Set(item) => format!("Set<{}>", of(item)),
        Kind::AtMost(item, length) => format!("[{}; ..{length}]", of(item)),
        Kind::Array(item, length) => format!("[{}; {length}]", of(item)),
        Kind::Tuple(items) => {
            let items: Vec<_> = items.iter().map(of).collect();
            format!("({})", items.join(","))
        }
        Kind::Map { key, value } => format!("Map<{},{}>", of(key), of(value)),
        // Declared types have a name.
        Kind::Struct(_)
        | Kind::NewtypeStruct(_)
        | Kind::TupleStruct(_)
        | Kind::UnitStruct
        | Kind::Enum(_) => String::new(),
    }
}

/// The name of the component, unless another type has the same: `Page_UserOut`.
pub(super) fn name(shape: &Shape) -> String {
    let of = |inner: &fn() -> &'static Shape| name(inner());
    match &shape.kind {
        _ if !shape.name.is_empty() => {
            let mut name = shape.name.to_owned();
            for argument in shape.arguments {
                name.push('_');
                match argument {
                    Argument::Type(shape) => name.push_str(&self::name(shape())),
                    Argument::Const(text) => name.push_str(&text()),
                }
            }
            sanitized(&name)
        }
        Kind::Leaf(leaf) => sanitized(&(leaf.id)()),
        Kind::Transparent(inner) | Kind::Into(inner) => of(inner),
        Kind::Nullable(inner) => format!("Option_{}", of(inner)),
        Kind::Unset(inner) => format!("Field_{}", of(inner)),
        Kind::List(item) => format!("Vec_{}", of(item)),
        Kind::Set(item) => format!("Set_{}", of(item)),
        Kind::AtMost(item, length) => format!("AtMost_{}_{length}", of(item)),
        Kind::Array(item, length) => format!("Array_{}_{length}", of(item)),
        Kind::Tuple(items) => {
            let items: Vec<_> = items.iter().map(of).collect();
            format!("Tuple_{}", items.join("_"))
        }
        Kind::Map { key, value } => format!("Map_{}_{}", of(key), of(value)),
        Kind::Struct(_)
        | Kind::NewtypeStruct(_)
        | Kind::TupleStruct(_)
        | Kind::UnitStruct
        | Kind::Enum(_) => "Unnamed".to_owned(),
    }
}

/// OpenAPI allows letters, digits, `.`, `-` and `_` in the name of a component.
pub(super) fn sanitized(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => letter,
            _ => '_',
        })
        .collect()
}
