//! `#[route(METHOD [, "PATH"] [, key = value | key(...)] ...)]` and the function below it.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, LitInt, LitStr, Path, Signature, Token, Type, Visibility, bracketed, parenthesized,
    token,
};

use super::elsewhere::{self, Elsewhere};
use super::{arguments, ungroup};
use crate::report::{Allow, Diagnostic, Place, Report, nearest};

/// The methods a route can have.
pub const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options"];

const KEYS: &[&str] = &[
    "status",
    "response",
    "errors",
    "pick",
    "omit",
    "exclude_none",
    "exclude_defaults",
    "cache",
    "media_type",
    "header",
    "response_description",
    "summary",
    "description",
    "tags",
    "security",
    "operation_id",
    "deprecated",
    "allow",
    "crate",
];

/// `#[route]` as it was written.
#[derive(Default)]
pub struct RawRoute {
    pub method: Option<Ident>,
    pub path: Option<LitStr>,
    pub status: Option<RawStatuses>,
    pub response: Option<RawResponse>,
    pub errors: Vec<Type>,
    pub pick: Option<Vec<Ident>>,
    pub omit: Option<Vec<Ident>>,
    pub exclude_none: Option<Ident>,
    pub exclude_defaults: Option<Ident>,
    pub cache: Option<LitStr>,
    pub media_type: Option<LitStr>,
    pub headers: Vec<(LitStr, LitStr)>,
    pub response_description: Option<LitStr>,
    pub summary: Option<LitStr>,
    pub description: Option<LitStr>,
    pub tags: Vec<LitStr>,
    pub security: Vec<Vec<RawRequirement>>,
    pub operation_id: Option<LitStr>,
    pub deprecated: Option<Ident>,
    pub allows: Vec<Allow>,
    pub facade: Option<Path>,
    /// What is answered was begun to be said, and cannot be read.
    is_cut_short: bool,
    /// What an unknown argument was probably meant to be, and what stands behind its key.
    mistyped: Vec<(&'static str, Ident, TokenStream)>,
}

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

/// `"bearer"` or `"oauth" = ["users:read"]` in `security(..)`: a scheme, and the scopes that are needed of it.
pub struct RawRequirement {
    pub scheme: LitStr,
    pub scopes: Vec<LitStr>,
}

/// The function: its body stays tokens, so that a half-typed one survives.
pub struct Handler {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    pub signature: Signature,
    pub body: Group,
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
        })
    }
}

