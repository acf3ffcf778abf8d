//! Responses that are not JSON models: `response = Text`.

use std::borrow::Cow;

use http::HeaderValue;
use serde_json::json;

use crate::body::Body;
use crate::describe::Content;
use crate::model::ResponseModel;

/// A kind of response that is not a JSON model. It is named in `response =` and returned as it is.
pub trait Kind {
    /// The media type, as it stands in `Content-Type`.
    const MEDIA_TYPE: &'static str;

    /// The body.
    fn into_body(self) -> Body;

    /// What the document says of the body.
    fn content() -> Content;
}

/// What `response =` can name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response model [not_a_response_model]",
    label = "not a response model",
    note = "only types that list their fields may leave the server",
    note = "derive it: `#[derive(ResponseModel)]` on `{Self}`"
)]
pub trait Declarable {}

impl<M: ResponseModel> Declarable for M {}

macro_rules! text_kind {
    ($(#[$doc:meta])* $name:ident, $media_type:literal, $essence:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name(pub Cow<'static, str>);

        impl $name {
            /// A body of this text.
            pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
                Self(text.into())
            }
        }

        impl From<&'static str> for $name {
            fn from(text: &'static str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl Kind for $name {
            const MEDIA_TYPE: &'static str = $media_type;

            fn into_body(self) -> Body {
                match self.0 {
                    Cow::Borrowed(text) => Body::from(text),
                    Cow::Owned(text) => Body::from(text),
                }
            }

            fn content() -> Content {
                Content {
                    media_type: $essence,
                    schema: json!({ "type": "string" }),
                    example: None,
                }
            }
        }

        impl Declarable for $name {}
    };
}

text_kind! {
    /// Plain text in UTF-8.
    Text, "text/plain; charset=utf-8", "text/plain"
}
text_kind! {
    /// An HTML page in UTF-8. What is put into it is sent as it is: escape what comes from users.
    Html, "text/html; charset=utf-8", "text/html"
}

/// A body and the media type it is sent with.
#[derive(Debug)]
pub struct Rendered {
    pub(crate) content_type: HeaderValue,
    pub(crate) body: Body,
}
