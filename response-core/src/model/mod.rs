//! Response models: what may leave the server, the types that are models already, and how a model is filled and
//! written.

mod at_most;
mod binary;
mod exception;
mod field;
mod filled;
mod floats;
mod leaf;
mod lent;
mod links;
mod member_names;
mod page;
mod path;
pub mod policy;
mod refinement;
mod response_model;
pub mod shape;
mod written;

pub use at_most::AtMost;
pub use binary::{Base64, Binary};
pub use exception::Exception;
pub(crate) use field::while_describing;
pub use field::{Apply, Field};
pub use filled::{FilledFrom, WrittenFrom};
pub use floats::Floats;
pub use lent::LentFrom;
#[cfg(feature = "tower")]
pub(crate) use links::Link;
pub use links::Links;
pub use member_names::MemberNames;
pub(crate) use page::{CURSOR_LINKS, LINKS, read_cursor};
pub use page::{
    CursorPage, CursorPageParts, CursorQuery, LimitOffset, LimitOffsetPage, LimitOffsetPageParts,
    Page, PageParts, PageQuery, PageStyle, StandardStyle,
};
pub use path::AnyField;
pub use policy::{Everything, Policy};
pub use refinement::{Refine, Refinement};
pub use response_model::{FieldOf, HasField, MapKey, ResponseModel, field_hash};
pub(crate) use written::filled_body;
pub use written::{filled_to_vec, to_vec};
