//! The `#[response(...)]` of the derives.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, Fields, Meta, Variant};

use super::slot::{Argument, Told, arguments, value_of};
use crate::attr::split;
use crate::model::types::held;

/// The derive that reads an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Derive {
    Model,
    Error,
    Responses,
    Headers,
}

/// Where an attribute stands.
#[derive(Clone, Copy)]
enum Place<'a> {
    Type(&'a Data),
    Variant,
    Field,
}

/// What is told of the attributes of an item.
pub fn told(derive: Derive, item: TokenStream) -> TokenStream {
    let Ok(item) = syn::parse2::<DeriveInput>(item) else {
        return TokenStream::new();
    };
    let container: Vec<Argument> = lists(&item.attrs).flat_map(arguments).collect();
    let mut reader = Reader {
        derive,
        told: Told::below(value_of(&container, "crate")),
        source: value_of(&container, "from").unwrap_or_default(),
        name: &item.ident,
        own: item.ident.to_token_stream(),
        sent: TokenStream::new(),
    };
    reader.attributes(&item.attrs, Place::Type(&item.data));
    match &item.data {
        Data::Struct(data) => reader.fields(&data.fields),
        Data::Enum(data) => {
            for variant in &data.variants {
                let (of, name) = (&item.ident, &variant.ident);
                reader.own = quote!(#of::#name);
                reader.sent = sent(variant);
                reader.attributes(&variant.attrs, Place::Variant);
                reader.fields(&variant.fields);
            }
        }
        Data::Union(_) => {}
    }
    reader.told.statements
}

/// What stands in each `#[response(...)]`.
fn lists(attributes: &[Attribute]) -> impl Iterator<Item = TokenStream> {
    attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("response") => Some(list.tokens.clone()),
            _ => None,
        })
}

struct Reader<'a> {
    derive: Derive,
    told: Told,
    /// The type that the item is filled from.
    source: TokenStream,
    name: &'a Ident,
    /// The path of the struct, or of the variant, whose attributes are read.
    own: TokenStream,
    /// The model that a variant of a set sends.
    sent: TokenStream,
}

/// `model = UserOut`, or what the variant holds.
fn sent(variant: &Variant) -> TokenStream {
    let arguments: Vec<Argument> = lists(&variant.attrs).flat_map(arguments).collect();
    let held = || variant.fields.iter().next().map(|field| held(&field.ty));
    let model = value_of(&arguments, "model");
    model
        .or_else(|| held().map(ToTokens::to_token_stream))
        .unwrap_or_default()
}

impl Reader<'_> {
    fn fields(&mut self, fields: &Fields) {
        for field in fields {
            self.attributes(&field.attrs, Place::Field);
        }
    }

    fn attributes(&mut self, attributes: &[Attribute], place: Place) {
        for list in lists(attributes) {
            for argument in arguments(list) {
                self.told.name(self.table(place), argument.key.as_ref());
                if let Some(key) = &argument.key {
                    self.value(&key.to_string(), &argument);
                }
            }
        }
    }

    /// The table of the arguments at a place.
    fn table(&self, place: Place) -> &'static str {
        match (self.derive, place) {
            (Derive::Model, Place::Type(_)) => "model",
            (Derive::Model, Place::Variant) => "model_variant",
            (Derive::Model, Place::Field) => "model_field",
            (Derive::Error, Place::Type(Data::Enum(_))) => "error_enum",
            (Derive::Error, Place::Type(_)) => "error_struct",
            (Derive::Error, Place::Variant) => "error_variant",
            (Derive::Error, Place::Field) => "error_field",
            (Derive::Responses, Place::Type(_)) => "responses",
            (Derive::Responses, _) => "responses_variant",
            (Derive::Headers, Place::Type(_)) => "headers",
            (Derive::Headers, _) => "headers_field",
        }
    }

    fn value(&mut self, key: &str, argument: &Argument) {
        let (value, inside) = (argument.value(), argument.inside());
        match (key, value, inside) {
            ("status", Some(value), _) => {
                let module = match self.derive {
                    Derive::Error => "failure",
                    _ => "success",
                };
                self.told.statuses(module, value);
            }
            ("from" | "model", Some(value), _) => self.told.ty(&value),
            ("from_field", Some(value), _) => self.source_field(value),
            ("retry_after", Some(value), _) => self.own_field(value),
            // `"X-Name" = field`, `"Bearer", error = field`
            ("header" | "challenge", _, Some(inside)) => {
                for part in split(inside) {
                    let mut value = part.into_iter().skip(1);
                    if value.next().is_some_and(|token| token.to_string() == "=") {
                        self.own_field(value.collect());
                    }
                }
            }
            ("pick" | "omit", _, Some(inside)) => self.told.fields(&self.sent, inside),
            ("format", Some(value), _) => self.told.format(&value),
            ("map" | "schema_with", Some(value), _) => self.told.path(&value),
            ("subset", _, Some(inside)) => self.subset(inside),
            ("allow", _, Some(inside)) => {
                let module = match self.derive {
                    Derive::Model => "rules_of_models",
                    Derive::Error => "rules_of_errors",
                    Derive::Responses => "rules_of_responses",
                    Derive::Headers => "rules_of_headers",
                };
                self.told.allow(module, inside);
            }
            _ => {}
        }
    }

    /// `address.city`
    fn source_field(&mut self, value: TokenStream) {
        let mut path: Vec<Ident> = Vec::new();
        let mut last = None;
        for token in value {
            match token {
                TokenTree::Ident(name) => last = Some(name),
                _ => path.extend(last.take()),
            }
        }
        let source = self.source.clone();
        self.told.field(&source, &path, last.as_ref());
    }

    /// `subset(FindError = [NotFound])`
    fn subset(&mut self, inside: TokenStream) {
        for argument in arguments(inside) {
            if let Some(TokenTree::Group(list)) = argument.rest.last() {
                for variant in arguments(list.stream()) {
                    self.told.variant(self.name, variant.key.as_ref());
                }
            }
        }
    }

    /// `seconds`, where a literal may stand as well.
    fn own_field(&mut self, value: TokenStream) {
        let of = &self.own;
        match value.into_iter().next() {
            None => self.told.own_field(of, None),
            Some(TokenTree::Ident(name)) => self.told.own_field(of, Some(&name)),
            Some(_) => {}
        }
    }
}
