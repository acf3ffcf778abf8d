//! A response model: what is sent, under which names, written how.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprPath, Generics, Member, Path, Type, WherePredicate};

use super::content_of;
use crate::attr::case::Case;
use crate::attr::grammar::Keyed;
use crate::attr::model::{
    RawData, RawField, RawFields, RawModel, RawVariant, Source, Style, Unread,
};
use crate::attr::schema::Schema;
use crate::attr::schemars::Said;
use crate::attr::serde::{Standard, With};
use crate::report::{Allow, Place};

pub struct Model {
    pub ident: Ident,
    pub generics: Generics,
    /// Where `steadfast` lives.
    pub facade: Option<Path>,
    pub wire_name: String,
    pub docs: Vec<Expr>,
    pub is_deprecated: bool,
    /// `#[schemars(..)]` on the type
    pub said: Said,
    /// `#[response(example = ..)]` on the type
    pub example: Option<Expr>,
    pub is_packed: bool,
    /// `#[serde(bound = "..")]`: these instead of those that are inferred.
    pub bound: Option<Vec<WherePredicate>>,
    pub sources: Vec<Source>,
    /// `#[serde(into = "..")]`: written as this type.
    pub into: Option<Type>,
    pub default: Option<Standard>,
    /// `#[serde(deny_unknown_fields)]`
    pub is_closed: bool,
    pub exclude_none: bool,
    pub exclude_defaults: bool,
    pub allows: Vec<Allow>,
    pub data: Data,
    /// What could not be read.
    pub unread: Unread,
}

pub enum Data {
    Struct(Struct),
    Enum(Enum),
}

pub struct Struct {
    pub style: Style,
    pub fields: Vec<Field>,
    pub tag: Option<String>,
    /// `#[serde(transparent)]`: the index of the field that is written.
    pub transparent: Option<usize>,
}

pub struct Enum {
    pub tagging: Tagging,
    pub variants: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagging {
    External,
    Internal { tag: String },
    Adjacent { tag: String, content: String },
    Untagged,
}

pub struct Variant {
    pub ident: Ident,
    pub wire_name: String,
    pub docs: Vec<Expr>,
    pub is_deprecated: bool,
    /// `#[schemars(..)]`
    pub said: Said,
    /// `#[default]`
    pub is_default: bool,
    /// The variant cannot be serialized.
    pub is_skipped: bool,
    pub is_untagged: bool,
    pub serialize_with: Option<With>,
    /// [`Model::bound`], for its fields.
    pub bound: Option<Vec<WherePredicate>>,
    pub style: Style,
    pub fields: Vec<Field>,
    pub allows: Vec<Allow>,
}

pub struct Field {
    pub member: Member,
    /// The name in Rust, without `r#`.
    pub name: String,
    pub wire_name: String,
    /// The `rename` that gives the field its name in the JSON.
    pub renamed_at: Option<Place>,
    pub ty: Type,
    pub docs: Vec<Expr>,
    pub is_deprecated: bool,
    /// `#[schemars(..)]`
    pub said: Said,
    /// The field is not sent.
    pub is_skipped: bool,
    pub skip_if: Option<ExprPath>,
    pub flatten: Option<Ident>,
    pub default: Option<Standard>,
    /// [`Model::bound`], for its type.
    pub bound: Option<Vec<WherePredicate>>,
    pub is_read_only: bool,
    pub writing: Writing,
    /// What describes the value, in place of its type.
    pub schema: Option<Schema>,
    /// `#[response(non_finite_as_null)]`
    pub non_finite_as_null: Option<Ident>,
    /// `#[response(base64)]`
    pub base64: Option<Ident>,
    pub from_field: Option<Vec<Member>>,
    pub map: Option<Expr>,
    /// `#[response(compute = path)]`
    pub compute: Option<Expr>,
    /// `#[response(default)]`, `#[response(default = expr)]`
    pub filled: Option<Option<Expr>>,
    /// `#[response(unset = expr)]`
    pub unset: Option<Keyed<Expr>>,
    /// Whether it is not known what of the source it is filled from.
    pub is_filled_unread: bool,
    pub example: Option<Expr>,
    pub allows: Vec<Allow>,
}

/// How a value comes into the JSON.
pub enum Writing {
    /// Its type is a response model.
    Model,
    /// Through serde; the schema comes from schemars.
    Foreign,
    /// Through a function.
    With(Box<With>),
}

impl Model {
    /// Puts the attributes together, as serde does.
    pub fn new(raw: RawModel) -> Self {
        let name = raw.ident.unraw().to_string();
        let serde = raw.serde;
        let tagging = tagging(&serde);
        let data = match raw.data {
            RawData::Struct(fields) => Data::Struct(Struct::new(
                fields,
                serde.rename_all,
                &tagging,
                serde.transparent.is_some(),
            )),
            RawData::Enum(variants) => {
                let variants = variants
                    .into_iter()
                    .map(|variant| Variant::new(variant, serde.rename_all, serde.rename_all_fields))
                    .collect();
                Data::Enum(Enum { tagging, variants })
            }
        };
        Self {
            facade: raw.response.facade.map(|path| path.0),
            wire_name: serde.rename.map_or(name, |rename| rename.value()),
            docs: docs(&raw.attributes),
            is_deprecated: has(&raw.attributes, "deprecated"),
            said: raw.schemars,
            example: raw.response.example,
            is_packed: is_packed(&raw.attributes),
            bound: serde.bound,
            sources: raw.response.sources.0,
            into: serde.into,
            default: serde.default,
            is_closed: serde.deny_unknown_fields.is_some(),
            exclude_none: raw.response.exclude_none.is_some(),
            exclude_defaults: raw.response.exclude_defaults.is_some(),
            allows: raw.response.allows,
            data,
            unread: raw.unread,
            ident: raw.ident,
            generics: raw.generics,
        }
    }

