//! The traits and types of a response model, for models that are written by hand: [`ResponseModel`](crate::ResponseModel) has an example; and how the
//! query of a list is written, [`PageStyle`].
//!
//! What `#[derive(ResponseModel)]` writes can be written by hand: the shape, for the document, and the bytes. A key of a map is a
//! [`MapKey`] as well:
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use steadfast::json::{self, Out};
//! use steadfast::model::shape::{Kind, Shape};
//! use steadfast::model::policy::Everything;
//! use steadfast::model::{MapKey, Policy};
//! use steadfast::prelude::*;
//!
//! /// A colour, written as `#ff8800`.
//! #[derive(PartialEq, Eq, PartialOrd, Ord)]
//! struct Colour(u32);
//!
//! impl ResponseModel for Colour {
//!     const SHAPE: &'static Shape = &Shape::anonymous(Kind::Transparent(String::shape));
//!
//!     fn size_hint(&self) -> usize {
//!         9
//!     }
//!
//!     fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
//!         out.str(b"", &format!("#{:06x}", self.0))
//!     }
//! }
//!
//! impl MapKey for Colour {
//!     fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
//!         self.write::<Everything>(out)
//!     }
//! }
//!
//! let names = BTreeMap::from([(Colour(0xff8800), "orange")]);
//! assert_eq!(json::to_vec(&names)?, br##"{"#ff8800":"orange"}"##);
//! assert_eq!(Colour(7).key_size_hint(), 11);
//! assert!(!Colour(7).is_omitted() && !Colour(7).is_none() && !Colour(7).is_default());
//! # Ok::<(), json::Error>(())
//! ```
//!
//! A model that borrows from its row is [`LentFrom`] it, and one that is made of a page names the parts that it wants:
//!
//! ```
//! use steadfast::model::{LentFrom, LimitOffsetPageParts, PageParts, PageStyle, StandardStyle};
//! use steadfast::prelude::*;
//!
//! struct User { name: String }
//!
//! #[derive(ResponseModel)]
//! #[response(from = &User)]
//! struct UserOut<'a> { name: &'a str }
//!
//! let ada = User { name: "Ada".to_owned() };
//! assert_eq!(<UserOut<'_> as LentFrom<'_, User>>::lend(&ada).name, "Ada");
//!
//! fn summary<T>(page: &PageParts<T>, part: &LimitOffsetPageParts<T>) -> String {
//!     format!("page {} of {}, {} in all", page.page, page.pages, part.total)
//! }
//!
//! assert_eq!((StandardStyle::PAGE, StandardStyle::DEFAULT_SIZE), ("page", 20));
//! ```

pub use response_core::model::policy::Policy;
pub use response_core::model::{
    CursorPageParts, Floats, LentFrom, LimitOffsetPageParts, MapKey, PageParts, PageStyle, Refine,
    Refinement, StandardStyle, WrittenFrom, policy, shape,
};
