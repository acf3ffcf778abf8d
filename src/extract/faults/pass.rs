//! [`Pass`]: one pass over the input, with what earlier passes have learned.

use std::any::type_name;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use serde::de::DeserializeSeed;

use super::failure::Failure;
use super::node::{Node, Step};
use super::reader::Reader;
use super::{stand_in, well_known};
use crate::extract::hasher::OwnMap;
use response_core::problem::{Fault, Loc};

/// The maximum length of a message of a user's own type that is repeated.
const LONGEST_MESSAGE: usize = 200;

/// The maximum depth of a stand-in.
const DEEPEST_STAND_IN: usize = 16;

/// A place in the value, by its number: that of the whole value is [`WHOLE`].
type Place = usize;

const WHOLE: Place = 0;

#[derive(Default)]
pub(super) struct Knowledge<'a> {
    /// The places on the way to a bad value, each by the one above it and the step from there. A key is compared only if
    /// there is something bad below the object, so that a long one costs nothing for each value below it.
    places: Places<'a>,
    /// The values that are not read any more, since a stand-in is used for them.
    bad: OwnMap<Place, Bad>,
    /// How each type responds to its stand-ins.
    trials: OwnMap<&'static str, Trial>,
    /// The fields that a struct misses when it is given exactly these.
    missing: OwnMap<&'static str, HashMap<String, Vec<&'static str>>>,
    /// The structs that deny unknown fields, with their messages.
    denying: OwnMap<&'static str, String>,
    /// Whether something is hopeless.
    gave_up: bool,
    /// The number of parts that were read.
    visits: usize,
}

