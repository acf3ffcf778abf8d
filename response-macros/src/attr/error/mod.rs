//! `#[derive(ErrorResponse)]` and its `#[response(...)]` attributes.

mod check;
mod subset;
mod value;

pub use subset::RawSubset;
pub use value::{RawChallenge, RawDelay, RawDetail, RawExtension, RawValue};

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::{
    Attribute, Data, Field, Fields, Generics, LitStr, Member, Meta, Type, Variant, Visibility,
};

use super::grammar::{self, Flag, Header, Keyed, ModPath, Parentheses, Text, grammar};
use super::mentions::{Mentions, Reading};
use super::route::RawStatus;
use crate::attr::docs::doc_comment;
use crate::attr::ungroup;
use crate::report::{Allow, Diagnostic, Place, Report};

/// The type, as it was written.
pub struct RawError {
    pub name: Ident,
    pub generics: Generics,
    pub visibility: Visibility,
    pub facade: Option<ModPath>,
    pub format: Option<ModPath>,
    pub subsets: Vec<RawSubset>,
    pub allows: Vec<Allow>,
    pub is_enum: bool,
    /// The variants of an enum; a struct is its own only variant.
    pub variants: Vec<RawVariant>,
}

/// A variant, or a struct.
pub struct RawVariant {
    pub name: Ident,
    pub comment: String,
    /// The literal of thiserror's `#[error("...")]`.
    pub message: Option<LitStr>,
    pub fields: Vec<RawField>,
    pub arguments: Arguments,
    pub mentions: Mentions,
    /// What other derives read of it.
    pub source: Option<Variant>,
}

grammar! {
    /// `#[response(...)]` on a variant, and on a struct, which is its own only variant.
    pub struct Arguments {
        /// `status = 404`: the status it is answered with
        status: Option<RawStatus>,
        /// `code = "user_not_found"`: the `code` of the problem; left out, it is the name in snake case
        code: Option<Text>,
        /// `title = "Not found"`: the `title` of the problem; left out, it is that of the status
        title: Option<Text>,
        /// `type = "https://example.org/not-found"`: the `type` of the problem, a URI
        type as type_uri: Option<Text>,
        /// `detail = "try again"`: what the client is told instead of the message; `false` is nothing
        detail: Option<RawDetail>,
        /// `model = InsufficientFunds`: the body, in place of a problem; it is what the variant holds, or made of its fields
        model: Option<Keyed<Type>>,
        /// `media_type = "application/vnd.shop+json"`: the media type of the `model`
        media_type: Option<LitStr>,
        /// `header("X-Error-Code" = "7")`: a header of the answer; its value may be the name of a field
        header as headers: Vec<Header<RawValue>>,
        /// `challenge = "Bearer"`: how to authenticate, in `WWW-Authenticate`
        challenge: Option<Keyed<RawChallenge>>,
        /// `retry_after = 30`: after how many seconds to try again; it may be the name of a field
        retry_after: Option<RawDelay>,
        /// `transparent`: it is answered as the error inside it is
        transparent: Option<Flag>,
        /// `allow(leaky_server_error, reason = "...")`: switches a rule off for it
        allow as allows: Vec<Allow>,
    }
}

grammar! {
    /// `#[response(...)]` on an enum.
    pub struct OfEnum {
        /// `format = Detail`: how its errors look, wherever they are answered
        format: Option<ModPath>,
        /// `subset(CreateUserError = [EmailTaken])`: an enum of some of its variants
        subset as subsets: Vec<Parentheses<RawSubset>>,
        /// `allow(duplicate_error_code, reason = "...")`: switches a rule off for all of its variants
        allow as allows: Vec<Allow>,
        /// `crate = ::steadfast`: where steadfast lives
        crate as facade: Option<ModPath>,
    }
}

grammar! {
    /// `#[response(...)]` on a struct, beside what a variant takes.
    pub struct OfStruct {
        /// `format = Detail`: how the error looks, wherever it is answered
        format: Option<ModPath>,
        /// `crate = ::steadfast`: where steadfast lives
        crate as facade: Option<ModPath>,
    }
}

grammar! {
    /// `#[response(...)]` on a field of an error.
    pub struct OfField {
        /// `extension`: the client sees it as a member of the problem; `extension = "name"` names the member
        extension: Option<RawExtension>,
        /// `skip`: it is not a field of the variant's `model`
        skip: Option<Flag>,
        /// `allow(sensitive_error_field, reason = "...")`: switches a rule off for it
        allow as allows: Vec<Allow>,
    }
}

