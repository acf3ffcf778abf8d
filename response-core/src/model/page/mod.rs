//! [`Page`]: one page of a list. Its submodules hold the query, and pages by cursor.

mod cursor;
mod query;

pub(crate) use cursor::read_cursor;
pub use cursor::{CursorPage, CursorQuery};
pub use query::PageQuery;

use schemars::json_schema;

use crate::json::{Error, Out};
use crate::model::links::{Link, Links};
use crate::model::policy::Policy;
use crate::model::shape::{Argument, Field, Kind, Place, Shape, Struct};
use crate::model::{FilledFrom, HasField, MemberNames, ResponseModel, WrittenFrom};

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
/// assert_eq!(page.pages(), Some(3));
/// assert_eq!(
///     steadfast::json::to_vec(&page)?,
///     br#"{"items":["Ada","Grace"],"total":5,"page":2,"size":2,"pages":3}"#
/// );
/// # Ok::<(), steadfast::json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    items: Vec<T>,
    /// `None` if the total is not a count: the page cannot be written.
    total: Option<u64>,
    page: u32,
    size: u32,
}

impl<T> Page<T> {
    /// Creates the page that `query` asked for, of a list of `total` items.
    ///
    /// Databases count in signed numbers. A negative total is never sent: the response is a 500, which is logged.
    pub fn new<const MAX: u32>(
        items: Vec<T>,
        total: impl TryInto<u64>,
        query: &PageQuery<MAX>,
    ) -> Self {
        Self {
            items,
            total: total.try_into().ok(),
            page: query.page(),
            size: query.size(),
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
    pub fn of<const MAX: u32>(all: impl IntoIterator<Item = T>, query: &PageQuery<MAX>) -> Self {
        let first = u64::from(query.page() - 1) * u64::from(query.size());
        let wanted = first..first + u64::from(query.size());
        let mut total = 0;
        let mut items = Vec::new();
        for item in all {
            if wanted.contains(&total) {
                items.push(item);
            }
            total += 1;
        }
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

    /// The number of items on all pages; `None` if the page was made with a total that is not a count.
    #[must_use]
    pub const fn total(&self) -> Option<u64> {
        self.total
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

    /// The number of pages; `None` if the page was made with a total that is not a count.
    #[must_use]
    pub fn pages(&self) -> Option<u64> {
        Some(self.total?.div_ceil(u64::from(self.size)))
    }

    /// Converts each item.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(convert).collect(),
            total: self.total,
            page: self.page,
            size: self.size,
        }
    }

    /// `None` if the page cannot be written anyway.
    fn links(&self) -> Option<Links> {
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
            let query = format!("page={}&size={}", number?, self.size);
            Some(Link { rel, query })
        };
        Some(Links {
            parameters: &["page", "size"],
            links: numbers.into_iter().filter_map(link).collect(),
        })
    }

    fn envelope(&self) -> Envelope {
        Envelope {
            total: self.total.zip(self.pages()),
            page: self.page,
            size: self.size,
        }
    }
}

/// The members of a page after its items.
struct Envelope {
    total: Option<(u64, u64)>,
    page: u32,
    size: u32,
}

impl Envelope {
    fn write_members(self, out: Out<'_>) -> Out<'_> {
        let Some((total, pages)) = self.total else {
            return out.fail(Error::new("the total of a page is negative or too large"));
        };
        out.u64(b",\"total\":", total)
            .u64(b",\"page\":", self.page.into())
            .u64(b",\"size\":", self.size.into())
            .u64(b",\"pages\":", pages)
    }
}

/// The size of `{"items":` and of the members after the items.
const ENVELOPE_SIZE: usize = 64;

/// The schema of a page number or size: an integer from 1.
fn from_one() -> &'static Shape {
    const {
        &Shape::with_schema(
            |_| json_schema!({ "type": "integer", "format": "uint32", "minimum": 1 }),
        )
    }
}

impl<T: ResponseModel> ResponseModel for Page<T> {
    const SHAPE: &'static Shape = &Shape {
        name: "Page",
        // Part of the name of a schema component if two types have the same name, so it stays when the file moves.
        module: "response_core::page",
        place: Place::NOWHERE,
        arguments: &[Argument::Type(T::shape)],
        docs: Some("One page of a list."),
        deprecated: false,
        example: None,
        refine: None,
        exceptions: &[],
        kind: Kind::Struct(Struct {
            fields: &[
                Field {
                    docs: Some("The items of this page."),
                    ..Field::new("items", "items", Vec::<T>::shape)
                },
                Field {
                    docs: Some("How many items there are on all pages."),
                    ..Field::new("total", "total", u64::shape)
                },
                Field {
                    docs: Some("The number of this page, from 1."),
                    ..Field::new("page", "page", from_one)
                },
                Field {
                    docs: Some("How many items a page has at most."),
                    ..Field::new("size", "size", from_one)
                },
                Field {
                    docs: Some("How many pages there are."),
                    ..Field::new("pages", "pages", u64::shape)
                },
            ],
            tag: None,
            closed: false,
            exclude_none: false,
            exclude_defaults: false,
            wrapper: true,
        }),
    };
    const MEMBERS: bool = true;
    const NAMES: MemberNames = MemberNames::All(&[
        MemberNames::Name("items"),
        MemberNames::Name("total"),
        MemberNames::Name("page"),
        MemberNames::Name("size"),
        MemberNames::Name("pages"),
    ]);
    const LINKS: &'static [&'static str] = &["first", "prev", "next", "last"];

    fn size_hint(&self) -> usize {
        ENVELOPE_SIZE + self.items.size_hint()
    }

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.object(|out| self.write_members::<P>(out))
    }

    fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        let out = self.items.put::<P, 9>(b",\"items\":", out);
        self.envelope().write_members(out)
    }
}

impl<S, T: FilledFrom<S>> FilledFrom<Page<S>> for Page<T> {
    fn fill(source: Page<S>) -> Self {
        source.map(T::fill)
    }
}

impl<S, T: WrittenFrom<S>> WrittenFrom<Page<S>> for Page<T> {
    fn write_filled<P: Policy>(source: Page<S>, out: Out<'_>) -> Out<'_> {
        let envelope = source.envelope();
        out.object(|out| {
            let out = out.literal(b",\"items\":");
            envelope.write_members(Vec::<T>::write_filled::<P>(source.items, out))
        })
    }

    fn filled_size_hint(source: &Page<S>) -> usize {
        ENVELOPE_SIZE + Vec::<T>::filled_size_hint(&source.items)
    }

    fn links(source: &Page<S>) -> Option<Links> {
        source.links()
    }
}

impl<T: HasField<HASH>, const HASH: u64> HasField<HASH> for Page<T> {}
