//! The `#[serde(...)]` attributes of a model: what decides about bytes is kept, what only deserializing needs is
//! accepted, and what serde does not know is refused, since it cannot be followed.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, ExprPath, LitStr, Path, Token, Type, WherePredicate, parenthesized, token};

use super::arguments::{each, key, set, unknown};
use super::case::{CASES, Case};
use crate::report::{Diagnostic, Report, nearest};

/// On the struct or enum.
#[derive(Default)]
pub struct Container {
    pub rename: Option<LitStr>,
    pub rename_all: Option<Case>,
    pub rename_all_fields: Option<Case>,
    pub tag: Option<LitStr>,
    pub content: Option<LitStr>,
    pub untagged: Option<Ident>,
    pub transparent: Option<Ident>,
    pub into: Option<Type>,
    pub bound: Option<Vec<WherePredicate>>,
    pub default: Option<Standard>,
    pub deny_unknown_fields: Option<Ident>,
}

/// On a variant.
#[derive(Default)]
pub struct Variant {
    pub rename: Option<LitStr>,
    pub rename_all: Option<Case>,
    pub skip: Option<Ident>,
    pub untagged: Option<Ident>,
    pub serialize_with: Option<With>,
}

/// On a field.
#[derive(Default)]
pub struct Field {
    pub rename: Option<LitStr>,
    pub skip: Option<Ident>,
    pub skip_if: Option<ExprPath>,
    pub flatten: Option<Ident>,
    pub default: Option<Standard>,
    pub skip_deserializing: Option<Ident>,
    pub serialize_with: Option<With>,
    pub bound: Option<Vec<WherePredicate>>,
}

/// `default` or `default = "path"`
pub enum Standard {
    OfType,
    Path(ExprPath),
}

/// `serialize_with = "path"` or `with = "module"`
pub struct With {
    pub key: Ident,
    /// The function that serializes.
    pub path: ExprPath,
}

const CONTAINER: &[&str] = &[
    "rename",
    "rename_all",
    "rename_all_fields",
    "deny_unknown_fields",
    "tag",
    "content",
    "untagged",
    "bound",
    "default",
    "remote",
    "transparent",
    "from",
    "try_from",
    "into",
    "crate",
    "expecting",
    "variant_identifier",
    "field_identifier",
];

const VARIANT: &[&str] = &[
    "rename",
    "alias",
    "rename_all",
    "skip",
    "skip_serializing",
    "skip_deserializing",
    "serialize_with",
    "deserialize_with",
    "with",
    "bound",
    "borrow",
    "other",
    "untagged",
];

const FIELD: &[&str] = &[
    "rename",
    "alias",
    "default",
    "flatten",
    "skip",
    "skip_serializing",
    "skip_deserializing",
    "skip_serializing_if",
    "serialize_with",
    "deserialize_with",
    "with",
    "borrow",
    "bound",
    "getter",
];

/// Reads the attributes of a struct or enum.
pub fn container(attributes: &[Attribute], report: &mut Report) -> Container {
    let mut container = Container::default();
    each(attributes, "serde", report, |name, input, report| {
        match name.to_string().as_str() {
            "rename" => assign(&mut container.rename, name, serialized(input)?, report),
            "rename_all" => assign(
                &mut container.rename_all,
                name,
                case(input, report)?,
                report,
            ),
            "rename_all_fields" => assign(
                &mut container.rename_all_fields,
                name,
                case(input, report)?,
                report,
            ),
            "tag" => set(&mut container.tag, text(input)?, name, report),
            "content" => set(&mut container.content, text(input)?, name, report),
            "untagged" => set(&mut container.untagged, name.clone(), name, report),
            "transparent" => set(&mut container.transparent, name.clone(), name, report),
            "into" => set(&mut container.into, text(input)?.parse()?, name, report),
            "bound" => assign(&mut container.bound, name, bound(input)?, report),
            "default" => set(&mut container.default, standard(input)?, name, report),
            "deny_unknown_fields" => {
                set(
                    &mut container.deny_unknown_fields,
                    name.clone(),
                    name,
                    report,
                );
            }
            "remote" | "variant_identifier" | "field_identifier" => {
                report.push(not_a_model(name));
                skip_value(input)?;
            }
            "from" | "try_from" | "crate" | "expecting" => skip_value(input)?,
            _ => refuse(name, input, CONTAINER, report)?,
        }
        Ok(())
    });
    container
}

/// Reads the attributes of a variant.
pub fn variant(attributes: &[Attribute], report: &mut Report) -> Variant {
    let mut variant = Variant::default();
    each(attributes, "serde", report, |name, input, report| {
        match name.to_string().as_str() {
            "rename" => assign(&mut variant.rename, name, serialized(input)?, report),
            "rename_all" => assign(&mut variant.rename_all, name, case(input, report)?, report),
            "skip" | "skip_serializing" => {
                variant.skip.get_or_insert(name.clone());
            }
            "untagged" => set(&mut variant.untagged, name.clone(), name, report),
            "serialize_with" => set(
                &mut variant.serialize_with,
                function(name, input)?,
                name,
                report,
            ),
            "with" => set(
                &mut variant.serialize_with,
                module(name, input)?,
                name,
                report,
            ),
            "alias" | "skip_deserializing" | "deserialize_with" | "bound" | "borrow" | "other" => {
                skip_value(input)?;
            }
            _ => refuse(name, input, VARIANT, report)?,
        }
        Ok(())
    });
    variant
}

