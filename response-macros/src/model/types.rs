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

/// What a container holds, however deep: `UserOut` of `Page<UserOut>` and of `Option<Vec<UserOut>>`.
pub fn contained(ty: &Type) -> &Type {
    match named(ty) {
        Some((name, [item]))
            if matches!(name.as_str(), "Vec" | "Option" | "Box" | "Page" | "Arc") =>
        {
            contained(item)
        }
        _ => ty,
    }
}

/// Whether the type is a plain value, which has no parts.
pub fn is_scalar(ty: &Type) -> bool {
    matches!(named(ty), Some((name, [])) if matches!(
        name.as_str(),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "f32"
            | "f64" | "bool" | "char" | "String" | "Uuid"
    ))
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
