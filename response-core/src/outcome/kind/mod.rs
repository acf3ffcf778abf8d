//! Responses that are not one JSON model: text, bytes, files and streams. `response = Text`.

mod bytes;
#[cfg(feature = "csv")]
mod csv;
mod disposition;
#[cfg(feature = "files")]
mod file;
mod rendered;
mod sse;
mod stream;
mod text;

#[cfg(feature = "csv")]
pub use self::csv::Csv;
#[cfg(feature = "files")]
pub use file::{File, FileError};
pub use rendered::Rendered;
pub use sse::{Event, Sse};
pub use stream::{ByteStream, JsonLines};
pub use text::{Html, Text};

use crate::contract::{Operation, Success};
use crate::json;
use crate::model::ResponseModel;
use crate::model::policy::Selection;

/// A kind of response that is not one JSON model. It is named in `response =`.
///
/// Implement it, with [`Declarable`] and [`KindFrom`], for a kind of your own:
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
    /// What `pick` and `omit` mean the fields of: the model of a stream's items; the kind itself where it has none.
    type Item;

    /// What the document says of it: into `success` its content and headers, into `operation` what it is answered with
    /// beside. The selection is that of the route, `pick(..)` and the like.
    fn describe(operation: &mut Operation<'_>, selection: Selection, success: &mut Success);
}

/// The kind is made from a `V` by the policy `P`: from itself, or from a stream of what its model is filled from.
#[diagnostic::on_unimplemented(
    message = "`{V}` is returned, which is not what the route declares [wrong_model]",
    label = "not the declared response",
    note = "return what `response =` names: `{Self}`"
)]
pub trait KindFrom<V, P>: Kind {
    /// Makes the body and the headers.
    ///
    /// # Errors
    /// The value cannot be sent: a logged 500 is answered.
    fn render(value: V) -> Result<Rendered, json::Error>;
}

/// A kind that brings no media type of its own: `media_type = ".."` on the route says what it is.
pub trait Refined: Kind {}

/// A kind whose values can name their media type, so that the route may declare a range such as `image/*`.
pub trait NamesMediaType: Refined {}

/// What `response =` can name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response model [not_a_response_model]",
    label = "not a response model",
    note = "only types that list their fields may leave the server",
    note = "derive it: `#[derive(ResponseModel)]` on `{Self}`"
)]
pub trait Declarable {
    /// What has to be a response model: the items of a stream; `()` for a kind without models.
    type Model;
}

impl<M: ResponseModel> Declarable for M {
    type Model = M;
}
