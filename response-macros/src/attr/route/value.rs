//! The values of the arguments.

use proc_macro2::{Group, Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitInt, LitStr, Path, Token, Type, bracketed, parenthesized, token};

use crate::attr::grammar::{FieldName, Key, Parentheses, Value, quoted_type};
use crate::attr::ungroup;
use crate::report::{Diagnostic, Place, Report};

/// `status = ...`
pub struct RawStatuses {
    pub values: Vec<RawStatus>,
}

/// One status as it was written.
pub enum RawStatus {
    /// `201`
    Code(LitInt),
    /// `CREATED`, `StatusCode::CREATED`
    Name(Path),
}

/// `response = T`
pub struct RawResponse {
    pub place: Place,
    pub ty: Type,
}

/// `errors = E`, `errors(E, F)`
pub struct RawErrors(pub Vec<Type>);

/// `pick(id, maker.name)`
pub struct Names(pub Vec<SentPath>);

/// `maker.name`: a field, by the fields that lead to it.
#[derive(Clone)]
pub struct SentPath(pub Vec<Ident>);

impl Parse for SentPath {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut names = vec![input.parse::<FieldName>()?.0];
        while let Some(dot) = input.parse::<Option<Token![.]>>()? {
            if input.is_empty() || input.peek(Token![,]) {
                let message = "expected a field behind the `.`, as in `maker.name`";
                return Err(syn::Error::new(dot.span, message));
            }
            names.push(input.parse::<FieldName>()?.0);
        }
        Ok(Self(names))
    }
}

impl SentPath {
    pub fn place(&self) -> Place {
        let mut places = self.0.iter().map(|name| Place::from(name.span()));
        let first = places
            .next()
            .unwrap_or_else(|| Place::from(Span::call_site()));
        places.next_back().map_or(first, |last| first.to(last))
    }

    /// The names as they are written, without `r#`.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|name| name.unraw().to_string()).collect()
    }

    /// Whether it is the same path.
    pub fn is(&self, other: &Self) -> bool {
        self.names() == other.names()
    }

    /// Whether the field is inside of the other one.
    pub fn is_inside(&self, other: &Self) -> bool {
        self.0.len() > other.0.len() && self.names().starts_with(&other.names())
    }
}

impl std::fmt::Display for SentPath {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.names().join("."))
    }
}

/// `unset = default`
pub struct Unset(pub Ident);

/// `"bearer"` or `"oauth" = ["users:read"]` in `security(..)`: a scheme, and the scopes that are needed of it.
pub struct RawRequirement {
    pub scheme: LitStr,
    pub scopes: Vec<LitStr>,
}

impl Value for RawStatuses {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        let expected = || {
            Diagnostic::new(
                key.span(),
                "expected a status, or several: `status = 201`, `status = [200, 201]`",
            )
        };
        key.equals(input).map_err(|_| expected())?;
        if input.peek(token::Paren) {
            return Err(expected());
        }
        if !input.peek(token::Bracket) {
            let status = input.parse()?;
            return Ok(Self {
                values: vec![status],
            });
        }
        let list: Group = input.parse()?;
        let values = Punctuated::<RawStatus, Token![,]>::parse_terminated.parse2(list.stream())?;
        if values.is_empty() {
            let message = "expected a status: `status = [200, 201]`";
            return Err(Diagnostic::new(list.span(), message));
        }
        Ok(Self {
            values: values.into_iter().collect(),
        })
    }
}

impl Parse for RawStatus {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitInt) {
            Ok(Self::Code(input.parse()?))
        } else if input.peek(syn::Ident) || input.peek(Token![::]) {
            Ok(Self::Name(input.call(Path::parse_mod_style)?))
        } else {
            Err(input.error("expected a status code such as `201` or `CREATED`"))
        }
    }
}

impl RawStatus {
    pub fn place(&self) -> Place {
        match self {
            Self::Code(code) => Place::of(code),
            Self::Name(name) => Place::of(name),
        }
    }
}

impl Value for RawResponse {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        if let Some(fault) = quoted_type(key, input) {
            return Err(fault);
        }
        key.equals(input).map_err(|_| {
            let message = "expected a response model: `response = UserOut`";
            Diagnostic::new(key.span(), message)
        })?;
        let ty = input.parse().map(ungroup::ty)?;
        let place = Place::from(key.span()).to(Place::of(&ty));
        Ok(Self { place, ty })
    }
}

impl Value for RawErrors {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let ahead = input.fork();
        let is_list = ahead.parse::<Token![=]>().is_ok() && ahead.peek(token::Bracket);
        if is_list || input.peek(token::Paren) {
            return Parentheses::read(key, input, report).map(|types| Self(types.0));
        }
        Value::read(key, input, report).map(|ty| Self(vec![ty]))
    }
}

impl Value for Names {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let names = Parentheses::<SentPath>::read(key, input, report)?;
        if names.0.is_empty() {
            let message = format!("expected a field: `{}(id)`", key.name());
            return Err(Diagnostic::new(key.span(), message));
        }
        Ok(Self(names.0))
    }
}

impl Value for Unset {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        let expected = |place: Place| {
            Diagnostic::new(place, "expected `unset = default`")
                .note("a field that is unset is left out, which needs no argument, or sent as its default")
        };
        key.equals(input)
            .map_err(|_| expected(Place::from(key.span())))?;
        let word: Ident = input
            .call(Ident::parse_any)
            .map_err(|_| expected(input.span().into()))?;
        if word == "default" {
            return Ok(Self(key.ident.clone()));
        }
        Err(expected(word.span().into()))
    }
}

impl Parse for RawRequirement {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(token::Paren) {
            return Err(alternative(input));
        }
        let scheme = input.parse()?;
        let scopes = if input.parse::<Option<Token![=]>>()?.is_some() {
            let content;
            bracketed!(content in input);
            let scopes = content.parse_terminated(<LitStr as Parse>::parse, Token![,])?;
            scopes.into_iter().collect()
        } else {
            Vec::new()
        };
        Ok(Self { scheme, scopes })
    }
}

/// `("bearer" = [])`: one of several alternatives, as utoipa has it.
fn alternative(input: ParseStream) -> syn::Error {
    let place = input.span();
    let written = |input: ParseStream| {
        let content;
        parenthesized!(content in input);
        content.parse_terminated(RawRequirement::parse, Token![,])
    };
    let text = match written(&input.fork()) {
        Ok(schemes) => {
            let schemes: Vec<String> = schemes.iter().map(RawRequirement::text).collect();
            schemes.join(", ")
        }
        Err(_) => "\"bearer\"".to_owned(),
    };
    syn::Error::new(
        place,
        format!("expected a scheme without parentheses: `security({text})`"),
    )
}

impl RawRequirement {
    /// `"oauth" = ["users:read"]`
    fn text(&self) -> String {
        let scheme = self.scheme.value();
        if self.scopes.is_empty() {
            return format!("{scheme:?}");
        }
        let scopes: Vec<String> = self
            .scopes
            .iter()
            .map(|scope| format!("{:?}", scope.value()))
            .collect();
        format!("{scheme:?} = [{}]", scopes.join(", "))
    }
}
