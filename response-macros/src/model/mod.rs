//! What was promised, as plain data; every value keeps its place in the source.

mod error;
mod headers;
mod inputs;
mod media_type;
mod path;
mod responses;
mod route;
pub mod sensitive;
pub mod shape;
pub mod status;
pub mod types;

pub use error::{
    Answer, Body, Declared, Delay, Detail, ErrorType, ErrorVariant, Filling, HeaderValue, Subset,
    holds_itself,
};
pub use headers::HeaderSet;
pub use inputs::{Input, Raw};
pub use media_type::{essence, is_media_range, media_type_fault};
pub use responses::{ResponseSet, ResponseVariant};
pub use route::{Response, Route, Selection, Status, Verb, carries_body, is_redirect};
pub use sensitive::{Holds, is_sensitive};
pub use shape::Model;
pub use types::{contained, content_of, is_scalar, is_untyped, type_text};
