//! The list inside `#[route(...)]` and `#[response(...)]`: `key`, `key = value`, `key(...)`, separated by commas.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Token, parenthesized};

use crate::report::{Allow, Diagnostic, Place, Report, nearest};

/// Reads each argument with `read`; an argument that cannot be read is reported and skipped, so that the next ones are
/// still heard.
pub fn read_list(
    input: ParseStream,
    report: &mut Report,
    mut read: impl FnMut(ParseStream, &mut Report) -> syn::Result<()>,
) {
    while !input.is_empty() {
        match read(input, report) {
            Err(error) => {
                report.push(error);
                skip_argument(input);
            }
            Ok(()) if input.is_empty() || input.peek(Token![,]) => {}
            Ok(()) => {
                report.push(Diagnostic::syntax(
                    input.span(),
                    "expected `,` before the next argument",
                ));
                // The comma was forgotten; what follows is still an argument.
                if !input.peek(Ident::peek_any) {
                    skip_argument(input);
                }
            }
        }
        let _ = input.parse::<Option<Token![,]>>();
    }
}

/// Reads every argument of every attribute of this name.
pub fn each(
    attributes: &[Attribute],
    name: &str,
    report: &mut Report,
    mut read: impl FnMut(&Ident, ParseStream, &mut Report) -> syn::Result<()>,
) {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(name))
    {
        let read = attribute.parse_args_with(|input: ParseStream| {
            read_list(input, report, |input, report| {
                read(&key(input)?, input, report)
            });
            Ok(())
        });
        report.ok(read);
    }
}

/// The rest of `allow(rule, reason = "...")`.
pub fn allow(input: ParseStream) -> syn::Result<Allow> {
    let inside;
    parenthesized!(inside in input);
    inside.parse()
}

/// The rest of `header("X-Name" = "value")`: the name and the value.
pub fn header<Value: Parse>(input: ParseStream) -> syn::Result<(LitStr, Value)> {
    let inside;
    parenthesized!(inside in input);
    let name = inside.parse()?;
    inside.parse::<Token![=]>()?;
    let value = inside.parse()?;
    inside.parse::<Option<Token![,]>>()?;
    if inside.is_empty() {
        Ok((name, value))
    } else {
        Err(inside.error("expected one header: `header(\"X-Name\" = \"value\")`"))
    }
}

/// What stands before the next comma that is outside of brackets.
pub fn skip_argument(input: ParseStream) -> TokenStream {
    let mut skipped = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        skipped.extend(input.parse::<TokenTree>());
    }
    skipped
}

/// The key of an argument, keywords such as `type` and `crate` included.
pub fn key(input: ParseStream) -> syn::Result<Ident> {
    input.call(Ident::parse_any)
}

/// An argument that nobody knows.
pub fn stranger(key: &Ident) -> Diagnostic {
    Diagnostic::syntax(key.span(), format!("unknown argument `{key}`"))
}

/// An argument that nobody knows, and that was meant to be this one.
pub fn unknown_but_meant(key: &Ident, meant: &str) -> Diagnostic {
    stranger(key).help(format!("did you mean `{meant}`?"))
}

/// An argument that nobody knows, with what was probably meant.
pub fn unknown(key: &Ident, known: &[&str]) -> Diagnostic {
    match nearest(&key.to_string(), known.iter().copied()) {
        Some(known) => unknown_but_meant(key, known),
        None => stranger(key).help(format!("the arguments are {}", list(known))),
    }
}

/// The name of a field: `id`, or `"id"` as serde's attributes have it.
pub fn field_name(input: ParseStream) -> syn::Result<Ident> {
    if !input.peek(LitStr) {
        return input.call(Ident::parse_any);
    }
    let text: LitStr = input.parse()?;
    text.parse_with(Ident::parse_any).map_err(|_| {
        syn::Error::new(
            text.span(),
            "expected the name of a field, as it stands in the struct",
        )
    })
}

/// An argument that takes no value. Whoever writes `= true` is told so.
pub fn flag(key: &Ident, input: ParseStream, report: &mut Report) -> Ident {
    if input.peek(Token![=]) {
        let value = skip_argument(input).into_iter().nth(1);
        let is_false = value.is_some_and(|value| value.to_string() == "false");
        report.push(
            Diagnostic::syntax(key.span(), format!("`{key}` takes no value")).help(if is_false {
                format!("drop it: without `{key}` it is not")
            } else {
                format!("write `{key}`")
            }),
        );
    }
    key.clone()
}

/// An argument that may be given once; the second one is reported.
pub fn set<T>(slot: &mut Option<T>, value: T, key: &Ident, report: &mut Report) {
    if slot.is_some() {
        report.push(Diagnostic::syntax(
            Place::from(key.span()),
            format!("`{key}` is given twice"),
        ));
    } else {
        *slot = Some(value);
    }
}

fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
