//! References that lead out of a document, which are not followed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Walk, Way};
use crate::compat::change::{Kind, Verdict};
use crate::compat::document::Document;
use crate::compat::read::credentials::{Credentials, scheme};
use crate::compat::template;

/// Where the object is, if that is not in the document. References within it are followed already.
fn outside(object: &Value) -> Option<&str> {
    object.get("$ref").and_then(Value::as_str)
}

/// The objects of a list that lead out of the document.
fn outside_of<'d>(document: &'d Document, list: &'d Value) -> Vec<&'d str> {
    let objects = list.as_array().into_iter().flatten();
    objects
        .filter_map(|object| outside(document.resolved(object)))
        .collect()
}

/// The paths whose item is not in the document, with the place where it is.
fn items(document: &Document) -> Vec<(&str, &str)> {
    let items = document.root["paths"].as_object().into_iter().flatten();
    items
        .filter_map(|(path, item)| Some((path.as_str(), outside(document.resolved(item))?)))
        .collect()
}

impl<'d> Walk<'d> {
    /// Whether one of the two is not in its document. That is reported unless both are at the same place.
    pub(super) fn leads_out(
        &mut self,
        way: Way<'_, 'd>,
        what: &str,
        (own, other): (&'d Value, &'d Value),
    ) -> bool {
        let (at, other_at) = (outside(own), outside(other));
        let Some(place) = at.or(other_at) else {
            return false;
        };
        if at != other_at {
            let sentence = format!(
                "{what}: is not compared; `{place}` leads out of the document and is not followed"
            );
            let places = (Some(own), Some(other));
            self.risks(Kind::NotCompared, way, places, sentence);
        }
        true
    }

    /// Parameters that are not in the document.
    pub(super) fn outside_parameters(
        &mut self,
        way: Way<'_, 'd>,
        (own, other): (&'d Value, &'d Value),
    ) {
        let sent = outside_of(way.sender, &own["parameters"]);
        let read = outside_of(way.receiver, &other["parameters"]);
        let only_sent = sent.iter().filter(|place| !read.contains(place));
        let only_read = read.iter().filter(|place| !sent.contains(place));
        for place in only_sent.chain(only_read) {
            let sentence = format!(
                "a parameter is not compared; `{place}` leads out of the document and is not followed"
            );
            let places = (Some(own), Some(other));
            self.risks(Kind::NotCompared, way, places, sentence);
        }
    }

    /// Security schemes that are not in the document. Whether the same credentials are meant is not known, unless both
    /// documents have the same schemes outside.
    pub(super) fn outside_schemes(
        &mut self,
        way: Way<'_, 'd>,
        (sent, read): (&[Credentials], &[Credentials]),
        places: (Option<&'d Value>, Option<&'d Value>),
    ) -> bool {
        let of = |document: &'d Document, alternatives: &[Credentials]| -> BTreeSet<&'d str> {
            let names = alternatives.iter().flat_map(Credentials::values);
            names
                .flat_map(|(_, names)| names)
                .filter_map(|name| outside(scheme(document, name)))
                .collect()
        };
        let (sent, read) = (of(way.sender, sent), of(way.receiver, read));
        let Some(place) = sent.symmetric_difference(&read).next() else {
            return false;
        };
        let sentence = format!(
            "the credentials are not compared; `{place}` leads out of the document and is not followed"
        );
        self.risks(Kind::NotCompared, way, places, sentence);
        true
    }

    /// Path items that are not in the document.
    pub(super) fn outside_items(&mut self) {
        let (old, new) = (items(self.old), items(self.new));
        let only_old = old.iter().filter(|item| !new.contains(item));
        let only_new = new.iter().filter(|item| !old.contains(item));
        for (path, place) in only_old.chain(only_new) {
            let sentence = format!(
                "the operations of `{path}` are not compared; `{place}` leads out of the document and is not followed"
            );
            let of = |document: &'d Document| document.root["paths"].get(*path);
            let places = (of(self.old), of(self.new));
            self.tell(Kind::NotCompared, Verdict::Risky, "", places, sentence);
        }
    }

    /// Whether the new document has the operations of the path somewhere else.
    pub(super) fn is_outside(&self, path: &str) -> bool {
        items(self.new)
            .iter()
            .any(|(known, _)| template::shape(known) == template::shape(path))
    }
}