/// Reads the attributes of a field.
pub fn field(attributes: &[Attribute], report: &mut Report) -> Field {
    let mut field = Field::default();
    each(attributes, "serde", report, |name, input, report| {
        match name.to_string().as_str() {
            "rename" => assign(&mut field.rename, name, serialized(input)?, report),
            "skip" => {
                field.skip.get_or_insert(name.clone());
                field.skip_deserializing.get_or_insert(name.clone());
            }
            "skip_serializing" => {
                field.skip.get_or_insert(name.clone());
            }
            "skip_deserializing" => {
                field.skip_deserializing.get_or_insert(name.clone());
            }
            "skip_serializing_if" => set(&mut field.skip_if, text(input)?.parse()?, name, report),
            "flatten" => set(&mut field.flatten, name.clone(), name, report),
            "default" => set(&mut field.default, standard(input)?, name, report),
            "serialize_with" => set(
                &mut field.serialize_with,
                function(name, input)?,
                name,
                report,
            ),
            "with" => set(
                &mut field.serialize_with,
                module(name, input)?,
                name,
                report,
            ),
            "bound" => assign(&mut field.bound, name, bound(input)?, report),
            "getter" => {
                report.push(not_a_model(name));
                skip_value(input)?;
            }
            "alias" | "deserialize_with" | "borrow" => skip_value(input)?,
            _ => refuse(name, input, FIELD, report)?,
        }
        Ok(())
    });
    field
}

/// A setting whose half for serializing may be missing.
fn assign<T>(slot: &mut Option<T>, name: &Ident, value: Option<T>, report: &mut Report) {
    if let Some(value) = value {
        set(slot, value, name, report);
    }
}

/// `= "text"`
fn text(input: ParseStream) -> syn::Result<LitStr> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// `= "text"`, or the first of `(serialize = "text", deserialize = "text")`.
fn serialized(input: ParseStream) -> syn::Result<Option<LitStr>> {
    if !input.peek(token::Paren) {
        return text(input).map(Some);
    }
    let halves;
    parenthesized!(halves in input);
    let mut serialized = None;
    while !halves.is_empty() {
        let half = key(&halves)?;
        match half.to_string().as_str() {
            "serialize" => serialized = Some(text(&halves)?),
            "deserialize" => skip_value(&halves)?,
            _ => {
                return Err(syn::Error::new(
                    half.span(),
                    "expected `serialize` or `deserialize`",
                ));
            }
        }
        halves.parse::<Option<Token![,]>>()?;
    }
    Ok(serialized)
}

fn case(input: ParseStream, report: &mut Report) -> syn::Result<Option<Case>> {
    let Some(typed) = serialized(input)? else {
        return Ok(None);
    };
    let name = typed.value();
    let known = CASES.iter().find(|(case, _)| *case == name);
    if known.is_none() {
        let names = CASES.iter().map(|(name, _)| *name);
        let diagnostic = Diagnostic::syntax(typed.span(), format!("serde knows no case `{name}`"));
        report.push(match nearest(&name, names) {
            Some(case) => diagnostic.help(format!("did you mean `{case}`?")),
            None => diagnostic,
        });
    }
    Ok(known.map(|(_, case)| *case))
}

fn bound(input: ParseStream) -> syn::Result<Option<Vec<WherePredicate>>> {
    let Some(text) = serialized(input)? else {
        return Ok(None);
    };
    let predicates = text.parse_with(Punctuated::<WherePredicate, Token![,]>::parse_terminated)?;
    Ok(Some(predicates.into_iter().collect()))
}

fn standard(input: ParseStream) -> syn::Result<Standard> {
    if input.peek(Token![=]) {
        Ok(Standard::Path(text(input)?.parse()?))
    } else {
        Ok(Standard::OfType)
    }
}

fn function(name: &Ident, input: ParseStream) -> syn::Result<With> {
    Ok(With {
        key: name.clone(),
        path: text(input)?.parse()?,
    })
}

fn module(name: &Ident, input: ParseStream) -> syn::Result<With> {
    let module = text(input)?;
    let mut path: ExprPath = module.parse()?;
    let serialize: Path = syn::parse_quote_spanned!(module.span()=> serialize);
    path.path.segments.extend(serialize.segments);
    Ok(With {
        key: name.clone(),
        path,
    })
}

/// Goes over a value that says nothing about bytes.
fn skip_value(input: ParseStream) -> syn::Result<()> {
    if input.peek(token::Paren) {
        let inside;
        parenthesized!(inside in input);
        inside.parse::<proc_macro2::TokenStream>()?;
    } else if input.parse::<Option<Token![=]>>()?.is_some() {
        input.parse::<syn::Lit>()?;
    }
    Ok(())
}

fn refuse(
    name: &Ident,
    input: ParseStream,
    known: &[&str],
    report: &mut Report,
) -> syn::Result<()> {
    report.push(
        unknown(name, known)
            .note("what it does to the bytes is unknown, so they could not be promised"),
    );
    skip_value(input)
}

fn not_a_model(name: &Ident) -> Diagnostic {
    Diagnostic::syntax(
        name.span(),
        format!("`#[serde({name})]` does not describe this type, so it is no response model"),
    )
    .help("derive `ResponseModel` on the type that is sent")
}
