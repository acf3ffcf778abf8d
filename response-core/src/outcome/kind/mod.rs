//! Kinds of responses that are not one JSON model, such as `response = Text`: text, bytes, files and streams.

mod bytes;
#[cfg(feature = "csv")]
mod csv;
mod custom;
mod disposition;
#[cfg(feature = "files")]
mod file;
mod negotiated;
mod rendered;
mod sse;
mod stream;
mod text;

#[cfg(feature = "csv")]
pub use self::csv::Csv;
pub use custom::{Custom, CustomBody, WITHOUT_MEDIA_TYPE};
#[cfg(feature = "files")]
pub use file::{File, FileError};
pub use negotiated::Negotiated;
pub(in crate::outcome) use rendered::JSON;
pub use rendered::Rendered;
pub use sse::{Event, Sse};
pub use stream::{ByteStream, JsonLines};
pub use text::{Html, Text};

use crate::contract::{Operation, Success};
use crate::json;
use crate::model::ResponseModel;
use crate::model::policy::Selection;

/// A kind of response that is not one JSON model. `response =` names it.
///
/// A body of a format of your own is a [`CustomBody`], in a few lines. Implement `Kind`, with [`Declarable`] and [`KindFrom`], for
/// a kind with headers of its own, or one that is made from more than one type:
///
/// ```
/// use http::HeaderValue;
/// use steadfast::describe::{Content, Operation, Success};
/// use steadfast::kind::{Declarable, Kind, KindFrom, Rendered};
/// use steadfast::model::policy::Selection;
/// use steadfast::json;
///
/// struct Svg(String);
///
/// impl Declarable for Svg {
///     type Model = ();
/// }
///
/// impl Kind for Svg {
///     type Item = Self;
///
///     fn describe(_: &mut Operation<'_>, _: Selection, success: &mut Success) {
///         let schema = serde_json::json!({ "type": "string" });
///         success.content.push(Content::new("image/svg+xml", schema));
///     }
/// }
///
/// impl<P> KindFrom<Svg, P> for Svg {
///     fn render(svg: Svg) -> Result<Rendered, json::Error> {
///         Ok(Rendered::new(HeaderValue::from_static("image/svg+xml"), svg.0.into()))
///     }
/// }
/// ```
pub trait Kind: Declarable {
    /// The type whose fields `pick` and `omit` select: the model of a stream's items, or the kind itself if it has
    /// none.
    type Item;

    /// Describes the kind for the document: its content and headers in `success`, any further responses in `operation`.
    /// The selection is that of the route: `pick(..)` and the like.
    fn describe(operation: &mut Operation<'_>, selection: Selection, success: &mut Success);
}

/// The kind is made from a `V` under the policy `P`: from itself, or from a stream of values that fill its model.
#[diagnostic::on_unimplemented(
    message = "`{V}` is returned, which is not what the route declares [wrong_model]",
    label = "not the declared response",
    note = "return what `response =` names: `{Self}`"
)]
pub trait KindFrom<V, P>: Kind {
    /// Makes the body and its headers.
    ///
    /// # Errors
    /// The value cannot be sent: the response is a logged 500.
    fn render(value: V) -> Result<Rendered, json::Error>;
}

/// A kind whose media type is always the same, so that a client can ask for it: see [`Negotiated`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no media type that a client could ask for",
    label = "not a kind with a media type of its own",
    note = "the second response of a `Negotiated` is `Csv`, `Html`, `Text`, `JsonLines`, `Sse` or a `Custom` of yours"
)]
pub trait OfMediaType {
    /// The media type, such as `text/csv`.
    const MEDIA_TYPE: &'static str;
}

macro_rules! of_media_type {
    ($([$($parameter:ident)?] $kind:ty, $media_type:literal;)*) => {$(
        impl<$($parameter)?> OfMediaType for $kind {
            const MEDIA_TYPE: &'static str = $media_type;
        }
    )*};
}

of_media_type! {
    [] Text, "text/plain";
    [] Html, "text/html";
    [M] JsonLines<M>, "application/jsonl";
    [M] Sse<M>, "text/event-stream";
}
#[cfg(feature = "csv")]
of_media_type! {
    [M] Csv<M>, "text/csv";
}

/// A kind without a media type of its own, or with one that the route may change: the route may name it with `media_type = ".."`.
pub trait Refined: Kind {}

/// A kind whose values can name their media type, so that the route may declare a range such as `image/*`.
pub trait NamesMediaType: Refined {}

/// A type that `response =` can name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response model [not_a_response_model]",
    label = "not a response model",
    note = "only types that list their fields may leave the server",
    note = "derive it: `#[derive(ResponseModel)]` on `{Self}`"
)]
pub trait Declarable {
    /// The type that has to be a response model: the items of a stream; `()` for a kind without models.
    type Model;
}

impl<M: ResponseModel> Declarable for M {
    type Model = M;
}
