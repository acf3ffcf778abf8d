//! The rule `not_a_response_model`: what is sent lists its fields. It is said of the innermost type that does not.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use crate::model::{AtMost, CursorPage, Field, LimitOffsetPage, Page, ResponseModel};

/// The type is a response model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response model [not_a_response_model]",
    label = "not a response model",
    note = "only types that list their fields may leave the server",
    note = "derive it with `#[derive(ResponseModel)]`; for a foreign type that you vouch for, mark the field `#[response(foreign)]`",
    note = "the types of chrono, indexmap, jiff, rust_decimal, time, url and uuid are models if steadfast's feature of that name is enabled"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait not_a_response_model {
    /// Asserts that the type is a response model.
    fn check(_: Unowned<Self>) {}
}

/// Names a type without a value of it.
pub type Unowned<T> = PhantomData<fn() -> Box<T>>;

// For any type, so that rustc does not list all models.
#[diagnostic::do_not_recommend]
impl<T: ResponseModel + ?Sized> not_a_response_model for T {}

/// A type that is a model if those inside it are.
pub struct Whole<T: ?Sized>(Unowned<T>);

// Here rustc says which of those inside it is not, in a list of models.
impl<T: ResponseModel + ?Sized> not_a_response_model for Whole<T> {}

/// A model with type parameters: a container, or a derived one.
pub trait GenericModel {}

macro_rules! generic {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> GenericModel for $type {}
    )*};
}

generic! {
    [T: ?Sized] &T;
    [T: ?Sized] &mut T;
    [T: ?Sized] Box<T>;
    [T: ?Sized] Rc<T>;
    [T: ?Sized] Arc<T>;
    [T: ToOwned + ?Sized] Cow<'_, T>;
    [T] Option<T>;
    [T] Field<T>;
    [T] [T];
    [T, const N: usize] [T; N];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T, const N: usize] AtMost<T, N>;
    [T] LinkedList<T>;
    [T] BTreeSet<T>;
    [T, S] HashSet<T, S>;
    [K, V] BTreeMap<K, V>;
    [K, V, S] HashMap<K, V, S>;
    [T] Page<T>;
    [T] CursorPage<T>;
    [T] LimitOffsetPage<T>;
    [A, B] (A, B);
    [A, B, C] (A, B, C);
    [A, B, C, D] (A, B, C, D);
}

/// A type that is sent, `T`, and one inside it, `I`.
pub struct Inside<T: ?Sized, I: ?Sized>(PhantomData<fn(&T, &I)>);

impl<T: ?Sized> Inside<T, T> {
    /// Asks about the type and those inside it.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default would be a second name for it in emitted code"
    )]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

macro_rules! containers {
    ($([$($key:ident)?] $container:ident),*) => {$(
        impl<T: ?Sized, $($key,)? I> Inside<T, $container<$($key,)? I>> {
            /// Goes to the items.
            #[must_use]
            pub fn inside(&self) -> Inside<T, I> {
                Inside(PhantomData)
            }
        }
    )*};
}

containers!([] Option, [] Box, [] Vec, [] VecDeque, [] Page, [] CursorPage, [] LimitOffsetPage, [K] HashMap, [K] BTreeMap);

/// The fallback for what is not a container.
pub trait Innermost {
    /// The same question.
    type Inside;
    /// There is nothing inside.
    fn inside(&self) -> Self::Inside;
}

impl<T: ?Sized, I: ?Sized> Innermost for Inside<T, I> {
    type Inside = Self;
    fn inside(&self) -> Self {
        Self(PhantomData)
    }
}

impl<T: ?Sized, I: ResponseModel + ?Sized> Inside<T, I> {
    /// The type inside is a model, so it is another one if the whole is not.
    #[must_use]
    pub fn culprit(&self) -> Unowned<Whole<T>> {
        PhantomData
    }
}

/// Implemented where the innermost type that is known has type parameters.
pub trait CulpritInside {
    /// The type.
    type I: ?Sized;
    /// It is this type, or one inside it.
    fn culprit(&self) -> Unowned<Whole<Self::I>> {
        PhantomData
    }
}

impl<T: ?Sized, I: GenericModel + ?Sized> CulpritInside for Inside<T, I> {
    type I = I;
}

/// The fallback for other types. It needs one more reference, so method resolution tries it last.
pub trait Culprit {
    /// The type.
    type I: ?Sized;
    /// It is this type.
    fn culprit(&self) -> Unowned<Self::I> {
        PhantomData
    }
}

impl<T: ?Sized, I: ?Sized> Culprit for &Inside<T, I> {
    type I = I;
}

/// The fallback for a type that is neither a model nor a kind.
pub trait ModelItself {
    /// The type itself.
    type Model: ?Sized;
    /// The type that has to be a model.
    fn model(&self) -> Inside<Self::Model, Self::Model> {
        Inside::new()
    }
}
