//! `#[derive(ErrorResponse)]` and its `#[response(...)]` attributes.

mod subset;
mod value;

pub use subset::RawSubset;
pub use value::{Keyed, RawChallenge, RawDelay, RawDetail, RawHeader, RawValue};

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::{
    Attribute, Data, Field, Fields, Generics, LitStr, Member, Meta, Path, Token, Type, Variant,
    Visibility,
};

use super::arguments;
use super::arguments::allow;
use super::route::RawStatus;
use crate::attr::docs::doc_comment;
use crate::attr::ungroup;
use crate::report::{Allow, Diagnostic, Place, Report, nearest};
use value::{ModPath, text, value};

/// The type, as it was written.
pub struct RawError {
    pub name: Ident,
    pub generics: Generics,
    pub visibility: Visibility,
    pub facade: Option<Path>,
    pub format: Option<Path>,
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
    pub arguments: RawArguments,
    /// What other derives read of it.
    pub source: Option<Variant>,
}

/// What `#[response(...)]` says of a variant.
#[derive(Default)]
pub struct RawArguments {
    pub status: Option<RawStatus>,
    pub code: Option<LitStr>,
    pub title: Option<LitStr>,
    pub type_uri: Option<LitStr>,
    pub detail: Option<RawDetail>,
    pub headers: Vec<RawHeader>,
    pub challenge: Option<Keyed<RawChallenge>>,
    pub retry_after: Option<Keyed<RawDelay>>,
    pub transparent: Option<Ident>,
    pub allows: Vec<Allow>,
    /// The keys of all of these, and of those whose value could not be read.
    pub keys: Vec<Ident>,
    /// The keys that were meant where no key stands.
    pub misspelt: Vec<String>,
    /// Something was written whose key is anyone's guess.
    pub unreadable: bool,
    facade: Option<Path>,
    format: Option<Path>,
    subsets: Vec<RawSubset>,
}

impl RawArguments {
    /// Whether the argument was written, readable or not: what was meant to be there is not missing.
    pub fn mentions(&self, argument: &str) -> bool {
        self.unreadable
            || self.keys.iter().any(|key| key == argument)
            || self.misspelt.iter().any(|meant| meant == argument)
    }
}

/// A field of a variant.
pub struct RawField {
    pub member: Member,
    pub ty: Type,
    /// thiserror's `#[from]` or `#[source]`
    pub is_source: bool,
    /// `#[response(extension)]`
    pub extension: Option<RawExtension>,
    pub allows: Vec<Allow>,
}

/// `extension`, `extension = "name"`
pub struct RawExtension {
    pub key: Ident,
    pub name: Option<LitStr>,
}

const TYPE_KEYS: &[&str] = &["format", "subset", "allow", "crate"];

const VARIANT_KEYS: &[&str] = &[
    "status",
    "code",
    "title",
    "type",
    "detail",
    "header",
    "challenge",
    "retry_after",
    "transparent",
    "allow",
];

const STRUCT_KEYS: &[&str] = &[
    "status",
    "code",
    "title",
    "type",
    "detail",
    "header",
    "challenge",
    "retry_after",
    "transparent",
    "format",
    "allow",
    "crate",
];

const FIELD_KEYS: &[&str] = &["extension", "allow"];

