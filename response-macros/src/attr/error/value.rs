//! The values of the arguments.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{LitBool, LitInt, LitStr, Token, token};

use crate::attr::grammar::{Key, Value};
use crate::report::{Diagnostic, Report};

/// `"text"`, or the name of a field.
pub enum RawValue {
    Text(LitStr),
    Field(Ident),
}

/// `challenge = value`, `challenge("Scheme", name = value)`
pub enum RawChallenge {
    Whole(RawValue),
    Parameters(LitStr, Vec<(Ident, RawValue)>),
}

/// `detail = "text"`, `detail = false`
pub enum RawDetail {
    Text(LitStr),
    Withheld,
}

/// A number of seconds, or the name of a field.
pub enum RawDelay {
    Seconds(u64),
    Field(Ident),
}

/// `extension`, `extension = "name"`
pub struct RawExtension {
    pub key: Ident,
    pub name: Option<LitStr>,
}

impl Value for RawExtension {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let name = if input.peek(Token![=]) {
            Some(Value::read(key, input, report)?)
        } else {
            None
        };
        Ok(Self {
            key: key.ident.clone(),
            name,
        })
    }
}

impl Parse for RawValue {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) {
            Ok(Self::Text(input.parse()?))
        } else if input.peek(Ident::peek_any) {
            Ok(Self::Field(input.parse()?))
        } else {
            Err(input.error("expected a string, or the name of a field"))
        }
    }
}

impl Value for RawChallenge {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        if !input.peek(token::Paren) {
            return Value::read(key, input, report).map(Self::Whole);
        }
        let inside = key.parentheses(input)?;
        let scheme = inside.parse()?;
        let mut parameters = Vec::new();
        while !inside.is_empty() {
            inside.parse::<Token![,]>()?;
            if inside.is_empty() {
                break;
            }
            let name = inside.call(Ident::parse_any)?;
            inside.parse::<Token![=]>()?;
            parameters.push((name, inside.parse()?));
        }
        Ok(Self::Parameters(scheme, parameters))
    }
}

impl Parse for RawDetail {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(Self::Text);
        }
        match input.parse::<LitBool>() {
            Ok(told) if !told.value => Ok(Self::Withheld),
            _ => Err(input.error("expected the text that the client sees, or `false` for none")),
        }
    }
}

impl Parse for RawDelay {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitInt) {
            let seconds: LitInt = input.parse()?;
            seconds.base10_parse().map(Self::Seconds)
        } else if input.peek(Ident::peek_any) {
            Ok(Self::Field(input.parse()?))
        } else {
            Err(input.error("expected a number of seconds, or the name of a field"))
        }
    }
}
