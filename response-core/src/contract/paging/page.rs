//! The query parameters `page` and `size`: parsing and documentation.

use super::{in_query, number, size};
use crate::contract::Parameter;
use crate::model::PageQuery;
use crate::problem::Fault;

impl<const MAX: u32> PageQuery<MAX> {
    /// Parses the query of a URI. Other parameters are ignored.
    ///
    /// # Errors
    /// Every fault: a value that is not a number, is too large or too small, and a parameter that is given twice.
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
            Ok(Self::of(
                page.unwrap_or(1),
                size.unwrap_or(Self::DEFAULT_SIZE),
            ))
        } else {
            Err(faults)
        }
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
            size(MAX, Self::DEFAULT_SIZE),
        ]
    }
}

#[cfg(test)]
mod tests {
    use crate::model::PageQuery;

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
