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
fn what_schemars_is_told_is_heard() {
    let (schemars::OfField(mut said), faults) = heard::<schemars::OfField>(&[
        parse_quote!(#[schemars(range(min = 1, max = "MAX"), transform = f::<A, B>, with = "String")]),
        parse_quote!(#[schemars(example = 1, example = &"a", extend("x-a" = [1, 2], "x-b" = { "c": 1 }))]),
        parse_quote!(#[schemars(length(equal = 3), inner(email, length(max = 5)), contains("a.b"))]),
    ]);
    assert_eq!(faults, "");
    assert!(said.take_schema().is_some());
    assert_eq!((said.examples.len(), said.extensions.len()), (2, 2));
    assert_eq!((said.constraints.len(), said.transforms.len()), (4, 1));
}

#[test]
fn each_fault_of_what_schemars_is_told_is_one_error() {
    for (attribute, message) in [
        (
            parse_quote!(#[schemars(rnge(min = 1))]),
            "did you mean `range`?",
        ),
        (
            parse_quote!(#[schemars(range(mn = 1))]),
            "the arguments are `min`, `max`, `equal`",
        ),
        (
            parse_quote!(#[schemars(range)]),
            "`range(min = 1, max = 5)`",
        ),
        (
            parse_quote!(#[schemars(length(min = 1, equal = 2))]),
            "`equal` is given twice",
        ),
        (
            parse_quote!(#[schemars(email = true)]),
            "`email` takes no value",
        ),
        (parse_quote!(#[schemars(email, url)]), "one `format`"),
        (
            parse_quote!(#[schemars(pattern("a"), contains("b"))]),
            "one `pattern`",
        ),
        (
            parse_quote!(#[schemars(rename = "a")]),
            "write `#[serde(rename = ",
        ),
        (parse_quote!(#[schemars(skip)]), "write `#[serde(skip)]`"),
        (parse_quote!(#[schemars(required)]), "exclude_none"),
        (parse_quote!(#[schemars(title)]), "needs a value"),
        (
            parse_quote!(#[schemars(title = "a", title = "b")]),
            "`title` is given twice",
        ),
        (
            parse_quote!(#[schemars(extend("x-a" = ))]),
            "expected a value after `=`",
        ),
        (
            parse_quote!(#[schemars(inner(rnge(min = 1)))]),
            "did you mean `range`?",
        ),
    ] {
        let (_, faults) = heard::<schemars::OfField>(&[attribute]);
        assert_eq!(faults.matches("compile_error").count(), 1, "{faults}");
        assert!(faults.contains(message), "{message} is not in {faults}");
    }
}
