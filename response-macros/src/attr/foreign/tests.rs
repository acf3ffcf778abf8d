use syn::{Attribute, parse_quote};

use super::serde::{Container, Field};
use super::{Foreign, read, schemars};
use crate::report::Report;

/// What the attributes say, and what there is to be said of them.
fn heard<F: Foreign>(attributes: &[Attribute]) -> (F, String) {
    let mut report = Report::new();
    let said = read(attributes, &mut report).said;
    (said, report.finish().to_string())
}

#[test]
fn what_cannot_be_read_takes_nothing_with_it() {
    let (said, faults) =
        heard::<Field>(&[parse_quote!(#[serde(rename = 5, flatten, skp, skip "x", default)])]);
    assert!(said.rename.is_none() && said.flatten.is_some() && said.default.is_some());
    assert!(said.serializing.is_skipped());
    assert_eq!(faults.matches("compile_error").count(), 3, "{faults}");
}

#[test]
fn a_word_is_meant_whatever_its_value_is() {
    for attribute in [
        parse_quote!(#[serde(skip = true)]),
        parse_quote!(#[serde(skip())]),
        parse_quote!(#[serde(skip(x))]),
        parse_quote!(#[serde(skip = ,)]),
    ] {
        let (said, faults) = heard::<Field>(&[attribute]);
        assert!(said.serializing.is_skipped());
        assert_eq!(faults.matches("compile_error").count(), 1, "{faults}");
    }
}

#[test]
fn only_what_serializing_is_told_is_heard() {
    let (said, faults) = heard::<Container>(&[
        parse_quote!(#[serde(rename(deserialize = "In"))]),
        parse_quote!(#[serde(rename(serialize = "Out"), from = "X", try_from = "Y")]),
    ]);
    assert_eq!(said.rename.map(|name| name.value()).as_deref(), Some("Out"));
    assert_eq!(faults, "");
}

#[test]
fn what_schemars_alone_reads_is_left_to_it() {
    let (said, faults) = heard::<schemars::Field>(&[
        parse_quote!(#[schemars(!rename, range(min = 1, max), transform = f::<A, B>, with = "String")]),
    ]);
    assert!(said.schema().is_some());
    assert_eq!(faults, "");
}
