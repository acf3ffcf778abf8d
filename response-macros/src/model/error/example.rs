use syn::ext::IdentExt;
use syn::{Member, Type};

use crate::attr::error::RawField;

/// An example of a message, from the format string it is made with and the types of what it shows:
/// `user {id} not found` is `user 1 not found` where the id is an integer.
///
/// What cannot be told has no example: another type, a format of its own, an argument that is no field. Neither has a
/// format string without a word of its own.
pub fn of(format: &str, fields: &[RawField]) -> Option<String> {
    let mut example = String::with_capacity(format.len());
    let mut has_words = false;
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.peek() == Some(&letter) => {
                letters.next();
                example.push(letter);
            }
            '{' => {
                let argument: String = letters
                    .by_ref()
                    .take_while(|letter| *letter != '}')
                    .collect();
                let (name, style) = argument.split_once(':').unwrap_or((&argument, ""));
                let field = fields.iter().find(|field| is_called(field, name.trim()))?;
                example.push_str(shown(&field.ty, style.trim())?);
            }
            other => {
                has_words |= other.is_alphanumeric();
                example.push(other);
            }
        }
    }
    has_words.then_some(example)
}

fn is_called(field: &RawField, name: &str) -> bool {
    match &field.member {
        Member::Named(ident) => ident.unraw() == name,
        Member::Unnamed(index) => index.index.to_string() == name,
    }
}

/// A value of the type, as `Display` or `Debug` shows it; a text may be any.
fn shown(ty: &Type, style: &str) -> Option<&'static str> {
    let ty = match ty {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    };
    let Type::Path(path) = ty else {
        return None;
    };
    let name = path.path.segments.last()?.ident.to_string();
    let (display, debug) = match name.as_str() {
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => ("1", "1"),
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => ("0", "0"),
        "bool" => ("true", "true"),
        "String" | "str" => ("\u{2026}", "\"\u{2026}\""),
        _ => return None,
    };
    match style {
        "" => Some(display),
        "?" => Some(debug),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;
    use crate::attr::error::OfField;

    fn of(format: &str) -> Option<String> {
        let field = |member, ty| RawField {
            member,
            ty,
            is_source: false,
            response: OfField::default(),
        };
        let fields = [
            field(parse_quote!(id), parse_quote!(i64)),
            field(parse_quote!(name), parse_quote!(&'static str)),
            field(parse_quote!(error), parse_quote!(std::io::Error)),
            field(parse_quote!(0), parse_quote!(u32)),
        ];
        super::of(format, &fields)
    }

    #[test]
    fn a_placeholder_is_a_value_of_its_field() {
        assert_eq!(
            of("user {id:?} is no {name:?} of {0}").as_deref(),
            Some("user 1 is no \"\u{2026}\" of 0")
        );
    }

    #[test]
    fn what_cannot_be_told_has_no_example() {
        for format in ["failed: {error}", "id {id:>5}", "no {}", "no {other}"] {
            assert_eq!(of(format), None, "{format}");
        }
    }

    #[test]
    fn doubled_braces_are_braces() {
        assert_eq!(of("expected {{}}").as_deref(), Some("expected {}"));
    }

    #[test]
    fn a_placeholder_alone_is_no_example() {
        assert_eq!(of("{0}"), None);
    }
}
