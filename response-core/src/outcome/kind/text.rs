//! The kinds `Text` and `Html`.

use std::borrow::Cow;

use http::HeaderValue;
use serde_json::json;

use super::{Declarable, Kind, KindFrom, Refined, Rendered};
use crate::contract::{Content, Operation, Success};
use crate::json;
use crate::message::body::Body;
use crate::model::policy::Selection;

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

        impl Declarable for $name {
            type Model = ();
        }

        impl Kind for $name {
            type Item = Self;

            fn describe(operation: &mut Operation<'_>, _: Selection, success: &mut Success) {
                let media_type = operation.route.media_type.unwrap_or($essence);
                success
                    .content
                    .push(Content::new(media_type, json!({ "type": "string" })));
            }
        }

        impl Refined for $name {}

        impl<P> KindFrom<$name, P> for $name {
            fn render(text: $name) -> Result<Rendered, json::Error> {
                let body = Body::from(text.0);
                Ok(Rendered::usual(HeaderValue::from_static($media_type), body))
            }
        }

        impl<P> KindFrom<String, P> for $name {
            fn render(text: String) -> Result<Rendered, json::Error> {
                <Self as KindFrom<Self, P>>::render(text.into())
            }
        }

        impl<P> KindFrom<&'static str, P> for $name {
            fn render(text: &'static str) -> Result<Rendered, json::Error> {
                <Self as KindFrom<Self, P>>::render(text.into())
            }
        }
    };
}

text_kind! {
    /// Text in UTF-8: plain text, or what the route says, as `media_type = "text/markdown"` or `"application/xml"`. The handler
    /// may return a `String` or a `&'static str` as well.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// #[route(get, "/robots.txt", response = Text)]
    /// async fn robots() -> Text {
    ///     Text::new("User-agent: *")
    /// }
    ///
    /// #[route(get, "/readme", response = Text, media_type = "text/markdown")]
    /// async fn readme() -> String {
    ///     format!("# {}", "Users")
    /// }
    /// # let _: axum::Router = Api::new("Texts", "1.0.0").routes(routes![robots, readme]).into_router();
    /// ```
    Text, "text/plain; charset=utf-8", "text/plain"
}
text_kind! {
    /// An HTML page in UTF-8. It is sent as it is: escape what comes from users. The handler may return a `String` or a
    /// `&'static str` as well.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// #[route(get, "/", response = Html)]
    /// async fn index() -> Html {
    ///     Html::new("<!doctype html><title>Users</title>")
    /// }
    /// # let _: axum::Router = Api::new("Pages", "1.0.0").routes(routes![index]).into_router();
    /// ```
    Html, "text/html; charset=utf-8", "text/html"
}
