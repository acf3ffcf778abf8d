//! [`PageStyle`]: how the query of a list is written.

/// How clients ask for a page: the names of the query parameters, the size of a page if the request does not say it, and
/// whether a number out of range is refused or changed.
///
/// A service that has clients already has a style. One type of your own says it for all its lists; the last parameter of
/// [`PageQuery`](crate::model::PageQuery), [`LimitOffset`](crate::model::LimitOffset) and
/// [`CursorQuery`](crate::model::CursorQuery) names it, after the maximum size:
///
/// ```
/// use steadfast::prelude::*;
/// use steadfast::model::PageStyle;
///
/// /// `?page=2&page_size=50`, and `?page_size=1000` is as good as 200.
/// struct V1;
///
/// impl PageStyle for V1 {
///     const SIZE: &'static str = "page_size";
///     const DEFAULT_SIZE: u32 = 50;
///     const CLAMPS: bool = true;
/// }
///
/// #[route(get, "/names", response = Page<String>)]
/// async fn list_names(query: PageQuery<200, V1>) -> Page<String> {
///     Page::of(["Ada".to_owned(), "Grace".to_owned()], &query)
/// }
///
/// assert_eq!(PageQuery::<200, V1>::parse("").unwrap().size(), 50);
/// assert_eq!(PageQuery::<200, V1>::parse("page_size=1000").unwrap().size(), 200);
/// ```
///
/// The document has the names, the default, and either the limits or, with [`CLAMPS`](Self::CLAMPS), what becomes of a number
/// beyond them. Empty names, and equal names of two parameters in one query, do not compile.
pub trait PageStyle {
    /// The number of items on a page if the request does not give it. A smaller maximum lowers it.
    const DEFAULT_SIZE: u32 = 20;

    /// Whether a number out of range is replaced by the nearest one in range. Otherwise the request is refused with a 422.
    /// What is not a whole number is always refused.
    const CLAMPS: bool = false;

    /// The parameter with the number of the page, in a `PageQuery`.
    const PAGE: &'static str = "page";

    /// The parameter with the size of the page, in a `PageQuery` and in a `CursorQuery`.
    const SIZE: &'static str = "size";

    /// The parameter with the number of items, in a `LimitOffset`.
    const LIMIT: &'static str = "limit";

    /// The parameter with the number of items to pass over, in a `LimitOffset`.
    const OFFSET: &'static str = "offset";

    /// The parameter with the cursor, in a `CursorQuery`.
    const CURSOR: &'static str = "cursor";
}

/// The style of a query that names none: `page` and `size`, `limit` and `offset`, `cursor` and `size`; 20 items; a number out of
/// range is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StandardStyle;

impl PageStyle for StandardStyle {}

/// The size of a page that the client does not choose.
pub(super) const fn default_size<S: PageStyle>(most: u32) -> u32 {
    assert!(most > 0, "a page holds at least one item");
    assert!(S::DEFAULT_SIZE > 0, "a page holds at least one item");
    if most < S::DEFAULT_SIZE {
        most
    } else {
        S::DEFAULT_SIZE
    }
}

/// The names of the two parameters of a query.
pub(super) const fn names(first: &'static str, second: &'static str) -> [&'static str; 2] {
    assert!(
        !first.is_empty() && !second.is_empty(),
        "a query parameter has a name"
    );
    assert!(
        !crate::model::policy::same(first, second),
        "two parameters of one query have different names"
    );
    [first, second]
}

/// Implements by hand what `derive` would bind to the style: it adds `S: Clone` and the like, which no style needs.
macro_rules! plain_query {
    ($query:ident: $($member:ident),*) => {
        impl<const MAX: u32, S> Clone for $query<MAX, S> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<const MAX: u32, S> Copy for $query<MAX, S> {}

        impl<const MAX: u32, S> PartialEq for $query<MAX, S> {
            fn eq(&self, other: &Self) -> bool {
                $(self.$member == other.$member)&&*
            }
        }

        impl<const MAX: u32, S> Eq for $query<MAX, S> {}

        impl<const MAX: u32, S> std::hash::Hash for $query<MAX, S> {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                $(self.$member.hash(state);)*
            }
        }

        impl<const MAX: u32, S> std::fmt::Debug for $query<MAX, S> {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter
                    .debug_struct(stringify!($query))
                    $(.field(stringify!($member), &self.$member))*
                    .finish()
            }
        }
    };
}
pub(super) use plain_query;
