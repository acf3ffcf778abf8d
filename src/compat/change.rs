//! [`Change`]: one difference between two documents, and how it is judged.

use std::fmt;

use super::witness::Witness;

/// What a change does to clients of the old contract.
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
        /// What has changed, seen from the old document: what only the new one has was added.
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
    /// A server of the list.
    ServerAdded = "server added",
    /// A server of the list.
    ServerRemoved = "server removed",
    /// A method of a path.
    OperationAdded = "operation added",
    /// A method of a path.
    OperationRemoved = "operation removed",
    /// The `operationId`, of which generators make the name of a function.
    OperationIdChanged = "operation id changed",
    /// The first tag, of which generators make the name of a class or a module.
    TagChanged = "tag changed",
    /// An operation, a parameter or a member is marked as deprecated.
    Deprecated = "deprecated",
    /// An operation, a parameter or a member is no longer marked as deprecated.
    Undeprecated = "no longer deprecated",
    /// A request that the service sends.
    WebhookAdded = "webhook added",
    /// A request that the service sends.
    WebhookRemoved = "webhook removed",
    /// A request that the service sends because of another one.
    CallbackAdded = "callback added",
    /// A request that the service sends because of another one.
    CallbackRemoved = "callback removed",
    /// A component has another name, which generators show.
    ComponentRenamed = "component renamed",
    /// A parameter of the path has another name at the same place.
    PathParameterRenamed = "path parameter renamed",
    /// A parameter of a query, a header or a cookie.
    ParameterAdded = "parameter added",
    /// A parameter of a query, a header or a cookie.
    ParameterRemoved = "parameter removed",
    /// A parameter has to be sent.
    ParameterRequired = "parameter required",
    /// A parameter may be left out.
    ParameterOptional = "parameter optional",
    /// How a list or an object is written in a parameter.
    ParameterStyleChanged = "parameter style changed",
    /// The body of a request.
    RequestBodyAdded = "request body added",
    /// The body of a request.
    RequestBodyRemoved = "request body removed",
    /// The body of a request has to be sent.
    RequestBodyRequired = "request body required",
    /// The body of a request may be left out.
    RequestBodyOptional = "request body optional",
    /// A media type of a body.
    MediaTypeAdded = "media type added",
    /// A media type of a body.
    MediaTypeRemoved = "media type removed",
    /// A status below 400, or a range of statuses.
    StatusAdded = "status added",
    /// A status below 400, or a range of statuses.
    StatusRemoved = "status removed",
    /// A status from 400 on.
    ErrorStatusAdded = "error status added",
    /// A status from 400 on.
    ErrorStatusRemoved = "error status removed",
    /// A `code` of a declared error.
    ErrorCodeAdded = "error code added",
    /// A `code` of a declared error.
    ErrorCodeRemoved = "error code removed",
    /// The body of an answer.
    ResponseBodyAdded = "response body added",
    /// The body of an answer.
    ResponseBodyRemoved = "response body removed",
    /// A header of an answer.
    HeaderAdded = "header added",
    /// A header of an answer.
    HeaderRemoved = "header removed",
    /// A header of an answer is always there.
    HeaderRequired = "header required",
    /// A header of an answer may be missing.
    HeaderOptional = "header optional",
    /// What a header says to caches, or of the age of an operation.
    HeaderValueChanged = "header value changed",
    /// The credentials that a request needs.
    SecurityChanged = "security changed",
    /// How a security scheme works.
    SecuritySchemeChanged = "security scheme changed",
    /// A member of an object.
    MemberAdded = "member added",
    /// A member of an object.
    MemberRemoved = "member removed",
    /// A member is always there.
    MemberRequired = "member required",
    /// A member may be missing.
    MemberOptional = "member optional",
    /// Members that the schema does not name are forbidden, or held to a schema.
    ObjectClosed = "object closed",
    /// Members that the schema does not name are no longer forbidden.
    ObjectOpened = "object opened",
    /// Another type of JSON.
    TypeChanged = "type changed",
    /// The value may be `null`.
    NullAllowed = "null allowed",
    /// The value may not be `null`.
    NullForbidden = "null forbidden",
    /// A value of an enum.
    EnumValueAdded = "enum value added",
    /// A value of an enum.
    EnumValueRemoved = "enum value removed",
    /// Any value instead of those of a list.
    EnumDropped = "enum dropped",
    /// Only the values of a list instead of any.
    EnumIntroduced = "enum introduced",
    /// An alternative of a union.
    VariantAdded = "variant added",
    /// An alternative of a union.
    VariantRemoved = "variant removed",
    /// A limit: fewer values are allowed.
    ConstraintTightened = "constraint tightened",
    /// A limit: more values are allowed.
    ConstraintLoosened = "constraint loosened",
    /// A regular expression.
    PatternChanged = "pattern changed",
    /// A format.
    FormatChanged = "format changed",
    /// What stands for a value that is left out of a request.
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

/// One difference between two documents.
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
    /// Which way the value goes. `None` for a change that is of no request or answer, such as the name of an operation.
    pub direction: Option<Direction>,
    /// The place in the old document, as a JSON pointer (RFC 6901). `None` if the old one has nothing of it.
    pub old: Option<String>,
    /// The place in the new document, as a JSON pointer. `None` if the new one has nothing of it.
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
