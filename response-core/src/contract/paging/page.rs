//! The query parameters `page` and `size`: parsing and documentation.

use super::{Number, either};
use crate::contract::Parameter;
use crate::model::{PageQuery, PageStyle};
use crate::problem::Fault;

impl<const MAX: u32, S: PageStyle> PageQuery<MAX, S> {
    /// Parses the query of a URI. Other parameters are ignored.
    ///
    /// # Errors
    /// Every fault: a value that is not a number, is too large or too small, and a parameter that is given twice.
    pub fn parse(query: &str) -> Result<Self, Vec<Fault>> {
        let (page, size) = either(
            Self::page_number().read(query),
            Self::page_size().read(query),
        )?;
        Ok(Self::of(page, size))
    }

    /// The two parameters, for the document.
    #[must_use]
    pub fn parameters() -> Vec<Parameter> {
        vec![
            Self::page_number().parameter("The number of the page, from 1"),
            Self::page_size().parameter("How many items a page has at most"),
        ]
    }

    const fn page_number() -> Number {
        Number {
            name: Self::NAMES[0],
            least: 1,
            most: u32::MAX,
            default: 1,
            clamps: S::CLAMPS,
        }
    }

    const fn page_size() -> Number {
        Number {
            name: Self::NAMES[1],
            least: 1,
            most: MAX,
            default: Self::DEFAULT_SIZE,
            clamps: S::CLAMPS,
        }
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
