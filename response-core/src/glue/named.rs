//! The rule `unknown_field`: whether the names of `pick` and `omit` are those of fields, asked at compile time, and what is said
//! of one that is not.

use super::nearest::{field, nearest};
use super::probe::Asked;
use super::text::Text;
use crate::model::shape::{Kind, Shape};
use crate::model::{AnyField, FieldOf, HasField, ResponseModel};

/// The question about a name of `pick` or `omit`: is it that of a field of `M`, and what does the field hold?
pub struct PartOf<M, const HASH: u64>(Asked<M>);

/// Asks about the name with this hash.
#[must_use]
pub const fn part_of<M, const HASH: u64>(model: Asked<M>) -> PartOf<M, HASH> {
    PartOf(model)
}

// What does the field hold? Asked of `&&PartOf`, so method resolution tries these traits in this order.

/// Implemented where the field holds a `T`, in which there may be models.
pub trait Part<T> {
    /// The type of the field.
    fn part(&self) -> Asked<T> {
        Asked::default()
    }
}

impl<M: FieldOf<HASH, T>, T, const HASH: u64> Part<T> for &PartOf<M, HASH> {}

/// Stands for the type of a field that holds no models.
pub enum PlainValue {}

/// Implemented where the model has such a field, whatever it holds.
pub trait PlainPart {
    /// The field holds a plain value.
    fn part(&self) -> Asked<PlainValue> {
        Asked::default()
    }
}

impl<M: HasField<HASH>, const HASH: u64> PlainPart for &&PartOf<M, HASH> {}

/// The fallback where the model has no such field. The error is reported at its name, so any name may follow.
pub trait NoPart {
    /// Stands for a model with any field.
    fn part(&self) -> Asked<AnyField> {
        Asked::default()
    }
}

impl<M, const HASH: u64> NoPart for PartOf<M, HASH> {}

// Is there a field of this name?

/// The answer as a type.
pub trait Looked {
    /// The answer.
    const ANSWER: Answer;
}

/// Whether there is a field of a name.
pub enum Answer {
    /// The model has the field, or its names are not known.
    Found,
    /// The model with this shape does not have it.
    NotIn(&'static Shape),
    /// What is asked is not a model.
    NoModel,
}

/// The model has the field, or its names are not known.
pub struct Found;
/// The model `M` has no such field.
pub struct NotFound<M>(Asked<M>);
/// What is asked is not a model.
pub struct NothingNamed;

impl Looked for Found {
    const ANSWER: Answer = Answer::Found;
}

impl<M: ResponseModel> Looked for NotFound<M> {
    const ANSWER: Answer = Answer::NotIn(M::MODEL);
}

impl Looked for NothingNamed {
    const ANSWER: Answer = Answer::NoModel;
}

impl<M: HasField<HASH>, const HASH: u64> PartOf<M, HASH> {
    /// The model has the field.
    #[must_use]
    pub fn named(&self) -> Found {
        Found
    }
}

/// Implemented for a model, which has no such field.
pub trait NotNamed {
    /// The model.
    type M;
    /// The model does not have the field.
    fn named(&self) -> NotFound<Self::M> {
        NotFound(Asked::default())
    }
}

impl<M: ResponseModel, const HASH: u64> NotNamed for PartOf<M, HASH> {
    type M = M;
}

/// The fallback for what is not a model.
pub trait Unnamed {
    /// What is asked is not a model, so it has no fields.
    fn named(&self) -> NothingNamed {
        NothingNamed
    }
}

impl<M, const HASH: u64> Unnamed for &PartOf<M, HASH> {}

/// Asserts that a model has a field of this name. `before` is the path that leads to the model, and `is_first` says whether it
/// is the first path; the closure, which is not called, has the answer as its type.
#[track_caller]
pub const fn named<L: Looked, F: Fn() -> L>(
    name: &str,
    before: &str,
    is_first: bool,
    _: &F,
) -> bool {
    match L::ANSWER {
        Answer::Found => {}
        Answer::NotIn(shape) if !is_plain(shape) => {
            panic!("{}", not_in(shape, name).as_str())
        }
        // What is sent is not a model, which is said once.
        _ if before.is_empty() && !is_first => {}
        _ => panic!("{}", not_a_model(before).as_str()),
    }
    true
}

/// Takes the result of [`named`], so that it is evaluated.
pub const fn selected<const OK: bool>() {}

const fn not_a_model(before: &str) -> Text {
    if before.is_empty() {
        return Text::new().and("what is sent is not a model, so it has no fields to select [unknown_field]\n  = help: drop `pick` and `omit`");
    }
    Text::new()
        .and("`")
        .and(before)
        .and("` is not a model, so it has no fields to select [unknown_field]\n  = note: a path leads from model to model, also through an `Option`, a list or the values of a map\n  = help: let the path end there: `")
        .and(before)
        .and("`")
}

const fn is_plain(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        Kind::Leaf(_) | Kind::Tuple(_) | Kind::TupleStruct(_) | Kind::UnitStruct
    )
}

const fn not_in(shape: &'static Shape, name: &str) -> Text {
    let owner = if shape.name.is_empty() {
        Text::new().and("it")
    } else {
        Text::new().and("`").and(shape.name).and("`")
    };
    let text = owner.and(" has no field `").and(name).and("` [unknown_field]\n  = note: `pick` and `omit` name fields of the response model, by their names in Rust or in the JSON; for a list or a `Page`, the fields of its items");
    if let Some(meant) = nearest(name, shape) {
        return text.and("\n  = help: did you mean `").and(meant).and("`?");
    }
    match field(shape, 0) {
        Some(first) => listed(text.and("\n  = help: it has `").and(first.name), shape),
        None => text,
    }
}

/// The names of the fields behind the first.
const fn listed(mut text: Text, shape: &'static Shape) -> Text {
    let mut index = 1;
    while let Some(field) = field(shape, index) {
        if index == MOST_LISTED {
            return text.and("` and others");
        }
        text = text.and("`, `").and(field.name);
        index += 1;
    }
    text.and("`")
}

const MOST_LISTED: usize = 12;
