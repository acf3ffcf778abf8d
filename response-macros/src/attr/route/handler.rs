//! The function below `#[route]`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, PatType, Signature, Visibility};

use super::{check, receiver};
use crate::attr::ungroup;
use crate::report::{Diagnostic, Place, Report};

/// The function: its body stays tokens, so that a half-typed one survives.
pub struct Handler {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    pub signature: Signature,
    pub body: Group,
    /// The variable that stands for a `self`, which is reported.
    pub receiver: Option<PatType>,
}

impl Parse for Handler {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse()?;
        let body = match input.parse()? {
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => body,
            other => {
                return Err(syn::Error::new(
                    other.span(),
                    "expected the body of the handler",
                ));
            }
        };
        Ok(Self {
            attributes,
            visibility,
            signature,
            body,
            receiver: None,
        })
    }
}

/// Reads the function.
pub fn read_handler(item: TokenStream, report: &mut Report) -> syn::Result<Handler> {
    let mut handler: Handler = syn::parse2(item)?;
    ungroup::signature(&mut handler.signature);
    if let Some(index) = handler.attributes.iter().position(is_route) {
        // What it would emit is in the way of this one's.
        let other = handler.attributes.remove(index);
        report.push(
            Diagnostic::new(
                Place::of(&other.meta),
                "a handler can have only one `#[route]`",
            )
            .help("write a function for the other route; both can call a third one"),
        );
    }
    check::signature(&mut handler.signature, report);
    handler.receiver = receiver::take(&mut handler.signature, &mut handler.body, report);
    Ok(handler)
}

/// `#[route(..)]`, `#[steadfast::route(..)]`
fn is_route(attribute: &Attribute) -> bool {
    let path = attribute.path();
    let is_ours = path.segments.len() == 1 || path.segments[0].ident == "steadfast";
    is_ours
        && path
            .segments
            .last()
            .is_some_and(|last| last.ident == "route")
}
