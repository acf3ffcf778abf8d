//! `#[derive(ResponseModel)]` and its `#[response(...)]` attributes.

mod check;

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Data, Expr, Fields, Generics, LitStr, Member, Token, Type};

use super::foreign::{self, schemars, serde};
use super::grammar::{self, FieldName, Flag, Key, Keyed, ModPath, Slot, Value, grammar};
use super::mentions::Reading;
use super::schema::Schema;
use super::{faults, ungroup};
use crate::report::{Allow, Diagnostic, Report};

/// A struct or enum as it was written.
pub struct RawModel {
    pub ident: Ident,
    pub generics: Generics,
    pub attributes: Vec<Attribute>,
    pub serde: serde::Container,
    pub schemars: schemars::Said,
    pub response: Container,
    pub data: RawData,
    /// What of it could not be read.
    pub unread: Unread,
}

/// What could not be read, so that nothing is reported about it.
#[derive(Default)]
pub struct Unread {
    /// An argument of serde, so that the names of the fields on the wire are not known.
    pub names: bool,
    /// The type that it is filled from.
    pub source: bool,
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
    pub schemars: schemars::Said,
    pub response: Variant,
    pub content: RawFields,
}

pub struct RawField {
    pub member: Member,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
    pub serde: serde::Field,
    pub schemars: schemars::Said,
    pub response: Field,
    /// What describes it, in place of its type.
    pub schema: Option<Schema>,
    /// Whether it is not known what of the source it is filled from.
    pub is_filled_unread: bool,
    /// The keys that say how it is filled, in their order.
    pub ways: Vec<Ident>,
}

/// The arguments of a field that say how it is filled.
const FILLING: [&str; 4] = ["from_field", "map", "compute", "default"];

grammar! {
    /// `#[response(...)]` on a model.
    pub struct Container {
        /// `from = Row`: a type that it is filled from; `from = Row, into` goes through the `From` that you have written
        from | into as sources: Sources,
        /// `exclude_none`: a field that is `None` is left out
        exclude_none: Option<Flag>,
        /// `exclude_defaults`: a field that has its default is left out
        exclude_defaults: Option<Flag>,
        /// `example = UserOut { id: 1 }`: the example in the document
        example: Option<Expr>,
        /// `allow(sensitive_field, reason = "...")`: switches a rule off for all of its fields
        allow as allows: Vec<Allow>,
        /// `crate = ::steadfast`: where steadfast lives
        crate as facade: Option<ModPath>,
    }
}

grammar! {
    /// `#[response(...)]` on a variant of a model.
    pub struct Variant {
        /// `allow(sensitive_field, reason = "...")`: switches a rule off for its fields
        allow as allows: Vec<Allow>,
    }
}

grammar! {
    /// `#[response(...)]` on a field of a model.
    pub struct Field {
        /// `from_field = address.city`: the field of the source that it is filled from
        from_field: Option<FieldPath>,
        /// `map = ToString::to_string`: the function that makes its value from that of the source
        map: Option<Expr>,
        /// `compute = full_name`: the function that makes its value from a reference to the row; without a row, to the model
        compute: Option<Keyed<Expr>>,
        /// `default`: it is not in the row, and filled with its default; `default = expr` with this value
        default: Option<Filled>,
        /// `unset = 10`: what a `Field` that is unset stands for, and is sent as by a route with `unset = default`
        unset: Option<Keyed<Expr>>,
        /// `foreign`: its type is written by serde and described by schemars
        foreign: Option<Flag>,
        /// `non_finite_as_null`: `null` is sent for NaN and the infinities
        non_finite_as_null: Option<Flag>,
        /// `base64`: its bytes are sent as text in base64
        base64: Option<Flag>,
        /// `schema_with = path`: the function that describes what `#[serde(with)]` writes
        schema_with: Option<Schema>,
        /// `example = 7`: the example in the document
        example: Option<Expr>,
        /// `allow(sensitive_field, reason = "...")`: switches a rule off for it
        allow as allows: Vec<Allow>,
    }
}

/// The types that a model is filled from.
#[derive(Default)]
pub struct Sources(pub Vec<Source>);

/// `from = Type`
pub struct Source {
    pub ty: Type,
    /// `into`: through the `From` that the user has written.
    pub into: Option<Ident>,
}

impl Slot for Sources {
    fn read(
        &mut self,
        key: Key,
        input: ParseStream,
        report: &mut Report,
    ) -> Result<(), Diagnostic> {
        if key.name() == "from" {
            if let Some(fault) = grammar::quoted_type(key, input) {
                return Err(fault);
            }
            let ty = Value::read(key, input, report)?;
            self.0.push(Source { ty, into: None });
            return Ok(());
        }
        let Flag(into) = Flag::read(key, input, report)?;
        match self.0.last_mut() {
            None => report.push(
                Diagnostic::new(into.span(), "`into` comes before any `from`")
                    .help("write it after one: `from = Row, into`"),
            ),
            Some(source) if source.into.is_some() => report.push(faults::twice(into)),
            Some(source) => source.into = Some(into),
        }
        Ok(())
    }
}

