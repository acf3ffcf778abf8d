//! `link(get_user, id = "$response.body#/id")` and `callback("{$request.body#/url}", invoice_paid)`: handlers to which an
//! operation leads.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::{ParseBuffer, ParseStream};
use syn::{ExprPath, Lit, LitStr, Token};

use super::expression;
use crate::attr::faults;
use crate::attr::grammar::{Key, Value};
use crate::report::{Diagnostic, Place, Report};

/// A link as it was written.
pub struct RawLink {
    /// Its name, if it has one of its own.
    pub name: Option<LitStr>,
    pub target: ExprPath,
    /// The parameters of the target, each with a constant or a runtime expression.
    pub parameters: Vec<(String, Lit)>,
}

/// A callback as it was written.
pub struct RawCallback {
    pub expression: LitStr,
    pub handler: ExprPath,
}

impl Value for RawLink {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let inside = key.parentheses(input)?;
        let name = match inside.peek(LitStr) {
            true => {
                let name = inside.parse()?;
                if inside.parse::<Option<Token![=]>>()?.is_none() {
                    return Err(not_a_handler(&key, &name));
                }
                Some(name)
            }
            false => None,
        };
        let target = handler(&key, &inside)?;
        let mut parameters: Vec<(String, Lit)> = Vec::new();
        while comma(&inside)? {
            let (name, place) = parameter(&inside)?;
            if inside.parse::<Option<Token![=]>>()?.is_none() || inside.is_empty() {
                let message = format!("`{name}` needs a value: `{name} = \"$response.body#/id\"`");
                return Err(Diagnostic::new(place, message));
            }
            let value: Lit = inside.parse().map_err(|error: syn::Error| {
                let message = "expected a runtime expression in quotes, or a constant";
                Diagnostic::new(error.span(), message)
                    .help(format!("write `{name} = \"$response.body#/id\"`"))
            })?;
            if let Lit::Str(text) = &value {
                report_fault(expression::fault(text), report);
            }
            if parameters.iter().any(|(known, _)| *known == name) {
                report.push(Diagnostic::new(place, format!("`{name}` is given twice")));
            } else {
                parameters.push((name, value));
            }
        }
        Ok(Self {
            name,
            target,
            parameters,
        })
    }
}

impl Value for RawCallback {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let inside = key.parentheses(input)?;
        if !inside.peek(LitStr) {
            return Err(Diagnostic::new(
                inside.span(),
                "expected the URL of the request, in quotes",
            )
            .help(format!("write `{}`", key.example())));
        }
        let expression: LitStr = inside.parse()?;
        if !comma(&inside)? {
            return Err(faults::no_value(key.ident, key.example()));
        }
        let handler = handler(&key, &inside)?;
        if comma(&inside)? {
            let message = "expected nothing after the handler";
            return Err(Diagnostic::new(inside.span(), message));
        }
        let fault = expression::fault(&expression);
        if fault.is_none() && !expression::is_any(&expression.value()) {
            report.push(
                Diagnostic::new(expression.span(), "the URL of a callback has no runtime expression")
                    .note("OpenAPI: the expression says which URL of the request or its response is called back")
                    .help("write `\"{$request.body#/callback_url}\"`"),
            );
        }
        report_fault(fault, report);
        Ok(Self {
            expression,
            handler,
        })
    }
}

fn report_fault(fault: Option<Diagnostic>, report: &mut Report) {
    if let Some(fault) = fault {
        report.push(fault);
    }
}

/// The path of a handler.
fn handler(key: &Key, input: &ParseBuffer<'_>) -> Result<ExprPath, Diagnostic> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        return Err(not_a_handler(key, &name));
    }
    input.parse().map_err(|error| {
        Diagnostic::new(error.span(), "expected the name of a handler")
            .help(format!("write `{}`", key.example()))
    })
}

/// A name in quotes, as it stands in a document.
fn not_a_handler(key: &Key, name: &LitStr) -> Diagnostic {
    let text = name.value();
    Diagnostic::new(
        name.span(),
        "expected the name of a handler, without quotes",
    )
    .note("a handler that does not exist is then an error of the compiler")
    .help(match syn::parse_str::<syn::Path>(&text) {
        Ok(_) => format!("write `{text}`, the function"),
        Err(_) => format!("write `{}`", key.example()),
    })
}

/// Whether another part follows.
fn comma(input: &ParseBuffer<'_>) -> syn::Result<bool> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(!input.is_empty())
}

/// `id`, or a name in quotes that is not an identifier: `"path.id"`, `"X-Tenant"`.
fn parameter(input: &ParseBuffer<'_>) -> syn::Result<(String, Place)> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        return Ok((name.value(), Place::of(&name)));
    }
    let name = input.call(Ident::parse_any)?;
    Ok((name.unraw().to_string(), name.span().into()))
}
