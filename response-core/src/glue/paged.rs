//! A model that is filled from one page of a list, as emitted code uses it. Not for users.
//!
//! The macro knows a page by its name only. An inherent function that exists for our pages is preferred to that of the trait,
//! so a user's own type that is called `Page` is a row like any other.

use crate::json::Error;
use crate::model::{
    CURSOR_LINKS, CursorPage, CursorPageParts, LINKS, LimitOffsetPage, LimitOffsetPageParts, Links,
    Page, PageParts,
};

/// The row that a model is filled from.
#[derive(Debug)]
pub struct Paged<R>(R);

impl<R> Paged<R> {
    /// Takes the row.
    pub const fn of(row: R) -> Self {
        Self(row)
    }
}

macro_rules! pages {
    ($($page:ident, $parts:ident, $links:expr;)*) => {$(
        impl<T> Paged<$page<T>> {
            /// The relations of the links of the page.
            pub const LINKS: &'static [&'static str] = $links;

            /// The links to other pages.
            pub fn links(page: &$page<T>) -> Option<Links> {
                page.links()
            }

            /// The items and the numbers of the page.
            ///
            /// # Errors
            /// A number of the page cannot be sent.
            pub fn parts(self) -> Result<$parts<T>, Error> {
                self.0.into_parts()
            }
        }
    )*};
}

pages! {
    Page, PageParts, LINKS;
    CursorPage, CursorPageParts, CURSOR_LINKS;
    LimitOffsetPage, LimitOffsetPageParts, LINKS;
}

/// The fallback for a row that is not one of our pages.
pub trait NotPaged {
    /// The type of the row.
    type Row;
    /// A row that is not a page has no links.
    const LINKS: &'static [&'static str] = &[];

    /// Returns `None`, since there are no links.
    fn links(_: &Self::Row) -> Option<Links> {
        None
    }

    /// Returns the row itself.
    ///
    /// # Errors
    /// It never fails.
    fn parts(self) -> Result<Self::Row, Error>;
}

impl<R> NotPaged for Paged<R> {
    type Row = R;

    fn parts(self) -> Result<R, Error> {
        Ok(self.0)
    }
}
