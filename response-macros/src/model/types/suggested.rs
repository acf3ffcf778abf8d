//! Types of other crates that a name suggests. A user's own type may have the same name, so nothing is refused by it: the
//! compiler judges, and says more where it refuses.

use syn::{GenericArgument, PathArguments, Type};

/// A name that a refused type may have, with the ends of the functions that judge it.
const SUGGESTED: &[(&str, &[&str])] = &[
    (
        "of_chrono",
        &["DateTime", "NaiveDate", "NaiveDateTime", "NaiveTime"],
    ),
    ("of_indexmap", &["IndexMap", "IndexSet"]),
    ("of_jiff", &["Timestamp", "Zoned"]),
    ("of_rust_decimal", &["Decimal"]),
    (
        "of_time",
        &["OffsetDateTime", "PrimitiveDateTime", "UtcDateTime"],
    ),
    ("of_url", &["Url"]),
    ("of_uuid", &["Uuid"]),
];

/// The innermost type whose name suggests a crate, and `of_uuid` for `Uuid`.
pub fn suggested(ty: &Type) -> Option<(&Type, &'static str)> {
    find(ty, &|name| {
        let (end, _) = SUGGESTED.iter().find(|(_, names)| names.contains(&name))?;
        Some(*end)
    })
}

/// The innermost type that may be an untyped JSON value, by its name.
pub fn suggests_a_value(ty: &Type) -> Option<&Type> {
    let end = |name: &str| matches!(name, "Value" | "RawValue").then_some("");
    find(ty, &end).map(|(ty, _)| ty)
}

fn find<'t>(
    ty: &'t Type,
    end: &impl Fn(&str) -> Option<&'static str>,
) -> Option<(&'t Type, &'static str)> {
    match ty {
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if let Some(end) = end(&last.ident.to_string()) {
                return Some((ty, end));
            }
            match &last.arguments {
                PathArguments::AngleBracketed(arguments) => {
                    arguments.args.iter().find_map(|argument| match argument {
                        GenericArgument::Type(ty) => find(ty, end),
                        _ => None,
                    })
                }
                _ => None,
            }
        }
        Type::Reference(reference) => find(&reference.elem, end),
        Type::Slice(slice) => find(&slice.elem, end),
        Type::Array(array) => find(&array.elem, end),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(|ty| find(ty, end)),
        Type::Paren(paren) => find(&paren.elem, end),
        Type::Group(group) => find(&group.elem, end),
        _ => None,
    }
}
