//! [`Pass`]: one pass over the input, with what earlier passes have learned.

use std::any::type_name;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use serde::de::DeserializeSeed;

use super::failure::Failure;
use super::node::Node;
use super::reader::Reader;
use super::{stand_in, well_known};
use response_core::problem::{Fault, Loc};

/// The maximum length of a message of a user's own type that is repeated.
const LONGEST_MESSAGE: usize = 200;

/// The maximum depth of a stand-in.
const DEEPEST_STAND_IN: usize = 16;

#[derive(Default)]
pub(super) struct Knowledge {
    /// The values that are not read any more, since a stand-in is used for them.
    bad: HashMap<Vec<Loc>, Bad>,
    /// How each type responds to its stand-ins.
    trials: HashMap<&'static str, Trial>,
    /// The fields that a struct misses when it is given exactly these.
    missing: HashMap<(&'static str, String), Vec<&'static str>>,
    /// The structs that deny unknown fields, with their messages.
    denying: HashMap<&'static str, String>,
    /// Whether something is hopeless.
    gave_up: bool,
    /// The number of parts that were read.
    visits: usize,
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

impl Knowledge {
    pub fn visits(&self) -> usize {
        self.visits
    }
}

pub(super) struct Pass<'k> {
    knowledge: &'k RefCell<Knowledge>,
    path: RefCell<Vec<Loc>>,
    faults: RefCell<Vec<Fault>>,
    depth: Cell<usize>,
    /// Whether nothing is left to be found, but a message is still to be compared.
    listens: Cell<bool>,
}

impl<'k> Pass<'k> {
    pub fn new(knowledge: &'k RefCell<Knowledge>) -> Self {
        Self {
            knowledge,
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
    pub fn value<'a, S: DeserializeSeed<'a>>(
        &self,
        seed: S,
        node: Node<'a>,
        step: Loc,
    ) -> Result<S::Value, Failure> {
        self.below(step, || self.read(seed, node))
    }

    /// Reads the value here.
    pub fn read<'a, S: DeserializeSeed<'a>>(
        &self,
        seed: S,
        node: Node<'a>,
    ) -> Result<S::Value, Failure> {
        let is_bad = self.is_bad();
        if is_bad || node.stands_in() {
            return self.stand_in(seed, is_bad);
        }
        self.spend(1)?;
        let before = self.faults.borrow().len();
        let reader = Reader {
            node,
            pass: Some(self),
        };
        seed.deserialize(reader)
            .map_err(|failure| self.note(type_name::<S>(), failure, before))
    }

    /// Reads what is at a place of the request.
    pub fn at<R>(&self, place: &[Loc], read: impl FnOnce() -> R) -> R {
        self.path.replace(place.to_vec());
        let result = read();
        self.path.borrow_mut().clear();
        result
    }

    pub fn below<R>(&self, step: Loc, read: impl FnOnce() -> R) -> R {
        self.path.borrow_mut().push(step);
        let result = read();
        self.path.borrow_mut().pop();
        result
    }

    /// Records that the value here cannot be read.
    fn note(&self, of: &'static str, failure: Failure, before: usize) -> Failure {
        if matches!(failure, Failure::Again | Failure::Full) {
            return failure;
        }
        let path = self.path.borrow().clone();
        // A fault below explains the failure of the whole.
        let below = self.faults.borrow()[before..].to_vec();
        let (faults, message) = if below.is_empty() && !matches!(failure, Failure::Hopeless) {
            let message = failure.into_message();
            let mut fault = Fault::from_deserializer(path.clone(), &message);
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
        self.knowledge.borrow_mut().bad.insert(path, bad);
        Failure::Again
    }

    /// Reads a stand-in, so that what follows it is reached.
    fn stand_in<'a, S: DeserializeSeed<'a>>(
        &self,
        seed: S,
        is_bad: bool,
    ) -> Result<S::Value, Failure> {
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
            && knowledge
                .bad
                .get(&*self.path.borrow())
                .and_then(|bad| bad.message.as_ref())
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
        match knowledge.bad.get_mut(&*self.path.borrow()) {
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
        let Some(bad) = knowledge.bad.get(&*self.path.borrow()) else {
            return Ok(());
        };
        let heard = knowledge.trials.get(bad.of).map(|trial| &trial.heard);
        for fault in &bad.faults {
            let mut fault = fault.clone();
            if let Some(message) = &bad.message
                && heard.is_some_and(|heard| heard.contains(message))
            {
                fault.msg = message.clone().into();
            }
            self.record(fault)?;
        }
        Ok(())
    }

    fn record(&self, fault: Fault) -> Result<(), Failure> {
        let mut faults = self.faults.borrow_mut();
        if faults.len() >= super::MOST_FAULTS {
            return Err(Failure::Full);
        }
        faults.push(fault);
        Ok(())
    }

    /// Records that the object here lacks a field.
    pub fn record_missing(&self, field: &str) -> Result<(), Failure> {
        let mut loc = self.path.borrow().clone();
        loc.push(Loc::from(field.to_owned()));
        self.record(Fault::new(loc, "field required", "missing"))
    }

    /// Records a fault of a field of the object here.
    pub fn record_at(&self, field: &str, message: &str) -> Result<(), Failure> {
        let mut loc = self.path.borrow().clone();
        loc.push(Loc::from(field.to_owned()));
        self.record(Fault::from_deserializer(loc, &message))
    }

    /// Whether there is no stand-in for the value one step further; its faults are then reported.
    pub fn gives_up(&self, step: Loc) -> Result<bool, Failure> {
        if self.depth.get() > 0 || !self.knowledge.borrow().gave_up {
            return Ok(false);
        }
        self.below(step, || {
            let hopeless = self
                .knowledge
                .borrow()
                .bad
                .get(&*self.path.borrow())
                .is_some_and(|bad| bad.hopeless);
            if hopeless {
                self.tell()?;
            }
            Ok(hopeless)
        })
    }

    pub fn is_bad_at(&self, field: &'static str) -> bool {
        self.below(Loc::from(field), || self.is_bad())
    }

    /// Whether the value from the request is known to be bad here.
    fn is_bad(&self) -> bool {
        let bad = &self.knowledge.borrow().bad;
        self.depth.get() == 0 && !bad.is_empty() && bad.contains_key(&*self.path.borrow())
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

    /// The fields that a struct is known to miss.
    pub fn missing(&self, of: &'static str, given: &str) -> Vec<&'static str> {
        self.knowledge
            .borrow()
            .missing
            .get(&(of, given.to_owned()))
            .cloned()
            .unwrap_or_default()
    }

    pub fn learn_missing(&self, of: &'static str, given: String, field: &'static str) -> Failure {
        let mut knowledge = self.knowledge.borrow_mut();
        let missing = knowledge.missing.entry((of, given)).or_default();
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
