use std::str::FromStr;

use proc_macro2::TokenStream;
use syn::{Attribute, parse_quote};

use super::Grammar;
use crate::attr::{error, headers, model, responses, route};
use crate::report::Report;

/// The examples of a table that it cannot read itself.
fn unread<G: Grammar>() -> Vec<&'static str> {
    let is_unread = |example: &&str| {
        let tokens = TokenStream::from_str(example).expect("tokens");
        let attribute: Attribute = parse_quote!(#[response(#tokens)]);
        let mut report = Report::new();
        super::read::<G>(&[attribute], &mut report);
        let is_clean = report.is_clean();
        report.forget();
        !is_clean
    };
    let examples = G::entries().map(super::Entry::example);
    examples.filter(is_unread).collect()
}

#[test]
fn every_example_is_read_by_its_own_table() {
    let unread = [
        unread::<route::Arguments>(),
        unread::<route::Dates>(),
        unread::<model::Container>(),
        unread::<model::Variant>(),
        unread::<model::Field>(),
        unread::<error::Arguments>(),
        unread::<error::OfEnum>(),
        unread::<error::OfStruct>(),
        unread::<error::OfField>(),
        unread::<responses::Container>(),
        unread::<responses::Arguments>(),
        unread::<headers::Container>(),
        unread::<headers::Field>(),
    ];
    assert_eq!(unread.concat(), Vec::<&str>::new());
}

#[test]
fn every_example_begins_with_its_key() {
    let entries = route::Arguments::entries()
        .chain(error::Arguments::entries())
        .chain(model::Field::entries());
    for entry in entries {
        assert!(entry.example().starts_with(entry.name), "{}", entry.doc);
    }
}
