use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::describe::{Parameter, Place};
use crate::fault::{Fault, Loc};

/// How many items a page has if nobody asks for more or less, as far as the maximum allows it.
pub(super) const DEFAULT_SIZE: u32 = 20;

/// Which page of a list a request asks for: `?page=2&size=50`.
///
/// A page is never clamped: a request for what there is not is refused, with every fault named.
///
/// ```
/// use response_core::PageQuery;
///
/// let query: PageQuery = PageQuery::parse("page=3")?;
/// assert_eq!((query.offset(), query.limit()), (40, 20));
///
/// let faults = PageQuery::<50>::parse("page=0&size=51").unwrap_err();
/// assert_eq!(faults[0].to_string(), "query.page: must be at least 1");
/// assert_eq!(faults[1].to_string(), "query.size: must be at most 50");
/// # Ok::<(), Vec<response_core::Fault>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageQuery<const MAX: u32 = 100> {
    page: u32,
    size: u32,
}

/// The first page. Of the usual maximum alone, so that `PageQuery::default()` needs no type.
impl Default for PageQuery {
    fn default() -> Self {
        Self {
            page: 1,
            size: Self::DEFAULT_SIZE,
        }
    }
}

impl<const MAX: u32> PageQuery<MAX> {
    const DEFAULT_SIZE: u32 = {
        assert!(MAX > 0, "a page holds at least one item");
        if MAX < DEFAULT_SIZE {
            MAX
        } else {
            DEFAULT_SIZE
        }
    };

    /// Reads the query of a URI; parameters that mean something else are left to others.
    ///
    /// # Errors
    /// Every fault: what is no number, too large or too small, and what is given twice.
    pub fn parse(query: &str) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let page = number(query, "page", 1, u32::MAX).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let size = number(query, "size", 1, MAX).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        if faults.is_empty() {
            Ok(Self {
                page: page.unwrap_or(1),
                size: size.unwrap_or(Self::DEFAULT_SIZE),
            })
        } else {
            Err(faults)
        }
    }

    /// The number of the page, from 1.
    #[must_use]
    pub const fn page(&self) -> u32 {
        self.page
    }

    /// How many items a page has at most: from 1 to `MAX`.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// How many items stand before the page, for `OFFSET`; signed, as SQL's integers are.
    #[must_use]
    pub const fn offset(&self) -> i64 {
        (self.page as i64 - 1).saturating_mul(self.size as i64)
    }

    /// [`size`](Self::size), for `LIMIT`; signed, as SQL's integers are.
    #[must_use]
    pub const fn limit(&self) -> i64 {
        self.size as i64
    }

    /// The two parameters, for the document.
    #[must_use]
    pub fn parameters() -> Vec<Parameter> {
        vec![
            in_query(
                "page",
                "The number of the page, from 1",
                serde_json::json!({
                    "type": "integer", "format": "uint32", "minimum": 1, "maximum": u32::MAX, "default": 1,
                }),
            ),
            in_query(
                "size",
                "How many items a page has at most",
                serde_json::json!({
                    "type": "integer", "format": "uint32", "minimum": 1, "maximum": MAX, "default": Self::DEFAULT_SIZE,
                }),
            ),
        ]
    }
}

/// A parameter that may be left out, for the document.
pub(super) fn in_query(name: &str, description: &str, schema: serde_json::Value) -> Parameter {
    Parameter {
        name: name.to_owned(),
        place: Place::Query,
        required: false,
        description: Some(description.to_owned()),
        schema,
    }
}

/// The value of the parameter `name`, if there is one, percent-encoded still.
pub(super) fn only_value<'q>(query: &'q str, name: &'static str) -> Result<Option<&'q str>, Fault> {
    let mut values = query.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        percent_decode_str(key).eq(name.bytes()).then_some(value)
    });
    let value = values.next();
    if values.next().is_some() {
        return Err(fault(name, "is given twice", "duplicate_field"));
    }
    Ok(value)
}

fn fault(name: &'static str, msg: impl Into<Cow<'static, str>>, kind: &'static str) -> Fault {
    Fault::new([Loc::from("query"), Loc::from(name)], msg, kind)
}

/// The number in the parameter `name`, if there is one.
pub(super) fn number(
    query: &str,
    name: &'static str,
    least: u32,
    most: u32,
) -> Result<Option<u32>, Fault> {
    let fault = |msg: Cow<'static, str>, kind| fault(name, msg, kind);
    let Some(value) = only_value(query, name)? else {
        return Ok(None);
    };
    let digits: Vec<u8> = percent_decode_str(value).collect();
    let (negative, digits) = match digits.as_slice() {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(fault("expected an integer".into(), "int_parsing"));
    }
    // Wide enough for every number but those that are too large anyway.
    let number = digits.iter().fold(0_u64, |number, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    });
    if negative || number < u64::from(least) {
        Err(fault(
            format!("must be at least {least}").into(),
            "greater_than_equal",
        ))
    } else {
        u32::try_from(number)
            .ok()
            .filter(|number| *number <= most)
            .map(Some)
            .ok_or_else(|| fault(format!("must be at most {most}").into(), "less_than_equal"))
    }
}

#[cfg(test)]
mod tests {
    use super::PageQuery;

    fn faults(query: &str) -> Vec<String> {
        PageQuery::<100>::parse(query)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn an_empty_query_asks_for_the_first_page() {
        let query = PageQuery::<100>::parse("").unwrap();
        assert_eq!((query.page(), query.size(), query.offset()), (1, 20, 0));
    }

    #[test]
    fn the_default_size_is_never_above_the_maximum() {
        assert_eq!(PageQuery::<5>::parse("").unwrap().size(), 5);
    }

    #[test]
    fn every_fault_is_named() {
        assert_eq!(
            faults("page=0&size=101"),
            [
                "query.page: must be at least 1",
                "query.size: must be at most 100"
            ]
        );
        assert_eq!(faults("page=one"), ["query.page: expected an integer"]);
        assert_eq!(faults("page="), ["query.page: expected an integer"]);
        assert_eq!(faults("page=%2B1"), ["query.page: expected an integer"]);
        assert_eq!(faults("page=-1"), ["query.page: must be at least 1"]);
        assert_eq!(faults("page=1&page=2"), ["query.page: is given twice"]);
    }

    #[test]
    fn a_number_that_overflows_is_refused() {
        for digits in ["4294967296", "99999999999999999999999999", "14294967295"] {
            assert_eq!(
                faults(&format!("page={digits}")),
                ["query.page: must be at most 4294967295"]
            );
        }
    }

    #[test]
    fn the_last_page_there_can_be_has_an_offset() {
        let query = PageQuery::<100>::parse("page=4294967295&size=100").unwrap();
        assert_eq!(query.offset(), 429_496_729_400);
    }

    #[test]
    fn names_and_numbers_may_be_percent_encoded() {
        let query = PageQuery::<100>::parse("q=a%26b&%70age=%32").unwrap();
        assert_eq!(query.page(), 2);
    }
}
