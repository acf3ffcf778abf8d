use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{LitStr, Member, Type};

use super::{Body, example, name};
use crate::attr::Mentions;
use crate::attr::error::{Arguments, RawChallenge, RawDelay, RawDetail, RawField, RawValue};
use crate::model::Status;
use crate::report::{Allow, Place};

/// What a variant declares.
pub struct Declared {
    /// `None` if it declares none that can be read.
    pub status: Option<Status>,
    /// Whether the status is given, readable or not, or left to a transparent error.
    pub mentions_status: bool,
    /// Whether there are headers, none of which can be read.
    pub has_unread_header: bool,
    pub code: Code,
    pub title: Option<LitStr>,
    pub type_uri: Option<LitStr>,
    pub detail: Detail,
    /// The model that is sent in place of a problem.
    pub body: Option<Box<Body>>,
    pub description: Option<String>,
    /// An example of the message.
    pub example: Option<String>,
    pub headers: Vec<Header>,
    pub retry_after: Option<Delay>,
    pub extensions: Vec<Extension>,
    /// The field that the error was made from.
    pub cause: Option<Member>,
}

/// The `code` member.
pub struct Code {
    pub text: String,
    /// The literal, or the variant it is made from.
    pub place: Place,
}

/// A header that the variant carries.
pub struct Header {
    pub name: String,
    /// The name as it was written; a challenge has none.
    pub literal: Option<LitStr>,
    pub value: HeaderValue,
    /// The name, or the key that stands for it.
    pub place: Place,
}

/// The value of a header.
pub enum HeaderValue {
    Text(LitStr),
    Field(Member),
    /// A scheme and its parameters, of which at least one is a field.
    Challenge(LitStr, Vec<(String, HeaderValue)>),
}

/// What the client is told of an occurrence.
pub enum Detail {
    /// The message of a client error, nothing of a server error.
    Message,
    /// `detail = "text"`
    Text(LitStr),
    /// `detail = false`
    Withheld,
}

/// After how long to try again.
pub enum Delay {
    Seconds(u64),
    Field(Member, Box<Type>),
}

/// A field that the client sees as a member of the problem.
pub struct Extension {
    pub name: String,
    pub member: Member,
    pub ty: Type,
    /// The field's name, or the argument that names the member.
    pub place: Place,
    pub allows: Vec<Allow>,
}

impl Declared {
    pub(super) fn new(
        variant: &Ident,
        comment: String,
        message: Option<&LitStr>,
        fields: Vec<RawField>,
        (arguments, written): (Arguments, &Mentions),
    ) -> Self {
        let status = arguments.status.map(Status::new);
        let is_proxy = status.as_ref().and_then(|status| status.code) == Some(407);
        let mut headers: Vec<Header> = Vec::new();
        for header in arguments.headers {
            headers.extend(HeaderValue::new(header.value, &fields).map(|value| Header {
                name: header.name.value(),
                place: Place::of(&header.name),
                literal: Some(header.name),
                value,
            }));
        }
        if let Some(challenge) = arguments.challenge {
            headers.extend(
                HeaderValue::challenge(challenge.value, &fields).map(|value| Header {
                    name: if is_proxy {
                        "Proxy-Authenticate"
                    } else {
                        "WWW-Authenticate"
                    }
                    .to_owned(),
                    place: challenge.key.span().into(),
                    literal: None,
                    value,
                }),
            );
        }
        let retry_after = arguments
            .retry_after
            .and_then(|delay| Delay::new(delay, &fields));
        let code = match arguments.code.map(|code| code.0) {
            Some(code) => Code {
                text: code.value(),
                place: Place::of(&code),
            },
            None => Code {
                text: name::snake_case(variant),
                place: variant.span().into(),
            },
        };
        let media_type = arguments.media_type;
        let body = arguments
            .model
            .map(|model| Box::new(Body::new(model, media_type, &fields, message.is_some())));
        let cause = fields
            .iter()
            .find(|field| field.is_source)
            .or(match fields.as_slice() {
                // What fills a model is not a cause.
                [only] if body.is_none() => Some(only),
                _ => None,
            })
            .map(|field| field.member.clone());
        let detail = match arguments.detail {
            None => Detail::Message,
            Some(RawDetail::Text(text)) => Detail::Text(text),
            Some(RawDetail::Withheld) => Detail::Withheld,
        };
        Self {
            mentions_status: written.has("status") || written.has("transparent"),
            has_unread_header: headers.is_empty()
                && (written.has("header") || written.has("challenge")),
            status,
            code,
            title: arguments.title.map(|title| title.0),
            type_uri: arguments.type_uri.map(|uri| uri.0),
            cause,
            description: Some(comment).filter(|comment| !comment.is_empty()),
            example: match &detail {
                Detail::Message => {
                    message.and_then(|message| example::of(&message.value(), &fields))
                }
                Detail::Text(text) => Some(text.value()),
                Detail::Withheld => None,
            },
            detail,
            body,
            headers,
            retry_after,
            extensions: fields.into_iter().filter_map(Extension::new).collect(),
        }
    }

