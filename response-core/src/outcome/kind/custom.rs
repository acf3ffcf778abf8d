//! The kind `Custom`: a body of a format of your own.

use super::{Declarable, Kind, KindFrom, OfMediaType, Rendered};
use crate::contract::{Content, Operation, Success};
use crate::json;
use crate::message::body::Body;
use crate::model::policy::Selection;

/// A body of a format of your own: its media type, and how a value becomes one. `response = Custom<Chart>` names it, and the
/// handler returns the `Chart`.
///
/// A picture:
///
/// ```
/// use steadfast::kind::{Body, Custom, CustomBody};
/// use steadfast::{json, prelude::*};
///
/// struct Chart(Vec<u32>);
///
/// impl CustomBody for Chart {
///     type Model = ();
///     const MEDIA_TYPE: Option<&'static str> = Some("image/svg+xml");
///
///     fn body(self) -> Result<Body, json::Error> {
///         let bars = self.0.iter().map(|height| format!("<rect width='9' height='{height}'/>"));
///         Ok(format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", bars.collect::<String>()).into())
///     }
/// }
///
/// /// The orders of the last days.
/// #[route(get, "/chart", response = Custom<Chart>)]
/// async fn chart() -> Chart {
///     Chart(vec![3, 4])
/// }
/// # #[cfg(feature = "testing")]
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// # let api: Api = Api::new("Shop", "1.0.0").routes(routes![chart]);
/// # let answer = steadfast::testing::Client::new(api.into_router()).get("/chart").await;
/// # answer.assert_status(200).assert_header("content-type", "image/svg+xml").assert_conforms();
/// # assert!(answer.text().contains("height='4'"));
/// # });
/// ```
///
/// A model in another format than JSON; `Model` puts it behind the checks of models:
///
/// ```
/// use steadfast::kind::{Body, Custom, CustomBody};
/// use steadfast::{json, prelude::*};
///
/// /// A line for each member: `id: 7`.
/// struct Lines<M>(M);
///
/// impl<M: ResponseModel> CustomBody for Lines<M> {
///     type Model = M;
///     const MEDIA_TYPE: Option<&'static str> = Some("text/x-lines");
///
///     fn body(self) -> Result<Body, json::Error> {
///         let json = String::from_utf8_lossy(&json::to_vec(&self.0)?).replace(',', "\n");
///         Ok(json.trim_matches(['{', '}']).to_owned().into())
///     }
/// }
///
/// #[derive(ResponseModel)]
/// struct UserOut { id: i64, age: u8 }
///
/// #[route(get, "/user", response = Custom<Lines<UserOut>>)]
/// async fn get_user() -> Lines<UserOut> {
///     Lines(UserOut { id: 7, age: 36 })
/// }
/// # #[cfg(feature = "testing")]
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// # let api: Api = Api::new("Shop", "1.0.0").routes(routes![get_user]);
/// # let answer = steadfast::testing::Client::new(api.into_router()).get("/user").await;
/// # answer.assert_status(200).assert_conforms();
/// # assert_eq!(answer.text(), "\"id\":7\n\"age\":36");
/// # });
/// ```
///
/// Text is UTF-8, so a `text/..` without a `charset` is sent with it. Without a media type, the response has no `Content-Type`,
/// and the recipient guesses (RFC 9110 section 8.3): `*/*` in the document. A kind with headers of its own, or one whose media
/// type differs from value to value, implements [`Kind`].
pub trait CustomBody {
    /// The model that is sent, which has to be a response model; `()` for a body without one.
    type Model;

    /// The media type; `None` for a response without `Content-Type`.
    const MEDIA_TYPE: Option<&'static str>;

    /// Makes the body.
    ///
    /// # Errors
    /// The value cannot be sent: the response is a logged 500.
    fn body(self) -> Result<Body, json::Error>;
}

/// The range in the document of a body without a media type.
#[doc(hidden)]
pub const WITHOUT_MEDIA_TYPE: &str = "*/*";

/// The kind of a [`CustomBody`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Custom<T>(pub T);

impl<T: CustomBody> Declarable for Custom<T> {
    type Model = T::Model;
}

impl<T: CustomBody> Kind for Custom<T> {
    type Item = T::Model;

    fn describe(_: &mut Operation<'_>, _: Selection, success: &mut Success) {
        let media_type = <Self as OfMediaType>::MEDIA_TYPE;
        let schema = match media_type.starts_with("text/") {
            true => serde_json::json!({ "type": "string" }),
            // Content that is not text has no type in JSON Schema (OpenAPI 3.1 section 4.8.14.4).
            false => serde_json::json!({}),
        };
        success.content.push(Content::new(media_type, schema));
    }
}

impl<T: CustomBody, P> KindFrom<T, P> for Custom<T> {
    fn render(value: T) -> Result<Rendered, json::Error> {
        let body = value.body()?;
        Ok(match T::MEDIA_TYPE {
            Some(media_type) => Rendered::of_media_type(media_type, body)?,
            None => Rendered::without_content_type(body),
        })
    }
}

impl<T: CustomBody, P> KindFrom<Custom<T>, P> for Custom<T> {
    fn render(value: Custom<T>) -> Result<Rendered, json::Error> {
        <Self as KindFrom<T, P>>::render(value.0)
    }
}

impl<T: CustomBody> OfMediaType for Custom<T> {
    const MEDIA_TYPE: &'static str = match T::MEDIA_TYPE {
        Some(media_type) => media_type,
        None => WITHOUT_MEDIA_TYPE,
    };
}
