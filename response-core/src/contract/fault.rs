//! [`ApiFault`]: a fault of an API that is known only when its routes are put together.

use std::fmt;

macro_rules! kinds {
    ($($(#[doc = $docs:literal])+ $kind:ident $slug:literal: $note:literal;)*) => {
        /// What kind of fault an [`ApiFault`] is, with a slug as the rules of the macros have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum FaultKind {
            $($(#[doc = $docs])+ #[doc = concat!("\n\nIts slug is `", $slug, "`.")] $kind,)*
        }

        impl FaultKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The name of the fault: `duplicate_route`. It is never given to another kind.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$kind => $slug,)*
                }
            }

            /// Why it is a fault.
            #[must_use]
            pub const fn note(self) -> &'static str {
                match self {
                    $(Self::$kind => $note,)*
                }
            }
        }
    };
}

kinds! {
    /// Two handlers answer the same method and path.
    DuplicateRoute "duplicate_route": "there is one handler for each method of a path";
    /// A request could match the paths of two routes, or that of a route and the document's.
    AmbiguousPath "ambiguous_path": "nothing says which of them a request is for";
    /// A path is not one that a router understands.
    UnmountablePath "unmountable_path": "no request would reach the handler";
    /// Two operations have the same id.
    DuplicateOperationId "duplicate_operation_id": "an operation id is unique in the document: generated clients name a method after it";
    /// The prefix of a nested part does not begin with `/`, has a wildcard, or is not percent-encoded.
    BadPrefix "bad_prefix": "the paths of the part begin with the prefix, as clients send it";
    /// The root path does not begin with `/`, or is not percent-encoded.
    BadRootPath "bad_root_path": "`Location` and the `servers` of the document begin with it";
    /// Axum refuses a plain router: one of its routes is taken, or it has a second fallback.
    RefusedRouter "refused_router": "the routes of a plain router are not known before it is mounted";
    /// The path of a route, with its prefixes, does not have the parameters that an argument reads.
    PathParamsMismatch "path_params_mismatch": "every request would be refused";
    /// Two arguments of a handler document one parameter in different ways.
    DuplicateParameter "duplicate_parameter": "the document has one description of a parameter";
    /// An argument refuses the query parameters of another one.
    RefusedParameter "refused_parameter": "every request with the parameter would be refused";
    /// An argument could never be read as it is documented.
    UnreadableArgument "unreadable_argument": "a request that follows the document would be refused";
    /// A merge patch is not an object, or a member of it cannot be left out, since it is not a `Field`.
    NotAMergePatch "not_a_merge_patch": "what a merge patch leaves out stays as it is, and what is `null` is removed (RFC 7396 section 2): only a `Field` tells them apart";
    /// An argument does not describe itself, and the API is strict.
    UndescribedArgument "undescribed_argument": "the document says nothing about what it reads, and how it refuses";
    /// A route needs a security scheme that nothing describes.
    UnknownSecurityScheme "unknown_security_scheme": "the document has to say how a client identifies itself";
    /// One name is used for two security schemes.
    DuplicateSecurityScheme "duplicate_security_scheme": "the name of a security scheme stands for one scheme in the whole document";
    /// A route challenges for another scheme than the one that it needs.
    OtherChallenge "other_challenge": "a client uses the scheme of the challenge (RFC 9110 section 11.6.1)";
    /// An argument documents a 401 without `WWW-Authenticate`.
    UnauthorizedWithoutChallenge "unauthorized_without_challenge": "a 401 response must say in `WWW-Authenticate` how to authenticate (RFC 9110 section 15.5.2)";
    /// Two handlers are the same webhook.
    DuplicateWebhook "duplicate_webhook": "a webhook has one description for each method";
    /// A webhook or a callback has a path.
    PathOfSentRequest "path_of_sent_request": "whoever gets the request chooses its URL";
    /// A link leads nowhere, or lacks what the other operation needs.
    BrokenLink "broken_link": "a client could not follow the link";
    /// A callback is sent to what no request has, or is a callback of itself.
    BrokenCallback "broken_callback": "nobody could get the request as it is documented";
    /// The name of an extension does not begin with `x-`, or is given twice.
    BadExtension "bad_extension": "every other name belongs to OpenAPI (section 4.9, Specification Extensions)";
    /// A model sends a name twice.
    DuplicateFieldName "duplicate_field_name": "of two members with one name a client sees one (RFC 8259 section 4)";
    /// What `#[schemars(..)]` says does not fit the type of a field, or is not a valid schema.
    BadConstraint "bad_constraint": "the document would have a constraint that does not fit any value";
    /// The rows of a `Csv` would have to hold lists or objects.
    NotATable "not_a_table": "a cell of CSV holds one value (RFC 4180)";
    /// A document that is merged is not one of OpenAPI 3.
    UnreadableDocument "unreadable_document": "its operations would be missing in the document of the API";
    /// A document that is merged refers to what it does not have, or in a circle.
    BrokenReference "broken_reference": "a client could not follow the reference";
    /// A handler of errors declares what it cannot answer.
    BadErrorHandler "bad_error_handler": "the document shows what a handler of errors declares, and an answer that it does not declare is a 500";
    /// An extractor or a type of yours has reported it, as text.
    Reported "reported": "an argument of the handler, or a type that it sends, has reported this fault";
}

