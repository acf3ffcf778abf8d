//! [`Pass`]: one pass over the input, with what earlier passes have learned.

use std::any::type_name;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::marker::PhantomData;
use std::rc::Rc;

use serde::de::{Deserialize, DeserializeSeed};

use super::failure::Failure;
use super::few::Few;
use super::node::{Node, Step};
use super::reader::Reader;
use super::{stand_in, well_known};
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
    places: Few<(Place, Step<'a>), Place>,
    /// The values that are not read any more, since a stand-in is used for them, each at its place.
    bad: Vec<Option<Bad>>,
    /// How each type responds to its stand-ins.
    trials: Few<&'static str, Trial>,
    /// The fields that a struct misses when it is given exactly these.
    missing: Few<&'static str, Few<String, Vec<&'static str>>>,
    /// The structs that deny unknown fields, with their messages.
    denying: Few<&'static str, String>,
    /// Whether something is hopeless.
    gave_up: bool,
    /// The number of parts that were read.
    visits: usize,
    /// The number of times that a value was read again.
    retries: usize,
    /// The most faults that were found before a value was read again.
    most: Vec<Rc<Fault>>,
}

struct Bad {
    faults: Vec<Rc<Fault>>,
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

    /// The most faults that were found before a value was read again.
    pub fn into_most(self) -> Vec<Rc<Fault>> {
        self.most
    }

    fn bad(&self, place: Place) -> Option<&Bad> {
        self.bad.get(place)?.as_ref()
    }

    fn bad_mut(&mut self, place: Place) -> Option<&mut Bad> {
        self.bad.get_mut(place)?.as_mut()
    }
}

pub(super) struct Pass<'k, 'a> {
    knowledge: &'k RefCell<Knowledge<'a>>,
    /// Where the whole value is in the request.
    at: &'k [Loc],
    /// The steps to the value that is read, each with the place that it leads to, if that is known.
    path: RefCell<Vec<(Step<'a>, Option<Place>)>>,
    faults: RefCell<Vec<Rc<Fault>>>,
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

    pub fn into_faults(self) -> (Vec<Rc<Fault>>, bool) {
        (self.faults.into_inner(), self.listens.get())
    }

    /// Reads the value one step further. As often as something is learned of it, it is read again at once: the next pass would
    /// come to it with the same knowledge. What is learned within a stand-in may be that another one is needed.
    pub fn value_of<V: Deserialize<'a>>(
        &self,
        node: Node<'a>,
        step: Step<'a>,
    ) -> Result<V, Failure> {
        self.below(step, || {
            let before = self.faults.borrow().len();
            let listens = self.listens.get();
            loop {
                match self.read(PhantomData::<V>, node) {
                    Err(Failure::Again) if self.depth.get() == 0 => self.forget(before)?,
                    Err(Failure::AgainAbove) => return Err(Failure::Again),
                    read => return read,
                }
                self.listens.set(listens);
            }
        })
    }

