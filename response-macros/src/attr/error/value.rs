//! What stands behind the keys.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{LitBool, LitInt, LitStr, Path, Token, parenthesized, token};

/// An argument that is judged together with its key.
pub struct Keyed<T> {
    pub key: Ident,
    pub value: T,
}

/// `header("X-Name" = value)`
pub struct RawHeader {
    pub name: LitStr,
    pub value: RawValue,
}

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
    Seconds(LitInt),
    Field(Ident),
}

/// `= value`; where it is missing, the key is what stands there.
pub(super) fn value<T: Parse>(key: &Ident, example: &str, input: ParseStream) -> syn::Result<T> {
    let equals = input.parse::<Option<Token![=]>>()?;
    if equals.is_none() || input.is_empty() || input.peek(Token![,]) {
        return Err(syn::Error::new(
            key.span(),
            format!("`{key}` needs a value: `{key} = {example}`"),
        ));
    }
    input.parse()
}

pub(super) fn text(key: &Ident, input: ParseStream) -> syn::Result<LitStr> {
    let text: LitStr = value(key, "\"...\"", input)?;
    if text.value().trim().is_empty() {
        return Err(syn::Error::new(text.span(), format!("`{key}` is empty")));
    }
    Ok(text)
}

impl Parse for RawValue {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) {
            Ok(Self::Text(input.parse()?))
        } else if input.peek(Ident::peek_any) {
            Ok(Self::Field(input.parse()?))
        } else {
            Err(input.error("expected a text, or the name of a field"))
        }
    }
}

impl RawChallenge {
    pub(super) fn read(key: &Ident, input: ParseStream) -> syn::Result<Self> {
        if !input.peek(token::Paren) {
            return value(key, "\"Bearer\"", input).map(Self::Whole);
        }
        let inside;
        parenthesized!(inside in input);
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
            Ok(Self::Seconds(input.parse()?))
        } else if input.peek(Ident::peek_any) {
            Ok(Self::Field(input.parse()?))
        } else {
            Err(input.error("expected a number of seconds, or the name of a field"))
        }
    }
}

/// `crate = ::path`, `format = path`
pub(super) struct ModPath(pub Path);

impl Parse for ModPath {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.call(Path::parse_mod_style).map(Self)
    }
}
