//! [`Change`]: one difference between two documents, and how it is judged.

use std::fmt;

use super::witness::Witness;

/// What a change does to clients of the old contract.
///
/// [`Changes`](super::Changes) has an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A request that the old contract allows is refused, or an answer may come that it forbids. The [`Witness`] shows it.
    Breaking,
    /// Nothing changes on the wire, but code that was generated from the document does: names of operations, of types and
    /// of arguments.
    SourceBreaking,
    /// It is not decided here whether a client breaks; the change says why.
    Risky,
    /// Clients of the old contract go on as before.
    Compatible,
}

impl Verdict {
    /// The name of the verdict, as tables show it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::SourceBreaking => "source breaking",
            Self::Risky => "risky",
            Self::Compatible => "compatible",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// Which way a changed value goes.
///
/// [`Changes`](super::Changes) has an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Clients send it: parameters, bodies and credentials of requests, and the answers to webhooks.
    Sent,
    /// Clients receive it: statuses, headers and bodies of answers, and the requests of webhooks.
    Received,
}

impl Direction {
    /// The name of the direction, as tables show it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

macro_rules! kinds {
    ($($(#[$docs:meta])* $kind:ident = $name:literal,)*) => {
        /// What has changed. What was added is only in the new document, what was removed only in the old one.
        ///
        /// [`Changes`](super::Changes) has an example.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$docs])* $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The name of the kind, as tables show it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// A server of the list is new.
    ServerAdded = "server added",
    /// A server of the list is gone.
    ServerRemoved = "server removed",
    /// A method of a path is new, or a path with its methods.
    OperationAdded = "operation added",
    /// A method of a path is gone, or a path with its methods.
    OperationRemoved = "operation removed",
    /// The `operationId`, of which generators make the name of a function, is another one.
    OperationIdChanged = "operation id changed",
    /// The first tag, of which generators make the name of a class or a module, is another one.
    TagChanged = "tag changed",
    /// An operation, a parameter or a member is marked as deprecated.
    Deprecated = "deprecated",
    /// An operation, a parameter or a member is no longer marked as deprecated.
    Undeprecated = "no longer deprecated",
    /// A webhook is new: a request that the service sends.
    WebhookAdded = "webhook added",
    /// A webhook is gone: the service no longer sends the request.
    WebhookRemoved = "webhook removed",
    /// A callback is new: a request that the service sends because of another one.
    CallbackAdded = "callback added",
    /// A callback is gone: the service no longer sends the request.
    CallbackRemoved = "callback removed",
    /// A component has another name, of which generators make the name of a type.
    ComponentRenamed = "component renamed",
    /// A parameter of the path has another name at the same place.
    PathParameterRenamed = "path parameter renamed",
    /// A parameter in the query, a header or a cookie is new.
    ParameterAdded = "parameter added",
    /// A parameter in the query, a header or a cookie is gone.
    ParameterRemoved = "parameter removed",
    /// A parameter has to be sent.
    ParameterRequired = "parameter required",
    /// A parameter may be left out.
    ParameterOptional = "parameter optional",
    /// A list or an object is written in another way in a parameter.
    ParameterStyleChanged = "parameter style changed",
    /// A request has a body that it did not have before.
    RequestBodyAdded = "request body added",
    /// The body of a request is no longer read.
    RequestBodyRemoved = "request body removed",
    /// The body of a request has to be sent.
    RequestBodyRequired = "request body required",
    /// The body of a request may be left out.
    RequestBodyOptional = "request body optional",
    /// A media type of a body is new.
    MediaTypeAdded = "media type added",
    /// A media type of a body is gone.
    MediaTypeRemoved = "media type removed",
    /// A status that is not an error is new: one below 400, a range of them, or `default`.
    StatusAdded = "status added",
    /// A status that is not an error is gone: one below 400, a range of them, or `default`.
    StatusRemoved = "status removed",
    /// A status from 400 on is new, or a range of them.
    ErrorStatusAdded = "error status added",
    /// A status from 400 on is gone, or a range of them.
    ErrorStatusRemoved = "error status removed",
    /// A `code` of a declared error is new.
    ErrorCodeAdded = "error code added",
    /// A `code` of a declared error is gone.
    ErrorCodeRemoved = "error code removed",
    /// An answer has a body that it did not have before.
    ResponseBodyAdded = "response body added",
    /// An answer no longer has a body.
    ResponseBodyRemoved = "response body removed",
    /// A header of an answer is new.
    HeaderAdded = "header added",
    /// A header of an answer is gone.
    HeaderRemoved = "header removed",
    /// A header of an answer is always there.
    HeaderRequired = "header required",
    /// A header of an answer may be missing.
    HeaderOptional = "header optional",
    /// `Cache-Control`, `Retry-After`, `Deprecation` or `Sunset` says something else.
    HeaderValueChanged = "header value changed",
    /// The credentials that a request needs have changed.
    SecurityChanged = "security changed",
    /// A security scheme works in another way.
    SecuritySchemeChanged = "security scheme changed",
    /// A member of an object is new.
    MemberAdded = "member added",
    /// A member of an object is gone.
    MemberRemoved = "member removed",
    /// A member is always there.
    MemberRequired = "member required",
    /// A member may be missing.
    MemberOptional = "member optional",
    /// Members that the schema does not name are forbidden, or held to a schema.
    ObjectClosed = "object closed",
    /// Members that the schema does not name are no longer forbidden.
    ObjectOpened = "object opened",
    /// The value has another JSON type.
    TypeChanged = "type changed",
    /// The value may be `null`.
    NullAllowed = "null allowed",
    /// The value may not be `null`.
    NullForbidden = "null forbidden",
    /// A value of an enum is new.
    EnumValueAdded = "enum value added",
    /// A value of an enum is gone.
    EnumValueRemoved = "enum value removed",
    /// Any value is allowed, instead of those of a list.
    EnumDropped = "enum dropped",
    /// Only the values of a list are allowed, instead of any.
    EnumIntroduced = "enum introduced",
    /// An alternative of a union is new.
    VariantAdded = "variant added",
    /// An alternative of a union is gone.
    VariantRemoved = "variant removed",
    /// A limit is tighter: fewer values are allowed.
    ConstraintTightened = "constraint tightened",
    /// A limit is wider: more values are allowed.
    ConstraintLoosened = "constraint loosened",
    /// The regular expression of a text is another one, is new, or is gone.
    PatternChanged = "pattern changed",
    /// The format of a value is another one, is new, or is gone.
    FormatChanged = "format changed",
    /// The default of a value that is left out of a request is another one.
    DefaultChanged = "default changed",
    /// A keyword that is not compared has another value.
    KeywordChanged = "keyword changed",
    /// The schemas are too large, or nested too deeply, to be compared.
    NotCompared = "not compared",
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// The part of an operation that a change is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// A parameter of the request.
    Parameter {
        /// Where it is: `path`, `query`, `header` or `cookie`.
        place: String,
        /// Its name, in the document of whoever sends it.
        name: String,
    },
    /// The body of the request.
    RequestBody,
    /// The credentials of the request.
    Security,
    /// The answer with a status, and its body.
    Response {
        /// The status as the document has it: `200`, `4XX` or `default`.
        status: String,
    },
    /// A header of an answer.
    ResponseHeader {
        /// The status as the document has it.
        status: String,
        /// The name of the header.
        name: String,
    },
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter { place, name } => write!(formatter, "{place} parameter `{name}`"),
            Self::RequestBody => formatter.write_str("request body"),
            Self::Security => formatter.write_str("credentials"),
            Self::Response { status } => write!(formatter, "answer {status}"),
            Self::ResponseHeader { status, name } => {
                write!(formatter, "header `{name}` of {status}")
            }
        }
    }
}

/// One difference between two documents.
///
/// [`Changes`](super::Changes) has an example.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// What has changed.
    pub kind: Kind,
    /// What it does to clients.
    pub verdict: Verdict,
    /// The operation, such as `DELETE /users/{id}` with the path of the old document, or `webhook invoice_paid`. Empty for
    /// a change of the whole document.
    pub operation: String,
    /// The part of the operation. `None` for a change of the operation itself, or of the whole document.
    pub subject: Option<Subject>,
    /// Which way the value goes. `None` for a change that concerns neither a request nor an answer, such as
    /// that of an operation id.
    pub direction: Option<Direction>,
    /// The place in the old document, as a JSON pointer (RFC 6901). `None` if it is only in the new one.
    pub old: Option<String>,
    /// The place in the new document, as a JSON pointer. `None` if it is only in the old one.
    pub new: Option<String>,
    /// What a client sees, in one sentence.
    pub sentence: String,
    /// What shows that the change breaks a client; every [`Breaking`](Verdict::Breaking) change has one.
    pub witness: Option<Witness>,
    /// Why the change is accepted, if it is.
    pub accepted: Option<String>,
    /// When an operation that is gone was to end, as its answers said.
    pub(super) sunset: Option<String>,
}

impl Change {
    /// Whether the change breaks clients and is not accepted.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.verdict == Verdict::Breaking && self.accepted.is_none()
    }
}
