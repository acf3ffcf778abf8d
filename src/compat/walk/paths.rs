//! Servers, paths and webhooks: what is there at all.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Walk;
use crate::compat::change::{Direction, Kind, Verdict};
use crate::compat::document::Document;
use crate::compat::read::mounted::{Mounted, all, named};
use crate::compat::stub::{self, Refusal, Request};
use crate::compat::template;
use crate::compat::witness::Witness;

impl<'d> Walk<'d> {
    pub(super) fn servers(&mut self) {
        // Without a list it is the place of the document (OpenAPI 3.1 section 4.8.1).
        let listed = |document: &'d Document| -> Vec<(&'d str, &'d Value)> {
            let servers = document.root["servers"].as_array().into_iter().flatten();
            let listed: Vec<_> = servers
                .filter_map(|server| Some((server["url"].as_str()?, server)))
                .collect();
            match listed.is_empty() {
                true => vec![("/", &document.root)],
                false => listed,
            }
        };
        let (old, new) = (listed(self.old), listed(self.new));
        for (url, server) in &old {
            match new.iter().find(|(other, _)| other == url) {
                None => {
                    let sentence = format!(
                        "the server `{url}` is no longer listed; whether it still answers is not known here"
                    );
                    self.tell(
                        Kind::ServerRemoved,
                        Verdict::Risky,
                        "",
                        (Some(server), None),
                        sentence,
                    );
                }
                Some((_, other)) if server["variables"] != other["variables"] => {
                    let sentence = format!("the variables of the server `{url}` have other values");
                    self.tell(
                        Kind::ServerRemoved,
                        Verdict::Risky,
                        "",
                        (Some(server), Some(other)),
                        sentence,
                    );
                }
                Some(_) => {}
            }
        }
        for (url, server) in &new {
            if !old.iter().any(|(other, _)| other == url) {
                let sentence = format!("the server `{url}` is new");
                self.tell(
                    Kind::ServerAdded,
                    Verdict::Compatible,
                    "",
                    (None, Some(server)),
                    sentence,
                );
            }
        }
    }

    pub(super) fn paths(&mut self) {
        let (old, new) = (all(self.old, "paths"), all(self.new, "paths"));
        let key = |mounted: &Mounted<'_>| {
            (
                template::shape(mounted.path),
                mounted.method.to_ascii_lowercase(),
            )
        };
        let known: HashMap<_, _> = new.iter().map(|mounted| (key(mounted), *mounted)).collect();
        let mut kept = HashSet::new();
        for before in &old {
            let name = named(before);
            let of = key(before);
            match known.get(&of) {
                Some(after) => {
                    self.own_servers(&name, before, after);
                    self.operation(&name, before, after, false);
                    kept.insert(of);
                }
                None if self.is_outside(before.path) => {}
                None => self.removed(&name, before, &new),
            }
        }
        let shapes: HashSet<_> = old.iter().map(|before| key(before).0).collect();
        for after in new.iter().filter(|after| !kept.contains(&key(after))) {
            let is_new_path = !shapes.contains(&template::shape(after.path));
            let mut all = old.iter().filter(|_| is_new_path);
            let before = all.find(|before| self.may_take(before, after.path));
            let (verdict, sentence) = match before {
                None => (Verdict::Compatible, "the operation is new".to_owned()),
                Some(before) => (
                    Verdict::Risky,
                    format!(
                        "the operation is new, and its path was one of `{}`",
                        named(before)
                    ),
                ),
            };
            let place = (before.map(|before| before.operation), Some(after.operation));
            self.tell(
                Kind::OperationAdded,
                verdict,
                &named(after),
                place,
                sentence,
            );
        }
    }

    /// The servers of a path or an operation, which stand for those of the document.
    fn own_servers(&mut self, name: &str, before: &Mounted<'d>, after: &Mounted<'d>) {
        let own = |mounted: &Mounted<'d>| {
            let own = mounted.operation.get("servers");
            own.or_else(|| mounted.item.get("servers"))
        };
        let (old, new) = (own(before), own(after));
        if old.is_none() && new.is_none() {
            return;
        }
        let listed = |own: Option<&'d Value>, document: &'d Document| -> Vec<_> {
            let servers = own.or_else(|| document.root.get("servers"));
            let servers = servers.and_then(Value::as_array).into_iter().flatten();
            servers
                .map(|server| (server["url"].as_str(), &server["variables"]))
                .collect()
        };
        let (was, is) = (listed(old, self.old), listed(new, self.new));
        if was.len() != is.len() || !was.iter().all(|server| is.contains(server)) {
            let sentence = "the operation has other servers; whether the old ones still answer is not known here";
            let place = (Some(before.operation), Some(after.operation));
            self.tell(Kind::ServerRemoved, Verdict::Risky, name, place, sentence);
        }
    }

    /// An operation that is gone: the request is answered by nobody, unless another template takes its path.
    fn removed(&mut self, name: &str, before: &Mounted<'d>, new: &[Mounted<'d>]) {
        let path = self.sample_path(before);
        let request = Request {
            method: before.method.to_owned(),
            path,
            ..Request::default()
        };
        let is_taken = stub::route(self.old, &request).is_ok();
        let is_routed = |after: &&Mounted<'d>| stub::is_of(after, &request);
        let other = new.iter().find(is_routed);
        let (verdict, sentence) = match (other, stub::route(self.new, &request)) {
            (None, Err(refusal)) if is_taken => {
                let status = match refusal {
                    Refusal::MethodNotAllowed => 405,
                    _ => 404,
                };
                let sentence =
                    format!("the operation is gone: a request is answered with {status}");
                (Verdict::Breaking, sentence)
            }
            (Some(other), _) => {
                let name = named(other);
                let sentence = format!("the operation is gone, and `{name}` takes its requests");
                (Verdict::Risky, sentence)
            }
            (None, _) => {
                let sentence = "the operation is gone; no request was found that shows it";
                (Verdict::Risky, sentence.to_owned())
            }
        };
        let place = (Some(before.operation), other.map(|other| other.operation));
        let sunset = self.sunset(before.operation);
        let change = self.tell(Kind::OperationRemoved, verdict, name, place, sentence);
        change.direction = Some(Direction::Sent);
        if verdict == Verdict::Breaking {
            let shown = format!("{} {}", request.method.to_uppercase(), request.path);
            change.witness = Some(Witness::Request(shown));
            change.sunset = sunset;
        }
    }

    /// When a deprecated operation ends, as its answers say.
    fn sunset(&self, operation: &Value) -> Option<String> {
        let answers = operation["responses"].as_object()?.values();
        let mut headers = answers
            .map(|answer| self.old.resolved(answer))
            .filter_map(|answer| answer["headers"].as_object())
            .flatten();
        let (_, header) = headers.find(|(name, _)| name.eq_ignore_ascii_case("sunset"))?;
        let date = self.old.resolved(header)["schema"]["const"].as_str()?;
        (operation["deprecated"] == true).then(|| date.to_owned())
    }

    pub(super) fn webhooks(&mut self) {
        let (old, new) = (all(self.old, "webhooks"), all(self.new, "webhooks"));
        let same = |one: &Mounted<'_>, other: &Mounted<'_>| {
            one.path == other.path && one.method == other.method
        };
        for before in &old {
            let name = format!("webhook {}", before.path);
            match new.iter().find(|after| same(before, after)) {
                Some(after) => self.operation(&name, before, after, true),
                None => {
                    let sentence = "the service no longer sends it; whether a client waits for it is not known here";
                    let change = self.tell(
                        Kind::WebhookRemoved,
                        Verdict::Risky,
                        &name,
                        (Some(before.operation), None),
                        sentence,
                    );
                    change.direction = Some(Direction::Received);
                }
            }
        }
        for after in &new {
            if !old.iter().any(|before| same(before, after)) {
                let name = format!("webhook {}", after.path);
                let place = (None, Some(after.operation));
                let sentence = "the service may send it to those who ask for it";
                let change = self.tell(
                    Kind::WebhookAdded,
                    Verdict::Compatible,
                    &name,
                    place,
                    sentence,
                );
                change.direction = Some(Direction::Received);
            }
        }
    }
}
