use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{GenericArgument, LitStr, Path, PathArguments, ReturnType, Type};

use super::inputs::Input;
use super::path::RoutePath;
use super::status;
use super::types::{Role, is_opaque, role_of, type_text};
use crate::attr::docs::doc_comment;
use crate::attr::route::{
    Dates, Handler, RawCallback, RawExtension, RawLink, RawRequirement, RawRoute, RawStatus,
    RawStatuses, SentPath,
};
use crate::report::{Allow, Place};

/// What a route promises.
pub struct Route {
    pub handler: Handler,
    pub inputs: Vec<Input>,
    pub returns: Returns,
    pub method: Option<Method>,
    pub path: Option<RoutePath>,
    /// Whether there is something that may have been meant to be the path.
    pub is_path_unread: bool,
    pub statuses: Statuses,
    /// `action`: a POST that creates nothing.
    pub action: Option<Ident>,
    pub response: Option<Response>,
    pub errors: Vec<Type>,
    pub selection: Selection,
    pub cache: Option<LitStr>,
    pub media_type: Option<LitStr>,
    pub headers: Vec<(LitStr, LitStr)>,
    pub documentation: Documentation,
    pub allows: Vec<Allow>,
    pub facade: Option<Path>,
}

/// A request method (RFC 9110 section 9, RFC 5789).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
    Options,
}

/// The method of a route, and where it stands.
pub struct Method {
    pub verb: Verb,
    pub name: Ident,
}

/// The declared success statuses.
pub struct Statuses {
    pub written: bool,
    pub list: Vec<Status>,
}

/// One declared status.
pub struct Status {
    /// `None` if no such status is registered.
    pub code: Option<u16>,
    /// As it was written.
    pub text: String,
    /// The constant it names.
    pub constant: Option<Ident>,
    pub place: Place,
}

/// `response = T`
pub struct Response {
    /// The whole argument.
    pub place: Place,
    pub ty: Type,
    /// `T` as a message shows it.
    pub text: String,
}

/// What the function returns.
pub struct Returns {
    pub ty: Type,
    /// Where the success stands: `V` in `Result<V, E>` and in `Reply<V>`, else the whole type.
    pub value: Place,
    /// Where the error stands.
    pub error: Place,
}

/// Which fields are sent.
#[derive(Default)]
pub struct Selection {
    pub pick: Option<Vec<SentPath>>,
    pub omit: Option<Vec<SentPath>>,
    pub exclude_none: bool,
    pub exclude_defaults: bool,
    pub unset_as_default: bool,
}

impl Selection {
    /// Whether the field of this name is sent, if the model has it.
    pub fn keeps(&self, name: &str) -> bool {
        let first = |path: &SentPath| path.0.first().is_some_and(|known| known.unraw() == name);
        let is_picked = self.pick.as_ref().is_none_or(|pick| pick.iter().any(first));
        let is_omitted = |path: &SentPath| path.0.len() == 1 && first(path);
        is_picked && !self.omit.iter().flatten().any(is_omitted)
    }

    /// The paths, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &SentPath> {
        self.pick.iter().chain(&self.omit).flatten()
    }
}

/// What the document says beside the contract.
pub struct Documentation {
    pub summary: Option<String>,
    pub description: Option<String>,
    pub response_description: Option<LitStr>,
    pub tags: Vec<LitStr>,
    /// What `security(..)` names, one list per alternative.
    pub security: Vec<Vec<RawRequirement>>,
    pub operation_id: Option<LitStr>,
    pub deprecated: Option<Dates>,
    pub links: Vec<RawLink>,
    pub callbacks: Vec<RawCallback>,
    /// Members that OpenAPI does not know.
    pub extensions: Vec<RawExtension>,
}

/// The first paragraph on one line. As one sentence it is a heading, which has no full stop.
fn as_heading(paragraph: &str) -> String {
    let line = paragraph.replace('\n', " ");
    match line.strip_suffix('.') {
        Some(sentence) if !sentence.ends_with('.') && !sentence.contains(". ") => {
            sentence.to_owned()
        }
        _ => line,
    }
}

