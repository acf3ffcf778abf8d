//! Responses to errors that are equal in several operations: each is laid out once, and a large document has it once, among its
//! components.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use response_core::contract::ErrorAnswer;
use response_core::problem::{ErrorFormat, Fault};
use serde_json::{Map, Value, json};

use super::response::reason;
use super::walk;

/// The responses of errors. Until they are [settled](Self::settle), an operation has the number of the response in its place.
#[derive(Default)]
pub(super) struct SharedResponses {
    all: Vec<Laid>,
    /// Those with the same codes and texts.
    alike: HashMap<u64, Vec<usize>>,
}

/// A response that is laid out, and what from.
struct Laid {
    answers: Vec<ErrorAnswer>,
    /// The example of a fault, if it is in the response.
    fault: Option<Fault>,
    response: Value,
    uses: usize,
}

impl SharedResponses {
    /// The number of the response to these errors, which `lay_out` makes if it is not known.
    pub(super) fn number(
        &mut self,
        answers: Vec<ErrorAnswer>,
        fault: &Fault,
        lay_out: impl FnOnce(&[ErrorAnswer]) -> Value,
    ) -> Value {
        let mut extensions = answers.iter().map(|answer| &answer.extensions);
        let has_faults = extensions.any(|extensions| extensions.contains_key("errors"));
        let fault = has_faults.then_some(fault);
        let alike = self.alike.entry(hash(&answers)).or_default();
        let is_same = |laid: &Laid| {
            laid.fault.as_ref() == fault
                && laid.answers.len() == answers.len()
                && laid
                    .answers
                    .iter()
                    .zip(&answers)
                    .all(|(one, other)| one.is_same(other))
        };
        let mut known = alike.iter().copied();
        let known = known.find(|known| self.all.get(*known).is_some_and(is_same));
        let number = known.unwrap_or_else(|| {
            let response = lay_out(&answers);
            alike.push(self.all.len());
            self.all.push(Laid {
                fault: fault.cloned(),
                answers,
                response,
                uses: 0,
            });
            self.all.len() - 1
        });
        if let Some(laid) = self.all.get_mut(number) {
            laid.uses += 1;
        }
        number.into()
    }

    /// The responses by their numbers, to be completed beside the document.
    pub(super) fn take(&mut self) -> Value {
        let all = self.all.iter_mut();
        all.map(|laid| laid.response.take()).collect()
    }

    /// Puts the responses, now complete, in the place of their numbers, or if the document is large, among its components: those
    /// that several operations have.
    pub(super) fn settle(self, responses: Vec<Value>, document: &mut Value, is_large: bool) {
        let mut components = match document.pointer_mut("/components/responses") {
            Some(known) => std::mem::take(known),
            None => json!({}),
        };
        let mut in_place = Vec::with_capacity(responses.len());
        let mut numbers = HashMap::new();
        for (laid, response) in self.all.iter().zip(responses) {
            in_place.push(match components.as_object_mut() {
                Some(components) if is_large && laid.uses > 1 => {
                    let name = laid.name(components, &mut numbers);
                    let reference = format!("#/components/responses/{name}");
                    components.insert(name, response);
                    json!({ "$ref": reference })
                }
                _ => response,
            });
        }
        if components.as_object().is_some_and(|all| !all.is_empty()) {
            document["components"]["responses"] = components;
        }
        walk::each_mut(document, &mut |operation| {
            let all = operation.get_mut("responses");
            let all = all.and_then(Value::as_object_mut).into_iter().flatten();
            for (_, response) in all {
                let number = response.as_u64();
                let number = number.and_then(|number| usize::try_from(number).ok());
                if let Some(laid) = number.and_then(|number| in_place.get(number)) {
                    *response = laid.clone();
                }
            }
        });
    }
}

impl Laid {
    /// A name that no other component has: of the code, of two codes, or of the status.
    fn name(&self, known: &Map<String, Value>, numbers: &mut HashMap<String, usize>) -> String {
        let mut codes: Vec<&str> = Vec::new();
        for answer in &self.answers {
            if !codes.contains(&answer.code.as_str()) {
                codes.push(&answer.code);
            }
        }
        let status = self.answers.first().map_or(500, |answer| answer.status);
        let name = match codes.as_slice() {
            [code] => in_words(code),
            [one, other] => format!("{}Or{}", in_words(one), in_words(other)),
            _ => String::new(),
        };
        let name = match name.is_empty() {
            true => in_words(&reason(status)),
            false => name,
        };
        let number = numbers.entry(name.clone()).or_insert(0);
        loop {
            *number += 1;
            let numbered = match *number {
                1 => name.clone(),
                number => format!("{name}{number}"),
            };
            if !known.contains_key(&numbered) {
                return numbered;
            }
        }
    }
}

/// `user_not_found` as `UserNotFound`.
fn in_words(code: &str) -> String {
    let words = code.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .filter_map(|word| {
            let first = word.get(..1)?.to_ascii_uppercase();
            Some(first + word.get(1..)?)
        })
        .collect()
}

fn hash(answers: &[ErrorAnswer]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for answer in answers {
        (answer.status, &answer.code, &answer.type_uri).hash(&mut hasher);
        (&answer.title, &answer.detail, &answer.description).hash(&mut hasher);
    }
    hasher.finish()
}

/// Whether the response is the same in every operation: a function of the app's own may look at the path.
pub(super) fn is_shared(answers: &[ErrorAnswer], of_the_app: &ErrorFormat) -> bool {
    answers.iter().all(|answer| {
        let format = answer.format.as_ref().unwrap_or(of_the_app);
        !matches!(format.without_handlers(), ErrorFormat::Custom(_))
    })
}
