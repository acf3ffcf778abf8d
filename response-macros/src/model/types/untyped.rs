//! Types that can hold anything.

use syn::{GenericArgument, PathArguments, Type};

/// Whether the type contains an untyped JSON value, or a map of them, anywhere.
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