    /// A list, or an `Option`, that a struct is to be filled from field by field, and what it holds.
    pub fn source_that_lists(&self) -> Option<(&Type, &Type)> {
        let lists = ["Vec", "VecDeque", "LinkedList", "Option"];
        if matches!(self.data, Data::Enum(_)) {
            return None;
        }
        let by_fields = self.sources.iter().filter(|source| source.into.is_none());
        by_fields.into_iter().find_map(|source| {
            let row = match &source.ty {
                Type::Reference(reference) => &*reference.elem,
                row => row,
            };
            let item = lists.iter().find_map(|list| content_of(row, list))?;
            Some((&source.ty, item))
        })
    }

    /// The function that makes the value of a field from the finished model, when it is written.
    pub fn computed<'f>(&self, field: &'f Field) -> Option<&'f Expr> {
        let is_known = self.sources.is_empty() && !self.unread.source && !field.is_filled_unread;
        field.compute.as_ref().filter(|_| is_known)
    }

    /// Every field, those of variants included.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let of_variants = self.variants().iter().flat_map(|variant| &variant.fields);
        self.own_fields().iter().chain(of_variants)
    }

    /// Every field that is sent.
    pub fn sent_fields(&self) -> impl Iterator<Item = &Field> {
        let sent = self.variants().iter().filter(|variant| !variant.is_skipped);
        let of_variants = sent.flat_map(|variant| &variant.fields);
        let fields = self.own_fields().iter().chain(of_variants);
        fields.filter(|field| !field.is_skipped)
    }

    /// The fields that are sent with a field: those of its variant, or all.
    pub fn sent_beside<'a>(&'a self, field: &'a Field) -> impl Iterator<Item = &'a Field> {
        let variant = self.variant_of(field);
        let fields = variant.map_or(self.own_fields(), |variant| &variant.fields);
        let others = move |other: &&Field| !other.is_skipped && !std::ptr::eq(*other, field);
        fields.iter().filter(others)
    }

    /// The bounds that are written for a field in place of those that are inferred: its own, or its variant's.
    pub fn bound_of<'a>(&'a self, field: &'a Field) -> Option<&'a Vec<WherePredicate>> {
        let of_variant = || self.variant_of(field)?.bound.as_ref();
        field.bound.as_ref().or_else(of_variant)
    }

    /// The exceptions in force at a field: its own, its variant's and the type's.
    pub fn allows_at<'a>(&'a self, field: &'a Field) -> impl Iterator<Item = &'a Allow> {
        let variant = self.variant_of(field);
        let of_variant = variant.map_or(&[][..], |variant| &variant.allows);
        field.allows.iter().chain(of_variant).chain(&self.allows)
    }

    fn variant_of(&self, field: &Field) -> Option<&Variant> {
        self.variants().iter().find(|variant| {
            let mut fields = variant.fields.iter();
            fields.any(|other| std::ptr::eq(other, field))
        })
    }

    fn own_fields(&self) -> &[Field] {
        match &self.data {
            Data::Struct(model) => &model.fields,
            Data::Enum(_) => &[],
        }
    }

    fn variants(&self) -> &[Variant] {
        match &self.data {
            Data::Struct(_) => &[],
            Data::Enum(model) => &model.variants,
        }
    }

    /// The exceptions by subject: the type's, each variant's and each field's.
    pub fn allows(&self) -> impl Iterator<Item = (String, &Vec<Allow>)> {
        let of_fields = self
            .fields()
            .map(|field| (format!("{}.{}", self.ident, field.name), &field.allows));
        let of_variants = self.variants().iter().map(|variant| {
            (
                format!("{}::{}", self.ident, variant.ident),
                &variant.allows,
            )
        });
        std::iter::once((self.ident.to_string(), &self.allows))
            .chain(of_variants)
            .chain(of_fields)
    }
}

