//! `#[derive(Responses)]` and its `#[response(...)]` attributes.

use proc_macro2::{Ident, TokenStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, Fields, Generics, Type, Variant};

use super::grammar::{self, ModPath, grammar};
use super::mentions::{Mentions, Reading};
use super::route::{Names, RawStatus, check};
use super::ungroup;
use crate::report::{Allow, Diagnostic, Report};

/// An enum as it was written.
pub struct RawResponses {
    pub name: Ident,
    pub generics: Generics,
    pub attributes: Vec<Attribute>,
    pub response: Container,
    pub variants: Vec<RawVariant>,
}

/// One of its variants.
pub struct RawVariant {
    pub name: Ident,
    pub attributes: Vec<Attribute>,
    /// What it holds.
    pub content: Option<Type>,
    pub response: Arguments,
    pub mentions: Mentions,
}

grammar! {
    /// `#[response(...)]` on a set of responses.
    pub struct Container {
        /// `allow(accepted_without_task, reason = "...")`: switches a rule off for all of its variants
        allow as allows: Vec<Allow>,
        /// `crate = ::steadfast`: where steadfast lives
        crate as facade: Option<ModPath>,
    }
}

grammar! {
    /// `#[response(...)]` on a variant of a set of responses.
    pub struct Arguments {
        /// `status = 200`: the status it is answered with
        status: Option<RawStatus>,
        /// `model = UserOut`: what is sent; left out, it is what the variant holds
        model: Option<Type>,
        /// `pick(id, maker.name)`: only these fields of the model are sent
        pick: Option<Names>,
        /// `omit(notes, maker.address)`: all fields of the model but these are sent
        omit: Option<Names>,
        /// `allow(accepted_without_task, reason = "...")`: switches a rule off for it
        allow as allows: Vec<Allow>,
    }
}

/// Reads the item.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawResponses> {
    let input = report.ok(ungroup::item(item))?;
    let variants = if let Data::Enum(data) = input.data {
        data.variants
    } else {
        report.push(
            Diagnostic::new(input.ident.span(), "only an enum can be a set of responses")
                .note("each variant is a status and the response that is sent with it")
                .help("write an enum, or derive `ResponseModel` for one model"),
        );
        // It stands for a set of which nothing is known.
        Punctuated::new()
    };
    let response = grammar::read(&input.attrs, report).said;
    Some(RawResponses {
        name: input.ident,
        generics: input.generics,
        attributes: input.attrs,
        response,
        variants: variants
            .into_iter()
            .map(|variant| read_variant(variant, report))
            .collect(),
    })
}

fn read_variant(variant: Variant, report: &mut Report) -> RawVariant {
    let (content, reading) = match content(&variant) {
        Ok(content) => (content, grammar::read(&variant.attrs, report)),
        Err(fault) => {
            report.push(fault);
            let mut nothing = Reading::<Arguments>::default();
            nothing.mentions.anything();
            (None, nothing)
        }
    };
    let (pick, omit) = (&reading.said.pick, &reading.said.omit);
    check::selection(pick.as_ref(), omit.as_ref(), report);
    RawVariant {
        name: variant.ident,
        attributes: variant.attrs,
        content,
        response: reading.said,
        mentions: reading.mentions,
    }
}

/// What a variant holds, if that is no more than one value.
fn content(variant: &Variant) -> Result<Option<Type>, Diagnostic> {
    match &variant.fields {
        Fields::Unit => return Ok(None),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            return Ok(fields.unnamed.first().map(|field| field.ty.clone()));
        }
        Fields::Unnamed(_) | Fields::Named(_) => {}
    }
    let name = &variant.ident;
    let message = format!("`{name}` does not hold one value");
    Err(Diagnostic::new(name.span(), message)
        .note("a variant holds the one value that is sent: a model, a row, or an outcome")
        .help(format!(
            "write `{name}(Model)`, with a struct that derives `ResponseModel`"
        )))
}
