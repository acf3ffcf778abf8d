//! Callbacks: requests that are sent because of another one.

use serde_json::Value;

use super::Walk;
use crate::compat::change::{Kind, Verdict};
use crate::compat::document::operations;
use crate::compat::read::mounted::Mounted;

impl<'d> Walk<'d> {
    /// Requests that are sent because of this one: by the service, or by clients if the service sends this one.
    pub(super) fn callbacks(
        &mut self,
        name: &str,
        before: &Mounted<'d>,
        after: &Mounted<'d>,
        is_by_service: bool,
    ) {
        let of = |mounted: &Mounted<'d>| mounted.operation["callbacks"].as_object();
        let (old, new) = (of(before), of(after));
        for (called, callback) in old.into_iter().flatten() {
            let callback = self.old.resolved(callback);
            let own = format!("{name} callback {called}");
            let Some(other) = new.and_then(|new| new.get(called)) else {
                let sentence = "the service no longer sends it; whether a client waits for it is not known here";
                self.callback_removed(&own, (Some(callback), None), sentence);
                continue;
            };
            let other = self.new.resolved(other);
            let (way, objects) = match is_by_service {
                false => (self.received(&own, before, after), (other, callback)),
                true => (self.sent(&own, before, after), (callback, other)),
            };
            if self.leads_out(way, "the callback", objects) {
                continue;
            }
            for (expression, item) in callback.as_object().into_iter().flatten() {
                let Some(against) = other.get(expression) else {
                    let sentence = format!("it is no longer sent to `{expression}`");
                    self.callback_removed(&own, (Some(item), Some(other)), sentence);
                    continue;
                };
                let (item, against) = (self.old.resolved(item), self.new.resolved(against));
                for (method, operation) in operations(item) {
                    let Some(new) = against.get(method) else {
                        let sentence =
                            format!("it is no longer sent with {}", method.to_uppercase());
                        self.callback_removed(&own, (Some(operation), Some(against)), sentence);
                        continue;
                    };
                    let mounted = |item, operation| Mounted {
                        path: "",
                        method,
                        item,
                        operation,
                    };
                    let (before, after) = (mounted(item, operation), mounted(against, new));
                    self.operation(&own, &before, &after, !is_by_service);
                }
            }
        }
        for (called, callback) in new.into_iter().flatten() {
            if old.is_none_or(|old| !old.contains_key(called)) {
                let own = format!("{name} callback {called}");
                let sentence = "the service may send it because of this request";
                let places = (None, Some(callback));
                let verdict = Verdict::Compatible;
                self.tell(Kind::CallbackAdded, verdict, &own, places, sentence);
            }
        }
    }

    fn callback_removed(
        &mut self,
        name: &str,
        places: (Option<&Value>, Option<&Value>),
        sentence: impl Into<String>,
    ) {
        self.tell(
            Kind::CallbackRemoved,
            Verdict::Risky,
            name,
            places,
            sentence,
        );
    }
}
