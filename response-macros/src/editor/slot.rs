//! The places of an attribute at which something may be typed, as statements.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use crate::attr::split;
use crate::expand::paths;
use crate::model::status;
use crate::model::types::{contained, content_of};

/// What rust-analyzer appends to the name at the cursor.
const MARKER: &str = "raCompletionMarker";

/// The statements, and the path of the facade that they use.
pub struct Told {
    facade: TokenStream,
    pub statements: TokenStream,
}

/// An argument as far as it is typed: `key`, and what follows it.
pub struct Argument {
    pub key: Option<Ident>,
    pub rest: Vec<TokenTree>,
}

/// The arguments of an attribute. Behind a comma there is one more, which may be empty.
pub fn arguments(tokens: TokenStream) -> Vec<Argument> {
    let arguments = split(tokens).into_iter().map(|mut tokens| {
        let key = match tokens.first() {
            Some(TokenTree::Ident(key)) => Some(key.clone()),
            _ => None,
        };
        if key.is_some() {
            tokens.remove(0);
        }
        Argument { key, rest: tokens }
    });
    arguments.collect()
}

impl Argument {
    pub fn is(&self, key: &str) -> bool {
        self.key.as_ref().is_some_and(|written| written == key)
    }

    /// What stands behind `=`.
    pub fn value(&self) -> Option<TokenStream> {
        match self.rest.split_first() {
            Some((TokenTree::Punct(equals), value)) if equals.as_char() == '=' => {
                Some(value.iter().cloned().collect())
            }
            _ => None,
        }
    }

    /// What stands in the parentheses behind the key.
    pub fn inside(&self) -> Option<TokenStream> {
        match self.rest.first() {
            Some(TokenTree::Group(group)) => Some(group.stream()),
            _ => None,
        }
    }
}

/// The value of the first argument with this key.
pub fn value_of(arguments: &[Argument], key: &str) -> Option<TokenStream> {
    arguments
        .iter()
        .filter(|argument| argument.is(key))
        .find_map(Argument::value)
}

impl Told {
    /// The facade is where `crate = ..` says.
    pub fn below(facade: Option<TokenStream>) -> Self {
        let facade = facade.filter(|path| !path.is_empty());
        Self {
            facade: facade.unwrap_or_else(|| paths::facade(None)),
            statements: TokenStream::new(),
        }
    }

    fn say(&mut self, statement: TokenStream) {
        self.statements.extend(statement);
    }

