//! The `#[schemars(...)]` attributes of a model: what they say stands in the schema. What would change the schema and not
//! the JSON is refused.

mod constraint;

use darling::ast::NestedMeta;
use darling::{Error, FromMeta};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Meta, MetaNameValue, Path, Token, Type};

use super::Foreign;
use super::value::{carried, quoted};
use crate::attr::faults;
use crate::attr::schema::Schema;
use crate::report::{Diagnostic, Place};
pub use constraint::Constraint;

/// What is said about a type, a variant or a field.
#[derive(Default)]
pub struct Said {
    pub title: Option<Expr>,
    pub description: Option<Expr>,
    pub examples: Vec<Expr>,
    pub extensions: Vec<Extension>,
    pub transforms: Vec<Expr>,
    pub constraints: Vec<Constraint>,
    with: Option<Type>,
    schema_with: Option<Path>,
}

/// `"keyword" = value`, in `extend(..)`
pub struct Extension {
    pub keyword: LitStr,
    /// The JSON, as `json!` takes it.
    pub value: TokenStream,
}

/// On a struct, an enum or a variant.
#[derive(Default)]
pub struct OfType(pub Said);

/// On a field.
#[derive(Default)]
pub struct OfField(pub Said);

impl Said {
    pub fn is_empty(&self) -> bool {
        self.title.is_none()
            && self.description.is_none()
            && self.examples.is_empty()
            && self.extensions.is_empty()
            && self.transforms.is_empty()
            && self.constraints.is_empty()
    }

    /// What describes the value, in place of its type.
    pub fn take_schema(&mut self) -> Option<Schema> {
        let function = self.schema_with.take().map(Schema::Function);
        self.with.take().map(Schema::Type).or(function)
    }

    fn of(arguments: &[NestedMeta]) -> darling::Result<Self> {
        let mut said = Self::default();
        for argument in arguments {
            if let NestedMeta::Meta(argument) = argument {
                said.hear(argument)?;
            }
        }
        Ok(said)
    }

    fn hear(&mut self, argument: &Meta) -> darling::Result<()> {
        let name = argument.path();
        let written = faults::written(name);
        match written.as_str() {
            "title" => once(&mut self.title, name, expression(argument)?),
            "description" => once(&mut self.description, name, expression(argument)?),
            "with" => match quoted(argument)? {
                Some(ty) => once(&mut self.with, name, ty),
                None => Ok(()),
            },
            "schema_with" => match quoted(argument)? {
                Some(path) => once(&mut self.schema_with, name, path),
                None => Ok(()),
            },
            "example" => {
                self.examples.push(expression(argument)?);
                Ok(())
            }
            "transform" => {
                self.transforms.push(expression(argument)?);
                Ok(())
            }
            "extend" => {
                self.extensions.extend(extensions(argument)?);
                Ok(())
            }
            name if OF_TRAIT.contains(&name) => Ok(()),
            _ => {
                let constraint = Constraint::of(argument)?;
                constraint.beside(&self.constraints, name)?;
                self.constraints.push(constraint);
                Ok(())
            }
        }
    }
}

fn once<T>(slot: &mut Option<T>, name: &Path, value: T) -> darling::Result<()> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(carried(&faults::twice(name))),
    }
}

/// `key = value`
fn expression(argument: &Meta) -> darling::Result<Expr> {
    match argument {
        Meta::NameValue(MetaNameValue { value, .. }) => Ok(value.clone()),
        Meta::Path(name) | Meta::List(syn::MetaList { path: name, .. }) => {
            let name = faults::written(name);
            let fault = faults::no_value(argument.path(), format!("{name} = \"...\""));
            Err(carried(&fault))
        }
    }
}

/// `extend("x-unit" = "mm", "multipleOf" = 5)`
fn extensions(argument: &Meta) -> darling::Result<Punctuated<Extension, Token![,]>> {
    let Meta::List(list) = argument else {
        let fault = faults::no_value(argument.path(), "extend(\"x-unit\" = \"mm\")");
        return Err(carried(&fault));
    };
    Ok(list.parse_args_with(Punctuated::parse_terminated)?)
}

impl Parse for Extension {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let keyword = input.parse()?;
        input.parse::<Token![=]>()?;
        let mut value = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            value.extend([input.parse::<proc_macro2::TokenTree>()?]);
        }
        if value.is_empty() {
            return Err(input.error("expected a value after `=`"));
        }
        Ok(Self { keyword, value })
    }
}

/// What the derive of `JsonSchema` alone is told.
const OF_TRAIT: &[&str] = &["crate", "bound"];

/// What may be said of every place.
const ANNOTATIONS: &[&str] = &["title", "description", "example", "extend", "transform"];

/// What would change the schema and not the JSON; serde knows it as well.
const OF_SERDE: &[&str] = &[
    "rename",
    "rename_all",
    "rename_all_fields",
    "deny_unknown_fields",
    "tag",
    "content",
    "untagged",
    "default",
    "skip",
    "skip_serializing",
    "skip_serializing_if",
    "skip_deserializing",
    "flatten",
    "remote",
    "transparent",
    "into",
    "from",
    "try_from",
    "alias",
];

/// The same, and serde does not know it.
const OF_SCHEMA: &[(&str, &str)] = &[
    (
        "inline",
        "remove it: a response model has a schema under its own name",
    ),
    (
        "required",
        "send a type that is never `None`, or leave it out with `#[response(exclude_none)]` on the model",
    ),
];

fn refuse(argument: &Meta, known: &[&[&str]]) -> Option<Diagnostic> {
    let name = argument.path();
    let written = faults::written(name);
    let known: Vec<&str> = known.concat();
    if known.contains(&written.as_str()) {
        return None;
    }
    let of_schema = OF_SCHEMA.iter().find(|(known, _)| *known == written);
    let help = match of_schema {
        Some((_, help)) => (*help).to_owned(),
        None if OF_SERDE.contains(&written.as_str()) => {
            let argument = argument.to_token_stream().to_string().replace(" (", "(");
            format!("write `#[serde({argument})]`, which both read")
        }
        None => return Some(faults::unknown(name, &known)),
    };
    let message = format!("`#[schemars({written})]` would change the schema and not the JSON");
    Some(Diagnostic::new(Place::of(name), message).help(help))
}

impl FromMeta for OfType {
    fn from_list(arguments: &[NestedMeta]) -> darling::Result<Self> {
        Said::of(arguments).map(Self)
    }
}

impl FromMeta for OfField {
    fn from_list(arguments: &[NestedMeta]) -> darling::Result<Self> {
        Said::of(arguments).map(Self)
    }
}

impl Foreign for OfType {
    const NAME: &str = "schemars";
    const EXAMPLE: &str = "title = \"...\"";

    fn refuse(argument: &Meta) -> Option<Diagnostic> {
        refuse(argument, &[ANNOTATIONS, OF_TRAIT])
    }
}

impl Foreign for OfField {
    const NAME: &str = "schemars";
    const EXAMPLE: &str = "range(min = 1, max = 5)";

    fn refuse(argument: &Meta) -> Option<Diagnostic> {
        let of_field = ["with", "schema_with"];
        refuse(argument, &[ANNOTATIONS, constraint::NAMES, &of_field])
    }
}

/// A fault of an argument, where darling expects its own.
fn fault(name: impl ToTokens, message: impl Into<String>) -> Error {
    carried(&Diagnostic::new(Place::of(name), message.into()))
}
