//! Bodies by media type.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::presence::Presence;
use super::schemas::{ANYTHING, Part};
use super::{Walk, Way};
use crate::compat::change::{Direction, Kind};
use crate::compat::schema::{Finding, State};
use crate::compat::witness::Witness;

/// The media types of a body; none if nothing is said of one.
pub(super) fn content(object: &Value) -> Option<&Map<String, Value>> {
    object["content"]
        .as_object()
        .filter(|content| !content.is_empty())
}

/// The name without parameters (RFC 9110 section 8.3.1).
fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The parameters that say more than how the bytes are read, by name.
fn parameters(name: &str) -> BTreeSet<String> {
    let parameters = name.split(';').skip(1).map(str::trim);
    parameters
        .filter_map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let name = name.trim().to_ascii_lowercase();
            let value = value.trim().trim_matches('"');
            let is_told = !matches!(name.as_str(), "" | "charset" | "boundary");
            is_told.then(|| format!("{name}={value}"))
        })
        .collect()
}

/// How a media type was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    Same,
    /// With other parameters.
    Alike,
    InRange,
    InAny,
}

fn found(known: &str, name: &str) -> Option<Found> {
    let (range, essence) = (essence(known), essence(name));
    if range == essence {
        let is_same = parameters(known) == parameters(name);
        return Some(if is_same { Found::Same } else { Found::Alike });
    }
    let kind = range.strip_suffix("/*")?;
    match kind {
        "*" => Some(Found::InAny),
        kind if essence.split('/').next() == Some(kind) => Some(Found::InRange),
        _ => None,
    }
}

/// What is said of a media type: under its name, that name with other parameters, or the narrowest range.
pub(super) fn find<'c>(content: &'c Map<String, Value>, name: &str) -> Option<(&'c Value, Found)> {
    let all = content
        .iter()
        .filter_map(|(known, content)| Some((content, found(known, name)?)));
    all.min_by_key(|(_, found)| *found)
}

/// What is said of the body, or of each item of a stream.
fn schema(content: &Value) -> &Value {
    content
        .get("itemSchema")
        .or_else(|| content.get("schema"))
        .unwrap_or(&ANYTHING)
}

impl<'d> Walk<'d> {
    pub(super) fn request_body(
        &mut self,
        way: Way<'_, 'd>,
        sender: &'d Value,
        receiver: &'d Value,
    ) {
        let (sent, read) = (
            way.sender.resolved(&sender["requestBody"]),
            way.receiver.resolved(&receiver["requestBody"]),
        );
        if self.leads_out(way, "request body", (sent, read)) {
            return;
        }
        let places = (Some(sent), Some(read));
        let is_required = |body: &Value| body["required"] == true;
        match (content(sent), content(read)) {
            (None, None) => {}
            (None, Some(_)) => {
                let (kind, says, optional) = match way.direction {
                    Direction::Sent => (
                        Kind::RequestBodyAdded,
                        "request body: is new, and has to be sent",
                        "request body: is new, and need not be sent",
                    ),
                    Direction::Received => (
                        Kind::RequestBodyRemoved,
                        "request body: is no longer sent",
                        "request body: is no longer sent; it could be missing before",
                    ),
                };
                let places = (Some(sender), Some(read));
                if is_required(read) {
                    self.breaks(kind, way, places, says, without_body());
                } else {
                    self.keeps(kind, way, places, optional);
                }
            }
            (Some(_), None) => {
                let places = (Some(sent), Some(receiver));
                match way.direction {
                    Direction::Sent => {
                        let says = "request body: nothing reads it any more";
                        self.risks(Kind::RequestBodyRemoved, way, places, says);
                    }
                    Direction::Received => {
                        let says = "request body: is new; a client that expects none reads none";
                        self.keeps(Kind::RequestBodyAdded, way, places, says);
                    }
                }
            }
            (Some(own), Some(others)) => {
                let kinds = Presence {
                    required: Kind::RequestBodyRequired,
                    optional: Kind::RequestBodyOptional,
                };
                let required = (is_required(sent), is_required(read));
                self.presence(way, "request body", &kinds, places, required, without_body);
                self.contents(
                    way,
                    (own, others),
                    places,
                    "request body",
                    super::schemas::as_found,
                );
                for (name, other) in others {
                    let known = find(own, name);
                    if known.is_none_or(|(_, found)| found == Found::Alike) {
                        let (kind, says) = match way.direction {
                            Direction::Sent => (
                                Kind::MediaTypeAdded,
                                format!("request body: may also be `{name}`"),
                            ),
                            Direction::Received => (
                                Kind::MediaTypeRemoved,
                                format!("request body: is never `{name}` any more"),
                            ),
                        };
                        self.keeps(kind, way, (places.0, Some(other)), says);
                    }
                }
            }
        }
    }

    /// Each media type that is sent, with the one that takes it.
    pub(super) fn contents(
        &mut self,
        way: Way<'_, 'd>,
        (sent, read): (&'d Map<String, Value>, &'d Map<String, Value>),
        (_, receiver): (Option<&'d Value>, Option<&'d Value>),
        what: &str,
        judge: fn(&Finding<'_>) -> (Kind, State),
    ) {
        for (name, own) in sent {
            let Some((other, found)) = find(read, name) else {
                let places = (Some(own), receiver);
                let (kind, says, witness) = match way.direction {
                    Direction::Sent => (
                        Kind::MediaTypeRemoved,
                        format!("{what}: may no longer be `{name}`, which is refused with 415"),
                        Witness::Request(format!("a request with Content-Type: {name}")),
                    ),
                    Direction::Received => (
                        Kind::MediaTypeAdded,
                        format!("{what}: may now be `{name}`"),
                        Witness::MediaType(name.clone()),
                    ),
                };
                self.breaks(kind, way, places, says, witness);
                continue;
            };
            let is_form = matches!(
                essence(name).as_str(),
                "application/x-www-form-urlencoded" | "multipart/form-data"
            );
            let of_one = if sent.len() > 1 {
                format!("{what} as `{name}`")
            } else {
                what.to_owned()
            };
            self.value(
                way,
                (schema(own), schema(other)),
                Part::Body { is_form },
                &of_one,
                judge,
            );
            if found == Found::Alike {
                let kind = match way.direction {
                    Direction::Sent => Kind::MediaTypeRemoved,
                    Direction::Received => Kind::MediaTypeAdded,
                };
                let sentence =
                    format!("{what}: may be `{name}`, which is listed only with other parameters");
                let places = (Some(own), Some(other));
                self.risks(kind, way, places, sentence);
            }
            if own["encoding"] != other["encoding"] {
                let sentence = format!("{of_one}: has another `encoding`, which is not compared");
                self.risks(
                    Kind::KeywordChanged,
                    way,
                    (Some(own), Some(other)),
                    sentence,
                );
            }
        }
    }
}

fn without_body() -> Witness {
    Witness::Request("a request without a body".to_owned())
}
