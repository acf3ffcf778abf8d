//! The attributes of other crates: `#[serde(...)]` and `#[schemars(...)]` are lists of literals, which darling reads.

pub mod case;
pub mod schemars;
pub mod serde;
#[cfg(test)]
mod tests;
mod value;

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Meta, Token};

use super::mentions::{Mentions, Reading};
use super::{faults, list};
use crate::report::{Diagnostic, Place, Report};

/// What an attribute of another crate says.
pub trait Foreign: FromMeta + Default {
    /// The name of the attribute.
    const NAME: &str;
    /// An argument, as it is written there.
    const EXAMPLE: &str;

    /// The error for an argument that is refused whatever its value.
    fn refuse(_argument: &Meta) -> Option<Diagnostic> {
        None
    }

    /// The argument in the form that darling reads; `None` if it is only about deserializing.
    fn heard(argument: Meta) -> darling::Result<Option<Meta>> {
        Ok(Some(argument))
    }
}

/// Reads the arguments of every attribute of this name.
pub fn read<F: Foreign>(attributes: &[Attribute], report: &mut Report) -> Reading<F> {
    let mut list = List::<F>::default();
    let mut mentions = Mentions::of(attributes, F::NAME);
    list::read_each(attributes, F::NAME, F::EXAMPLE, report, |input, _| {
        let read = list.read(input, &mut mentions);
        if read.is_err() {
            mentions.unread();
        }
        read
    });
    Reading {
        said: list.said,
        mentions,
        mistyped: Vec::new(),
    }
}

/// The next argument, `rename = "id"`. If its value is not one, the argument is returned without it, together with the
/// error.
fn argument<F: Foreign>(input: ParseStream) -> Result<(Meta, Option<Diagnostic>), Diagnostic> {
    let place = input.span();
    if input.peek(Ident::peek_any) || input.peek(Token![::]) {
        match input.parse()? {
            NestedMeta::Meta(argument) => return Ok((argument, None)),
            NestedMeta::NameValueInvalidExpr(argument) => {
                let equals = Place::of(argument.eq_token);
                let fault = Diagnostic::new(equals, "expected a value after `=`");
                return Ok((Meta::Path(argument.path), Some(fault)));
            }
            NestedMeta::Lit(_) => {}
        }
    }
    let message = format!("expected an argument such as `{}`", F::EXAMPLE);
    Err(Diagnostic::new(place, message))
}

/// The arguments read so far, and their values. darling reads a whole list or nothing, so the list is read again with each
/// new argument: an error then belongs to that argument, and the others are kept.
#[derive(Default)]
struct List<F> {
    arguments: Vec<NestedMeta>,
    said: F,
}

impl<F: Foreign> List<F> {
    fn read(&mut self, input: ParseStream, mentions: &mut Mentions) -> Result<(), Diagnostic> {
        let (argument, without_value) = argument::<F>(input)?;
        if let Some(refusal) = F::refuse(&argument) {
            return Err(refusal);
        }
        mentions.keys.extend(argument.path().get_ident().cloned());
        self.take(argument)?;
        without_value.map_or(Ok(()), Err)
    }

    fn take(&mut self, argument: Meta) -> Result<(), Diagnostic> {
        let name = argument.path().clone();
        let is_given =
            |given: &NestedMeta| matches!(given, NestedMeta::Meta(given) if *given.path() == name);
        let is_given = self.arguments.iter().any(is_given);
        match F::heard(argument) {
            Ok(None) => Ok(()),
            Ok(Some(argument)) => self.add(argument),
            Err(error) => Err(error),
        }
        .map_err(|error| {
            if is_given {
                return faults::twice(&name);
            }
            // `skip = true` is `skip`, whatever is wrong with its value.
            let _ = self.add(Meta::Path(name.clone()));
            value::fault(error, &name)
        })
    }

    fn add(&mut self, argument: Meta) -> darling::Result<()> {
        self.arguments.push(NestedMeta::Meta(argument));
        match F::from_list(&self.arguments) {
            Ok(said) => {
                self.said = said;
                Ok(())
            }
            Err(error) => {
                self.arguments.pop();
                Err(error)
            }
        }
    }
}
