//! The constraints of `#[schemars(...)]` on a field.

use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Meta, MetaList, MetaNameValue, Token};

use super::{carried, fault};
use crate::attr::faults;

/// The arguments that constrain a value.
pub(super) const NAMES: &[&str] = &[
    "length", "range", "regex", "pattern", "contains", "email", "url", "ip", "ipv4", "ipv6",
    "inner",
];

/// What the values of a field have to satisfy.
pub enum Constraint {
    /// `length(min = 1, max = 5)`, `length(equal = 5)`
    Length {
        min: Option<Expr>,
        max: Option<Expr>,
    },
    /// `range(min = 1, max = 5)`
    Range {
        min: Option<Expr>,
        max: Option<Expr>,
    },
    /// `regex(pattern = "..")`, `pattern("..")`
    Pattern(Expr),
    /// `contains(pattern = "..")`, `contains("..")`
    Contains(Expr),
    /// `email`, with its format in JSON Schema.
    Format {
        argument: &'static str,
        format: &'static str,
    },
    /// `inner(..)`: for each item of a list.
    Inner(Vec<Self>),
}

const FORMATS: [(&str, &str); 5] = [
    ("email", "email"),
    ("url", "uri"),
    ("ip", "ip"),
    ("ipv4", "ipv4"),
    ("ipv6", "ipv6"),
];

impl Constraint {
    pub(super) fn of(argument: &Meta) -> darling::Result<Self> {
        let name = argument.path();
        let written = faults::written(name);
        if let Some(&(name, format)) = FORMATS.iter().find(|(known, _)| *known == written) {
            return match argument {
                Meta::Path(_) => Ok(Self::Format {
                    argument: name,
                    format,
                }),
                _ => Err(fault(argument, format!("`{written}` takes no value"))),
            };
        }
        match (written.as_str(), argument) {
            ("length", Meta::List(list)) => ends(list).map(|(min, max)| Self::Length { min, max }),
            ("range", Meta::List(list)) => ends(list).map(|(min, max)| Self::Range { min, max }),
            ("pattern", Meta::List(list)) => Ok(Self::Pattern(list.parse_args()?)),
            ("regex", Meta::List(list)) => named_pattern(list).map(Self::Pattern),
            ("contains", Meta::List(list)) => match list.parse_args() {
                Ok(Expr::Assign(_)) | Err(_) => named_pattern(list).map(Self::Contains),
                Ok(part) => Ok(Self::Contains(part)),
            },
            ("inner", Meta::List(list)) => {
                let inner =
                    list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)?;
                let mut constraints = Vec::new();
                for argument in &inner {
                    let constraint = Self::of(argument)?;
                    constraint.beside(&constraints, argument.path())?;
                    constraints.push(constraint);
                }
                Ok(Self::Inner(constraints))
            }
            ("length" | "range", _) => {
                let example = format!("{written}(min = 1, max = 5)");
                Err(carried(&faults::no_value(name, example)))
            }
            ("pattern" | "contains", _) => {
                let example = format!("{written}(\"..\")");
                Err(carried(&faults::no_value(name, example)))
            }
            ("regex", _) => {
                let fault = faults::no_value(name, "regex(pattern = \"..\")");
                Err(carried(&fault))
            }
            ("inner", _) => Err(carried(&faults::no_value(name, "inner(length(min = 1))"))),
            _ => Err(carried(&faults::unknown(name, NAMES))),
        }
    }

    /// An error if one of the others writes the same keyword.
    pub(super) fn beside(&self, others: &[Self], name: &syn::Path) -> darling::Result<()> {
        if others.iter().all(|other| other.keyword() != self.keyword()) {
            return Ok(());
        }
        Err(match self {
            Self::Pattern(_) | Self::Contains(_) => {
                fault(name, "a schema has one `pattern`, and it is given already")
            }
            Self::Format { .. } => {
                fault(name, "a schema has one `format`, and it is given already")
            }
            _ => carried(&faults::twice(name)),
        })
    }

    fn keyword(&self) -> &'static str {
        match self {
            Self::Length { .. } => "length",
            Self::Range { .. } => "range",
            Self::Pattern(_) | Self::Contains(_) => "pattern",
            Self::Format { .. } => "format",
            Self::Inner(_) => "inner",
        }
    }
}

type Named = Punctuated<MetaNameValue, Token![,]>;

/// `min = 1, max = 5`, or `equal = 5` for both.
fn ends(list: &MetaList) -> darling::Result<(Option<Expr>, Option<Expr>)> {
    let (mut min, mut max) = (None, None);
    for end in list.parse_args_with(Named::parse_terminated)? {
        let value = unquoted(end.value)?;
        let slots: &mut [&mut Option<Expr>] = match faults::written(&end.path).as_str() {
            "min" => &mut [&mut min],
            "max" => &mut [&mut max],
            "equal" => &mut [&mut min, &mut max],
            _ => {
                return Err(carried(&faults::unknown(
                    &end.path,
                    &["min", "max", "equal"],
                )));
            }
        };
        for slot in slots {
            if slot.replace(value.clone()).is_some() {
                return Err(carried(&faults::twice(&end.path)));
            }
        }
    }
    Ok((min, max))
}

/// `"MAX"` as `MAX`
fn unquoted(value: Expr) -> syn::Result<Expr> {
    match &value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => text.parse(),
        _ => Ok(value),
    }
}

/// `pattern = "..."`
fn named_pattern(list: &MetaList) -> darling::Result<Expr> {
    let named: MetaNameValue = list.parse_args()?;
    match named.path.is_ident("pattern") {
        true => Ok(named.value),
        false => Err(carried(&faults::unknown(&named.path, &["pattern"]))),
    }
}