/// Reads the function. A method is none: the items beside a handler have no room in an `impl`.
pub fn read_handler(item: TokenStream, report: &mut Report) -> syn::Result<Handler> {
    let mut handler: Handler = syn::parse2(item)?;
    ungroup::signature(&mut handler.signature);
    if let Some(index) = handler.attributes.iter().position(is_route) {
        // What it would emit is in the way of this one's.
        let other = handler.attributes.remove(index);
        report.push(
            Diagnostic::syntax(Place::of(&other.meta), "a handler is one route")
                .help("write a function for the other route; both can call a third one"),
        );
    }
    match handler.signature.receiver() {
        None => Ok(handler),
        Some(receiver) => Err(syn::Error::new_spanned(
            receiver,
            "a handler cannot take `self`: write a free function, and take what it needs as `State<..>`",
        )),
    }
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

/// Reads the arguments.
pub fn read_arguments(arguments: TokenStream, report: &mut Report) -> RawRoute {
    let mut raw = RawRoute::default();
    let parser = |input: ParseStream| {
        method(input, &mut raw, report);
        arguments::read_list(input, report, |input, report| {
            argument(input, &mut raw, report)
        });
        guess(&mut raw);
        if raw.is_cut_short {
            // Nothing is to be judged by a status that is as good as unknown.
            raw.status = Some(RawStatuses { values: Vec::new() });
        }
        Ok(())
    };
    // The parser reads to the end whatever it meets, so there is no error left to report.
    let _ = parser.parse2(arguments);
    raw
}

fn method(input: ParseStream, raw: &mut RawRoute, report: &mut Report) {
    let ahead = input.fork();
    let name = ahead.parse::<Ident>().ok();
    let typed = name.as_ref().map(ToString::to_string).unwrap_or_default();
    if METHODS.contains(&typed.as_str()) {
        raw.method = input.parse().ok();
        if !input.is_empty() && input.parse::<Token![,]>().is_err() {
            report.push(Diagnostic::syntax(
                input.span(),
                "expected `,` after the method",
            ));
        }
        return;
    }
    if let Some(method) = quoted_method(input) {
        report.push(
            Diagnostic::syntax(method.span(), "the method is no text")
                .help(format!("write `{method}`")),
        );
        raw.method = Some(method);
        return;
    }
    let is_key = KEYS.contains(&typed.as_str());
    let diagnostic = match &name {
        Some(name) if !is_key && (ahead.is_empty() || ahead.peek(Token![,])) => {
            let _ = input.parse::<Ident>();
            let _ = input.parse::<Option<Token![,]>>();
            Diagnostic::syntax(name.span(), format!("unknown method `{typed}`"))
        }
        _ if input.is_empty() => Diagnostic::syntax(Span::call_site(), "the method is missing"),
        _ => Diagnostic::syntax(input.span(), "expected the method first"),
    };
    report.push(
        diagnostic.help(match nearest(&typed, METHODS.iter().copied()) {
            Some(method) if !is_key => format!("did you mean `{method}`?"),
            _ => {
                "begin with `get`, `post`, `put`, `patch`, `delete`, `head` or `options`".to_owned()
            }
        }),
    );
}

/// `"POST"`, which is no path.
fn quoted_method(input: ParseStream) -> Option<Ident> {
    let text = input.fork().parse::<LitStr>().ok()?;
    let method = text.value().to_lowercase();
    METHODS.contains(&method.as_str()).then(|| {
        let _ = input.parse::<LitStr>();
        let _ = input.parse::<Option<Token![,]>>();
        Ident::new(&method, text.span())
    })
}

fn argument(input: ParseStream, raw: &mut RawRoute, report: &mut Report) -> syn::Result<()> {
    if input.peek(LitStr) {
        let path: LitStr = input.parse()?;
        if raw.path.is_some() {
            return Err(syn::Error::new(path.span(), "the path is given twice"));
        }
        raw.path = Some(path);
        return Ok(());
    }
    let key = arguments::key(input)?;
    let name = key.to_string();
    if KEYS.contains(&name.as_str()) {
        return keyed(&name, &key, input, raw, report);
    }
    // That the method comes first has been said; which one it is, is known now.
    if METHODS.contains(&name.as_str()) && raw.method.is_none() {
        raw.method = Some(key);
        return Ok(());
    }
    if name == "method" && raw.method.is_none() {
        raw.method = text_or_name(input);
        return Ok(());
    }
    if name == "path" && raw.path.is_none() {
        if raw.method.is_some() {
            report.push(
                Diagnostic::syntax(key.span(), "the path has no name")
                    .help("write it behind the method: `get, \"/users\"`"),
            );
        }
        raw.path = text(input).ok();
        return Ok(());
    }
    let (diagnostic, meant) = match elsewhere::meaning(&name) {
        Some(Elsewhere::Help(help)) => (arguments::stranger(&key).help(*help), None),
        Some(Elsewhere::Key(meant)) => (arguments::unknown_but_meant(&key, meant), Some(*meant)),
        None => (
            arguments::unknown(&key, KEYS),
            nearest(&name, KEYS.iter().copied()),
        ),
    };
    report.push(diagnostic);
    let value = arguments::skip_argument(input);
    if let Some(meant) = meant {
        raw.mistyped.push((meant, key, value));
    }
    Ok(())
}

/// A mistyped argument is what it was meant to be where nothing else is, so that nothing is missing besides.
fn guess(raw: &mut RawRoute) {
    let mut report = Report::new();
    for (meant, key, value) in std::mem::take(&mut raw.mistyped) {
        let parser = |input: ParseStream| keyed(meant, &key, input, raw, &mut report);
        let _ = parser.parse2(value);
    }
    report.forget();
}

/// `= get` or `= "get"`
fn text_or_name(input: ParseStream) -> Option<Ident> {
    input.parse::<Token![=]>().ok()?;
    if let Ok(name) = input.parse::<Ident>() {
        return Some(name);
    }
    let text: LitStr = input.parse().ok()?;
    text.parse().ok()
}

fn keyed(
    name: &str,
    key: &Ident,
    input: ParseStream,
    raw: &mut RawRoute,
    report: &mut Report,
) -> syn::Result<()> {
    match name {
        "status" => {
            raw.is_cut_short = true;
            let statuses = statuses(key, input)?;
            raw.is_cut_short = false;
            arguments::set(&mut raw.status, statuses, key, report);
        }
        "response" => {
            raw.is_cut_short = true;
            let ty = response(key, input)?;
            raw.is_cut_short = false;
            let place = Place::from(key.span()).to(Place::of(&ty));
            arguments::set(&mut raw.response, RawResponse { place, ty }, key, report);
        }
        "errors" if input.peek(Token![=]) => {
            input.parse::<Token![=]>()?;
            raw.errors.push(input.parse()?);
        }
        "errors" => raw.errors.extend(in_parentheses::<Type>(key, input)?),
        "pick" => arguments::set(&mut raw.pick, names(key, input)?, key, report),
        "omit" => arguments::set(&mut raw.omit, names(key, input)?, key, report),
        "exclude_none" => {
            let flag = arguments::flag(key, input, report);
            arguments::set(&mut raw.exclude_none, flag, key, report);
        }
        "exclude_defaults" => {
            let flag = arguments::flag(key, input, report);
            arguments::set(&mut raw.exclude_defaults, flag, key, report);
        }
        "cache" => arguments::set(&mut raw.cache, text(input)?, key, report),
        "media_type" => arguments::set(&mut raw.media_type, text(input)?, key, report),
        "header" => raw.headers.push(arguments::header(input)?),
        "response_description" => {
            arguments::set(&mut raw.response_description, text(input)?, key, report);
        }
        "summary" => arguments::set(&mut raw.summary, text(input)?, key, report),
        "description" => arguments::set(&mut raw.description, text(input)?, key, report),
        "tags" => raw.tags.extend(in_parentheses::<LitStr>(key, input)?),
        "security" => raw
            .security
            .push(in_parentheses::<RawRequirement>(key, input)?),
        "operation_id" => arguments::set(&mut raw.operation_id, text(input)?, key, report),
        "deprecated" => {
            let flag = arguments::flag(key, input, report);
            arguments::set(&mut raw.deprecated, flag, key, report);
        }
        "allow" => raw.allows.push(arguments::allow(input)?),
        "crate" => {
            input.parse::<Token![=]>()?;
            let path = input.call(Path::parse_mod_style)?;
            arguments::set(&mut raw.facade, path, key, report);
        }
        _ => {}
    }
    Ok(())
}

fn response(key: &Ident, input: ParseStream) -> syn::Result<Type> {
    let expected = || {
        syn::Error::new(
            key.span(),
            "expected a response model: `response = UserOut`",
        )
    };
    input.parse::<Token![=]>().map_err(|_| expected())?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(expected());
    }
    input.parse().map(ungroup::ty)
}

