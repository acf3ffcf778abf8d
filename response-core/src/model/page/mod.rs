//! [`Page`]: one page of a list. Its submodules hold the query, and pages by cursor and by offset.

mod cursor;
mod envelope;
mod offset;
mod query;
mod style;

pub use cursor::{CursorPage, CursorPageParts, CursorQuery};
pub(crate) use cursor::{LINKS as CURSOR_LINKS, read_cursor};
pub use offset::{LimitOffset, LimitOffsetPage, LimitOffsetPageParts};
pub use query::PageQuery;
pub use style::{PageStyle, StandardStyle};

use crate::json::{Error, Out};
use crate::model::links::{Link, Links, PagedBy};
use crate::model::policy::Policy;

use envelope::{Envelope, from_one, page_model};

/// One page of a list: `{"items": [...], "total": 41, "page": 1, "size": 20, "pages": 3}`.
///
/// `pick` and `omit` on a route select fields of the items. The response carries a `Link` header (RFC 8288) to the
/// first, the previous, the next and the last page.
///
/// ```
/// use steadfast::{Page, PageQuery};
///
/// let query: PageQuery = PageQuery::parse("page=2&size=2").unwrap();
/// let page = Page::new(vec!["Ada", "Grace"], 5_i64, &query);
/// assert_eq!((page.pages(), page.size()), (Some(3), 2));
/// assert_eq!(
///     steadfast::json::to_vec(&page)?,
///     br#"{"items":["Ada","Grace"],"total":5,"page":2,"size":2,"pages":3}"#
/// );
/// assert_eq!(page.into_items(), ["Ada", "Grace"]);
///
/// // An extractor of your own describes the same parameters.
/// assert_eq!(<PageQuery>::parameters()[0].name, "page");
/// # Ok::<(), steadfast::json::Error>(())
/// ```
///
/// # Members with other names
///
/// Where clients know a page by other names, a model of your own has them. It is filled `from` a page, from whatever fills
/// its items, and has the same links:
///
/// ```
/// use steadfast::prelude::*;
///
/// struct User { id: i64, name: String, password_hash: String }
///
/// #[derive(ResponseModel)]
/// #[response(from = User)]
/// struct UserOut { id: i64, name: String }
///
/// #[derive(ResponseModel)]
/// #[response(from = Page<T>)]
/// struct Listing<T> {
///     #[response(from_field = items)]
///     results: Vec<T>,
///     #[response(from_field = total)]
///     count: u64,
///     page: u32,
///     #[response(from_field = size)]
///     page_size: u32,
///     #[response(from_field = pages)]
///     total_pages: u64,
/// }
///
/// #[route(get, "/users", response = Listing<UserOut>)]
/// async fn list_users(query: PageQuery) -> Page<User> {
///     Page::of(Vec::new(), &query)
/// }
/// ```
///
/// Its fields are filled from those of [`PageParts`](crate::model::PageParts); it may leave some out. The names of the query
/// parameters are those of a [`PageStyle`](crate::model::PageStyle).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    items: Vec<T>,
    /// An error if a number is invalid, such as a negative total: the page cannot be written.
    total: Result<u64, &'static str>,
    page: u32,
    size: u32,
    by: PagedBy,
}

/// What a [`Page`] is made of: the fields that a model with `#[response(from = Page<T>)]` is filled from.
#[derive(Debug)]
#[non_exhaustive]
pub struct PageParts<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// The number of items on all pages.
    pub total: u64,
    /// The number of this page, from 1.
    pub page: u32,
    /// The maximum number of items on the page.
    pub size: u32,
    /// The number of pages.
    pub pages: u64,
}

/// Why a page with a total that is not a count cannot be written.
const NO_COUNT: &str = "the total of a page is negative or too large";

/// The relations of the links of a page with a total.
pub(crate) const LINKS: &[&str] = &["first", "prev", "next", "last"];

impl<T> Page<T> {
    /// Creates the page that `query` asked for, of a list of `total` items.
    ///
    /// Databases count in signed numbers. A negative total is never sent: the response is a 500, which is logged.
    pub fn new<const MAX: u32, S: PageStyle>(
        items: Vec<T>,
        total: impl TryInto<u64>,
        query: &PageQuery<MAX, S>,
    ) -> Self {
        Self {
            items,
            total: total.try_into().map_err(|_| NO_COUNT),
            page: query.page(),
            size: query.size(),
            by: PagedBy(Some(PageQuery::<MAX, S>::NAMES)),
        }
    }

    /// Creates the page with this number, from 1, of pages of this size: for a route that reads its query by itself, or none.
    ///
    /// It has no links, since nothing says by which query parameters the other pages are found, until
    /// [`linked_by`](Self::linked_by) does. An invalid number is never sent: a negative total, the page
    /// 0, the size 0. The response is a 500, which is logged.
    ///
    /// ```
    /// use steadfast::Page;
    ///
    /// let page = Page::with_numbers(vec!["Ada", "Grace"], 5, 2, 2).linked_by("p", "per_page");
    /// assert_eq!((page.page(), page.pages()), (2, Some(3)));
    /// ```
    pub fn with_numbers(
        items: Vec<T>,
        total: impl TryInto<u64>,
        page: impl TryInto<u32>,
        size: impl TryInto<u32>,
    ) -> Self {
        let from_one = |number: Option<u32>| number.filter(|number| *number > 0);
        let total = total.try_into().map_err(|_| NO_COUNT);
        let (page, size) = (
            from_one(page.try_into().ok()),
            from_one(size.try_into().ok()),
        );
        Self {
            items,
            total: match (page, size) {
                (None, _) => Err("the number of a page is not from 1 to 4294967295"),
                (_, None) => Err("the size of a page is not from 1 to 4294967295"),
                _ => total,
            },
            page: page.unwrap_or(1),
            size: size.unwrap_or(1),
            by: PagedBy(None),
        }
    }

