//! `#[derive(ResponseHeaders)]` and its `#[response(...)]` attributes.

use proc_macro2::{Ident, TokenStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, Fields, Generics, LitStr, Type};

use super::grammar::{self, ModPath, grammar};
use super::ungroup;
use crate::report::{Allow, Diagnostic, Place, Report};

/// A struct as it was written.
pub struct RawHeaders {
    pub name: Ident,
    pub generics: Generics,
    pub response: Container,
    pub fields: Vec<RawHeaderField>,
}

/// One of its fields.
pub struct RawHeaderField {
    pub ident: Ident,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
    pub response: Field,
}

grammar! {
    /// `#[response(...)]` on a struct of headers.
    pub struct Container {
        /// `allow(bad_header, reason = "...")`: switches a rule off for all of its headers
        allow as allows: Vec<Allow>,
        /// `crate = ::steadfast`: where steadfast lives
        crate as facade: Option<ModPath>,
    }
}

grammar! {
    /// `#[response(...)]` on a field of a struct of headers.
    pub struct Field {
        /// `header = "X-Name"`: the name of the header; left out, it is that of the field
        header: Option<LitStr>,
        /// `allow(bad_header, reason = "...")`: switches a rule off for it
        allow as allows: Vec<Allow>,
    }
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
    let named = named.unwrap_or_else(|| {
        report.push(
            Diagnostic::new(
                input.ident.span(),
                "only a struct with named fields can be response headers",
            )
            .note("each field is a header, named after the field")
            .help("write `struct RateLimit { rate_limit_remaining: u32 }`"),
        );
        // It stands for a struct without headers.
        Punctuated::new()
    });
    let response = grammar::read(&input.attrs, report).said;
    let fields = named.into_iter().filter_map(|field| {
        Some(RawHeaderField {
            ident: field.ident?,
            ty: field.ty,
            response: grammar::read(&field.attrs, report).said,
            attributes: field.attrs,
        })
    });
    Some(RawHeaders {
        name: input.ident,
        generics: input.generics,
        response,
        fields: fields.collect(),
    })
}

impl RawHeaderField {
    /// Where its name stands.
    pub fn place(&self) -> Place {
        match &self.response.header {
            Some(literal) => Place::of(literal),
            None => self.ident.span().into(),
        }
    }
}