/// A field of a variant.
pub struct RawField {
    pub member: Member,
    pub ty: Type,
    /// thiserror's `#[from]` or `#[source]`
    pub is_source: bool,
    pub response: OfField,
}

/// Reads the item.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawError> {
    let mut error = read_type(item, report)?;
    check::check(&mut error, report);
    Some(error)
}

fn read_type(item: TokenStream, report: &mut Report) -> Option<RawError> {
    let input = report.ok(ungroup::item(item))?;
    match input.data {
        Data::Enum(data) => {
            let of_type: OfEnum = grammar::read_or(&input.attrs, report, of_a_variant).said;
            let variants = data
                .variants
                .into_iter()
                .map(|variant| {
                    let Reading { said, mentions, .. } = grammar::read(&variant.attrs, report);
                    let source = subset::source(&variant);
                    RawVariant {
                        source: Some(source),
                        ..read_variant(
                            variant.ident,
                            &variant.attrs,
                            variant.fields,
                            (said, mentions),
                            report,
                        )
                    }
                })
                .collect();
            Some(RawError {
                name: input.ident,
                generics: input.generics,
                visibility: input.vis,
                facade: of_type.facade,
                format: of_type.format,
                subsets: of_type
                    .subsets
                    .into_iter()
                    .flat_map(|some| some.0)
                    .collect(),
                allows: of_type.allows,
                is_enum: true,
                variants,
            })
        }
        Data::Struct(data) => {
            let Reading { said, mentions, .. } = grammar::read(&input.attrs, report);
            let (arguments, of_struct): (Arguments, OfStruct) = said;
            Some(RawError {
                visibility: input.vis,
                facade: of_struct.facade,
                format: of_struct.format,
                subsets: Vec::new(),
                allows: Vec::new(),
                is_enum: false,
                variants: vec![read_variant(
                    input.ident.clone(),
                    &input.attrs,
                    data.fields,
                    (arguments, mentions),
                    report,
                )],
                name: input.ident,
                generics: input.generics,
            })
        }
        Data::Union(data) => {
            report.push(
                Diagnostic::new(
                    Place::of(data.union_token),
                    "a union cannot be an error response",
                )
                .help("write an enum: one variant for each error"),
            );
            let Reading { said, .. } = grammar::read(&input.attrs, report);
            let (_, of_struct): (Arguments, OfStruct) = said;
            // It stands for an error of which nothing is known.
            Some(RawError {
                name: input.ident,
                generics: input.generics,
                visibility: input.vis,
                facade: of_struct.facade,
                format: None,
                subsets: Vec::new(),
                allows: Vec::new(),
                is_enum: true,
                variants: Vec::new(),
            })
        }
    }
}

fn read_variant(
    name: Ident,
    attributes: &[Attribute],
    fields: Fields,
    (arguments, mentions): (Arguments, Mentions),
    report: &mut Report,
) -> RawVariant {
    RawVariant {
        name,
        comment: doc_comment(attributes),
        message: attributes.iter().find_map(message),
        fields: fields
            .members()
            .collect::<Vec<_>>()
            .into_iter()
            .zip(fields)
            .map(|(member, field)| read_field(member, field, report))
            .collect(),
        arguments,
        mentions,
        source: None,
    }
}

/// `#[error("...")]`: thiserror reads what comes after the literal.
fn message(attribute: &Attribute) -> Option<LitStr> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("error") => list
            .parse_args_with(|input: ParseStream| {
                let message = input.parse::<LitStr>()?;
                input.parse::<TokenStream>()?;
                Ok(message)
            })
            .ok(),
        _ => None,
    }
}

fn read_field(member: Member, field: Field, report: &mut Report) -> RawField {
    RawField {
        member,
        ty: field.ty,
        is_source: field.attrs.iter().any(|attribute| {
            attribute.path().is_ident("from") || attribute.path().is_ident("source")
        }),
        response: grammar::read(&field.attrs, report).said,
    }
}

/// The error for an argument of variants that is written on the enum.
fn of_a_variant(key: &Ident) -> Option<Diagnostic> {
    let is_of_variants = grammar::names::<Arguments>().iter().any(|name| key == name);
    is_of_variants.then(|| {
        Diagnostic::new(key.span(), format!("`{key}` is an argument of a variant"))
            .note("each variant is an error of its own")
            .help("write it on the variants")
    })
}
