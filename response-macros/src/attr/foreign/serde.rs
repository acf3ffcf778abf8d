//! The `#[serde(...)]` attributes of a model: what decides about bytes is kept, what only deserializing needs is
//! accepted, and what serde does not know is refused, since it cannot be followed.

use darling::util::Ignored;
use darling::{Error, FromMeta};
use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprLit, ExprPath, Lit, LitStr, MacroDelimiter, Meta, MetaNameValue, Path, Token, Type,
    WherePredicate,
};

use super::Foreign;
use super::case::{Case, case};
use super::value::{first, quoted, quoted_with, text, word};
use crate::attr::faults;
use crate::report::{Diagnostic, Place};

/// On the struct or enum.
#[derive(Default, FromMeta)]
#[darling(default, allow_unknown_fields)]
pub struct Container {
    #[darling(with = text)]
    pub rename: Option<LitStr>,
    #[darling(with = case)]
    pub rename_all: Option<Case>,
    #[darling(with = case)]
    pub rename_all_fields: Option<Case>,
    #[darling(with = text)]
    pub tag: Option<LitStr>,
    #[darling(with = text)]
    pub content: Option<LitStr>,
    #[darling(with = word)]
    pub untagged: Option<Ident>,
    #[darling(with = word)]
    pub transparent: Option<Ident>,
    #[darling(with = quoted)]
    pub into: Option<Type>,
    #[darling(with = predicates)]
    pub bound: Option<Vec<WherePredicate>>,
    #[darling(with = standard)]
    pub default: Option<Standard>,
    #[darling(with = word)]
    pub deny_unknown_fields: Option<Ident>,
}

/// On a variant.
#[derive(Default, FromMeta)]
#[darling(default)]
pub struct Variant {
    #[darling(with = text)]
    pub rename: Option<LitStr>,
    #[darling(with = case)]
    pub rename_all: Option<Case>,
    #[darling(with = word)]
    pub untagged: Option<Ident>,
    #[darling(with = predicates)]
    pub bound: Option<Vec<WherePredicate>>,
    #[darling(flatten)]
    pub serializing: Serializing,
}

/// On a field.
#[derive(Default, FromMeta)]
#[darling(default)]
pub struct Field {
    #[darling(with = text)]
    pub rename: Option<LitStr>,
    #[darling(with = quoted)]
    pub skip_serializing_if: Option<ExprPath>,
    #[darling(with = word)]
    pub flatten: Option<Ident>,
    #[darling(with = standard)]
    pub default: Option<Standard>,
    #[darling(with = predicates)]
    pub bound: Option<Vec<WherePredicate>>,
    #[darling(flatten)]
    pub serializing: Serializing,
}

/// On a variant or a field: whether it is written, and by what.
#[derive(Default, FromMeta)]
#[darling(default, allow_unknown_fields, and_then = Self::by_one_function)]
pub struct Serializing {
    #[darling(with = word)]
    skip: Option<Ident>,
    #[darling(with = word)]
    skip_serializing: Option<Ident>,
    #[darling(with = word)]
    skip_deserializing: Option<Ident>,
    #[darling(with = function)]
    serialize_with: Option<With>,
    #[darling(with = module)]
    with: Option<With>,
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

impl Serializing {
    /// Whether it is not sent.
    pub fn is_skipped(&self) -> bool {
        self.skip.is_some() || self.skip_serializing.is_some()
    }

    /// Whether it is not received.
    pub fn is_read_only(&self) -> bool {
        self.skip.is_some() || self.skip_deserializing.is_some()
    }

    /// Whether a function writes it.
    pub fn has_function(&self) -> bool {
        self.serialize_with.is_some() || self.with.is_some()
    }

    /// The function that writes it.
    pub fn function(self) -> Option<With> {
        self.serialize_with.or(self.with)
    }

    fn by_one_function(self) -> darling::Result<Self> {
        match (&self.serialize_with, &self.with) {
            (Some(_), Some(_)) => Err(Error::custom(
                "`with` and `serialize_with` name the same function: one of them is enough",
            )),
            _ => Ok(self),
        }
    }
}

/// The arguments that serde knows at a place. Those that are not a field above are for deserializing only.
trait Serde: FromMeta + Default {
    const KNOWN: &[&str];
}

impl<S: Serde> Foreign for S {
    const NAME: &str = "serde";
    const EXAMPLE: &str = "rename = \"...\"";

