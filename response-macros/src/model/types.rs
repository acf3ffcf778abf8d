//! What the tokens of a type tell, aliases left aside.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

/// A type as a message shows it: without the spaces that tokens are printed with.
pub fn type_text(ty: &Type) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (spaced, dense) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" ::", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" <", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
    ] {
        text = text.replace(spaced, dense);
    }
    text
}

/// The item of a type that is written `Vec<Item>`.
pub fn list_item(ty: &Type) -> Option<&Type> {
    match named(ty)? {
        (name, [item]) if name == "Vec" => Some(item),
        _ => None,
    }
}

/// The content of a type that is written `Json<Content>`.
pub fn json_content(ty: &Type) -> Option<&Type> {
    match named(ty)? {
        (name, [content]) if name == "Json" => Some(content),
        _ => None,
    }
}

/// The content of a type that is written `Option<Content>`.
pub fn option_content(ty: &Type) -> Option<&Type> {
    match named(ty)? {
        (name, [content]) if name == "Option" => Some(content),
        _ => None,
    }
}

/// What a container holds, however deep: `UserOut` of `Page<UserOut>` and of `Option<Vec<UserOut>>`.
pub fn contained(ty: &Type) -> &Type {
    match named(ty) {
        Some((name, [item]))
            if matches!(
                name.as_str(),
                "Vec" | "Option" | "Box" | "Page" | "CursorPage" | "Arc"
            ) =>
        {
            contained(item)
        }
        _ => ty,
    }
}

/// Whether nothing that fits into the type is worth hiding: `has_password: bool`.
pub fn holds_no_secret(ty: &Type) -> bool {
    matches!(named(contained(ty)), Some((name, [])) if name == "bool")
}

/// Whether the type is a plain value, which has no parts.
pub fn is_scalar(ty: &Type) -> bool {
    matches!(named(ty), Some((name, [])) if matches!(
        name.as_str(),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "f32"
            | "f64" | "bool" | "char" | "String" | "Uuid"
    ))
}

/// `Created` and `UserOut` of `Created<UserOut>`, and so for every outcome that holds what is sent.
pub fn outcome_content(ty: &Type) -> Option<(String, &Type)> {
    match named(ty) {
        Some((name, [content]))
            if matches!(
                name.as_str(),
                "Created" | "Accepted" | "Upserted" | "MaybeContent"
            ) =>
        {
            Some((name, content))
        }
        _ => None,
    }
}

/// The last name of a path, and its one type argument if there is just one.
fn named(ty: &Type) -> Option<(String, &[Type])> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let arguments: &[Type] = match &last.arguments {
        PathArguments::None => &[],
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => {
                std::slice::from_ref(ty)
            }
            _ => return None,
        },
        PathArguments::Parenthesized(_) => return None,
    };
    Some((last.ident.to_string(), arguments))
}

/// Whether a JSON value of no known type, or a map of such, stands anywhere in the type.
pub fn is_untyped(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else {
                return false;
            };
            let is_of_serde_json = path
                .path
                .segments
                .iter()
                .rev()
                .nth(1)
                .is_none_or(|segment| {
                    ["serde_json", "json", "value"]
                        .iter()
                        .any(|name| segment.ident == name)
                });
            match &last.arguments {
                PathArguments::None => {
                    let is_map = last.ident == "Map" && path.path.segments.len() > 1;
                    is_of_serde_json
                        && (last.ident == "Value" || last.ident == "RawValue" || is_map)
                }
                PathArguments::AngleBracketed(arguments) => {
                    arguments.args.iter().any(|argument| match argument {
                        GenericArgument::Type(ty) => is_untyped(ty),
                        _ => false,
                    })
                }
                PathArguments::Parenthesized(_) => false,
            }
        }
        Type::Reference(reference) => is_untyped(&reference.elem),
        Type::Slice(slice) => is_untyped(&slice.elem),
        Type::Array(array) => is_untyped(&array.elem),
        Type::Tuple(tuple) => tuple.elems.iter().any(is_untyped),
        Type::Paren(paren) => is_untyped(&paren.elem),
        Type::Group(group) => is_untyped(&group.elem),
        _ => false,
    }
}