    /// A name among the items of a module of `steadfast::editor`. rust-analyzer does not report one that is not there.
    pub fn name(&mut self, module: &str, name: Option<&Ident>) {
        let (facade, module) = (&self.facade, format_ident!("{module}"));
        // No item can have the name of a keyword.
        let name = name.filter(|name| syn::parse_str::<Ident>(&name.to_string()).is_ok());
        let behind = name.map(|name| quote!(::#name));
        self.say(quote!(let _ = #facade::editor::#module #behind;));
    }

    /// A status, or several in brackets: `201`, `CREATED`, `StatusCode::CREATED`.
    pub fn statuses(&mut self, module: &str, value: TokenStream) {
        let mut tokens = value.clone().into_iter();
        if let (Some(TokenTree::Group(list)), None) = (tokens.next(), tokens.next()) {
            for status in split(list.stream()) {
                self.status(module, &status);
            }
        } else {
            self.status(module, &value.into_iter().collect::<Vec<_>>());
        }
    }

    fn status(&mut self, module: &str, tokens: &[TokenTree]) {
        let name = match tokens.last() {
            Some(TokenTree::Ident(name)) => Some(name.clone()),
            Some(TokenTree::Literal(code)) => {
                let name = code.to_string().parse().ok().and_then(status::name);
                name.map(|name| Ident::new(name, code.span()))
            }
            _ => None,
        };
        match name {
            // It leads to the constant of `http`, to which the emitted code leads as well.
            Some(name) if status::by_name(&name.to_string()).is_some() => {
                self.name(module, Some(&called(&name)));
                self.name("StatusCode", Some(&name));
            }
            name => self.name(module, name.as_ref()),
        }
    }

    /// One of the formats of errors, or the path of a function.
    pub fn format(&mut self, value: &TokenStream) {
        let mut tokens = value.clone().into_iter();
        match (tokens.next(), tokens.next()) {
            (None, _) => self.name("format", None),
            (Some(TokenTree::Ident(name)), None) => self.name("format", Some(&name)),
            _ => self.path(value),
        }
    }

    /// A type, at whatever depth something is missing in it.
    pub fn ty(&mut self, ty: &TokenStream) {
        if ty.is_empty() {
            self.say(quote!(let _: ((),);));
        } else {
            self.say(quote!(let _: (#ty,);));
        }
    }

    /// The path of a function or of a constant.
    pub fn path(&mut self, path: &TokenStream) {
        if path.is_empty() {
            self.say(quote!(let _ = ((),);));
        } else {
            self.say(quote!(let _ = (#path,);));
        }
    }

    /// The rule in `allow(..)`, and its reason.
    pub fn allow(&mut self, module: &str, inside: TokenStream) {
        for (index, argument) in arguments(inside).iter().enumerate() {
            // A rule may be written as a path.
            let last = argument.rest.iter().rev().find_map(|token| match token {
                TokenTree::Ident(name) if index == 0 => Some(name),
                _ => None,
            });
            let module = if index == 0 { module } else { "reason" };
            self.name(module, last.or(argument.key.as_ref()));
        }
    }

    /// The fields of a model, in `pick(..)` and `omit(..)`.
    pub fn fields(&mut self, model: &TokenStream, inside: TokenStream) {
        let model = within_containers(model.clone());
        for argument in arguments(inside) {
            let inside = argument.rest.iter().filter_map(|token| match token {
                TokenTree::Ident(name) => Some(name.clone()),
                _ => None,
            });
            let mut path: Vec<Ident> = argument.key.iter().cloned().chain(inside).collect();
            let is_open = argument
                .rest
                .last()
                .is_some_and(|end| end.to_string() == ".");
            let last = if is_open { None } else { path.pop() };
            self.field(&model, &path, last.as_ref());
            if let Some(name) = argument.key {
                self.say(quote!(let _ = ::core::mem::offset_of!(#model, #name);));
            }
        }
    }

    /// A field of a value of this type, or of a field in it. It is completed behind a dot; elsewhere it does not stand behind one,
    /// since it may be private here.
    pub fn field(&mut self, of: &TokenStream, path: &[Ident], name: Option<&Ident>) {
        let path = path.iter().map(called);
        let it = quote!(it #(.#path)*);
        self.say(match name {
            None => quote!(let _ = |it: #of| { #it };),
            Some(name) if name.to_string().contains(MARKER) => {
                quote!(let _ = |it: #of| { #it.#name };)
            }
            Some(name) => {
                let same = called(name);
                quote!(let _ = |it: #of| { #it;#same::x };)
            }
        });
    }

    /// A variant of an enum.
    pub fn variant(&mut self, of: &Ident, name: Option<&Ident>) {
        let behind = name.map(|name| quote!(::#name));
        self.say(quote!(use #of #behind as _;));
    }

    /// One of the fields of the variant, or of the struct, that stands at this path.
    pub fn own_field(&mut self, of: &TokenStream, name: Option<&Ident>) {
        self.say(match name {
            Some(name) => quote!(if let #of { #name: _, .. } = loop {} {}),
            // The pattern is looked for again at its whole length.
            None => quote!(if let #of { #[allow()] .. } = loop {} {}),
        });
    }
}

/// A name without the place where it was written.
fn called(name: &Ident) -> Ident {
    let mut same = name.clone();
    same.set_span(Span::call_site());
    same
}

/// `UserOut`, in `Page<UserOut>` and in `Sse<UserOut>`.
fn within_containers(ty: TokenStream) -> TokenStream {
    let Ok(ty) = syn::parse2::<syn::Type>(ty.clone()) else {
        return ty;
    };
    let within = contained(&ty);
    let streamed = ["Sse", "JsonLines", "Csv"]
        .iter()
        .find_map(|kind| content_of(within, kind));
    streamed.unwrap_or(within).to_token_stream()
}
