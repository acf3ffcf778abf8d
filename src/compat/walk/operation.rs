//! One operation: its name, what it takes and what it answers.

use serde_json::Value;

use super::Walk;
use crate::compat::change::{Change, Kind, Verdict};
use crate::compat::read::mounted::Mounted;

impl<'d> Walk<'d> {
    /// Compares an operation. The service sends it itself if it is one of a webhook or a callback.
    pub(super) fn operation(
        &mut self,
        name: &str,
        before: &Mounted<'d>,
        after: &Mounted<'d>,
        is_by_service: bool,
    ) {
        let (old, new) = (before.operation, after.operation);
        self.names(name, old, new);
        let (asked, answered) = match is_by_service {
            false => (
                self.sent(name, before, after),
                self.received(name, before, after),
            ),
            true => (
                self.received(name, before, after),
                self.sent(name, before, after),
            ),
        };
        self.parameters(asked);
        self.request_body(asked);
        if is_by_service {
            self.own_security(asked);
        } else {
            self.security(asked);
        }
        self.answers(answered);
        self.callbacks(name, before, after, is_by_service);
    }

    fn names(&mut self, name: &str, old: &'d Value, new: &'d Value) {
        let places = (Some(old), Some(new));
        let (id, other) = (&old["operationId"], &new["operationId"]);
        if id != other {
            let shown = |id: &Value| {
                id.as_str()
                    .map_or_else(|| "none".to_owned(), |id| format!("`{id}`"))
            };
            let sentence = format!(
                "the function of a generated client is {} instead of {}",
                shown(other),
                shown(id)
            );
            self.tell(
                Kind::OperationIdChanged,
                Verdict::SourceBreaking,
                name,
                places,
                sentence,
            );
        }
        let (tag, other) = (old["tags"][0].as_str(), new["tags"][0].as_str());
        if tag != other {
            let shown =
                |tag: Option<&str>| tag.map_or_else(|| "none".to_owned(), |tag| format!("`{tag}`"));
            let sentence = format!(
                "generated clients that make a class of the first tag have it in {} instead of {}",
                shown(other),
                shown(tag)
            );
            self.tell(
                Kind::TagChanged,
                Verdict::SourceBreaking,
                name,
                places,
                sentence,
            );
        }
        self.deprecated(name, "the operation", old, new);
    }

    pub(super) fn deprecated(
        &mut self,
        operation: &str,
        what: &str,
        old: &Value,
        new: &Value,
    ) -> Option<&mut Change> {
        let (before, after) = (old["deprecated"] == true, new["deprecated"] == true);
        let (kind, says) = match (before, after) {
            (false, true) => (Kind::Deprecated, "is deprecated"),
            (true, false) => (Kind::Undeprecated, "is no longer deprecated"),
            _ => return None,
        };
        let sentence = format!("{what} {says}");
        let places = (Some(old), Some(new));
        Some(self.tell(kind, Verdict::Compatible, operation, places, sentence))
    }
}
