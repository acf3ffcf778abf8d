//! How a type is read as its published schema says: one reading, compiled once for each type, when the router is built. A type
//! that no document shows is read as serde has it.

mod checker;
mod explained;
mod guide;
mod joined;
mod key;
mod members;
mod outline;
mod probe;
mod rule;
mod style;
mod window;

use std::any::TypeId;
use std::sync::{LazyLock, PoisonError, RwLock};

use response_core::problem::{Fault, Loc};
use response_core::schema::request_schema;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::hasher::OwnMap;
pub(super) use checker::Checker;
pub(crate) use checker::compiled;
use explained::is_explained;
pub(super) use guide::{At, Found, Guide, Types};
pub(super) use key::{Key, TextKey, whole_key};
pub(super) use probe::{Shape, Unreadable, Unset, Why};
pub(super) use rule::Rule;
pub(super) use style::Style;

/// Who reads a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reader {
    Serde,
    /// Serde, where no document shows the type: a handler that is mounted by hand.
    Undocumented,
    /// The type itself.
    #[cfg(feature = "multipart")]
    Own,
}

type Plans = OwnMap<(TypeId, Reader), &'static Plan>;

static PLANS: LazyLock<RwLock<Plans>> = LazyLock::new(RwLock::default);

/// What the schema of a type says about reading a value of it.
pub(super) struct Plan {
    guide: &'static Guide,
    /// Checks what reading a value does not check; `None` if reading checks everything.
    pub checker: Option<Checker>,
    /// Finds the other faults of a value of which reading has reported only the first, where [`checker`](Self::checker) is
    /// not asked of a value without faults.
    #[cfg(feature = "multipart")]
    pub finder: Option<Checker>,
    /// Whether serde buffers some part of the value, so that the schema has to lead.
    is_buffered: bool,
    /// Whether the usual query is read straight from its text: each part is a member that the schema names, and its rules are all
    /// that has to be checked.
    pub is_straight: bool,
    /// The members of objects that a request cannot leave unset.
    pub unset: Vec<Unset>,
    /// What could never be read.
    pub unreadable: Vec<Unreadable>,
    /// The names of the fields that a struct asks for, with their aliases.
    pub fields: &'static [&'static str],
    /// What a type without a schema asks for.
    pub undocumented: Option<Shape>,
}

impl Plan {
    /// The plan of a type. It is compiled when it is asked for first, which is when the router is built, and kept for as long
    /// as the program runs.
    pub fn of<T: DeserializeOwned + JsonSchema + 'static>() -> &'static Self {
        Self::kept::<T>(
            Reader::Serde,
            || request_schema::<T>(false),
            probe::probe::<T>,
        )
    }

    /// The plan to read a type by: that of its schema, if a document shows it, or one that leaves everything to the type.
    pub fn to_read<T: DeserializeOwned + 'static>() -> &'static Self {
        let documented = Self::known((TypeId::of::<T>(), Reader::Serde));
        documented.unwrap_or_else(|| {
            Self::kept::<T>(Reader::Undocumented, || true.into(), probe::probe::<T>)
        })
    }

    /// The plan of a type that is not read with serde.
    #[cfg(feature = "multipart")]
    pub fn of_schema<T: JsonSchema + 'static>() -> &'static Self {
        Self::kept::<T>(
            Reader::Own,
            || request_schema::<T>(false),
            |_| probe::Probed::default(),
        )
    }

    fn known(id: (TypeId, Reader)) -> Option<&'static Self> {
        let plans = PLANS.read().unwrap_or_else(PoisonError::into_inner);
        plans.get(&id).copied()
    }

    fn kept<T: 'static>(
        reader: Reader,
        schema: fn() -> Value,
        probe: fn(At) -> probe::Probed,
    ) -> &'static Self {
        let id = (TypeId::of::<T>(), reader);
        Self::known(id).unwrap_or_else(|| {
            let schema = schema();
            let plan = Self::compiled(&schema, probe);
            #[cfg(feature = "multipart")]
            let plan = plan.found_by(reader, schema);
            let plan: &'static Self = Box::leak(Box::new(plan));
            let mut plans = PLANS.write().unwrap_or_else(PoisonError::into_inner);
            plans.entry(id).or_insert(plan)
        })
    }

    #[cold]
    fn compiled(schema: &Value, probe: fn(At) -> probe::Probed) -> Self {
        let is_documented = !schema.is_boolean();
        let guide: &'static Guide = Box::leak(Box::new(Guide::new(schema)));
        let probed = probe(guide.root());
        let is_checked = is_documented && (probed.is_buffered || checker::constrains(schema));
        let checker = is_checked.then(|| Checker::new(schema.clone()));
        let root = guide.root();
        let is_straight = is_documented
            && !probed.is_buffered
            && root.is_object()
            && root.others().is_none()
            && (checker.is_none() || root.is_exact());
        Self {
            guide,
            checker,
            #[cfg(feature = "multipart")]
            finder: None,
            is_buffered: probed.is_buffered,
            is_straight,
            unset: probed.unset,
            unreadable: probed.unreadable,
            fields: probed.fields,
            undocumented: (!is_documented).then_some(probed.shape),
        }
    }

    #[cfg(feature = "multipart")]
    fn found_by(mut self, reader: Reader, schema: Value) -> Self {
        if reader == Reader::Own && self.checker.is_none() {
            self.finder = Some(Checker::new(schema));
        }
        self
    }

    /// What the schema says of the whole value, if serde buffers some part of it.
    pub fn led(&self) -> Option<At> {
        self.is_buffered.then(|| self.root())
    }

    /// What the schema says of the whole value, if that can be checked while it is read, and is not checked by reading alone.
    pub fn watched(&self) -> Option<At> {
        let is_watched = self.checker.is_some() && !self.is_buffered && self.is_exact();
        is_watched.then(|| self.root())
    }

    /// Whether the rules of the parts of a value are all that its schema says.
    pub fn is_exact(&self) -> bool {
        self.root().is_exact()
    }

    /// Adds what the schema forbids to the faults that reading a value has had.
    pub fn add_faults(&self, place: &[Loc], value: &Value, faults: &mut Vec<Fault>) {
        if let Some(checker) = &self.checker
            && !(self.is_exact() && is_explained(faults, place, value, self.root()))
        {
            checker.add_faults(place, value, faults);
        }
    }

    /// What the schema says of the whole value.
    pub fn root(&self) -> At {
        self.guide.root()
    }
}
