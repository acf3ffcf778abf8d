//! `#[route(METHOD [, "PATH"] [, key = value | key(...)] ...)]` and the function below it.

pub(super) mod check;
mod deprecated;
mod expression;
mod extension;
mod handler;
mod method;
mod receiver;
mod related;
mod result;
mod value;

pub use deprecated::{Dates, RawDeprecated};
pub use extension::RawExtension;
pub use handler::{Handler, read_handler};
pub use method::{ANOTHER_ROUTE, METHODS};
pub use related::{RawCallback, RawLink};
pub use result::take_reader_of_result;
pub use value::{Names, RawRequirement, RawStatus, RawStatuses, SentPath};

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

use super::elsewhere::{self, Elsewhere};
use super::grammar::{self, Flag, Header, ModPath, Parentheses, grammar};
use super::mentions::Reading;
use super::{faults, list};
use crate::report::{Allow, Diagnostic, Report, nearest};
use value::{RawErrors, RawResponse, Unset};

/// `#[route]` as it was written.
pub struct RawRoute {
    pub method: Option<Ident>,
    pub path: Option<LitStr>,
    /// Whether there is something that may have been meant to be the path.
    pub is_path_unread: bool,
    pub arguments: Arguments,
}

grammar! {
    /// The arguments after the method and the path.
    pub struct Arguments {
        /// `status = 201`: the success status; several are `status = [200, 201]`
        status: Option<RawStatuses>,
        /// `action`: a POST that creates nothing, as in `#[route(post, "/login", action, response = Session)]`: 200, or 204 without `response`
        action: Option<Flag>,
        /// `response = UserOut`: the response model
        response: Option<RawResponse>,
        /// `errors = E`: an error beside those of the handler itself; several are `errors(E, F)`
        errors: Vec<RawErrors>,
        /// `pick(id, maker.name)`: only these fields are sent
        pick: Option<Names>,
        /// `omit(notes, maker.address)`: all fields but these are sent
        omit: Option<Names>,
        /// `exclude_none`: a field that is `None` is left out
        exclude_none: Option<Flag>,
        /// `exclude_defaults`: a field that has its default is left out
        exclude_defaults: Option<Flag>,
        /// `unset = default`: a `Field` that is unset is sent as its default; otherwise it is left out
        unset: Option<Unset>,
        /// `cache = "public, max-age=60"`: how long caches may keep the answer, in `Cache-Control`
        cache: Option<LitStr>,
        /// `media_type = "application/pdf"`: what the bytes of the body are
        media_type: Option<LitStr>,
        /// `header("X-Name" = "value")`: a header of every success
        header as headers: Vec<Header<LitStr>>,
        /// `response_description = "The user."`: describes the success in the document
        response_description: Option<LitStr>,
        /// `summary = "Create a user"`: the heading in the document; left out, it is the first paragraph of the doc comment
        summary: Option<LitStr>,
        /// `description = "..."`: the text in the document; left out, it is the rest of the doc comment
        description: Option<LitStr>,
        /// `tags("users")`: what the operation is sorted under in the document
        tags: Vec<Parentheses<LitStr>>,
        /// `security("bearer")`: the scheme that a layer checks, with its scopes: `security("oauth" = ["users:read"])`
        security: Vec<Parentheses<RawRequirement>>,
        /// `operation_id = "create_user"`: the id in the document; left out, it is the name of the function
        operation_id: Option<LitStr>,
        /// `deprecated(since = "2026-01-31")`: marked so in the document and in every response; a `sunset` says until when it answers
        deprecated: Option<RawDeprecated>,
        /// `link(get_user, id = "$response.body#/id")`: another handler that a success leads to, with its parameters
        link as links: Vec<RawLink>,
        /// `callback("{$request.body#/callback_url}", invoice_paid)`: a request that is sent because of this one, as a handler describes it
        callback as callbacks: Vec<RawCallback>,
        /// `extension("x-internal" = true)`: a member of the operation that OpenAPI does not know, as JSON
        extension as extensions: Vec<RawExtension>,
        /// `allow(post_returns_200, reason = "...")`: switches a rule off here
        allow as allows: Vec<Allow>,
        /// `crate = ::steadfast`: where steadfast lives
        crate as facade: Option<ModPath>,
    }
}

/// Reads the arguments.
pub fn read_arguments(arguments: TokenStream, report: &mut Report) -> RawRoute {
    let mut reader = Reader::default();
    let parser = |input: ParseStream| {
        reader.method = method::read(input, report);
        list::read(input, report, |input, report| {
            reader.argument(input, report)
        });
        Ok(())
    };
    // The parser reads to the end whatever it meets, so there is no error left to report.
    let _ = parser.parse2(arguments);
    let route = reader.finish();
    check::arguments(&route.arguments, report);
    route
}

impl RawRoute {
    /// Reads what the attributes of the function say beside the arguments.
    pub fn read_attributes(&mut self, handler: &Handler, report: &mut Report) {
        deprecated::read_attribute(&mut self.arguments.deprecated, &handler.attributes);
        check::dates(&self.arguments, report);
    }
}

