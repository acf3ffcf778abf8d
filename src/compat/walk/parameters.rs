//! Parameters of a path, a query, headers and cookies.

use serde_json::Value;

use super::presence::Presence;
use super::schemas::{Part, as_found};
use super::shown::{Asked, Shown};
use super::{Walk, Way};
use crate::compat::change::{Direction, Kind, Verdict};
use crate::compat::read::mounted::Mounted;
use crate::compat::read::parameter::{Parameter, of, schema};
use crate::compat::schema::{Finding, Schema, State, readings};
use crate::compat::template;
use crate::compat::witness::Witness;

impl<'d> Walk<'d> {
    pub(super) fn parameters(&mut self, way: Way<'_, 'd>) {
        let (sender, receiver) = (way.sent, way.read);
        self.outside_parameters(way, (sender.operation, receiver.operation));
        self.outside_parameters(way, (sender.item, receiver.item));
        let sent = of(way.sender, &sender);
        let read = of(way.receiver, &receiver);
        for one in &sent {
            let subject = one.subject();
            match read.iter().find(|other| other.key == one.key) {
                Some(other) => self.parameter(way.of(&subject), one, other),
                None => self.unread_parameter(way.of(&subject), one, receiver.operation),
            }
        }
        for other in read
            .iter()
            .filter(|other| !sent.iter().any(|one| one.key == other.key))
        {
            let subject = other.subject();
            let way = way.of(&subject);
            let (kind, says, optional) = match way.direction {
                Direction::Sent => (
                    Kind::ParameterAdded,
                    "is new, and has to be sent",
                    "is new, and need not be sent",
                ),
                Direction::Received => (
                    Kind::ParameterRemoved,
                    "is no longer sent",
                    "is no longer sent; it could be missing before",
                ),
            };
            let places = (Some(sender.operation), Some(other.object));
            if other.is_required() && other.place != "path" {
                let sentence = format!("{}: {says}", other.what());
                self.breaks(kind, way, places, sentence, missing(other));
            } else {
                self.keeps(kind, way, places, format!("{}: {optional}", other.what()));
            }
        }
    }

    fn unread_parameter(&mut self, way: Way<'_, 'd>, one: &Parameter<'d>, receiver: &'d Value) {
        let places = (Some(one.object), Some(receiver));
        let what = one.what();
        match way.direction {
            Direction::Sent => {
                let sentence = format!("{what}: is accepted, but nothing reads it any more");
                self.risks(Kind::ParameterRemoved, way, places, sentence);
            }
            Direction::Received => {
                let sentence = format!("{what}: is new; a client ignores what it does not know");
                self.keeps(Kind::ParameterAdded, way, places, sentence);
            }
        }
    }