    /// Names the query parameters with the number and the size of a page, so that the `Link` header leads to other pages.
    #[must_use]
    pub fn linked_by(self, page: &'static str, size: &'static str) -> Self {
        Self {
            by: PagedBy(Some([page, size])),
            ..self
        }
    }

    /// Cuts the page that `query` asked for out of a list in memory, which is walked to its end and counted.
    ///
    /// ```
    /// use steadfast::{Page, PageQuery};
    ///
    /// let users = vec!["Ada", "Bob", "Grace"];
    /// let query: PageQuery = PageQuery::parse("page=2&size=2").unwrap();
    /// let page = Page::of(users.iter().filter(|name| **name != "Bob"), &query);
    /// assert_eq!((page.items().len(), page.total()), (0, Some(2)));
    ///
    /// // Only the items of the page are cloned.
    /// let page: Page<String> = Page::of(&users, &query).map(ToString::to_string);
    /// assert_eq!(page.items(), ["Grace"]);
    /// ```
    ///
    /// A database does it better: `LIMIT`, `OFFSET` and `count(*)`, with [`new`](Self::new).
    pub fn of<const MAX: u32, S: PageStyle>(
        all: impl IntoIterator<Item = T>,
        query: &PageQuery<MAX, S>,
    ) -> Self {
        let first = u64::from(query.page() - 1) * u64::from(query.size());
        let (items, total) = cut(all, first, query.size());
        Self::new(items, total, query)
    }

    /// The items of this page.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items of this page, by value.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// The number of items on all pages; `None` if the page was made with a number that is not one, and cannot be sent.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total.ok()
    }

    /// The number of this page, from 1.
    #[must_use]
    pub const fn page(&self) -> u32 {
        self.page
    }

    /// The maximum number of items on the page.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// The number of pages; `None` if the page was made with a number that is not one, and cannot be sent.
    #[must_use]
    pub fn pages(&self) -> Option<u64> {
        Some(self.total()?.div_ceil(u64::from(self.size)))
    }

    /// Converts each item.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(convert).collect(),
            total: self.total,
            page: self.page,
            size: self.size,
            by: self.by,
        }
    }

    /// `None` if the page cannot be written anyway, or its query parameters are not known.
    pub(crate) fn links(&self) -> Option<Links> {
        let [number_name, size_name] = self.by.0?;
        let last = self.pages()?.max(1);
        let page = u64::from(self.page);
        // Past the end of the list, the previous page is the last one.
        let prev = (page > 1).then(|| last.min(page - 1));
        let next = (page < last).then(|| page + 1);
        let numbers = [
            ("first", Some(1)),
            ("prev", prev),
            ("next", next),
            ("last", Some(last)),
        ];
        let link = |(rel, number): (_, Option<u64>)| {
            let pairs: [(_, &dyn std::fmt::Display); 2] =
                [(number_name, &number?), (size_name, &self.size)];
            Some(Link::setting(rel, &pairs))
        };
        Some(Links {
            parameters: [number_name, size_name],
            links: numbers.into_iter().filter_map(link).collect(),
        })
    }

    fn numbers(&self) -> Numbers {
        Numbers {
            total: self
                .total
                .map(|total| (total, total.div_ceil(u64::from(self.size)))),
            page: self.page,
            size: self.size,
        }
    }

    /// What the page is made of, for a model that is filled from it.
    pub(crate) fn into_parts(self) -> Result<PageParts<T>, Error> {
        let total = self.total.map_err(Error::new)?;
        Ok(PageParts {
            items: self.items,
            total,
            page: self.page,
            size: self.size,
            pages: total.div_ceil(u64::from(self.size)),
        })
    }
}

/// The items of a list from this one on, as many as there may be, and the length of the list.
fn cut<T>(all: impl IntoIterator<Item = T>, first: u64, most: u32) -> (Vec<T>, u64) {
    let wanted = first..first + u64::from(most);
    let mut total = 0;
    let mut items = Vec::new();
    for item in all {
        if wanted.contains(&total) {
            items.push(item);
        }
        total += 1;
    }
    (items, total)
}

/// The members of a [`Page`] after its items.
struct Numbers {
    total: Result<(u64, u64), &'static str>,
    page: u32,
    size: u32,
}

impl Envelope for Numbers {
    const SIZE: usize = 64;

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        let (total, pages) = match self.total {
            Ok(numbers) => numbers,
            Err(fault) => return out.fail(Error::new(fault)),
        };
        out.u64(b",\"total\":", total)
            .u64(b",\"page\":", self.page.into())
            .u64(b",\"size\":", self.size.into())
            .u64(b",\"pages\":", pages)
    }
}

page_model! {
    Page, "response_core::page", "One page of a list.", "The items of this page.",
    "total": u64::shape, "How many items there are on all pages.";
    "page": from_one, "The number of this page, from 1.";
    "size": from_one, "How many items a page has at most.";
    "pages": u64::shape, "How many pages there are.";
    links: LINKS,
    page => page.numbers()
}