/// Reads the item.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawError> {
    let input = report.ok(ungroup::item(item))?;
    match input.data {
        Data::Enum(data) => {
            let of_type = read_arguments(&input.attrs, TYPE_KEYS, report);
            let variants = data
                .variants
                .into_iter()
                .map(|variant| {
                    let arguments = read_arguments(&variant.attrs, VARIANT_KEYS, report);
                    let source = subset::source(&variant);
                    RawVariant {
                        source: Some(source),
                        ..read_variant(
                            variant.ident,
                            &variant.attrs,
                            variant.fields,
                            arguments,
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
                subsets: of_type.subsets,
                allows: of_type.allows,
                is_enum: true,
                variants,
            })
        }
        Data::Struct(data) => {
            let mut arguments = read_arguments(&input.attrs, STRUCT_KEYS, report);
            Some(RawError {
                visibility: input.vis,
                facade: arguments.facade.take(),
                format: arguments.format.take(),
                subsets: Vec::new(),
                allows: Vec::new(),
                is_enum: false,
                variants: vec![read_variant(
                    input.ident.clone(),
                    &input.attrs,
                    data.fields,
                    arguments,
                    report,
                )],
                name: input.ident,
                generics: input.generics,
            })
        }
        Data::Union(data) => {
            report.push(
                Diagnostic::syntax(
                    Place::of(data.union_token),
                    "a union cannot be an error response",
                )
                .help("write an enum: one variant for each error"),
            );
            None
        }
    }
}

fn read_variant(
    name: Ident,
    attributes: &[Attribute],
    fields: Fields,
    arguments: RawArguments,
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
    let mut raw = RawField {
        member,
        ty: field.ty,
        is_source: field.attrs.iter().any(|attribute| {
            attribute.path().is_ident("from") || attribute.path().is_ident("source")
        }),
        extension: None,
        allows: Vec::new(),
    };
    each_argument(&field.attrs, report, |input, report| {
        let key = arguments::key(input)?;
        match key.to_string().as_str() {
            "extension" => {
                let name = match input.parse::<Option<Token![=]>>()? {
                    Some(_) => Some(input.parse()?),
                    None => None,
                };
                let extension = RawExtension {
                    key: key.clone(),
                    name,
                };
                arguments::set(&mut raw.extension, extension, &key, report);
            }
            "allow" => raw.allows.push(allow(input)?),
            _ => refuse(&key, FIELD_KEYS, input, report),
        }
        Ok(())
    });
    raw
}

fn read_arguments(attributes: &[Attribute], known: &[&str], report: &mut Report) -> RawArguments {
    let mut raw = RawArguments {
        unreadable: attributes.iter().any(|attribute| {
            attribute.path().is_ident("response") && !matches!(attribute.meta, Meta::List(_))
        }),
        ..RawArguments::default()
    };
    each_argument(attributes, report, |input, report| {
        let Ok(key) = arguments::key(input) else {
            raw.unreadable = true;
            return Err(input.error("expected an argument such as `status = 404`"));
        };
        let name = key.to_string();
        if !known.contains(&name.as_str()) {
            match nearest(&name, known.iter().copied()) {
                Some(meant) => raw.misspelt.push(meant.to_owned()),
                None => raw.unreadable = true,
            }
            if VARIANT_KEYS.contains(&name.as_str()) {
                report.push(
                    Diagnostic::syntax(key.span(), format!("`{name}` is an argument of a variant"))
                        .note("each variant is an error of its own")
                        .help("write it on the variants"),
                );
                arguments::skip_argument(input);
            } else {
                refuse(&key, known, input, report);
            }
            return Ok(());
        }
        raw.keys.push(key.clone());
        match name.as_str() {
            "status" => {
                let status = value(&key, "404", input)?;
                arguments::set(&mut raw.status, status, &key, report);
            }
            "code" => arguments::set(&mut raw.code, text(&key, input)?, &key, report),
            "title" => arguments::set(&mut raw.title, text(&key, input)?, &key, report),
            "type" => arguments::set(&mut raw.type_uri, text(&key, input)?, &key, report),
            "detail" => {
                let detail = value(&key, "\"try again\"", input)?;
                arguments::set(&mut raw.detail, detail, &key, report);
            }
            "header" => {
                let (name, value) = arguments::header(input)?;
                raw.headers.push(RawHeader { name, value });
            }
            "challenge" => {
                let value = RawChallenge::read(&key, input)?;
                let challenge = Keyed {
                    key: key.clone(),
                    value,
                };
                arguments::set(&mut raw.challenge, challenge, &key, report);
            }
            "retry_after" => {
                let value = value(&key, "30", input)?;
                let delay = Keyed {
                    key: key.clone(),
                    value,
                };
                arguments::set(&mut raw.retry_after, delay, &key, report);
            }
            "transparent" => arguments::set(&mut raw.transparent, key.clone(), &key, report),
            "format" => {
                let format = value::<ModPath>(&key, "Detail", input)?;
                arguments::set(&mut raw.format, format.0, &key, report);
            }
            "subset" => raw.subsets.extend(subset::read(input)?),
            "allow" => raw.allows.push(allow(input)?),
            _ => {
                let facade = value::<ModPath>(&key, "::steadfast", input)?;
                arguments::set(&mut raw.facade, facade.0, &key, report);
            }
        }
        Ok(())
    });
    raw
}

/// Reads the arguments of every `#[response(...)]` among the attributes.
fn each_argument(
    attributes: &[Attribute],
    report: &mut Report,
    mut read: impl FnMut(ParseStream, &mut Report) -> syn::Result<()>,
) {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("response"))
    {
        match &attribute.meta {
            Meta::List(list) => {
                let result = list.parse_args_with(|input: ParseStream| {
                    arguments::read_list(input, report, &mut read);
                    Ok(())
                });
                report.ok(result);
            }
            other => report.push(
                Diagnostic::syntax(Place::of(other), "expected arguments in parentheses")
                    .help("write `#[response(status = 404)]`"),
            ),
        }
    }
}

fn refuse(key: &Ident, known: &[&str], input: ParseStream, report: &mut Report) {
    report.push(arguments::unknown(key, known));
    arguments::skip_argument(input);
}
