use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{ParseBuffer, ParseStream};
use syn::{Token, parenthesized, token};

use crate::attr::faults;
use crate::report::Diagnostic;

/// An argument, as its table has it.
pub struct Entry {
    pub name: &'static str,
    /// An example in backticks, and what it is for.
    pub doc: &'static str,
}

/// The key of an argument as it was written, with its entry in the table.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    pub ident: &'a Ident,
    entry: &'static Entry,
}

impl Entry {
    /// `cache = "public"`
    pub fn example(&self) -> &'static str {
        self.doc.split('`').nth(1).unwrap_or(self.name)
    }
}

impl<'a> Key<'a> {
    pub fn new(ident: &'a Ident, entry: &'static Entry) -> Self {
        Self { ident, entry }
    }

    pub fn name(&self) -> &'static str {
        self.entry.name
    }

    /// `cache = "public"`
    pub fn example(&self) -> &'static str {
        self.entry.example()
    }

    pub fn span(&self) -> Span {
        self.ident.span()
    }

    /// Reads the `=`. If no value follows, the error is at the key.
    pub fn equals(&self, input: ParseStream) -> Result<(), Diagnostic> {
        let equals = input.parse::<Option<Token![=]>>()?;
        if equals.is_none() || input.is_empty() || input.peek(Token![,]) {
            return Err(faults::no_value(self.ident, self.entry.example()));
        }
        Ok(())
    }

    /// What stands between the parentheses behind the key.
    pub fn parentheses<'b>(&self, input: ParseStream<'b>) -> Result<ParseBuffer<'b>, Diagnostic> {
        if !input.peek(token::Paren) {
            let message = format!("expected parentheses: `{}`", self.entry.example());
            return Err(Diagnostic::new(self.span(), message));
        }
        Ok(inside(input)?)
    }
}

fn inside(input: ParseStream<'_>) -> syn::Result<ParseBuffer<'_>> {
    let inside;
    parenthesized!(inside in input);
    Ok(inside)
}

/// The key of an argument, keywords such as `type` and `crate` included.
pub fn key(input: ParseStream) -> syn::Result<Ident> {
    input.call(Ident::parse_any)
}
