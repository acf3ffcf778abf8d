//! The one straight way: tokens -> attr -> model -> rules -> expand.

use proc_macro2::TokenStream;
use quote::quote;

use crate::editor::{self, Derive};
use crate::model::{ErrorType, HeaderSet, Model, ResponseSet, Route};
use crate::report::{Allow, Report};
use crate::rules::{Assertion, Judged};
use crate::{attr, expand, rules};

/// What a macro is written on.
trait Item: Judged {
    /// The tokens of the macro.
    type Input;

    /// Reads the attributes and makes the model of them. Without an item, what stands in place of its glue.
    fn read(input: Self::Input, report: &mut Report) -> Result<Self, TokenStream>;

    /// The `allow`s on the item and on each of its parts.
    fn every_allow(&self) -> impl Iterator<Item = &Vec<Allow>>;

    /// The glue; after a fault, without its checks.
    fn expand(&self, assertions: &[Assertion], is_good: bool) -> TokenStream;
}

fn run<I: Item>(input: I::Input) -> TokenStream {
    let mut report = Report::new();
    let glue = match I::read(input, &mut report) {
        Ok(item) => {
            let assertions = rules::judge_item(&item, item.every_allow(), &mut report);
            item.expand(&assertions, report.is_clean())
        }
        Err(instead) => instead,
    };
    let errors = report.finish();
    quote!(#glue #errors)
}

pub fn route(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    match attr::route::take_reader_of_result(item.clone()) {
        Some((reader, function)) => {
            let route = route_path(arguments.clone());
            quote!(#reader #[#route(#arguments)] #function)
        }
        None => editor::route(run::<Route>((arguments.clone(), item.clone())), arguments),
    }
}

/// The path of the macro itself. The faults of the arguments are reported when it expands.
fn route_path(arguments: TokenStream) -> TokenStream {
    let mut report = Report::new();
    let raw = attr::route::read_arguments(arguments, &mut report);
    let _ = report.finish();
    let facade = raw.arguments.facade.map(|path| path.0);
    let facade = expand::paths::facade(facade.as_ref());
    quote!(#facade::route)
}

pub fn response_model(item: TokenStream) -> TokenStream {
    editor::derive(run::<Model>(item.clone()), Derive::Model, item)
}

pub fn error_response(item: TokenStream) -> TokenStream {
    editor::derive(run::<ErrorType>(item.clone()), Derive::Error, item)
}

pub fn responses(item: TokenStream) -> TokenStream {
    editor::derive(run::<ResponseSet>(item.clone()), Derive::Responses, item)
}

pub fn response_headers(item: TokenStream) -> TokenStream {
    editor::derive(run::<HeaderSet>(item.clone()), Derive::Headers, item)
}

/// No rule judges a state: nothing of it is sent.
pub fn from_ref(item: TokenStream) -> TokenStream {
    let mut report = Report::new();
    let state = attr::state::read(item, &mut report);
    let glue = state.as_ref().map(expand::state::expand);
    let errors = report.finish();
    quote!(#glue #errors)
}

impl Item for Route {
    type Input = (TokenStream, TokenStream);

    fn read((arguments, item): Self::Input, report: &mut Report) -> Result<Self, TokenStream> {
        let mut raw = attr::route::read_arguments(arguments, report);
        match attr::route::read_handler(item.clone(), report) {
            Ok(handler) => {
                raw.read_attributes(&handler, report);
                Ok(Self::new(raw, handler))
            }
            Err(error) => {
                report.push(error);
                Err(item)
            }
        }
    }

    fn every_allow(&self) -> impl Iterator<Item = &Vec<Allow>> {
        std::iter::once(&self.allows)
    }

    fn expand(&self, assertions: &[Assertion], is_good: bool) -> TokenStream {
        expand::route::expand(self, assertions, is_good)
    }
}

impl Item for Model {
    type Input = TokenStream;

    fn read(item: TokenStream, report: &mut Report) -> Result<Self, TokenStream> {
        let raw = attr::model::read(item, report).ok_or_else(TokenStream::new)?;
        Ok(Self::new(raw))
    }

    fn every_allow(&self) -> impl Iterator<Item = &Vec<Allow>> {
        self.allows().map(|(_, allows)| allows)
    }

    fn expand(&self, _: &[Assertion], is_good: bool) -> TokenStream {
        expand::model::expand(self, is_good)
    }
}

impl Item for ErrorType {
    type Input = TokenStream;

    fn read(item: TokenStream, report: &mut Report) -> Result<Self, TokenStream> {
        let raw = attr::error::read(item, report).ok_or_else(TokenStream::new)?;
        Ok(Self::new(raw))
    }

    fn every_allow(&self) -> impl Iterator<Item = &Vec<Allow>> {
        self.allows().map(|(_, allows)| allows)
    }

    fn expand(&self, _: &[Assertion], is_good: bool) -> TokenStream {
        expand::error::expand(self, is_good)
    }
}

impl Item for ResponseSet {
    type Input = TokenStream;

    fn read(item: TokenStream, report: &mut Report) -> Result<Self, TokenStream> {
        let raw = attr::responses::read(item, report).ok_or_else(TokenStream::new)?;
        Ok(Self::new(raw))
    }

    fn every_allow(&self) -> impl Iterator<Item = &Vec<Allow>> {
        self.allows().map(|(_, allows)| allows)
    }

    fn expand(&self, assertions: &[Assertion], is_good: bool) -> TokenStream {
        expand::responses::expand(self, assertions, is_good)
    }
}

impl Item for HeaderSet {
    type Input = TokenStream;

    fn read(item: TokenStream, report: &mut Report) -> Result<Self, TokenStream> {
        let raw = attr::headers::read(item, report).ok_or_else(TokenStream::new)?;
        Ok(Self::new(raw))
    }

    fn every_allow(&self) -> impl Iterator<Item = &Vec<Allow>> {
        self.allows()
    }

    fn expand(&self, _: &[Assertion], is_good: bool) -> TokenStream {
        expand::headers::expand(self, is_good)
    }
}