impl Route {
    pub fn new(raw: RawRoute, handler: Handler) -> Self {
        let said = raw.arguments;
        let method = raw.method.map(Method::new);
        let place = method.as_ref().map_or_else(
            || Place::from(Span::call_site()),
            |method| method.name.span().into(),
        );
        let comment = doc_comment(&handler.attributes);
        let (first, rest) = comment.split_once("\n\n").unwrap_or((&comment, ""));
        let summary = said
            .summary
            .map_or_else(|| as_heading(first), |text| text.value());
        let description = said
            .description
            .map_or_else(|| rest.trim().to_owned(), |text| text.value());
        let documentation = Documentation {
            summary: Some(summary).filter(|text| !text.is_empty()),
            description: Some(description).filter(|text| !text.is_empty()),
            response_description: said.response_description,
            tags: said.tags.into_iter().flat_map(|tags| tags.0).collect(),
            security: said.security.into_iter().map(|one| one.0).collect(),
            operation_id: said.operation_id,
            deprecated: said.deprecated.map(|deprecated| deprecated.0),
            links: said.links,
            callbacks: said.callbacks,
            extensions: said.extensions,
        };
        let path = raw.path.map(RoutePath::new);
        let parameters = path.as_ref().map(|path| &path.parameters);
        let parameters = parameters.and_then(|parameters| parameters.as_ref().ok());
        Self {
            inputs: Input::all(&handler.signature, parameters.map_or(&[], Vec::as_slice)),
            returns: Returns::new(&handler),
            statuses: Statuses::new(
                said.status,
                method.as_ref(),
                said.response.is_some(),
                said.action.is_some(),
                place,
            ),
            action: said.action.map(|action| action.0),
            method,
            is_path_unread: raw.is_path_unread,
            path,
            response: said.response.map(|response| Response {
                text: type_text(&response.ty),
                place: response.place,
                ty: response.ty,
            }),
            errors: said
                .errors
                .into_iter()
                .flat_map(|errors| errors.0)
                .collect(),
            selection: Selection {
                pick: said.pick.map(|names| names.0),
                omit: said.omit.map(|names| names.0),
                exclude_none: said.exclude_none.is_some(),
                exclude_defaults: said.exclude_defaults.is_some(),
                unset_as_default: said.unset.is_some(),
            },
            cache: said.cache,
            media_type: said.media_type,
            headers: said
                .headers
                .into_iter()
                .map(|header| (header.name, header.value))
                .collect(),
            documentation,
            allows: said.allows,
            facade: said.facade.map(|path| path.0),
            handler,
        }
    }

    pub fn verb(&self) -> Option<Verb> {
        self.method.as_ref().map(|method| method.verb)
    }

    /// Whether the response may be a set of responses, by its tokens, which then has its own statuses: none is written.
    pub fn may_leave_statuses_to_a_set(&self) -> bool {
        let response = self.response.as_ref().map(|response| &response.ty);
        !self.statuses.written
            && response.is_some_and(|ty| matches!(ty, Type::Path(_)) && role_of(ty).is_none())
    }

    /// Whether a rule is switched off. For a rule that the compiler judges, since it cannot ask.
    pub fn allows(&self, rule: &str) -> bool {
        self.allows.iter().any(|allow| allow.rule_name == rule)
    }
}

impl Method {
    fn new(name: Ident) -> Self {
        let verb = match name.to_string().as_str() {
            "post" => Verb::Post,
            "put" => Verb::Put,
            "patch" => Verb::Patch,
            "delete" => Verb::Delete,
            "head" => Verb::Head,
            "options" => Verb::Options,
            _ => Verb::Get,
        };
        Self { verb, name }
    }
}

impl Verb {
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }

    /// The status of a route that declares none.
    fn usual_status(self, has_model: bool, is_action: bool) -> u16 {
        match self {
            Self::Head if !has_model => 204,
            Self::Post if is_action && !has_model => 204,
            Self::Post if is_action => 200,
            Self::Get | Self::Head | Self::Put | Self::Patch => 200,
            Self::Post => 201,
            // A rule forbids a body here, and may be switched off.
            Self::Delete if has_model => 200,
            Self::Delete | Self::Options => 204,
        }
    }
}

impl Statuses {
    fn new(
        raw: Option<RawStatuses>,
        method: Option<&Method>,
        has_model: bool,
        is_action: bool,
        method_place: Place,
    ) -> Self {
        match (raw, method) {
            (Some(raw), _) => Self {
                written: true,
                list: raw.values.into_iter().map(Status::new).collect(),
            },
            (None, Some(method)) => {
                let code = method.verb.usual_status(has_model, is_action);
                Self {
                    written: false,
                    list: vec![Status {
                        code: Some(code),
                        text: code.to_string(),
                        constant: None,
                        place: method_place,
                    }],
                }
            }
            // Without a method there is no usual status.
            (None, None) => Self {
                written: false,
                list: Vec::new(),
            },
        }
    }

