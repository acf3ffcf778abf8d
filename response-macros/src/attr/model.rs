//! `#[derive(ResponseModel)]` and its `#[response(...)]` attributes.

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::{
    Attribute, Data, Expr, Fields, Generics, LitStr, Member, Path, Token, Type, parenthesized,
};

use super::arguments::{allow, each, field_name, flag, set, skip_argument, unknown};
use super::serde;
use super::ungroup;
use crate::report::{Allow, Diagnostic, Report};

/// A struct or enum as it was written.
pub struct RawModel {
    pub ident: Ident,
    pub generics: Generics,
    pub attributes: Vec<Attribute>,
    pub serde: serde::Container,
    pub response: Container,
    pub data: RawData,
}

pub enum RawData {
    Struct(RawFields),
    Enum(Vec<RawVariant>),
}

/// The fields of a struct or variant.
pub struct RawFields {
    pub style: Style,
    pub fields: Vec<RawField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Named,
    Tuple,
    Newtype,
    Unit,
}

pub struct RawVariant {
    pub ident: Ident,
    pub attributes: Vec<Attribute>,
    pub serde: serde::Variant,
    pub allows: Vec<Allow>,
    pub content: RawFields,
}

pub struct RawField {
    pub member: Member,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
    pub serde: serde::Field,
    pub response: Field,
}

/// `#[response(...)]` on the struct or enum.
#[derive(Default)]
pub struct Container {
    pub sources: Vec<Source>,
    pub facade: Option<Path>,
    pub exclude_none: Option<Ident>,
    pub exclude_defaults: Option<Ident>,
    pub example: Option<Expr>,
    pub allows: Vec<Allow>,
}

/// `from = Type`
pub struct Source {
    pub ty: Type,
    /// `into`: through the `From` that the user has written.
    pub into: Option<Ident>,
}

/// `#[response(...)]` on a field.
#[derive(Default)]
pub struct Field {
    pub from_field: Option<Vec<Member>>,
    pub map: Option<Expr>,
    pub foreign: Option<Ident>,
    pub schema: Option<Schema>,
    pub example: Option<Expr>,
    pub allows: Vec<Allow>,
}

/// What describes a value that a function writes.
pub enum Schema {
    /// `#[response(schema_with = path)]`, `#[schemars(schema_with = "path")]`
    Function(Path),
    /// `#[schemars(with = "Type")]`
    Type(Type),
}

const CONTAINER: &[&str] = &[
    "from",
    "into",
    "exclude_none",
    "exclude_defaults",
    "example",
    "allow",
    "crate",
];
const FIELD: &[&str] = &[
    "from_field",
    "map",
    "foreign",
    "schema_with",
    "example",
    "allow",
];

/// Reads a type. Only what is no struct or enum at all is not a model in any way.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawModel> {
    let item = report.ok(ungroup::item(item))?;
    let serde = serde::container(&item.attrs, report);
    let response = container(&item.attrs, report);
    let data = match item.data {
        Data::Struct(data) => RawData::Struct(fields(data.fields, report)),
        Data::Enum(data) => RawData::Enum(
            data.variants
                .into_iter()
                .map(|variant| RawVariant {
                    serde: serde::variant(&variant.attrs, report),
                    allows: variant_allows(&variant.attrs, report),
                    ident: variant.ident,
                    attributes: variant.attrs,
                    content: fields(variant.fields, report),
                })
                .collect(),
        ),
        Data::Union(data) => {
            report.push(
                Diagnostic::syntax(data.union_token.span, "a union is no response model")
                    .note("which of its fields is set cannot be told"),
            );
            return None;
        }
    };
    Some(RawModel {
        ident: item.ident,
        generics: item.generics,
        attributes: item.attrs,
        serde,
        response,
        data,
    })
}

/// A variant takes exceptions only.
fn variant_allows(attributes: &[Attribute], report: &mut Report) -> Vec<Allow> {
    let mut allows = Vec::new();
    each(attributes, "response", report, |name, input, report| {
        if name == "allow" {
            allows.push(allow(input)?);
        } else {
            report.push(unknown(name, &["allow"]));
            skip_argument(input);
        }
        Ok(())
    });
    allows
}

