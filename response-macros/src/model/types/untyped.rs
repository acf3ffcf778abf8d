//! Types that can hold anything.

use syn::{GenericArgument, PathArguments, Type};

/// Whether the type contains an untyped JSON value, or a map of them, anywhere.
pub fn is_untyped(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else {
                return false;
            };
            // A user's own type may be called `Value`: without the name of the crate, the compiler judges.
            let mut segments = path.path.segments.iter();
            let is_of_serde_json = segments.any(|segment| segment.ident == "serde_json");
            match &last.arguments {
                PathArguments::None => {
                    is_of_serde_json
                        && ["Value", "RawValue", "Map"]
                            .iter()
                            .any(|name| last.ident == name)
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
