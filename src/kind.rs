//! The traits and types of a response kind, for kinds of your own: [`CustomBody`] is a body of another format in a
//! few lines, [`Kind`] is for what needs more.
//!
//! A kind whose media type differs from value to value, with a header of its own:
//!
//! ```
//! use axum::http::{HeaderName, HeaderValue};
//! use serde_json::json;
//! use steadfast::describe::{Content, Header, Operation, Success};
//! use steadfast::json;
//! use steadfast::kind::{Body, Declarable, Kind, KindFrom, Rendered};
//! use steadfast::model::policy::Selection;
//! use steadfast::prelude::*;
//!
//! /// A picture that is made by the handler.
//! struct Picture { is_svg: bool, bytes: Vec<u8> }
//!
//! impl Declarable for Picture {
//!     type Model = ();
//! }
//!
//! impl Kind for Picture {
//!     type Item = Self;
//!
//!     fn describe(_: &mut Operation<'_>, _: Selection, success: &mut Success) {
//!         success.content.push(Content::new("image/*", json!({})));
//!         success.headers.push(Header::string("X-Picture", "How it was made."));
//!     }
//! }
//!
//! impl<P> KindFrom<Picture, P> for Picture {
//!     fn render(picture: Picture) -> Result<Rendered, json::Error> {
//!         let media_type = if picture.is_svg { "image/svg+xml" } else { "image/png" };
//!         let body = Body::from(picture.bytes);
//!         let rendered = Rendered::new(HeaderValue::from_static(media_type), body);
//!         Ok(rendered
//!             .header(HeaderName::from_static("x-picture"), HeaderValue::from_static("drawn"))
//!             .extension("for a layer of the app"))
//!     }
//! }
//!
//! #[route(get, "/logo", response = Picture)]
//! async fn logo() -> Picture {
//!     Picture { is_svg: true, bytes: b"<svg/>".to_vec() }
//! }
//!
//! let api: Api = Api::new("Pictures", "1.0.0").routes(routes![logo]);
//! let success = &api.openapi()["paths"]["/logo"]["get"]["responses"]["200"];
//! assert!(success["content"]["image/*"].is_object());
//! ```
//!
//! A body whose ranges can be read, such as an object in a store, is [`Ranged`]; the completing layer answers `Range`:
//!
//! ```
//! use std::ops::Range;
//! use std::sync::Arc;
//!
//! use steadfast::kind::{Body, Ranged, RangedSource, Rendered};
//!
//! /// Zeros, as many as there are.
//! struct Zeros(u64);
//!
//! impl RangedSource for Zeros {
//!     fn length(&self) -> u64 {
//!         self.0
//!     }
//!
//!     fn read(&self, range: Range<u64>) -> Body {
//!         Body::from(vec![0; (range.end - range.start) as usize])
//!     }
//! }
//!
//! let ranged = Ranged::new(Arc::new(Zeros(1 << 20))).separate();
//! assert!(ranged.is_separate());
//! assert_eq!(ranged.source().length(), 1 << 20);
//! let rendered = Rendered::without_content_type(ranged.source().read(0..1 << 20)).extension(ranged);
//!
//! assert_eq!(Body::from("four").into_full().unwrap().len(), 4);
//! let streamed = Body::new(http_body_util::Empty::new());         // any `http_body::Body`
//! assert!(Body::empty().into_full().is_ok() && streamed.into_full().is_err());
//! ```

pub use response_core::message::ranged::{Ranged, RangedSource};
pub use response_core::message::{Body, BoxError};
#[cfg(feature = "files")]
pub use response_core::outcome::kind::FileError;
pub use response_core::outcome::kind::{
    Custom, CustomBody, Declarable, Kind, KindFrom, NamesMediaType, OfMediaType, Refined, Rendered,
};