/// A fault of an API: what is wrong and where, why, and what to write.
///
/// It is displayed as the errors of the macros are:
///
/// ```
/// use steadfast::api::{ApiFault, FaultKind};
///
/// let fault = ApiFault::new(FaultKind::DuplicateRoute, "`list` and `all` both answer GET /users")
///     .advising("give one of them another path");
/// assert_eq!(
///     fault.to_string(),
///     "`list` and `all` both answer GET /users [duplicate_route]\n  \
///      = note: there is one handler for each method of a path\n  \
///      = help: give one of them another path"
/// );
/// assert_eq!((fault.kind(), fault.slug()), (FaultKind::DuplicateRoute, FaultKind::DuplicateRoute.slug()));
/// assert_eq!(fault.note(), FaultKind::DuplicateRoute.note());
/// assert_eq!(fault.help(), Some("give one of them another path"));
/// let placed = ApiFault::new(FaultKind::Reported, "has no name").of("`Tenant`, an argument of `list`,");
/// assert_eq!(placed.message(), "`Tenant`, an argument of `list`, has no name");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiFault {
    kind: FaultKind,
    message: String,
    help: Option<String>,
}

impl ApiFault {
    /// A fault of this kind, with what is wrong and where.
    #[must_use]
    pub fn new(kind: FaultKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            help: None,
        }
    }

    /// Says what to write.
    #[must_use]
    pub fn advising(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says where the fault is: what is wrong becomes the rest of the sentence.
    #[must_use]
    pub fn of(mut self, place: impl fmt::Display) -> Self {
        self.message = format!("{place} {}", self.message);
        self
    }

    /// The kind of fault.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    /// The name of the kind: `duplicate_route`.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        self.kind.slug()
    }

    /// What is wrong, with the handlers that it concerns.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Why it is a fault.
    #[must_use]
    pub fn note(&self) -> &'static str {
        self.kind.note()
    }

    /// What to write. Only a fault that is [reported](FaultKind::Reported) as text may have none.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for ApiFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} [{}]\n  = note: {}",
            self.message,
            self.slug(),
            self.note()
        )?;
        match &self.help {
            Some(help) => write!(formatter, "\n  = help: {help}"),
            None => Ok(()),
        }
    }
}

/// A fault in words, as a [`RequestPart`](super::RequestPart) reports it: the rest of a sentence that begins with the handler.
impl From<String> for ApiFault {
    fn from(message: String) -> Self {
        Self::new(FaultKind::Reported, message)
    }
}

impl From<&str> for ApiFault {
    fn from(message: &str) -> Self {
        message.to_owned().into()
    }
}