/// `tag = "users"`, as utoipa has it.
fn tag(key: &Ident, input: ParseStream) -> Diagnostic {
    let ahead = input.fork();
    let tag = ahead
        .parse::<Token![=]>()
        .and_then(|_| ahead.parse::<LitStr>())
        .map_or_else(|_| "users".to_owned(), |tag| tag.value());
    faults::stranger(key).help(format!("write `tags({tag:?})`"))
}

/// `responses((status = 200, body = UserOut), (status = 404))`, as utoipa has it.
fn responses(key: &Ident, value: TokenStream) -> Diagnostic {
    let mut success = "status = 200, response = Model".to_owned();
    if let Some(TokenTree::Group(all)) = value.into_iter().next()
        && let Some(TokenTree::Group(first)) = all.stream().into_iter().next()
    {
        let tokens: Vec<TokenTree> = first.stream().into_iter().collect();
        let of = |name: &str| {
            let mut parts = tokens.split(|token| token.to_string() == ",");
            let part =
                parts.find(|part| part.first().is_some_and(|key| key.to_string() == name))?;
            Some(faults::written(
                &part.get(2..)?.iter().cloned().collect::<TokenStream>(),
            ))
        };
        if let (Some(status), Some(body)) = (of("status"), of("body")) {
            success = format!("status = {status}, response = {body}");
        }
    }
    faults::stranger(key)
        .note("the errors come from the error type of the handler")
        .help(format!("write `{success}`"))
}

#[derive(Default)]
struct Reader {
    method: Option<Ident>,
    path: Option<LitStr>,
    arguments: Reading<Arguments>,
}

impl Reader {
    fn argument(&mut self, input: ParseStream, report: &mut Report) -> Result<(), Diagnostic> {
        if input.peek(LitStr) {
            let path: LitStr = input.parse()?;
            if self.path.is_some() {
                return Err(Diagnostic::new(path.span(), "the path is given twice"));
            }
            self.path = Some(path);
            return Ok(());
        }
        let key = self.arguments.key(input)?;
        if self.arguments.known(&key, input, report)? || self.positional(&key, input, report) {
            return Ok(());
        }
        let name = key.to_string();
        let names = grammar::names::<Arguments>();
        let (fault, meant) = match elsewhere::meaning(&name) {
            Some(Elsewhere::Help(help)) => (faults::stranger(&key).help(*help), None),
            None if name == "responses" => {
                // They may say what the success is, which is then not missing as well.
                self.arguments.mentions.meant.extend(["response", "status"]);
                report.push(responses(&key, list::skip_argument(input)));
                return Ok(());
            }
            None if name == "tag" => {
                report.push(tag(&key, input));
                drop(list::skip_argument(input));
                return Ok(());
            }
            Some(Elsewhere::Key(meant)) => (faults::unknown_but_meant(&key, meant), Some(*meant)),
            None => (faults::unknown(&key, &names), nearest(&name, names)),
        };
        report.push(fault);
        match meant {
            Some(meant) => self.arguments.mistyped(&key, meant, input),
            None => drop(list::skip_argument(input)),
        }
        Ok(())
    }

    /// Reads the method or the path, where it has a key or stands elsewhere than in front.
    fn positional(&mut self, key: &Ident, input: ParseStream, report: &mut Report) -> bool {
        let name = key.to_string();
        match name.as_str() {
            // That the method comes first has been said; which one it is, is known now.
            name if METHODS.contains(&name) && self.method.is_none() => {
                self.method = Some(key.clone());
            }
            "method" if self.method.is_none() => self.method = method::by_name(input),
            "path" if self.path.is_none() => {
                if self.method.is_some() {
                    report.push(
                        Diagnostic::new(key.span(), "the path is not a named argument").help(
                            format!("write it after the method: {}", self.in_place(input)),
                        ),
                    );
                }
                let value = list::skip_argument(input).into_iter().skip(1).collect();
                self.path = syn::parse2(value).ok();
                if self.path.is_none() {
                    self.arguments.mentions.anything();
                }
            }
            _ => return false,
        }
        true
    }

    /// The method with the path that follows: `get, "/users"`.
    fn in_place(&self, input: ParseStream) -> String {
        let ahead = input.fork();
        let path = ahead
            .parse::<Token![=]>()
            .and_then(|_| ahead.parse::<LitStr>())
            .map_or_else(|_| "/users".to_owned(), |path| path.value());
        let method = self
            .method
            .as_ref()
            .map_or("get".to_owned(), ToString::to_string);
        format!("`{method}, {path:?}`")
    }

    fn finish(mut self) -> RawRoute {
        self.arguments.settle();
        let Reading {
            mut said, mentions, ..
        } = self.arguments;
        let is_cut_short = said.response.is_none() && mentions.has("response")
            || said.status.is_none() && mentions.has("status");
        if is_cut_short {
            // Nothing is to be judged by a status that is as good as unknown.
            said.status = Some(RawStatuses { values: Vec::new() });
        }
        RawRoute {
            is_path_unread: self.path.is_none() && mentions.has("path"),
            method: self.method,
            path: self.path,
            arguments: said,
        }
    }
}