    /// The status it is answered with: 500 stands for one that is missing or unknown.
    pub fn code_or_500(&self) -> u16 {
        self.known_status()
            .map(|(code, _)| code)
            .filter(|code| (400..600).contains(code))
            .unwrap_or(500)
    }

    /// The status, if it is registered, and where it stands.
    pub fn known_status(&self) -> Option<(u16, Place)> {
        let status = self.status.as_ref()?;
        Some((status.code?, status.place))
    }

    pub fn is_server_error(&self) -> bool {
        self.code_or_500() >= 500
    }

    /// Whether its message is sent or logged.
    pub fn uses_message(&self) -> bool {
        self.body.is_none() || self.is_server_error()
    }

    /// Whether it carries this header.
    pub fn carries(&self, name: &str) -> bool {
        self.headers
            .iter()
            .any(|header| header.name.eq_ignore_ascii_case(name))
    }
}

impl HeaderValue {
    fn new(raw: RawValue, fields: &[RawField]) -> Option<Self> {
        match raw {
            RawValue::Text(text) => Some(Self::Text(text)),
            RawValue::Field(name) => field(&name, fields).map(Self::Field),
        }
    }
}

impl HeaderValue {
    /// The value of `WWW-Authenticate` (RFC 9110 section 11.6.1).
    fn challenge(raw: RawChallenge, fields: &[RawField]) -> Option<Self> {
        let (scheme, parameters) = match raw {
            RawChallenge::Whole(value) => return Self::new(value, fields),
            RawChallenge::Parameters(scheme, parameters) => (scheme, parameters),
        };
        let mut values = Vec::new();
        for (name, value) in parameters {
            values.push((name.unraw().to_string(), Self::new(value, fields)?));
        }
        let texts: Option<Vec<String>> = values
            .iter()
            .map(|(name, value)| match value {
                Self::Text(text) => {
                    let text = text.value().replace('\\', r"\\").replace('"', "\\\"");
                    Some(format!("{name}=\"{text}\""))
                }
                Self::Field(_) | Self::Challenge(..) => None,
            })
            .collect();
        Some(match texts {
            Some(texts) => {
                let separator = if texts.is_empty() { "" } else { " " };
                let text = format!("{}{separator}{}", scheme.value(), texts.join(", "));
                Self::Text(LitStr::new(&text, scheme.span()))
            }
            None => Self::Challenge(scheme, values),
        })
    }
}

impl Delay {
    fn new(raw: RawDelay, fields: &[RawField]) -> Option<Self> {
        match raw {
            RawDelay::Seconds(seconds) => Some(Self::Seconds(seconds)),
            RawDelay::Field(name) => {
                let member = field(&name, fields)?;
                let of_type = fields.iter().find(|field| field.member == member)?;
                Some(Self::Field(member, Box::new(of_type.ty.clone())))
            }
        }
    }
}

impl Extension {
    fn new(raw: RawField) -> Option<Self> {
        let extension = raw.response.extension?;
        let (name, place) = match (&extension.name, &raw.member) {
            (Some(name), _) => (name.value(), Place::of(name)),
            (None, Member::Named(name)) => (name.unraw().to_string(), name.span().into()),
            (None, Member::Unnamed(_)) => return None,
        };
        Some(Self {
            name,
            member: raw.member,
            ty: raw.ty,
            place,
            allows: raw.response.allows,
        })
    }
}

/// The field of this name, if there is one.
fn field(name: &Ident, fields: &[RawField]) -> Option<Member> {
    let is_named =
        |field: &RawField| matches!(&field.member, Member::Named(known) if known == name);
    // As it was written here, so that what is wrong with it is shown here.
    fields
        .iter()
        .any(is_named)
        .then(|| Member::Named(name.clone()))
}
