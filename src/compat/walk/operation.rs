//! One operation: its name, what it takes and what it answers.

use serde_json::{Map, Value};

use super::paths::Mounted;
use super::{Walk, Way};
use crate::compat::change::{Direction, Kind, Verdict};
use crate::compat::document::operations;

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
            false => (self.sent(name), self.received(name)),
            true => (self.received(name), self.sent(name)),
        };
        let of = |way: Way<'_, 'd>| match way.direction {
            Direction::Sent => (*before, *after),
            Direction::Received => (*after, *before),
        };
        let (sender, receiver) = of(asked);
        self.parameters(asked, &sender, &receiver);
        self.request_body(asked, sender.operation, receiver.operation);
        if is_by_service {
            self.own_security(name, old, new);
        } else {
            self.security(name, old, new, before);
        }
        let (sender, receiver) = of(answered);
        self.answers(answered, &sender, &receiver);
        self.callbacks(name, old, new, is_by_service);
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

    pub(super) fn deprecated(&mut self, operation: &str, what: &str, old: &Value, new: &Value) {
        let (before, after) = (old["deprecated"] == true, new["deprecated"] == true);
        if before != after {
            let (kind, says) = match after {
                true => (Kind::Deprecated, "is deprecated"),
                false => (Kind::Undeprecated, "is no longer deprecated"),
            };
            let sentence = format!("{what} {says}");
            self.tell(
                kind,
                Verdict::Compatible,
                operation,
                (Some(old), Some(new)),
                sentence,
            );
        }
    }

    /// Requests that are sent because of this one: by the service, or by clients if the service sends this one.
    fn callbacks(&mut self, name: &str, old: &'d Value, new: &'d Value, is_by_service: bool) {
        let nothing = Map::new();
        let of = |operation: &'d Value| operation["callbacks"].as_object();
        let (Some(before), Some(after)) = (of(old).or(of(new)), of(new).or(of(old))) else {
            return;
        };
        let (old_ones, new_ones) = (of(old).unwrap_or(&nothing), of(new).unwrap_or(&nothing));
        for (called, callback) in before {
            if !old_ones.contains_key(called) {
                continue;
            }
            let callback = self.old.resolved(callback);
            let own = format!("{name} callback {called}");
            let Some(other) = new_ones.get(called).and(after.get(called)) else {
                let sentence = "the service no longer sends it; whether a client waits for it is not known here";
                self.tell(
                    Kind::CallbackRemoved,
                    Verdict::Risky,
                    &own,
                    (Some(callback), None),
                    sentence,
                );
                continue;
            };
            let other = self.new.resolved(other);
            for (expression, item) in callback.as_object().into_iter().flatten() {
                let Some(against) = other.get(expression) else {
                    let sentence = format!("it is no longer sent to `{expression}`");
                    self.tell(
                        Kind::CallbackRemoved,
                        Verdict::Risky,
                        &own,
                        (Some(item), Some(other)),
                        sentence,
                    );
                    continue;
                };
                for (method, operation) in operations(item) {
                    let mounted = |item: &'d Value, operation: &'d Value| Mounted {
                        path: "",
                        method: "",
                        item,
                        operation,
                    };
                    match against.get(method) {
                        Some(new) => self.operation(
                            &own,
                            &mounted(item, operation),
                            &mounted(against, new),
                            !is_by_service,
                        ),
                        None => {
                            let sentence =
                                format!("it is no longer sent with {}", method.to_uppercase());
                            self.tell(
                                Kind::CallbackRemoved,
                                Verdict::Risky,
                                &own,
                                (Some(operation), Some(against)),
                                sentence,
                            );
                        }
                    }
                }
            }
        }
        for (called, callback) in after {
            if new_ones.contains_key(called) && !old_ones.contains_key(called) {
                let own = format!("{name} callback {called}");
                let sentence = "the service may send it because of this request";
                self.tell(
                    Kind::CallbackAdded,
                    Verdict::Compatible,
                    &own,
                    (None, Some(callback)),
                    sentence,
                );
            }
        }
    }
}
