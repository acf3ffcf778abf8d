//! Bodies by media type.

use serde_json::{Map, Value};

use super::presence::Presence;
use super::schemas::{Part, as_found};
use super::shown::{Asked, Shown};
use super::{Walk, Way};
use crate::compat::change::{Direction, Kind, Subject};
use crate::compat::read::content::{Found, content, essence, find, schema};
use crate::compat::schema::{Finding, State};

const WITHOUT_BODY: Shown<'static> = Shown::Request(Asked::WithoutBody);

impl<'d> Walk<'d> {
    pub(super) fn request_body(&mut self, way: Way<'_, 'd>) {
        let way = way.of(&Subject::RequestBody);
        let (sender, receiver) = (way.sent.operation, way.read.operation);
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
                    self.breaks(kind, way, places, says, WITHOUT_BODY);
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
                self.presence(way, "request body", &kinds, places, required, WITHOUT_BODY);
                let shown = |name| Shown::Request(Asked::ContentType(name));
                self.contents(way, (own, others), places, "request body", shown, as_found);
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
        shown: impl Fn(&'d str) -> Shown<'d>,
        judge: fn(&Finding<'_>) -> (Kind, State),
    ) {
        for (name, own) in sent {
            let Some((other, found)) = find(read, name) else {
                let places = (Some(own), receiver);
                let (kind, says) = match way.direction {
                    Direction::Sent => (
                        Kind::MediaTypeRemoved,
                        format!("{what}: may no longer be `{name}`, which is refused with 415"),
                    ),
                    Direction::Received => {
                        (Kind::MediaTypeAdded, format!("{what}: may now be `{name}`"))
                    }
                };
                self.breaks(kind, way, places, says, shown(name));
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
