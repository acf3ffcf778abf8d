//! A field of a response model has the type `serde_json::Value`, or a map or list of it.
//!
//! A `Value` holds whatever somebody put into it: nothing about it can be checked, filtered or documented, and the
//! schema would allow everything. Declare a model for it. Where the content is truly unknown (a stored document that is
//! handed back), say so at the field and vouch for it.

use syn::{GenericArgument, PathArguments, Type};

use super::Check;
use crate::model::{Model, type_text};
use crate::report::{Diagnostic, Place, Report};

pub const CHECK: Check<Model> = Check::Tokens(check);

fn check(model: &Model, report: &mut Report) {
    for field in model.sent_fields().filter(|field| is_untyped(&field.ty)) {
        report.push_unless_allowed(
            Diagnostic::rule(
                "untyped_field",
                Place::of(&field.ty),
                format!("`{}` can hold anything", type_text(&field.ty)),
            )
            .note("only a type that lists its fields can be checked, filtered and documented")
            .help(
                "declare a struct with `#[derive(ResponseModel)]` for it; if the content is truly unknown, mark the \
                 field `#[response(foreign, allow(untyped_field, reason = \"...\"))]`",
            ),
            field.allows.iter().chain(&model.allows),
        );
    }
}

/// Whether a JSON value of no known type stands anywhere in the type.
fn is_untyped(ty: &Type) -> bool {
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
                .is_none_or(|segment| segment.ident == "serde_json" || segment.ident == "json");
            match &last.arguments {
                PathArguments::None => {
                    is_of_serde_json && (last.ident == "Value" || last.ident == "RawValue")
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
