//! The values of other crates' arguments, and what is said of one that cannot be read.

use darling::{Error, FromMeta};
use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse::{Parse, Parser};
use syn::{Expr, LitStr, Meta, MetaNameValue, Path};

use crate::attr::faults;
use crate::report::Diagnostic;

/// `key = "text"`
pub fn text(argument: &Meta) -> darling::Result<Option<LitStr>> {
    let error = match LitStr::from_meta(argument) {
        Ok(text) => return Ok(Some(text)),
        Err(error) => error,
    };
    let name = argument.path();
    let example = |text: &str| format!("{} = \"{text}\"", faults::written(name));
    Err(match argument {
        Meta::NameValue(MetaNameValue { value, .. }) => {
            let text = match value {
                Expr::Path(path) => faults::written(path),
                _ => "...".to_owned(),
            };
            Error::custom(format!("expected a string: `{}`", example(&text)))
                .with_span(&error.span())
        }
        Meta::Path(_) | Meta::List(_) => carried(&faults::no_value(name, example("..."))),
    })
}

/// `key = "code"`: what the text is as code.
pub fn quoted<T: Parse>(argument: &Meta) -> darling::Result<Option<T>> {
    quoted_with(argument, T::parse)
}

/// [`quoted`], read by this parser.
pub fn quoted_with<P: Parser>(argument: &Meta, parser: P) -> darling::Result<Option<P::Output>> {
    let Some(text) = text(argument)? else {
        return Ok(None);
    };
    text.parse_with(parser).map(Some).map_err(|error| {
        let message = format!("the string cannot be parsed: {error}");
        Error::custom(message).with_span(&text)
    })
}

/// `key`, which takes no value.
///
/// `darling::util::Flag` would panic at `key()`.
pub fn word(argument: &Meta) -> darling::Result<Option<Ident>> {
    let name = argument.path().require_ident()?;
    let tokens = argument.to_token_stream().into_iter();
    let value = tokens.skip(1).collect();
    match argument {
        Meta::Path(_) => Ok(Some(name.clone())),
        Meta::List(_) | Meta::NameValue(_) => Err(carried(&faults::needless_value(name, &value))),
    }
}

/// A fault, on its way through darling: its errors are a text and one span.
pub fn carried(fault: &Diagnostic) -> Error {
    Error::custom(fault.text()).with_span(&fault.place().first)
}

/// What darling has found at the argument of this name: the first fault, if there are several.
pub fn fault(error: Error, name: &Path) -> Diagnostic {
    let first = first(error, name);
    Diagnostic::new(first.span(), first.to_string())
}

/// The first of several faults, which is at the argument of this name unless it is known better.
pub fn first(error: Error, name: &Path) -> syn::Error {
    match error.flatten().into_iter().next() {
        Some(first) => first.with_span(name).into(),
        None => syn::Error::new_spanned(name, "cannot be read"),
    }
}
