//! A warning: a response model holds bytes, which are sent as a list of numbers.
//!
//! JSON has no bytes: serde writes a `Vec<u8>` as a list of numbers, which takes about three times the space and which
//! hardly a client expects. Mark the field `#[response(base64)]`: it is sent as text (RFC 4648 section 4), and described
//! with `contentEncoding: base64`. `Base64<Vec<u8>>` is a type that is sent so anywhere, and read so as well. It is said of
//! `Vec<u8>`, of slices and of arrays with more than four items. If numbers are meant, as for ratings or levels, an `allow` at
//! the field says so, or a wider type such as `Vec<u16>`.
//!
//! The warning is rustc's `deprecated` lint: `#![deny(warnings)]` makes it an error, and a crate-wide `#![allow(deprecated)]`
//! does not silence it.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::types::{has_no_bytes, mentioned};
use crate::model::{Model, ResponseSet, Route};
use crate::report::Place;

pub const RULE: Rule<Model> = Rule::of_types(module_path!(), |_, _| {});
pub const ON_ROUTES: Rule<Route> = Rule::of_types(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_types(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    let generics = &route.handler.signature.generics;
    if !has_no_bytes(&response.ty) && mentioned(&response.ty, generics).next().is_none() {
        let subject = Subject::Bytes(Box::new(response.ty.clone()));
        judge.assert(Assertion::new(
            "bytes_as_numbers",
            subject,
            Place::of(&response.ty),
        ));
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (_, _, variant) in set.known() {
        if let Some(model) = &variant.model
            && !has_no_bytes(model)
            && mentioned(model, &set.generics).next().is_none()
        {
            let subject = Subject::Bytes(Box::new(model.clone()));
            let assertion = Assertion::new("bytes_as_numbers", subject, Place::of(model));
            super::assert_of_variant(set, variant, assertion, judge);
        }
    }
}