    /// Forgets the faults of a value that is read again.
    fn forget(&self, before: usize) -> Result<(), Failure> {
        let mut faults = self.faults.borrow_mut();
        let mut knowledge = self.knowledge.borrow_mut();
        if faults.len() > before {
            if faults.len() >= knowledge.most.len() {
                knowledge.most.clone_from(&faults);
            }
            faults.truncate(before);
        }
        knowledge.retries += 1;
        match knowledge.retries {
            ..super::MOST_PASSES => Ok(()),
            // A stand-in that works within another one may not work by itself.
            _ => Err(Failure::Full),
        }
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
            places.get(&(above, step)).copied()
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
        if matches!(
            failure,
            Failure::Again | Failure::AgainAbove | Failure::Full
        ) {
            return failure;
        }
        // A fault below explains the failure of the whole.
        let below = self.faults.borrow()[before..].to_vec();
        let (faults, message) = if below.is_empty() && !matches!(failure, Failure::Hopeless) {
            let (mut fault, message) = failure.told(self.loc(None));
            fault = fault.bounded();
            let reworded = well_known::reword(&mut fault, of);
            let is_own = |message: &String| {
                !reworded
                    && fault.kind == "value_error"
                    && fault.tells_nothing()
                    && message.len() <= LONGEST_MESSAGE
            };
            let message = message.filter(is_own);
            (vec![Rc::new(fault)], message)
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
                None => {
                    let next = knowledge.places.len() + 1;
                    *knowledge.places.entry((place, *step), || next)
                }
            };
            *known = Some(place);
        }
        if knowledge.bad.len() <= place {
            knowledge.bad.resize_with(place + 1, || None);
        }
        knowledge.bad[place] = Some(bad);
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
        let trial = knowledge.trials.entry(of, Trial::default);
        match result {
            Ok(value) => {
                trial.works.get_or_insert(attempt);
                trial.next = trial.next.max(attempt + 1);
                if unheard && trial.next < stand_in::ATTEMPTS {
                    self.listens.set(true);
                }
                Ok(value)
            }
            Err(failure @ (Failure::Again | Failure::AgainAbove | Failure::Full)) => Err(failure),
            Err(failure) => {
                trial.next = trial.next.max(attempt + 1);
                trial.heard.extend(failure.into_message());
                Err(Failure::Again)
            }
        }
    }

    /// The stand-in to try, and whether the message of the type is still to be compared.
    fn attempt(&self, of: &'static str, is_bad: bool) -> Option<(usize, bool)> {
        let knowledge = self.knowledge.borrow();
        let (next, works, heard) = knowledge.trials.get(&of).map_or((0, None, None), |trial| {
            (trial.next, trial.works, Some(&trial.heard))
        });
        let unheard = is_bad
            && self
                .place()
                .and_then(|place| knowledge.bad(place)?.message.as_ref())
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
        match place.and_then(|place| knowledge.bad_mut(place)) {
            Some(bad) if !bad.hopeless => {
                bad.hopeless = true;
                knowledge.gave_up = true;
                // The list or the object around it may do without it.
                Failure::AgainAbove
            }
            _ => Failure::Hopeless,
        }
    }

    /// Reports the faults of the value here.
    ///
    /// The message of a user's type may repeat the value, unless the type gives the same message for a stand-in.
    fn tell(&self) -> Result<(), Failure> {
        let knowledge = self.knowledge.borrow();
        let Some(bad) = self.place().and_then(|place| knowledge.bad(place)) else {
            return Ok(());
        };
        let is_heard = |message: &&String| {
            let trial = knowledge.trials.get(&bad.of);
            trial.is_some_and(|trial| trial.heard.contains(*message))
        };
        let heard = bad.message.as_ref().filter(is_heard);
        for fault in &bad.faults {
            self.record(match heard {
                None => Rc::clone(fault),
                Some(message) => {
                    let mut fault = Fault::clone(fault);
                    fault.msg = message.clone().into();
                    Rc::new(fault.bounded())
                }
            })?;
        }
        Ok(())
    }

    /// Records a fault that is bounded.
    fn record(&self, fault: Rc<Fault>) -> Result<(), Failure> {
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
        let fault = Fault::new(loc, "field required", "missing");
        self.record(Rc::new(fault.bounded()))
    }

    /// Records a fault of a field of the object here.
    pub fn record_at(&self, field: &str, message: &str) -> Result<(), Failure> {
        let loc = self.loc(Some(field));
        let fault = Fault::from_deserializer(loc, &message);
        self.record(Rc::new(fault.bounded()))
    }

    /// Whether there is a value from the request without a stand-in.
    pub fn gave_up(&self) -> bool {
        self.depth.get() == 0 && self.knowledge.borrow().gave_up
    }

    /// Whether there is no stand-in for the value one step further; its faults are then reported.
    pub fn gives_up(&self, step: Step<'a>) -> Result<bool, Failure> {
        if !self.gave_up() {
            return Ok(false);
        }
        self.below(step, || {
            let knowledge = self.knowledge.borrow();
            let bad = self.place().and_then(|place| knowledge.bad(place));
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
        self.depth.get() == 0
            && self
                .place()
                .is_some_and(|place| self.knowledge.borrow().bad(place).is_some())
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
        self.knowledge.borrow().missing.get(&of).is_some()
    }

    /// The fields that a struct is known to miss.
    pub fn missing(&self, of: &'static str, given: &String) -> Vec<&'static str> {
        let missing = &self.knowledge.borrow().missing;
        let missing = missing.get(&of).and_then(|missing| missing.get(given));
        missing.cloned().unwrap_or_default()
    }

    pub fn learn_missing(&self, of: &'static str, given: String, field: &'static str) -> Failure {
        let mut knowledge = self.knowledge.borrow_mut();
        let missing = knowledge.missing.entry(of, Few::default);
        let missing = missing.entry(given, Vec::new);
        if missing.contains(&field) {
            return Failure::Hopeless;
        }
        missing.push(field);
        Failure::Again
    }

    /// The message of a struct about a field that it denies.
    pub fn denial(&self, of: &'static str) -> Option<String> {
        self.knowledge.borrow().denying.get(&of).cloned()
    }

    pub fn learn_denial(&self, of: &'static str, message: String) -> Failure {
        let denying = &mut self.knowledge.borrow_mut().denying;
        if denying.get(&of).is_some() {
            return Failure::Hopeless;
        }
        denying.entry(of, || message);
        Failure::Again
    }
}
