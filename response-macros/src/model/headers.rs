use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Generics, Path, Type};

use crate::attr::docs::doc_comment;
use crate::attr::headers::{RawHeaderField, RawHeaders};
use crate::report::{Allow, Place};

/// A struct with `#[derive(ResponseHeaders)]`.
pub struct HeaderSet {
    pub name: Ident,
    pub generics: Generics,
    pub facade: Option<Path>,
    pub headers: Vec<TypedHeader>,
    pub allows: Vec<Allow>,
}

/// A header whose value has a type.
pub struct TypedHeader {
    pub field: Ident,
    pub ty: Type,
    /// As it is sent: `Rate-Limit-Remaining`.
    pub name: String,
    /// Where the name comes from.
    pub place: Place,
    pub description: String,
    pub allows: Vec<Allow>,
}

impl HeaderSet {
    pub fn new(raw: RawHeaders) -> Self {
        Self {
            name: raw.name,
            generics: raw.generics,
            facade: raw.response.facade.map(|path| path.0),
            headers: raw.fields.into_iter().map(TypedHeader::new).collect(),
            allows: raw.response.allows,
        }
    }

    /// The exceptions in force at a header.
    pub fn allows_at<'a>(&'a self, header: &'a TypedHeader) -> impl Iterator<Item = &'a Allow> {
        self.allows.iter().chain(&header.allows)
    }

    /// The exceptions of the struct and of each of its fields.
    pub fn allows(&self) -> impl Iterator<Item = &Vec<Allow>> {
        std::iter::once(&self.allows).chain(self.headers.iter().map(|header| &header.allows))
    }
}

impl TypedHeader {
    fn new(raw: RawHeaderField) -> Self {
        Self {
            place: raw.place(),
            name: raw
                .response
                .header
                .map_or_else(|| header_name(&raw.ident), |literal| literal.value()),
            description: doc_comment(&raw.attributes),
            field: raw.ident,
            ty: raw.ty,
            allows: raw.response.allows,
        }
    }
}

/// `rate_limit_remaining` as `Rate-Limit-Remaining`.
fn header_name(field: &Ident) -> String {
    let field = field.unraw().to_string();
    let words = field.split('_').filter(|word| !word.is_empty());
    let words: Vec<String> = words
        .map(|word| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            first.to_uppercase() + rest
        })
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    #[test]
    fn a_field_names_its_header() {
        for (field, header) in [
            ("rate_limit_remaining", "Rate-Limit-Remaining"),
            ("x_request_id", "X-Request-Id"),
            ("deprecation", "Deprecation"),
            ("_x", "X"),
        ] {
            assert_eq!(header_name(&Ident::new(field, Span::call_site())), header);
        }
    }
}
