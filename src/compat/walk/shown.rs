//! [`Shown`]: what shows a difference outside of schemas. It is replayed against both contracts before it is told.

use std::ptr;

use serde_json::Value;

use super::{Walk, Way};
use crate::compat::change::{Direction, Kind, Verdict};
use crate::compat::read::answer::documented;
use crate::compat::read::credentials::{Credentials, shown};
use crate::compat::read::parameter::Parameter;
use crate::compat::stub::{Answer, Denial, Refusal, Request};
use crate::compat::witness::Witness;

/// A request or an answer that has only what it needs, but for one thing.
#[derive(Clone, Copy)]
pub(super) enum Shown<'w> {
    Request(Asked<'w>),
    /// With a status; `None` if there is none for which both contracts say what is compared.
    Answer(Option<u16>, Given<'w>),
}

/// What is special about a request.
#[derive(Clone, Copy)]
pub(super) enum Asked<'w> {
    Without(&'w Parameter<'w>),
    WithoutBody,
    ContentType(&'w str),
    /// It asks for an answer with this status, of a media type.
    Accept(Option<u16>, &'w str),
    Credentials(&'w Credentials),
}

/// What is special about an answer.
#[derive(Clone, Copy)]
pub(super) enum Given<'w> {
    Status,
    WithoutHeader(&'w str),
    WithoutBody,
    ContentType(&'w str),
}

impl Asked<'_> {
    /// Makes the request what is shown; says why it should be refused.
    fn change(self, request: &mut Request) -> Option<Refusal> {
        Some(match self {
            Self::Without(parameter) => {
                request.parameters.remove(&parameter.key);
                Refusal::Missing(parameter.key.clone())
            }
            Self::WithoutBody => {
                request.body = None;
                Refusal::WithoutBody
            }
            Self::ContentType(name) => {
                request.body = Some(name.to_owned());
                Refusal::UnsupportedMediaType
            }
            Self::Accept(status, name) => {
                request.accept = Some((status?, name.to_owned()));
                Refusal::NotAcceptable
            }
            Self::Credentials(credentials) => {
                request.credentials.clone_from(credentials);
                Refusal::Unauthorized
            }
        })
    }
}

impl Given<'_> {
    /// Makes the answer what is shown; says why it should not be one of the other contract.
    fn change(self, answer: &mut Answer) -> Denial {
        match self {
            Self::Status => Denial::Status,
            Self::WithoutHeader(name) => {
                let name = name.to_ascii_lowercase();
                answer.headers.remove(&name);
                Denial::Missing(name)
            }
            Self::WithoutBody => {
                answer.body = None;
                Denial::WithoutBody
            }
            Self::ContentType(name) => {
                answer.body = Some(name.to_owned());
                Denial::MediaType
            }
        }
    }

    fn witness(self, status: u16) -> Witness {
        match self {
            Self::Status => Witness::Status(status),
            Self::WithoutHeader(name) => Witness::Header {
                name: name.to_owned(),
                value: None,
            },
            Self::WithoutBody => Witness::MediaType(String::new()),
            Self::ContentType(name) => Witness::MediaType(name.to_owned()),
        }
    }
}

impl<'d> Walk<'d> {
    /// A difference on the way of a value that breaks clients, if the replay agrees.
    pub(super) fn breaks(
        &mut self,
        kind: Kind,
        way: Way<'_, 'd>,
        places: (Option<&'d Value>, Option<&'d Value>),
        sentence: impl Into<String>,
        shown: Shown<'_>,
    ) {
        let witness = match shown {
            Shown::Request(asked) => self.refused(way, asked),
            Shown::Answer(status, given) => status.and_then(|status| unknown(way, status, given)),
        };
        let mut sentence = sentence.into();
        let verdict = match witness {
            Some(_) => Verdict::Breaking,
            None => {
                sentence.push_str("; nothing was found that shows it");
                Verdict::Risky
            }
        };
        self.tell_way(kind, verdict, way, places, sentence, witness);
    }

    /// A request that the sender may send, and that the receiver refuses for this reason.
    fn refused(&mut self, way: Way<'_, 'd>, asked: Asked<'_>) -> Option<Witness> {
        let (sender, receiver) = match (asked, way.direction) {
            // The answers that a client may ask for stand in the contract of whoever answers.
            (Asked::Accept(..), Direction::Received) => (way.receiving(), way.sending()),
            _ => (way.sending(), way.receiving()),
        };
        let mut request = sender.least_request();
        let refusal = asked.change(&mut request)?;
        let is_shown =
            sender.refusals(&request).is_empty() && receiver.refusals(&request).contains(&refusal);
        is_shown.then(|| self.asking(way, asked))
    }

    fn asking(&mut self, way: Way<'_, 'd>, asked: Asked<'_>) -> Witness {
        let method = way.sent.method.to_uppercase();
        Witness::Request(match asked {
            Asked::Without(parameter) => {
                return Witness::Parameter {
                    place: parameter.place.to_owned(),
                    name: parameter.name.to_owned(),
                    value: None,
                };
            }
            Asked::WithoutBody => "a request without a body".to_owned(),
            Asked::ContentType(name) => format!("a request with Content-Type: {name}"),
            Asked::Accept(_, name) => format!("{method} {} with Accept: {name}", way.sent.path),
            Asked::Credentials(credentials) => {
                format!(
                    "{method} {} {}",
                    self.sample_path(&way.sent),
                    shown(credentials)
                )
            }
        })
    }
}

/// An answer that the sender may give, and that the receiver's contract does not have for this reason.
fn unknown(way: Way<'_, '_>, status: u16, given: Given<'_>) -> Option<Witness> {
    let (sender, receiver) = (way.sending(), way.receiving());
    let mut answer = sender.least_answer(status)?;
    let denial = given.change(&mut answer);
    let is_shown =
        sender.denials(&answer).is_empty() && receiver.denials(&answer).contains(&denial);
    is_shown.then(|| given.witness(status))
}

/// A status for which one contract says the one, and the other contract the other.
pub(super) fn status_of_both(
    key: &str,
    (sent, own): (&Value, &Value),
    (read, other): (&Value, &Value),
) -> Option<u16> {
    let class = || key.get(..1)?.parse::<u16>().ok();
    let mut statuses = match (key.parse::<u16>(), class()) {
        (Ok(status), _) => status..status.saturating_add(1),
        (Err(_), Some(class)) => class * 100..class * 100 + 100,
        (Err(_), None) => 200..600,
    };
    statuses.find(|status| {
        let says = |responses: &Value, wanted: &Value| {
            let said = documented(responses, &status.to_string());
            said.is_some_and(|said| ptr::eq(said, wanted))
        };
        says(sent, own) && says(read, other)
    })
}
