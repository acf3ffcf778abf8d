//! `#[derive(ResponseHeaders)]` and its `#[response(...)]` attributes.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Data, Fields, Generics, LitStr, Path, Token, Type};

use super::arguments::{allow, each, set, skip_argument, unknown};
use super::ungroup;
use crate::report::{Allow, Diagnostic, Place, Report};

/// A struct as it was written.
pub struct RawHeaders {
    pub name: Ident,
    pub generics: Generics,
    pub facade: Option<Path>,
    pub allows: Vec<Allow>,
    pub fields: Vec<RawHeaderField>,
}

/// One of its fields.
pub struct RawHeaderField {
    pub ident: Ident,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
    /// `header = "X-Name"`
    pub header: Option<LitStr>,
    pub allows: Vec<Allow>,
}

/// Reads the item.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawHeaders> {
    let input = report.ok(ungroup::item(item))?;
    let named = match input.data {
        Data::Struct(data) => match data.fields {
            Fields::Named(fields) => Some(fields.named),
            Fields::Unnamed(_) | Fields::Unit => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    };
    let Some(named) = named else {
        report.push(
            Diagnostic::syntax(
                input.ident.span(),
                "only a struct with named fields can be response headers",
            )
            .note("each field is a header, which has the name of the field")
            .help("write `struct RateLimit { rate_limit_remaining: u32 }`"),
        );
        return None;
    };
    let mut raw = RawHeaders {
        name: input.ident,
        generics: input.generics,
        facade: None,
        allows: Vec::new(),
        fields: Vec::new(),
    };
    each(&input.attrs, "response", report, |key, input, report| {
        match key.to_string().as_str() {
            "allow" => raw.allows.push(allow(input)?),
            "crate" => {
                input.parse::<Token![=]>()?;
                let path = input.call(Path::parse_mod_style)?;
                set(&mut raw.facade, path, key, report);
            }
            _ => {
                report.push(unknown(key, &["allow", "crate"]));
                skip_argument(input);
            }
        }
        Ok(())
    });
    for field in named {
        let Some(ident) = field.ident else { continue };
        let mut read = RawHeaderField {
            ident,
            ty: field.ty,
            header: None,
            allows: Vec::new(),
            attributes: Vec::new(),
        };
        each(&field.attrs, "response", report, |key, input, report| {
            match key.to_string().as_str() {
                "header" => {
                    input.parse::<Token![=]>()?;
                    set(&mut read.header, input.parse()?, key, report);
                }
                "allow" => read.allows.push(allow(input)?),
                _ => {
                    report.push(unknown(key, &["header", "allow"]));
                    skip_argument(input);
                }
            }
            Ok(())
        });
        read.attributes = field.attrs;
        raw.fields.push(read);
    }
    Some(raw)
}

impl RawHeaderField {
    /// Where its name stands.
    pub fn place(&self) -> Place {
        match &self.header {
            Some(literal) => Place::of(literal),
            None => self.ident.span().into(),
        }
    }
}