impl Struct {
    fn new(raw: RawFields, case: Option<Case>, tagging: &Tagging, is_transparent: bool) -> Self {
        let style = raw.style;
        let fields: Vec<Field> = raw
            .fields
            .into_iter()
            .map(|field| Field::new(field, case, style))
            .collect();
        let first_sent = || fields.iter().position(|field| !field.is_skipped);
        let transparent = is_transparent.then(first_sent).flatten();
        let tag = match tagging {
            Tagging::Internal { tag } => Some(tag.clone()),
            _ => None,
        };
        Self {
            style,
            fields,
            tag,
            transparent,
        }
    }
}

impl Variant {
    fn new(raw: RawVariant, case: Option<Case>, case_of_fields: Option<Case>) -> Self {
        let style = raw.content.style;
        let case_of_fields = raw.serde.rename_all.or(case_of_fields);
        let fields: Vec<Field> = raw
            .content
            .fields
            .into_iter()
            .map(|field| Field::new(field, case_of_fields, style))
            .collect();
        // serde writes a newtype variant whose only field is skipped as one without fields.
        let style = match style {
            Style::Newtype if fields.iter().all(|field| field.is_skipped) => Style::Unit,
            style => style,
        };
        let name = raw.ident.unraw().to_string();
        let wire_name = match (&raw.serde.rename, case) {
            (Some(rename), _) => rename.value(),
            (None, Some(case)) => case.of_variant(&name),
            (None, None) => name,
        };
        Self {
            ident: raw.ident,
            wire_name,
            docs: docs(&raw.attributes),
            is_deprecated: has(&raw.attributes, "deprecated"),
            said: raw.schemars,
            is_default: has(&raw.attributes, "default"),
            is_skipped: raw.serde.serializing.is_skipped(),
            is_untagged: raw.serde.untagged.is_some(),
            serialize_with: raw.serde.serializing.function(),
            bound: raw.serde.bound,
            style,
            fields,
            allows: raw.response.allows,
        }
    }
}

impl Field {
    fn new(raw: RawField, case: Option<Case>, style: Style) -> Self {
        let (serde, response) = (raw.serde, raw.response);
        let name = match &raw.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        };
        let wire_name = match (&serde.rename, case) {
            (Some(rename), _) => rename.value(),
            (None, Some(case)) if style == Style::Named => case.of_field(&name),
            (None, _) => name.clone(),
        };
        let is_skipped = serde.serializing.is_skipped();
        let is_read_only = serde.serializing.is_read_only();
        let writing = match (serde.serializing.function(), response.foreign) {
            // What serde writes may be read by serde as well, and is base64 there, too.
            _ if response.base64.is_some() => Writing::Model,
            (Some(with), _) => Writing::With(Box::new(with)),
            (None, Some(_)) => Writing::Foreign,
            (None, None) => Writing::Model,
        };
        Self {
            member: raw.member,
            name,
            wire_name,
            renamed_at: serde.rename.as_ref().map(Place::of),
            ty: raw.ty,
            docs: docs(&raw.attributes),
            is_deprecated: has(&raw.attributes, "deprecated"),
            said: raw.schemars,
            is_skipped,
            skip_if: serde.skip_serializing_if,
            flatten: serde.flatten.filter(|_| style == Style::Named),
            default: serde.default.or(is_read_only.then_some(Standard::OfType)),
            bound: serde.bound,
            is_read_only,
            writing,
            schema: raw.schema,
            non_finite_as_null: response.non_finite_as_null.map(|flag| flag.0),
            base64: response.base64.map(|flag| flag.0),
            from_field: response.from_field.map(|path| path.0),
            map: response.map,
            compute: response.compute.map(|compute| compute.value),
            unset: response.unset,
            filled: response.default.map(|default| default.0),
            is_filled_unread: raw.is_filled_unread,
            example: response.example,
            allows: response.allows,
        }
    }

    /// Where the field is named; a field of a tuple struct has its type for a name.
    pub fn place(&self) -> Place {
        match &self.member {
            Member::Named(name) => Place::from(name.span()),
            Member::Unnamed(_) => Place::of(&self.ty),
        }
    }

    /// [`place`](Self::place), where one token is needed.
    pub fn span(&self) -> Span {
        self.place().first
    }
}

fn tagging(serde: &crate::attr::serde::Container) -> Tagging {
    match (&serde.untagged, &serde.tag, &serde.content) {
        (Some(_), _, _) => Tagging::Untagged,
        (None, None, _) => Tagging::External,
        (None, Some(tag), None) => Tagging::Internal { tag: tag.value() },
        (None, Some(tag), Some(content)) => Tagging::Adjacent {
            tag: tag.value(),
            content: content.value(),
        },
    }
}

/// The lines of a doc comment; `#[doc = include_str!(...)]` is one as well.
fn docs(attributes: &[Attribute]) -> Vec<Expr> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(|attribute| attribute.meta.require_name_value().ok())
        .map(|meta| meta.value.clone())
        .collect()
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

fn is_packed(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("repr"))
        .filter_map(|attribute| attribute.parse_args::<proc_macro2::TokenStream>().ok())
        .flatten()
        .any(|token| matches!(token, proc_macro2::TokenTree::Ident(name) if name == "packed"))
}