/// `default`, `default = expr`
pub struct Filled(pub Option<Expr>);

impl Value for Filled {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let value = if input.peek(Token![=]) {
            Some(Value::read(key, input, report)?)
        } else {
            None
        };
        Ok(Self(value))
    }
}

/// `address.city`
pub struct FieldPath(pub Vec<Member>);

impl Parse for FieldPath {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let first = if input.peek(LitStr) {
            Member::Named(input.parse::<FieldName>()?.0)
        } else {
            input.parse()?
        };
        let mut members = vec![first];
        while input.parse::<Option<Token![.]>>()?.is_some() {
            members.push(input.parse()?);
        }
        Ok(Self(members))
    }
}

impl Unread {
    /// Takes the values, and notes whether an argument could not be read.
    fn of_serde<T>(&mut self, reading: Reading<T>) -> T {
        self.names |= reading.mentions.has_unread();
        reading.said
    }
}

/// Whether there is a source whose type cannot be read.
fn is_source_unread(Reading { said, mentions, .. }: &Reading<Container>) -> bool {
    let sources = said.sources.0.len();
    let written = mentions.keys.iter().filter(|key| *key == "from");
    written.count() > sources || sources == 0 && mentions.has("from")
}

/// Reads a type.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawModel> {
    let item = report.ok(ungroup::item(item))?;
    let mut unread = Unread::default();
    let serde = unread.of_serde(foreign::read(&item.attrs, report));
    let response: Reading<Container> = grammar::read(&item.attrs, report);
    unread.source = is_source_unread(&response);
    let schemars: Reading<schemars::OfType> = foreign::read(&item.attrs, report);
    let data = match item.data {
        Data::Struct(data) => RawData::Struct(fields(data.fields, &mut unread, report)),
        Data::Enum(data) => RawData::Enum(
            data.variants
                .into_iter()
                .map(|variant| RawVariant {
                    serde: unread.of_serde(foreign::read(&variant.attrs, report)),
                    schemars: foreign::read::<schemars::OfType>(&variant.attrs, report)
                        .said
                        .0,
                    response: grammar::read(&variant.attrs, report).said,
                    ident: variant.ident,
                    attributes: variant.attrs,
                    content: fields(variant.fields, &mut unread, report),
                })
                .collect(),
        ),
        Data::Union(data) => {
            report.push(
                Diagnostic::new(data.union_token.span, "a union cannot be a response model")
                    .note("nothing says which of its fields is set"),
            );
            // It stands for a model of which nothing is known.
            unread = Unread {
                names: true,
                source: true,
            };
            RawData::Struct(RawFields {
                style: Style::Unit,
                fields: Vec::new(),
            })
        }
    };
    let model = RawModel {
        ident: item.ident,
        generics: item.generics,
        attributes: item.attrs,
        serde,
        schemars: schemars.said.0,
        response: response.said,
        data,
        unread,
    };
    check::check(&model, report);
    Some(model)
}

fn fields(fields: Fields, unread: &mut Unread, report: &mut Report) -> RawFields {
    let style = match &fields {
        Fields::Named(_) => Style::Named,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Style::Newtype,
        Fields::Unnamed(_) => Style::Tuple,
        Fields::Unit => Style::Unit,
    };
    let fields = fields
        .into_iter()
        .enumerate()
        .map(|(index, field)| {
            let serde = unread.of_serde(foreign::read(&field.attrs, report));
            let mut response: Reading<Field> = grammar::read(&field.attrs, report);
            let mut schemars = foreign::read(&field.attrs, report);
            let mentioned = response.mentions.keys.iter();
            let ways = mentioned.filter(|key| FILLING.iter().any(|way| *key == way));
            RawField {
                ways: ways.cloned().collect(),
                is_filled_unread: is_filled_unread(&response),
                schema: schema(&mut response, &mut schemars, &field.ty),
                member: match field.ident {
                    Some(name) => Member::Named(name),
                    None => Member::from(index),
                },
                ty: field.ty,
                serde,
                schemars: schemars.said.0,
                response: response.said,
                attributes: field.attrs,
            }
        })
        .collect();
    RawFields { style, fields }
}

/// Whether what fills it cannot be read.
fn is_filled_unread(Reading { said, mentions, .. }: &Reading<Field>) -> bool {
    said.from_field.is_none() && mentions.has("from_field")
        || said.map.is_none() && mentions.has("map")
        || said.compute.is_none() && mentions.has("compute")
        || said.default.is_none() && mentions.has("default")
}

/// What describes a field. Where that cannot be read it is the type of the field, so that nothing is missing besides.
fn schema(
    response: &mut Reading<Field>,
    schemars: &mut Reading<schemars::OfField>,
    ty: &Type,
) -> Option<Schema> {
    let is_unreadable = response.mentions.has("schema_with")
        || schemars.mentions.has("with")
        || schemars.mentions.has("schema_with");
    let schema = response.said.schema_with.take();
    schema
        .or(schemars.said.0.take_schema())
        .or(is_unreadable.then(|| Schema::Type(ty.clone())))
}
