//! Answers by status, and their headers.

use serde_json::{Map, Value};

use super::presence::Presence;
use super::schemas::{Part, as_error, as_found};
use super::shown::{Asked, Given, Shown, status_of_both};
use super::{Walk, Way};
use crate::compat::change::{Direction, Kind, Subject, Verdict};
use crate::compat::read::answer::{documented, headers, status_of, statuses};
use crate::compat::read::content::{Found, content, find};
use crate::compat::read::parameter::schema;
use crate::compat::schema::{Finding, Schema, State};

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

impl<'d> Walk<'d> {
    pub(super) fn answers(&mut self, way: Way<'_, 'd>) {
        let (sender, receiver) = (way.sent.operation, way.read.operation);
        let (sent, read) = (&sender["responses"], &receiver["responses"]);
        for (status, own) in statuses(sent) {
            match documented(read, status) {
                Some(other) => self.answer(way, status, (sent, own), (read, other)),
                None => self.new_answer(way, status, own, (read, receiver)),
            }
        }
        for (status, other) in statuses(read) {
            // A range that is gone may live on as single statuses, and a single status in a range.
            if let Some(own) = documented(sent, status) {
                if !statuses(sent).any(|(known, _)| known.eq_ignore_ascii_case(status)) {
                    self.answer(way, status, (sent, own), (read, other));
                }
            } else {
                let subject = response(status);
                let kind = status_kind(way.direction == Direction::Sent, is_error(status));
                let sentence = match way.direction {
                    Direction::Sent => format!("the answer may also be {status}"),
                    Direction::Received => format!("the answer is never {status} any more"),
                };
                let places = (Some(sender), Some(other));
                self.keeps(kind, way.of(&subject), places, sentence);
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
        let subject = response(status);
        let way = way.of(&subject);
        let kind = status_kind(way.direction == Direction::Received, is_error(status));
        let places = (Some(own), Some(receiver));
        match status_of(status, read) {
            Some(shown) => {
                let sentence = match way.direction {
                    Direction::Sent => format!("the answer may no longer be {status}"),
                    Direction::Received => format!("the answer may now be {status}"),
                };
                let shown = Shown::Answer(Some(shown), Given::Status);
                self.breaks(kind, way, places, sentence, shown);
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
        status: &'d str,
        (sent, own): (&'d Value, &'d Value),
        (read, other): (&'d Value, &'d Value),
    ) {
        let subject = response(status);
        let way = way.of(&subject);
        let shown = status_of_both(status, (sent, own), (read, other));
        let (own, other) = (way.sender.resolved(own), way.receiver.resolved(other));
        if self.leads_out(way, &format!("the answer {status}"), (own, other)) {
            return;
        }
        self.headers(way, status, shown, (own, other));
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
                let shown = Shown::Answer(shown, Given::WithoutBody);
                self.breaks(kind, way, places, format!("{what}: {says}"), shown);
            }
            (Some(sent), Some(read)) => {
                let type_of = |name| Shown::Answer(shown, Given::ContentType(name));
                self.contents(way, (sent, read), places, &what, type_of, judge);
                self.unsent_types(way, status, shown, (sent, read));
            }
        }
    }

    /// Media types that are no longer sent, although a client may ask for them (RFC 9110 section 12.5.1).
    fn unsent_types(
        &mut self,
        way: Way<'_, 'd>,
        status: &str,
        shown: Option<u16>,
        (sent, read): (&'d Map<String, Value>, &'d Map<String, Value>),
    ) {
        let own = way.sent.operation;
        let is_kept =
            |name: &&String| find(sent, name).is_some_and(|(_, found)| found != Found::Alike);
        let is_chosen = read.keys().any(|name| is_kept(&name));
        for (name, other) in read.iter().filter(|(name, _)| !is_kept(name)) {
            let places = (Some(own), Some(other));
            match way.direction {
                Direction::Received if is_chosen && !is_error(status) => {
                    let sentence =
                        format!("body of {status}: a client can no longer ask for `{name}`");
                    let shown = Shown::Request(Asked::Accept(shown, name));
                    self.breaks(Kind::MediaTypeRemoved, way, places, sentence, shown);
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

    fn headers(
        &mut self,
        way: Way<'_, 'd>,
        status: &str,
        shown: Option<u16>,
        (own, other): (&'d Value, &'d Value),
    ) {
        let (sent, read) = (headers(own), headers(other));
        let subject_of = |name: &str| Subject::ResponseHeader {
            status: status.to_owned(),
            name: name.to_owned(),
        };
        let at = |name: &str| subject_of(name).to_string();
        for (name, header) in &sent {
            let subject = subject_of(name);
            let way = way.of(&subject);
            let header = way.sender.resolved(header);
            match read
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
            {
                Some((_, against)) => {
                    let against = way.receiver.resolved(against);
                    self.header(way, name, shown, (header, against));
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
            let subject = subject_of(name);
            let way = way.of(&subject);
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
                self.breaks(kind, way, places, sentence, missing(shown, name));
            }
        }
    }

    fn header(
        &mut self,
        way: Way<'_, 'd>,
        name: &'d str,
        shown: Option<u16>,
        (own, other): (&'d Value, &'d Value),
    ) {
        let what = &way.subject.map(Subject::to_string).unwrap_or_default();
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
        self.presence(way, what, &kinds, places, required, missing(shown, name));
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

const fn missing(status: Option<u16>, header: &str) -> Shown<'_> {
    Shown::Answer(status, Given::WithoutHeader(header))
}

fn response(status: &str) -> Subject {
    Subject::Response {
        status: status.to_owned(),
    }
}

fn is_describing(name: &str) -> bool {
    DESCRIBING
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}