fn statuses(key: &Ident, input: ParseStream) -> syn::Result<RawStatuses> {
    let expected = || {
        syn::Error::new(
            key.span(),
            "expected a status, or several: `status = 201`, `status = [200, 201]`",
        )
    };
    input.parse::<Token![=]>().map_err(|_| expected())?;
    if input.is_empty() || input.peek(Token![,]) || input.peek(token::Paren) {
        return Err(expected());
    }
    if !input.peek(token::Bracket) {
        let status = status(input)?;
        return Ok(RawStatuses {
            values: vec![status],
        });
    }
    let list: Group = input.parse()?;
    let values = Punctuated::<RawStatus, Token![,]>::parse_terminated.parse2(list.stream())?;
    if values.is_empty() {
        return Err(syn::Error::new(
            list.span(),
            "expected a status: `status = [200, 201]`",
        ));
    }
    Ok(RawStatuses {
        values: values.into_iter().collect(),
    })
}

fn status(input: ParseStream) -> syn::Result<RawStatus> {
    if input.peek(LitInt) {
        Ok(RawStatus::Code(input.parse()?))
    } else if input.peek(syn::Ident) || input.peek(Token![::]) {
        Ok(RawStatus::Name(input.call(Path::parse_mod_style)?))
    } else {
        Err(input.error("expected a status code such as `201` or `CREATED`"))
    }
}

impl Parse for RawStatus {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        status(input)
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

impl Parse for RawRequirement {
    fn parse(input: ParseStream) -> syn::Result<Self> {
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

fn text(input: ParseStream) -> syn::Result<LitStr> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn names(key: &Ident, input: ParseStream) -> syn::Result<Vec<Ident>> {
    let content = parentheses(key, input)?;
    let names = Punctuated::<Ident, Token![,]>::parse_terminated_with;
    let read = |input: ParseStream| names(input, arguments::field_name);
    let names: Vec<Ident> = read.parse2(content)?.into_iter().collect();
    if names.is_empty() {
        return Err(syn::Error::new(
            key.span(),
            format!("expected a field: `{key}(id)`"),
        ));
    }
    Ok(names)
}

fn in_parentheses<T: Parse>(key: &Ident, input: ParseStream) -> syn::Result<Vec<T>> {
    let content = parentheses(key, input)?;
    let values = Punctuated::<T, Token![,]>::parse_terminated.parse2(content)?;
    Ok(values.into_iter().collect())
}

/// What stands between the parentheses. Whoever writes `tags = ["users"]` is told how it is written here.
fn parentheses(key: &Ident, input: ParseStream) -> syn::Result<TokenStream> {
    if !input.peek(Token![=]) {
        let content;
        parenthesized!(content in input);
        return content.parse();
    }
    let equals: Token![=] = input.parse()?;
    let mut values = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        match input.parse()? {
            TokenTree::Group(list) if list.delimiter() != Delimiter::None => {
                values.extend(list.stream());
            }
            value => values.extend([value]),
        }
    }
    Err(syn::Error::new(
        equals.spans[0],
        format!("expected parentheses: `{key}({values})`"),
    ))
}