    fn parameter(&mut self, way: Way<'_, 'd>, one: &Parameter<'d>, other: &Parameter<'d>) {
        let places = (Some(one.object), Some(other.object));
        let what = one.what();
        let (old, new) = match way.direction {
            Direction::Sent => (one, other),
            Direction::Received => (other, one),
        };
        if one.place == "path" && one.name != other.name {
            let sentence = format!(
                "path parameter `{}`: the argument of a generated client is `{}` instead",
                old.name, new.name
            );
            let change = self.tell(
                Kind::PathParameterRenamed,
                Verdict::SourceBreaking,
                way.operation,
                (Some(old.object), Some(new.object)),
                sentence,
            );
            change.subject = way.subject.cloned();
        }
        if let Some(change) = self.deprecated(
            way.operation,
            &format!("the {what}"),
            old.object,
            new.object,
        ) {
            change.subject = way.subject.cloned();
        }
        let kinds = Presence {
            required: Kind::ParameterRequired,
            optional: Kind::ParameterOptional,
        };
        let required = (one.is_required(), other.is_required());
        self.presence(way, &what, &kinds, places, required, missing(other));
        let part = Part::Parameter {
            place: one.place,
            name: one.name,
        };
        for keyword in ["allowEmptyValue", "allowReserved"] {
            if (one.object[keyword] == true) != (other.object[keyword] == true) {
                let sentence = format!("{what}: differs in `{keyword}`, which is not compared");
                self.risks(Kind::ParameterStyleChanged, way, places, sentence);
            }
        }
        match (schema(one.object), schema(other.object)) {
            ((sent, false), (read, false)) => {
                // The text of one value is that of a list with one item, too.
                let reads_list = self.schemas.has_parts(&Schema::of(way.receiver, read)).0;
                let sends_list = self.schemas.has_parts(&Schema::of(way.sender, sent)).0;
                let judge = |finding: &Finding<'d>| {
                    let (kind, state) = as_found(finding);
                    let is_whole = finding.path().next().is_none();
                    match kind {
                        Kind::TypeChanged
                            if is_whole && reads_list && !sends_list && state == State::Fails =>
                        {
                            (kind, State::Risky)
                        }
                        _ => (kind, state),
                    }
                };
                self.value(way, (sent, read), part, &what, judge);
                self.style(way, one, other, sent);
            }
            ((sent, true), (read, true)) => {
                self.value(
                    way,
                    (sent, read),
                    Part::Body { is_form: false },
                    &what,
                    as_found,
                );
            }
            _ => {
                let sentence =
                    format!("{what}: is written in another way, as a style of OpenAPI or as JSON");
                self.risks(Kind::ParameterStyleChanged, way, places, sentence);
            }
        }
    }

    /// How a list or an object is written: the text of a list with two items shows whether both read the same.
    fn style(
        &mut self,
        way: Way<'_, 'd>,
        one: &Parameter<'d>,
        other: &Parameter<'d>,
        sent: &'d Value,
    ) {
        let (own, others) = (style(one), style(other));
        if own == others {
            return;
        }
        let schema = Schema::of(way.sender, sent);
        let (may_be_list, may_be_object) = self.schemas.has_parts(&schema);
        if !(may_be_list || may_be_object) && own.0 == others.0 {
            return;
        }
        let places = (Some(one.object), Some(other.object));
        let sentence = format!(
            "{}: has the style `{}`{} instead of `{}`{}",
            one.what(),
            match way.direction {
                Direction::Sent => &others.0,
                Direction::Received => &own.0,
            },
            exploded(match way.direction {
                Direction::Sent => others.1,
                Direction::Received => own.1,
            }),
            match way.direction {
                Direction::Sent => &own.0,
                Direction::Received => &others.0,
            },
            exploded(match way.direction {
                Direction::Sent => own.1,
                Direction::Received => others.1,
            }),
        );
        let (written, wanted) = (written(one.name, &own), written(one.name, &others));
        let witness = match (may_be_list, written, wanted) {
            (true, Some(written), Some(wanted)) if written != wanted => {
                let request = format!("{} {written}, which is read only as {wanted}", one.place);
                Some(Witness::Request(request))
            }
            _ => None,
        };
        let verdict = match witness {
            Some(_) => Verdict::Breaking,
            None => Verdict::Risky,
        };
        let kind = Kind::ParameterStyleChanged;
        self.tell_way(kind, verdict, way, places, sentence, witness);
    }

    /// Whether a new path may be one that the operation takes.
    pub(super) fn may_take(&mut self, mounted: &Mounted<'d>, path: &str) -> bool {
        if !template::takes(mounted.path, &template::filled(path, |_| "1".to_owned())) {
            return false;
        }
        let parameters = of(self.old, mounted);
        let mut parts = mounted.path.split('/').zip(path.split('/'));
        parts.all(|(own, part)| {
            let name = own.strip_prefix('{').and_then(|own| own.strip_suffix('}'));
            let (Some(name), false) = (name, part.contains('{')) else {
                return true;
            };
            let is_it = |known: &&Parameter<'_>| known.place == "path" && known.name == name;
            parameters.iter().find(is_it).is_none_or(|known| {
                let schema = Schema::of(self.old, schema(known.object).0);
                let texts = readings(&Value::from(part));
                let mut texts = texts.iter();
                !texts.all(|text| self.schemas.holds(text, &schema) == Some(false))
            })
        })
    }

    /// A path that the operation takes.
    pub(super) fn sample_path(&mut self, mounted: &Mounted<'d>) -> String {
        let parameters = of(self.old, mounted);
        template::filled(mounted.path, |name| {
            let known = parameters
                .iter()
                .find(|known| known.place == "path" && known.name == name);
            let value = known.and_then(|known| {
                let schema = Schema::of(self.old, schema(known.object).0);
                self.schemas.sample(&schema)
            });
            match value {
                Some(Value::String(text)) if !text.is_empty() => text,
                Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
                _ => "1".to_owned(),
            }
        })
    }
}

const fn missing<'w>(parameter: &'w Parameter<'w>) -> Shown<'w> {
    Shown::Request(Asked::Without(parameter))
}

fn style(parameter: &Parameter<'_>) -> (String, bool) {
    let default = match parameter.place {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let style = parameter.object["style"]
        .as_str()
        .unwrap_or(default)
        .to_owned();
    let explode = parameter.object["explode"]
        .as_bool()
        .unwrap_or(style == "form");
    (style, explode)
}

const fn exploded(explode: bool) -> &'static str {
    if explode { " with `explode`" } else { "" }
}

/// A list of two items, as the style writes it.
fn written(name: &str, (style, explode): &(String, bool)) -> Option<String> {
    Some(match (style.as_str(), explode) {
        ("form", true) => format!("{name}=1&{name}=2"),
        ("form", false) => format!("{name}=1,2"),
        ("spaceDelimited", false) => format!("{name}=1%202"),
        ("pipeDelimited", false) => format!("{name}=1%7C2"),
        ("simple", _) => "1,2".to_owned(),
        ("label", false) => ".1,2".to_owned(),
        ("label", true) => ".1.2".to_owned(),
        ("matrix", false) => format!(";{name}=1,2"),
        ("matrix", true) => format!(";{name}=1;{name}=2"),
        _ => return None,
    })
}
