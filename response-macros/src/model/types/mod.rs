//! What the tokens of a type say. Aliases are not resolved.

mod known;
mod mentions;
mod suggested;
mod untyped;

pub use known::{Role, role};
pub use mentions::{ParametersIn, is_generic, is_opaque, mentioned};
pub use suggested::{suggested, suggests_a_value};
pub use untyped::is_untyped;

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

/// What the macros know about a type by its name.
pub fn role_of(ty: &Type) -> Option<Role> {
    role(&last_name(ty)?.to_string())
}

/// The last name of a path.
pub fn last_name(ty: &Type) -> Option<&syn::Ident> {
    last_segment(ty).map(|segment| &segment.ident)
}

/// The content of a type that is written `Name<Content>`.
pub fn content_of<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    match named(ty)? {
        (written, [content]) if written == name => Some(content),
        _ => None,
    }
}

/// The content of a container, however deeply nested: `UserOut` for `Page<UserOut>`, `Option<Vec<UserOut>>` and
/// `AtMost<UserOut, 20>`, and the model of a `Negotiated<UserOut, Html>`.
pub fn contained(ty: &Type) -> &Type {
    match first_argument(ty) {
        Some((name, item)) if name == "Negotiated" => contained(item),
        Some((name, item)) if matches!(role(&name), Some(Role::Container { .. })) => {
            contained(item)
        }
        _ => ty,
    }
}

/// Whether the type is a plain value without parts.
pub fn is_scalar(ty: &Type) -> bool {
    matches!(named(ty), Some((name, [])) if matches!(
        name.as_str(),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "f32"
            | "f64" | "bool" | "char" | "String" | "Uuid"
    ))
}

/// Whether it is known by the names alone that a type holds no bytes that JSON would list as numbers, which spares the
/// compiler the question.
pub fn has_no_bytes(ty: &Type) -> bool {
    match ty {
        Type::Path(_) if is_scalar(ty) => true,
        Type::Path(_) => match named(ty) {
            Some((name, [item])) => {
                let is_list = matches!(name.as_str(), "Vec" | "VecDeque");
                let is_known =
                    is_list || matches!(name.as_str(), "Option" | "Field" | "Page" | "Box" | "Arc");
                let is_byte = matches!(last_name(item), Some(name) if name == "u8");
                is_known && !(is_list && is_byte) && has_no_bytes(item)
            }
            _ => false,
        },
        Type::Reference(reference) => {
            matches!(last_name(&reference.elem), Some(name) if name == "str")
        }
        _ => false,
    }
}

/// The outcome and its content: `Created` and `UserOut` for `Created<UserOut>`.
pub fn outcome_content(ty: &Type) -> Option<(String, &Type)> {
    match named(ty) {
        Some((name, [content])) if matches!(role(&name), Some(Role::Outcome(_))) => {
            Some((name, content))
        }
        _ => None,
    }
}

/// What a reply adds headers to: `UserOut` of `Reply<UserOut, Version>`, and of `UserOut` itself.
pub fn unreplied(ty: &Type) -> &Type {
    match first_argument(ty) {
        Some((name, value)) if name == "Reply" => value,
        _ => ty,
    }
}

/// What an outcome of one status is of: `UserOut` of `Created<UserOut>`. A value is of itself.
pub fn held(content: &Type) -> &Type {
    let content = unreplied(content);
    match (role_of(content), outcome_content(content)) {
        (Some(Role::Outcome([_])), Some((_, value))) => value,
        _ => content,
    }
}

/// The last name of a path, and its first argument if that is a type.
fn first_argument(ty: &Type) -> Option<(String, &Type)> {
    let last = last_segment(ty)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(GenericArgument::Type(first)) => Some((last.ident.to_string(), first)),
        _ => None,
    }
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last()
}

/// The last name of a path, and its type argument if it has exactly one.
pub fn named(ty: &Type) -> Option<(String, &[Type])> {
    let last = last_segment(ty)?;
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
