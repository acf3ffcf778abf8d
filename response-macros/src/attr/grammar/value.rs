use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Path, Token, token};

use super::Key;
use crate::attr::{faults, list};
use crate::report::{Allow, Diagnostic, Place, Report};

/// What follows a key.
pub trait Value: Sized {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic>;
}

/// `= value`
impl<T: Parse> Value for T {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        key.equals(input)?;
        input.parse().map_err(|error| expected(&error, key))
    }
}

/// Whoever writes `code = 404` is told that a text is expected, and shown one.
fn expected(error: &syn::Error, key: Key) -> Diagnostic {
    match error.to_string().as_str() {
        "expected string literal" => Diagnostic::new(
            error.span(),
            format!("`{}` is a text in quotes", key.name()),
        )
        .help(format!("write it as in `{}`", key.example())),
        // syn lists everything that a type may begin with.
        message if message.starts_with("expected one of: `for`") => {
            Diagnostic::new(error.span(), format!("`{}` is a type", key.name()))
                .help(format!("write it as in `{}`", key.example()))
        }
        _ => error.clone().into(),
    }
}

/// A type in quotes, as other attributes have it: `response = "UserOut"`.
pub fn quoted_type(key: Key, input: ParseStream) -> Option<Diagnostic> {
    let ahead = input.fork();
    ahead.parse::<Token![=]>().ok()?;
    let text: LitStr = ahead.parse().ok()?;
    let help = format!("write `{} = {}`", key.name(), text.value());
    Some(Diagnostic::new(text.span(), "expected a type, without quotes").help(help))
}

/// A value that is judged together with its key.
pub struct Keyed<T> {
    pub key: Ident,
    pub value: T,
}

impl<T: Value> Value for Keyed<T> {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        Ok(Self {
            key: key.ident.clone(),
            value: T::read(key, input, report)?,
        })
    }
}

/// An argument that takes no value. Whoever writes `= true` is told so.
pub struct Flag(pub Ident);

impl Value for Flag {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        if input.peek(Token![=]) || input.peek(token::Paren) {
            let value = list::skip_argument(input);
            report.push(faults::needless_value(key.ident, &value));
        }
        Ok(Self(key.ident.clone()))
    }
}

impl Flag {
    pub fn span(&self) -> Span {
        self.0.span()
    }
}

/// `= "text"`, and the text says something.
pub struct Text(pub LitStr);

impl Value for Text {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let text = LitStr::read(key, input, report)?;
        if text.value().trim().is_empty() {
            let message = format!("`{}` is empty", key.name());
            return Err(Diagnostic::new(text.span(), message));
        }
        Ok(Self(text))
    }
}

/// The path of an item: `::steadfast`.
pub struct ModPath(pub Path);

impl Parse for ModPath {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.call(Path::parse_mod_style).map(Self)
    }
}

/// The name of a field: `id`, or `"id"` as serde's attributes have it.
pub struct FieldName(pub Ident);

impl Parse for FieldName {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if !input.peek(LitStr) {
            return input.call(Ident::parse_any).map(Self);
        }
        let text: LitStr = input.parse()?;
        let name = text.parse_with(Ident::parse_any).map_err(|_| {
            syn::Error::new(
                text.span(),
                "expected the name of a field, as in the struct",
            )
        })?;
        Ok(Self(name))
    }
}

/// `("a", "b")`
pub struct Parentheses<T>(pub Vec<T>);

impl<T: Parse> Value for Parentheses<T> {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        if input.peek(Token![=]) {
            return Err(misplaced_list(key, input)?);
        }
        let inside = key.parentheses(input)?;
        let values = Punctuated::<T, Token![,]>::parse_terminated(&inside)?;
        Ok(Self(values.into_iter().collect()))
    }
}

/// Whoever writes `tags = ["users"]` is told how it is written here.
fn misplaced_list(key: Key, input: ParseStream) -> syn::Result<Diagnostic> {
    let equals: Token![=] = input.parse()?;
    let mut values = TokenStream::new();
    for token in list::skip_argument(input) {
        match token {
            TokenTree::Group(list) if list.delimiter() != Delimiter::None => {
                values.extend(list.stream());
            }
            value => values.extend([value]),
        }
    }
    Ok(Diagnostic::new(
        equals.spans[0],
        format!("expected parentheses: `{}({values})`", key.name()),
    ))
}

/// `("X-Name" = value)`
pub struct Header<V> {
    pub name: LitStr,
    pub value: V,
}

impl<V: Parse> Value for Header<V> {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        let inside = key.parentheses(input)?;
        let name = inside.parse()?;
        inside.parse::<Token![=]>()?;
        let ahead = inside.fork();
        let value = match inside.parse() {
            Ok(value) => value,
            Err(error) => return Err(computed(&ahead, &name).unwrap_or_else(|| error.into())),
        };
        inside.parse::<Option<Token![,]>>()?;
        if !inside.is_empty() {
            return Err(inside
                .error("expected one header: `header(\"X-Name\" = \"value\")`")
                .into());
        }
        Ok(Self { name, value })
    }
}

/// A value that is computed, where a text is expected.
fn computed(value: ParseStream, name: &LitStr) -> Option<Diagnostic> {
    if value.is_empty() || value.peek(LitStr) {
        return None;
    }
    let place = Place::of(value.fork().parse::<TokenStream>().ok()?);
    let name = name.value();
    let help = match value.parse::<syn::Lit>() {
        // `header("X-Version" = 5)`
        Ok(literal) if value.is_empty() => {
            let text = literal.to_token_stream().to_string();
            format!("write `header({name:?} = {text:?})`")
        }
        _ => format!(
            "return a `Reply`, which sets a header to any value: `Reply::new(value).header({name:?}, ..)`"
        ),
    };
    Some(
        Diagnostic::new(
            place,
            "the value of a declared header is a string literal, the same for every response",
        )
        .help(help),
    )
}

/// `(rule, reason = "...")`
impl Value for Allow {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        let inside = key.parentheses(input)?;
        Ok(Self::parse(&inside)?)
    }
}