/// Places by the one above each and the step from there. A few are compared one by one: that costs less than to hash a key.
#[derive(Default)]
struct Places<'a> {
    few: Vec<((Place, Step<'a>), Place)>,
    many: HashMap<(Place, Step<'a>), Place>,
}

impl<'a> Places<'a> {
    const FEW: usize = 16;

    fn get(&self, way: (Place, Step<'a>)) -> Option<Place> {
        if self.many.is_empty() {
            let known = self.few.iter().find(|(known, _)| *known == way);
            known.map(|(_, place)| *place)
        } else {
            self.many.get(&way).copied()
        }
    }

    /// The place at the end of this way, which is a new one unless it is known.
    fn at(&mut self, way: (Place, Step<'a>)) -> Place {
        if let Some(known) = self.get(way) {
            return known;
        }
        let place = self.few.len() + self.many.len() + 1;
        if self.many.is_empty() && self.few.len() < Self::FEW {
            self.few.push((way, place));
        } else {
            self.many.extend(self.few.drain(..));
            self.many.insert(way, place);
        }
        place
    }
}

struct Bad {
    faults: Vec<Fault>,
    /// The message of the type itself.
    message: Option<String>,
    of: &'static str,
    hopeless: bool,
}

#[derive(Default)]
struct Trial {
    next: usize,
    works: Option<usize>,
    heard: HashSet<String>,
}

impl Knowledge<'_> {
    pub fn visits(&self) -> usize {
        self.visits
    }
}

pub(super) struct Pass<'k, 'a> {
    knowledge: &'k RefCell<Knowledge<'a>>,
    /// Where the whole value is in the request.
    at: &'k [Loc],
    /// The steps to the value that is read, each with the place that it leads to, if that is known.
    path: RefCell<Vec<(Step<'a>, Option<Place>)>>,
    faults: RefCell<Vec<Fault>>,
    depth: Cell<usize>,
    /// Whether nothing is left to be found, but a message is still to be compared.
    listens: Cell<bool>,
}

impl<'k, 'a> Pass<'k, 'a> {
    pub fn new(knowledge: &'k RefCell<Knowledge<'a>>, at: &'k [Loc]) -> Self {
        Self {
            knowledge,
            at,
            path: RefCell::default(),
            faults: RefCell::default(),
            depth: Cell::new(0),
            listens: Cell::new(false),
        }
    }

    pub fn into_faults(self) -> (Vec<Fault>, bool) {
        (self.faults.into_inner(), self.listens.get())
    }

    /// Reads the value one step further.
    pub fn value<S: DeserializeSeed<'a>>(
        &self,
        seed: S,
        node: Node<'a>,
        step: Step<'a>,
    ) -> Result<S::Value, Failure> {
        self.below(step, || self.read(seed, node))
    }

    /// Reads the value here.
    pub fn read<S: DeserializeSeed<'a>>(
        &self,
        seed: S,
        node: Node<'a>,
    ) -> Result<S::Value, Failure> {
        let is_bad = self.is_bad();
        if is_bad || node.stands_in() {
            return self.stand_in(seed, is_bad);
        }
        self.spend(node.work())?;
        let before = self.faults.borrow().len();
        let reader = Reader {
            node,
            pass: Some(self),
        };
        seed.deserialize(reader)
            .map_err(|failure| self.note(type_name::<S>(), failure, before))
    }

    pub fn below<R>(&self, step: Step<'a>, read: impl FnOnce() -> R) -> R {
        let place = self.place().and_then(|above| {
            let places = &self.knowledge.borrow().places;
            places.get((above, step))
        });
        self.path.borrow_mut().push((step, place));
        let result = read();
        self.path.borrow_mut().pop();
        result
    }

    /// The place of the value here, if something is known to be bad at it or below it.
    fn place(&self) -> Option<Place> {
        self.path
            .borrow()
            .last()
            .map_or(Some(WHOLE), |(_, place)| *place)
    }

    /// The location of the value here, or of a field of it.
    fn loc(&self, field: Option<&str>) -> Vec<Loc> {
        let path = self.path.borrow();
        let steps = path.iter().map(|(step, _)| Loc::from(*step));
        let at = self.at.iter().cloned();
        at.chain(steps).chain(field.map(Loc::chosen)).collect()
    }

    /// Records that the value here cannot be read.
    fn note(&self, of: &'static str, failure: Failure, before: usize) -> Failure {
        if matches!(failure, Failure::Again | Failure::Full) {
            return failure;
        }
        // A fault below explains the failure of the whole.
        let below = self.faults.borrow()[before..].to_vec();
        let (faults, message) = if below.is_empty() && !matches!(failure, Failure::Hopeless) {
            let message = failure.into_message();
            let mut fault = Fault::from_deserializer(self.loc(None), &message).bounded();
            let own = !well_known::reword(&mut fault, of)
                && fault.kind == "value_error"
                && fault.tells_nothing()
                && message.len() <= LONGEST_MESSAGE;
            (vec![fault], own.then_some(message))
        } else {
            (below, None)
        };
        let bad = Bad {
            faults,
            message,
            of,
            hopeless: false,
        };
        self.learn(bad);
        Failure::Again
    }

    /// Remembers what is bad here, and the way to it.
    fn learn(&self, bad: Bad) {
        let mut knowledge = self.knowledge.borrow_mut();
        let mut place = WHOLE;
        for (step, known) in self.path.borrow_mut().iter_mut() {
            place = match *known {
                Some(place) => place,
                None => knowledge.places.at((place, *step)),
            };
            *known = Some(place);
        }
        knowledge.bad.insert(place, bad);
    }

    /// Reads a stand-in, so that what follows it is reached.
    fn stand_in<S: DeserializeSeed<'a>>(&self, seed: S, is_bad: bool) -> Result<S::Value, Failure> {
        let of = type_name::<S>();
        if is_bad {
            self.tell()?;
        }
        let Some((attempt, unheard)) = self.attempt(of, is_bad) else {
            return Err(self.hopeless(is_bad));
        };
        if self.depth.get() >= DEEPEST_STAND_IN {
            return Err(Failure::Hopeless);
        }
        self.depth.set(self.depth.get() + 1);
        let node = Node::StandIn {
            attempt,
            nested: !is_bad,
        };
        let result = seed.deserialize(Reader {
            node,
            pass: Some(self),
        });
        self.depth.set(self.depth.get() - 1);

        let mut knowledge = self.knowledge.borrow_mut();
        let trial = knowledge.trials.entry(of).or_default();
        match result {
            Ok(value) => {
                trial.works.get_or_insert(attempt);
                trial.next = trial.next.max(attempt + 1);
                if unheard && trial.next < stand_in::ATTEMPTS {
                    self.listens.set(true);
                }
                Ok(value)
            }
            Err(failure @ (Failure::Again | Failure::Full)) => Err(failure),
            Err(failure) => {
                trial.next = trial.next.max(attempt + 1);
                trial.heard.insert(failure.into_message());
                Err(Failure::Again)
            }
        }
    }

    /// The stand-in to try, and whether the message of the type is still to be compared.
    fn attempt(&self, of: &'static str, is_bad: bool) -> Option<(usize, bool)> {
        let knowledge = self.knowledge.borrow();
        let (next, works, heard) = knowledge.trials.get(of).map_or((0, None, None), |trial| {
            (trial.next, trial.works, Some(&trial.heard))
        });
        let unheard = is_bad
            && self
                .place()
                .and_then(|place| knowledge.bad.get(&place)?.message.as_ref())
                .is_some_and(|message| heard.is_none_or(|heard| !heard.contains(message)));
        match works {
            Some(works) if !unheard || next >= stand_in::ATTEMPTS => Some((works, false)),
            _ => (next < stand_in::ATTEMPTS).then_some((next, unheard)),
        }
    }

    fn hopeless(&self, is_bad: bool) -> Failure {
        if !is_bad {
            return Failure::Hopeless;
        }
        let mut knowledge = self.knowledge.borrow_mut();
        let place = self.place();
        match place.and_then(|place| knowledge.bad.get_mut(&place)) {
            Some(bad) if !bad.hopeless => {
                bad.hopeless = true;
                knowledge.gave_up = true;
                Failure::Again
            }
            _ => Failure::Hopeless,
        }
    }

    /// Reports the faults of the value here.
    ///
    /// The message of a user's type may repeat the value, unless the type gives the same message for a stand-in.
    fn tell(&self) -> Result<(), Failure> {
        let knowledge = self.knowledge.borrow();
        let Some(bad) = self.place().and_then(|place| knowledge.bad.get(&place)) else {
            return Ok(());
        };
        let heard = knowledge.trials.get(bad.of).map(|trial| &trial.heard);
        for fault in &bad.faults {
            let mut fault = fault.clone();
            if let Some(message) = &bad.message
                && heard.is_some_and(|heard| heard.contains(message))
            {
                fault.msg = message.clone().into();
                fault = fault.bounded();
            }
            self.record(fault)?;
        }
        Ok(())
    }

    /// Records a fault that is bounded.
    fn record(&self, fault: Fault) -> Result<(), Failure> {
        let mut faults = self.faults.borrow_mut();
        if faults.len() >= Fault::MOST {
            return Err(Failure::Full);
        }
        faults.push(fault);
        Ok(())
    }

    /// Records that the object here lacks a field.
    pub fn record_missing(&self, field: &str) -> Result<(), Failure> {
        let loc = self.loc(Some(field));
        self.record(Fault::new(loc, "field required", "missing").bounded())
    }

    /// Records a fault of a field of the object here.
    pub fn record_at(&self, field: &str, message: &str) -> Result<(), Failure> {
        let loc = self.loc(Some(field));
        self.record(Fault::from_deserializer(loc, &message).bounded())
    }

    /// Whether there is no stand-in for the value one step further; its faults are then reported.
    pub fn gives_up(&self, step: Step<'a>) -> Result<bool, Failure> {
        if self.depth.get() > 0 || !self.knowledge.borrow().gave_up {
            return Ok(false);
        }
        self.below(step, || {
            let knowledge = self.knowledge.borrow();
            let bad = self.place().and_then(|place| knowledge.bad.get(&place));
            let hopeless = bad.is_some_and(|bad| bad.hopeless);
            if hopeless {
                self.tell()?;
            }
            Ok(hopeless)
        })
    }

    pub fn is_bad_at(&self, field: &'static str) -> bool {
        self.below(Step::Key(field), || self.is_bad())
    }

    /// Whether the value from the request is known to be bad here.
    fn is_bad(&self) -> bool {
        let bad = &self.knowledge.borrow().bad;
        self.depth.get() == 0 && self.place().is_some_and(|place| bad.contains_key(&place))
    }

    /// Counts the work.
    pub fn spend(&self, visits: usize) -> Result<(), Failure> {
        let mut knowledge = self.knowledge.borrow_mut();
        knowledge.visits += visits;
        if knowledge.visits > super::MOST_VISITS {
            return Err(Failure::Full);
        }
        Ok(())
    }

    /// Whether a struct of this type is known to miss fields.
    pub fn misses(&self, of: &'static str) -> bool {
        self.knowledge.borrow().missing.contains_key(of)
    }

    /// The fields that a struct is known to miss.
    pub fn missing(&self, of: &'static str, given: &str) -> Vec<&'static str> {
        let missing = &self.knowledge.borrow().missing;
        let missing = missing.get(of).and_then(|missing| missing.get(given));
        missing.cloned().unwrap_or_default()
    }

    pub fn learn_missing(&self, of: &'static str, given: String, field: &'static str) -> Failure {
        let mut knowledge = self.knowledge.borrow_mut();
        let missing = knowledge.missing.entry(of).or_default();
        let missing = missing.entry(given).or_default();
        if missing.contains(&field) {
            return Failure::Hopeless;
        }
        missing.push(field);
        Failure::Again
    }

    /// The message of a struct about a field that it denies.
    pub fn denial(&self, of: &'static str) -> Option<String> {
        self.knowledge.borrow().denying.get(of).cloned()
    }

    pub fn learn_denial(&self, of: &'static str, message: String) -> Failure {
        match self.knowledge.borrow_mut().denying.insert(of, message) {
            None => Failure::Again,
            Some(_) => Failure::Hopeless,
        }
    }
}