    fn refuse(argument: &Meta) -> Option<Diagnostic> {
        refuse(argument.path(), S::KNOWN)
    }

    fn heard(argument: Meta) -> darling::Result<Option<Meta>> {
        serialized(argument)
    }
}

impl Serde for Container {
    const KNOWN: &[&str] = &[
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
}

impl Serde for Variant {
    const KNOWN: &[&str] = &[
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
}

impl Serde for Field {
    const KNOWN: &[&str] = &[
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
}

/// What makes a type stand for another one.
const NO_MODEL: &[&str] = &["remote", "variant_identifier", "field_identifier", "getter"];

/// What serde may be told of serializing and of deserializing separately.
const OF_TWO_HALVES: &[&str] = &["rename", "rename_all", "rename_all_fields", "bound"];

fn refuse(name: &Path, known: &[&str]) -> Option<Diagnostic> {
    let is_one_of = |names: &[&str]| names.iter().any(|known| name.is_ident(known));
    if !is_one_of(known) {
        return Some(
            faults::unknown(name, known)
                .note("serde has no such argument, so its effect on the JSON is unknown"),
        );
    }
    let written = name.get_ident().filter(|_| is_one_of(NO_MODEL))?;
    let message = format!("a type with `#[serde({written})]` cannot be a response model");
    Some(
        Diagnostic::new(Place::of(name), message)
            .help("derive `ResponseModel` on the type that is sent"),
    )
}

/// `(serialize = "text", deserialize = "text")`
#[derive(FromMeta)]
struct Halves {
    serialize: Option<LitStr>,
    #[darling(rename = "deserialize")]
    _deserialize: Option<Ignored>,
}

/// `rename(serialize = "text", ..)` as `rename = "text"`. The halves may stand in attributes of their own.
fn serialized(argument: Meta) -> darling::Result<Option<Meta>> {
    let has_halves = OF_TWO_HALVES
        .iter()
        .any(|name| argument.path().is_ident(name));
    let Meta::List(list) = &argument else {
        return Ok(Some(argument));
    };
    if !has_halves || !matches!(list.delimiter, MacroDelimiter::Paren(_)) {
        return Ok(Some(argument));
    }
    let halves = Halves::from_meta(&argument).map_err(|error| {
        Error::custom("expected `serialize = \"...\"`, `deserialize = \"...\"`, or both")
            .with_span(&first(error, &list.path).span())
    })?;
    Ok(halves.serialize.map(|text| {
        Meta::NameValue(MetaNameValue {
            path: list.path.clone(),
            eq_token: Token![=](text.span()),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: Lit::Str(text),
            }),
        })
    }))
}

/// `bound = "T: Serialize, U: Serialize"`
fn predicates(argument: &Meta) -> darling::Result<Option<Vec<WherePredicate>>> {
    let predicates = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
    Ok(quoted_with(argument, predicates)?.map(|predicates| predicates.into_iter().collect()))
}

fn standard(argument: &Meta) -> darling::Result<Option<Standard>> {
    match argument {
        Meta::Path(_) => Ok(Some(Standard::OfType)),
        Meta::List(_) | Meta::NameValue(_) => Ok(quoted(argument)?.map(Standard::Path)),
    }
}

fn function(argument: &Meta) -> darling::Result<Option<With>> {
    let key = argument.path().require_ident()?.clone();
    Ok(quoted(argument)?.map(|path| With { key, path }))
}

fn module(argument: &Meta) -> darling::Result<Option<With>> {
    let Some(mut with) = function(argument)? else {
        return Ok(None);
    };
    let span = with
        .path
        .path
        .segments
        .last()
        .map_or_else(|| with.key.span(), |last| last.ident.span());
    let serialize: Path = syn::parse_quote_spanned!(span=> serialize);
    with.path.path.segments.extend(serialize.segments);
    Ok(Some(with))
}
