//! Schemas as sets of values, and whether one set is within another.
//!
//! A schema is brought into a normal form: alternatives, each of one JSON type ([`Alternative`]). Whatever sends a value has
//! the schema of the sender, whatever reads it that of the receiver; each value of the sender's set has to be in the
//! receiver's. Where it is not, a value is built that shows it.
//!
//! The sender's objects are read as closed: nobody sends a member that no schema names, unless an object names none at all.

mod alternative;
mod compare;
mod equal;
mod expand;
mod finding;
mod holds;
mod list;
mod made;
mod marks;
mod number;
mod object;
mod opaque;
mod others;
mod own;
mod pattern;
mod sample;
mod scalar;
mod texts;
mod union;
mod unused;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use self::alternative::{Alternative, Shape};
pub(super) use self::finding::{Finding, Local, State, Step};
pub(super) use self::holds::readings;
use self::made::Made;
use self::texts::Texts;
use super::change::Direction;
use super::document::{Document, address};

/// How many steps the comparison of one value may take, and that of two documents.
const MOST_STEPS: usize = 500_000;
const MOST_STEPS_IN_ALL: usize = 20_000_000;

/// How deep schemas are compared.
const DEEPEST: usize = 48;

/// How many alternatives a schema may have.
const MOST_ALTERNATIVES: usize = 512;

/// How many differences of two schemas are reported.
const MOST_FINDINGS: usize = 100;

static NEVER: Value = Value::Bool(false);

/// A set of values: those that every part allows. Without parts, all values.
#[derive(Clone)]
pub(super) struct Schema<'d> {
    pub(super) document: &'d Document,
    /// Each with its own document, in which its references lead.
    parts: Vec<(&'d Document, &'d Value)>,
}

impl<'d> Schema<'d> {
    pub(super) fn of(document: &'d Document, value: &'d Value) -> Self {
        let part = followed(document, value);
        let parts = if *part == Value::Bool(true) {
            Vec::new()
        } else {
            vec![(document, part)]
        };
        Self { document, parts }
    }

    pub(super) const fn any(document: &'d Document) -> Self {
        Self {
            document,
            parts: Vec::new(),
        }
    }

    pub(super) fn never(document: &'d Document) -> Self {
        Self {
            document,
            parts: vec![(document, &NEVER)],
        }
    }

    fn is_never(&self) -> bool {
        self.parts
            .iter()
            .any(|(_, part)| **part == Value::Bool(false))
    }

    fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for part in &other.parts {
            if !both.parts.iter().any(|known| std::ptr::eq(known.1, part.1)) {
                both.parts.push(*part);
            }
        }
        both
    }

    /// Where the schema stands.
    fn place(&self) -> Option<&'d Value> {
        self.parts
            .iter()
            .map(|(_, part)| *part)
            .find(|part| !std::ptr::eq(*part, &NEVER))
    }

    fn key(&self) -> Vec<usize> {
        self.parts.iter().map(|(_, part)| address(part)).collect()
    }
}

/// Follows references beside which there is nothing that is compared or reported.
fn followed<'d>(document: &'d Document, value: &'d Value) -> &'d Value {
    let mut at = value;
    for _ in 0..DEEPEST {
        let Some(keywords) = at.as_object() else {
            break;
        };
        let next = keywords
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|name| document.referred(name));
        let is_alone = keywords.keys().all(|keyword| {
            keyword == "$ref"
                || own::says_nothing(keyword)
                    && !equal::is_told(keyword)
                    && !marks::is_mark(keyword)
        });
        match next {
            Some(next) if is_alone => at = next,
            _ => break,
        }
    }
    at
}

type Pair = (Vec<usize>, Vec<usize>, Direction, bool);

/// Compares schemas, and remembers what it has found.
pub(super) struct Comparison<'d> {
    direction: Direction,
    /// Whether values are sent as texts, so that `5` and `"5"` are the same.
    as_text: bool,
    steps: usize,
    steps_in_all: usize,
    /// How much is made to show differences.
    made: Made,
    depth: usize,
    document: Option<&'d Document>,
    expanded: HashMap<usize, Rc<Vec<Alternative<'d>>>>,
    merged: HashMap<Vec<usize>, Rc<Vec<Alternative<'d>>>>,
    compared: HashMap<Pair, Rc<Vec<Finding<'d>>>>,
    /// The pairs whose comparison has begun, which are taken to hold: a schema may contain itself.
    open: Vec<Pair>,
    /// The lowest of the open pairs that was taken to hold.
    assumed: usize,
    /// What is known as long as an open pair is taken to hold, with the lowest such pair.
    provisional: HashMap<Pair, (Rc<Vec<Finding<'d>>>, usize)>,
    /// The pairs of `provisional` in the order in which they were found.
    log: Vec<Pair>,
    equal: HashMap<(usize, usize), bool>,
    sampled: HashMap<Vec<usize>, Value>,
    sampling: HashSet<Vec<usize>>,
    texts: Texts,
}

impl<'d> Comparison<'d> {
    pub(super) fn new() -> Self {
        Self {
            direction: Direction::Sent,
            as_text: false,
            steps: 0,
            steps_in_all: 0,
            made: Made::default(),
            depth: 0,
            document: None,
            expanded: HashMap::new(),
            merged: HashMap::new(),
            compared: HashMap::new(),
            open: Vec::new(),
            assumed: usize::MAX,
            provisional: HashMap::new(),
            log: Vec::new(),
            equal: HashMap::new(),
            sampled: HashMap::new(),
            sampling: HashSet::new(),
            texts: Texts::default(),
        }
    }

    /// Where a value of the sender's schema may not be one of the receiver's, and what else differs.
    pub(super) fn differences(
        &mut self,
        sender: &Schema<'d>,
        receiver: &Schema<'d>,
        direction: Direction,
        as_text: bool,
    ) -> Rc<Vec<Finding<'d>>> {
        self.direction = direction;
        self.as_text = as_text;
        self.assumed = usize::MAX;
        self.open.clear();
        self.provisional.clear();
        self.log.clear();
        self.depth = 0;
        self.steps = 0;
        self.made.next_value();
        self.document = Some(sender.document);
        self.compare(sender, receiver)
    }

    /// Whether a value of the schema may be a list, and whether it may be an object.
    pub(super) fn has_parts(&mut self, schema: &Schema<'d>) -> (bool, bool) {
        let Ok(alternatives) = self.alternatives(schema) else {
            return (true, true);
        };
        let is_list = |alternative: &Alternative<'d>| match &alternative.shape {
            Shape::List(list) => list.most.is_none_or(|most| most > 1),
            _ => false,
        };
        let is_object =
            |alternative: &Alternative<'d>| matches!(alternative.shape, Shape::Object(_));
        (
            alternatives.iter().any(is_list),
            alternatives.iter().any(is_object),
        )
    }

    /// Counts a step; false once there were too many.
    fn step(&mut self) -> bool {
        self.steps_of(1)
    }

    /// Counts several steps for what takes as long as they do.
    fn steps_of(&mut self, count: usize) -> bool {
        self.steps += count;
        self.steps_in_all += count;
        self.steps <= MOST_STEPS && self.steps_in_all <= MOST_STEPS_IN_ALL
    }
}