fn fields(fields: Fields, report: &mut Report) -> RawFields {
    let style = match &fields {
        Fields::Named(_) => Style::Named,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Style::Newtype,
        Fields::Unnamed(_) => Style::Tuple,
        Fields::Unit => Style::Unit,
    };
    let fields = fields
        .into_iter()
        .enumerate()
        .map(|(index, field)| RawField {
            member: match field.ident {
                Some(name) => Member::Named(name),
                None => Member::from(index),
            },
            ty: field.ty,
            serde: serde::field(&field.attrs, report),
            response: self::field(&field.attrs, report),
            attributes: field.attrs,
        })
        .collect();
    RawFields { style, fields }
}

fn container(attributes: &[Attribute], report: &mut Report) -> Container {
    let mut container = Container::default();
    each(attributes, "response", report, |name, input, report| {
        match name.to_string().as_str() {
            "from" => {
                input.parse::<Token![=]>()?;
                container.sources.push(Source {
                    ty: input.parse()?,
                    into: None,
                });
            }
            "into" => match container.sources.last_mut() {
                Some(source) => set(&mut source.into, name.clone(), name, report),
                None => report.push(
                    Diagnostic::syntax(name.span(), "`into` names no source")
                        .help("write it behind one: `from = Row, into`"),
                ),
            },
            "exclude_none" => {
                let name = flag(name, input, report);
                set(&mut container.exclude_none, name.clone(), &name, report);
            }
            "exclude_defaults" => {
                let name = flag(name, input, report);
                set(&mut container.exclude_defaults, name.clone(), &name, report);
            }
            "example" => {
                input.parse::<Token![=]>()?;
                set(&mut container.example, input.parse()?, name, report);
            }
            "allow" => container.allows.push(allow(input)?),
            "crate" => {
                input.parse::<Token![=]>()?;
                set(&mut container.facade, input.parse()?, name, report);
            }
            _ => {
                report.push(unknown(name, CONTAINER));
                skip_argument(input);
            }
        }
        Ok(())
    });
    container
}

fn field(attributes: &[Attribute], report: &mut Report) -> Field {
    let mut field = Field::default();
    each(attributes, "response", report, |name, input, report| {
        match name.to_string().as_str() {
            "from_field" => {
                input.parse::<Token![=]>()?;
                set(&mut field.from_field, members(input)?, name, report);
            }
            "map" => {
                input.parse::<Token![=]>()?;
                set(&mut field.map, input.parse()?, name, report);
            }
            "foreign" => set(&mut field.foreign, name.clone(), name, report),
            "schema_with" => {
                input.parse::<Token![=]>()?;
                set(
                    &mut field.schema,
                    Schema::Function(input.parse()?),
                    name,
                    report,
                );
            }
            "example" => {
                input.parse::<Token![=]>()?;
                set(&mut field.example, input.parse()?, name, report);
            }
            "allow" => field.allows.push(allow(input)?),
            _ => {
                report.push(unknown(name, FIELD));
                skip_argument(input);
            }
        }
        Ok(())
    });
    if field.schema.is_none() {
        field.schema = schemars(attributes);
    }
    field
}

/// `address.city`
fn members(input: ParseStream) -> syn::Result<Vec<Member>> {
    let first = if input.peek(LitStr) {
        Member::Named(field_name(input)?)
    } else {
        input.parse()?
    };
    let mut members = vec![first];
    while input.parse::<Option<Token![.]>>()?.is_some() {
        members.push(input.parse()?);
    }
    Ok(members)
}

/// What `#[schemars(...)]` says of the value. Its other arguments are schemars' own, and so are their faults.
fn schemars(attributes: &[Attribute]) -> Option<Schema> {
    let mut schema = None;
    for attribute in attributes {
        if !attribute.path().is_ident("schemars") {
            continue;
        }
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("with") {
                let text: LitStr = meta.value()?.parse()?;
                schema = Some(Schema::Type(text.parse()?));
            } else if meta.path.is_ident("schema_with") {
                let text: LitStr = meta.value()?.parse()?;
                schema = Some(Schema::Function(text.parse()?));
            } else if meta.input.peek(Token![=]) {
                meta.value()?.parse::<Expr>()?;
            } else if meta.input.peek(syn::token::Paren) {
                let inside;
                parenthesized!(inside in meta.input);
                inside.parse::<TokenStream>()?;
            }
            Ok(())
        });
    }
    schema
}