    /// The registered ones.
    pub fn codes(&self) -> impl Iterator<Item = u16> {
        self.list.iter().filter_map(|status| status.code)
    }

    /// Each status once, where it is declared first.
    pub fn distinct(&self) -> impl Iterator<Item = &Status> {
        self.list.iter().enumerate().filter_map(|(index, status)| {
            let is_first = self.list[..index]
                .iter()
                .all(|earlier| earlier.code != status.code);
            is_first.then_some(status)
        })
    }

    /// Whether a status is declared, and where.
    pub fn find(&self, code: u16) -> Option<&Status> {
        self.list.iter().find(|status| status.code == Some(code))
    }

    /// Whether every status is known, so that all of them can be judged together.
    pub fn are_known(&self) -> bool {
        !self.list.is_empty() && self.list.iter().all(|status| status.code.is_some())
    }
}

impl Status {
    pub fn new(raw: RawStatus) -> Self {
        let place = raw.place();
        match raw {
            RawStatus::Code(literal) => Self {
                code: literal
                    .base10_parse()
                    .ok()
                    .filter(|code| status::is_registered(*code)),
                text: literal.to_string(),
                constant: None,
                place,
            },
            RawStatus::Name(path) => {
                let constant = path.segments.last().map(|segment| segment.ident.clone());
                let text = constant
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                Self {
                    code: status::by_name(&text),
                    text,
                    constant,
                    place,
                }
            }
        }
    }
}

/// Whether an answer of this status has content (RFC 9110 section 6.4.1). A redirect's is empty here: what matters
/// stands in `Location`.
pub fn carries_body(code: u16) -> bool {
    (200..300).contains(&code) && !matches!(code, 204 | 205)
}

impl Returns {
    fn new(handler: &Handler) -> Self {
        match &handler.signature.output {
            ReturnType::Default => {
                let place = Place::from(handler.signature.ident.span());
                Self {
                    ty: syn::parse_quote!(()),
                    value: place,
                    error: place,
                }
            }
            ReturnType::Type(_, ty) => {
                let whole = Place::of(ty);
                let (value, error) = result_arguments(ty)
                    .map_or((&**ty, whole), |(value, error)| (value, Place::of(error)));
                Self {
                    ty: (**ty).clone(),
                    value: Place::of(without_reply(value)),
                    error,
                }
            }
        }
    }
}

/// Whether a status sends the client elsewhere (RFC 9110 section 15.4). A 300 offers a choice, a 304 what is there.
pub fn is_redirect(code: u16) -> bool {
    matches!(code, 301 | 302 | 303 | 307 | 308)
}

impl Returns {
    /// Whether the success is written `Redirect`.
    pub fn is_redirect(&self) -> bool {
        role_of(self.success()) == Some(Role::Redirect)
    }

    /// Whether the success is written as something that is known not to be a redirect.
    pub fn is_never_a_redirect(&self) -> bool {
        match self.success() {
            Type::Tuple(parts) => parts.elems.is_empty(),
            success => role_of(success).is_some_and(|role| role != Role::Redirect),
        }
    }

    /// The success as it is written: `V` in `Result<V, E>`, in `Reply<V>` and in both, else the whole type.
    pub fn success(&self) -> &Type {
        without_reply(result_arguments(&self.ty).map_or(&self.ty, |(value, _)| value))
    }

    /// Whether `impl Trait` is part of the type.
    pub fn is_opaque(&self) -> bool {
        is_opaque(&self.ty)
    }
}

/// `V` of a type that is written `Reply<V>` or `Reply<V, H>`; of any other, itself.
fn without_reply(ty: &Type) -> &Type {
    let Type::Path(path) = ty else { return ty };
    let last = path.path.segments.last();
    match last.map(|last| (&last.ident, &last.arguments)) {
        Some((name, PathArguments::AngleBracketed(arguments))) if name == "Reply" => {
            match arguments.args.first() {
                Some(GenericArgument::Type(value)) => value,
                _ => ty,
            }
        }
        _ => ty,
    }
}

/// `V` and `E` of a type that is written `Result<V, E>`.
fn result_arguments(ty: &Type) -> Option<(&Type, &Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut arguments = arguments.args.iter();
    match (arguments.next(), arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(value)), Some(GenericArgument::Type(error)), None)
            if last.ident == "Result" =>
        {
            Some((value, error))
        }
        _ => None,
    }
}
