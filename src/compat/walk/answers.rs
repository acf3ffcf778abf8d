//! Answers by status, and their headers.

use serde_json::{Map, Value};

use super::bodies::{Found, content, find};
use super::parameters::schema;
use super::paths::Mounted;
use super::presence::Presence;
use super::schemas::{Part, as_error, as_found};
use super::{Walk, Way};
use crate::compat::change::{Direction, Kind, Verdict};
use crate::compat::schema::{Finding, Schema, State};
use crate::compat::witness::Witness;

/// Headers that say how old or how busy the service is, and not what a client asked for.
const DESCRIBING: [&str; 4] = ["cache-control", "deprecation", "retry-after", "sunset"];

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

const fn status_kind(is_new: bool, is_error: bool) -> Kind {
    match (is_new, is_error) {
        (true, true) => Kind::ErrorStatusAdded,
        (true, false) => Kind::StatusAdded,
        (false, true) => Kind::ErrorStatusRemoved,
        (false, false) => Kind::StatusRemoved,
    }
}

/// What is documented of a status: by its number, by its range, or as `default`.
fn documented<'r>(responses: &'r Value, status: &str) -> Option<&'r Value> {
    let range = || status.get(..1).map(|class| format!("{class}XX"));
    let of_range = || {
        let range = range()?;
        responses
            .get(&range)
            .or_else(|| responses.get(range.to_lowercase()))
    };
    responses
        .get(status)
        .or_else(of_range)
        .or_else(|| responses.get("default"))
}

/// A status of the key that nothing else describes.
fn status_of(key: &str, responses: &Value) -> Option<u16> {
    if let Ok(status) = key.parse() {
        return Some(status);
    }
    let class: u16 = key.get(..1)?.parse().ok()?;
    (class * 100..class * 100 + 100)
        .find(|status| documented(responses, &status.to_string()).is_none())
}

fn statuses(responses: &Value) -> impl Iterator<Item = (&String, &Value)> {
    responses
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| !name.starts_with("x-"))
}

impl<'d> Walk<'d> {
    pub(super) fn answers(
        &mut self,
        way: Way<'_, 'd>,
        sender: &Mounted<'d>,
        receiver: &Mounted<'d>,
    ) {
        let (sent, read) = (
            &sender.operation["responses"],
            &receiver.operation["responses"],
        );
        for (status, own) in statuses(sent) {
            match documented(read, status) {
                Some(other) => {
                    let (own, other) = (way.sender.resolved(own), way.receiver.resolved(other));
                    self.answer(way, status, (own, other), sender);
                }
                None => self.new_answer(way, status, own, (read, receiver.operation)),
            }
        }
        for (status, other) in statuses(read) {
            // A range that is gone may live on as single statuses, and a single status in a range.
            if let Some(own) = documented(sent, status) {
                if !statuses(sent).any(|(known, _)| known.eq_ignore_ascii_case(status)) {
                    let (own, other) = (way.sender.resolved(own), way.receiver.resolved(other));
                    self.answer(way, status, (own, other), sender);
                }
            } else {
                let kind = status_kind(way.direction == Direction::Sent, is_error(status));
                let sentence = match way.direction {
                    Direction::Sent => format!("the answer may also be {status}"),
                    Direction::Received => format!("the answer is never {status} any more"),
                };
                self.keeps(kind, way, (Some(sender.operation), Some(other)), sentence);
            }
        }
    }

    fn new_answer(
        &mut self,
        way: Way<'_, 'd>,
        status: &str,
        own: &'d Value,
        (read, receiver): (&'d Value, &'d Value),
    ) {
        let kind = status_kind(way.direction == Direction::Received, is_error(status));
        let places = (Some(own), Some(receiver));
        match status_of(status, read) {
            Some(shown) => {
                let sentence = match way.direction {
                    Direction::Sent => format!("the answer may no longer be {status}"),
                    Direction::Received => format!("the answer may now be {status}"),
                };
                self.breaks(kind, way, places, sentence, Witness::Status(shown));
            }
            None => {
                let sentence = match way.direction {
                    Direction::Sent => "the answer may no longer have any other status",
                    Direction::Received => {
                        "the answer may have any other status; which it has is not known here"
                    }
                };
                self.risks(kind, way, places, sentence);
            }
        }
    }

    fn answer(
        &mut self,
        way: Way<'_, 'd>,
        status: &str,
        (own, other): (&'d Value, &'d Value),
        sender: &Mounted<'d>,
    ) {
        if self.leads_out(way, &format!("the answer {status}"), (own, other)) {
            return;
        }
        self.headers(way, status, (own, other));
        let judge = if is_error(status) { as_error } else { as_found };
        let places = (Some(own), Some(other));
        let what = format!("body of {status}");
        match (content(own), content(other)) {
            (None, None) => {}
            (Some(_), None) => {
                let (kind, verdict, says) = match way.direction {
                    Direction::Received => (
                        Kind::ResponseBodyAdded,
                        Verdict::Compatible,
                        "is new; a client that expects none reads none",
                    ),
                    Direction::Sent => (
                        Kind::ResponseBodyRemoved,
                        Verdict::Risky,
                        "nothing reads it any more",
                    ),
                };
                self.tell_way(kind, verdict, way, places, format!("{what}: {says}"), None);
            }
            (None, Some(_)) => {
                let (kind, says) = match way.direction {
                    Direction::Received => (Kind::ResponseBodyRemoved, "is no longer there"),
                    Direction::Sent => (Kind::ResponseBodyAdded, "has to be there"),
                };
                let witness = Witness::MediaType(String::new());
                self.breaks(kind, way, places, format!("{what}: {says}"), witness);
            }
            (Some(sent), Some(read)) => {
                self.contents(way, (sent, read), places, &what, judge);
                self.unsent_types(way, status, (sent, read), own, sender);
            }
        }
    }

    /// Media types that are no longer sent, although a client may ask for them (RFC 9110 section 12.5.1).
    fn unsent_types(
        &mut self,
        way: Way<'_, 'd>,
        status: &str,
        (sent, read): (&'d Map<String, Value>, &'d Map<String, Value>),
        own: &'d Value,
        sender: &Mounted<'d>,
    ) {
        let is_kept =
            |name: &&String| find(sent, name).is_some_and(|(_, found)| found != Found::Alike);
        let is_chosen = read.keys().any(|name| is_kept(&name));
        for (name, other) in read.iter().filter(|(name, _)| !is_kept(name)) {
            let places = (Some(own), Some(other));
            match way.direction {
                Direction::Received if is_chosen && !is_error(status) => {
                    let sentence =
                        format!("body of {status}: a client can no longer ask for `{name}`");
                    let method = sender.method.to_uppercase();
                    let witness =
                        Witness::Request(format!("{method} {} with Accept: {name}", sender.path));
                    self.breaks(Kind::MediaTypeRemoved, way, places, sentence, witness);
                }
                Direction::Received => {
                    let sentence = format!("body of {status}: is never `{name}` any more");
                    self.keeps(Kind::MediaTypeRemoved, way, places, sentence);
                }
                Direction::Sent => {
                    let sentence = format!("body of {status}: may also be `{name}`");
                    self.keeps(Kind::MediaTypeAdded, way, places, sentence);
                }
            }
        }
    }

    fn headers(&mut self, way: Way<'_, 'd>, status: &str, (own, other): (&'d Value, &'d Value)) {
        let (sent, read) = (named(own), named(other));
        let at = |name: &str| format!("header `{name}` of {status}");
        for (name, header) in &sent {
            let header = way.sender.resolved(header);
            match read
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
            {
                Some((_, against)) => {
                    let against = way.receiver.resolved(against);
                    self.header(way, name, &at(name), (header, against));
                }
                None => {
                    let (kind, says) = match way.direction {
                        Direction::Received => (
                            Kind::HeaderAdded,
                            "is new; a client ignores what it does not know",
                        ),
                        Direction::Sent => (Kind::HeaderRemoved, "nothing reads it any more"),
                    };
                    self.keeps(
                        kind,
                        way,
                        (Some(header), Some(other)),
                        format!("{}: {says}", at(name)),
                    );
                }
            }
        }
        for (name, header) in &read {
            if sent
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
            {
                continue;
            }
            let header = way.receiver.resolved(header);
            let places = (Some(own), Some(header));
            let (kind, says) = match way.direction {
                Direction::Received => (Kind::HeaderRemoved, "is no longer sent"),
                Direction::Sent => (Kind::HeaderAdded, "has to be sent"),
            };
            let sentence = format!("{}: {says}", at(name));
            let is_describing = is_describing(name);
            let is_of_age = ["deprecation", "sunset"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name));
            if header["required"] != true || is_of_age {
                self.keeps(kind, way, places, sentence);
            } else if is_describing {
                self.risks(Kind::HeaderValueChanged, way, places, sentence);
            } else {
                self.breaks(kind, way, places, sentence, missing(name));
            }
        }
    }

    fn header(
        &mut self,
        way: Way<'_, 'd>,
        name: &str,
        what: &str,
        (own, other): (&'d Value, &'d Value),
    ) {
        if self.leads_out(way, what, (own, other)) {
            return;
        }
        let places = (Some(own), Some(other));
        let is_required = |header: &Value| header["required"] == true;
        let kinds = Presence {
            required: Kind::HeaderRequired,
            optional: Kind::HeaderOptional,
        };
        let required = (is_required(own), is_required(other));
        self.presence(way, what, &kinds, places, required, || missing(name));
        let ((sent, is_own_json), (read, is_json)) = (schema(own), schema(other));
        let is_object = self.schemas.has_parts(&Schema::of(way.sender, sent)).1;
        let is_exploded = |header: &Value| header["explode"] == true;
        if is_own_json != is_json || is_object && is_exploded(own) != is_exploded(other) {
            let sentence =
                format!("{what}: is written in another way, as a style of OpenAPI or as JSON");
            self.risks(Kind::ParameterStyleChanged, way, places, sentence);
        }
        if is_own_json != is_json {
            return;
        }
        let part = match is_json {
            true => Part::Body { is_form: false },
            false => Part::Header(name),
        };
        let judge = |finding: &Finding<'d>| match (is_describing(name), &finding.state) {
            (true, State::Fails | State::Risky) => (Kind::HeaderValueChanged, State::Risky),
            _ => as_found(finding),
        };
        self.value(way, (sent, read), part, what, judge);
    }
}

fn missing(header: &str) -> Witness {
    Witness::Header {
        name: header.to_owned(),
        value: None,
    }
}

fn is_describing(name: &str) -> bool {
    DESCRIBING
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// The headers of an answer. OpenAPI gives `Content-Type` another place.
fn named(response: &Value) -> Vec<(&str, &Value)> {
    let headers = response["headers"].as_object().into_iter().flatten();
    headers
        .map(|(name, header)| (name.as_str(), header))
        .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
        .collect()
}
