//! The contract of a handler: what it declares, and the description of its types.
//!
//! The types of a handler are read in its body, where `Self` and all generics are in scope. What is read there has to be a
//! type, since a contract is described without calling the handler: each answer of a probe is a [`Description`], and all
//! of them together are a part of the handler's return type.

use std::any::type_name;
use std::marker::{PhantomData, PhantomPinned};

use super::bounds::OwnStatuses;
use super::probe::{AsError, Asked, Beside, UnknownError};
use crate::contract::{
    Contract, Declaration, Declares, DeclaresOneStatus, DeclaresRedirect, HasPath, Operation,
    Parameters, RouteInfo,
};
use crate::error::ErrorResponse;
use crate::problem::ErrorOrigin;

/// What a type adds to the document.
pub trait Description {
    /// Adds it.
    fn add_to(operation: &mut Operation<'_>);
}

impl Description for () {
    fn add_to(_: &mut Operation<'_>) {}
}

impl<A: Description, B: Description> Description for (A, B) {
    fn add_to(operation: &mut Operation<'_>) {
        A::add_to(operation);
        B::add_to(operation);
    }
}

impl<E: ErrorResponse> Description for AsError<E> {
    fn add_to(operation: &mut Operation<'_>) {
        let outer = operation.set_error_type(type_name::<E>());
        E::describe(operation);
        operation.restore_source(outer);
    }
}

/// The errors of `errors = E`: those of a layer, or of an argument that does not describe itself.
impl<E: ErrorResponse> Description for Beside<AsError<E>> {
    fn add_to(operation: &mut Operation<'_>) {
        for origin in [ErrorOrigin::Layer, ErrorOrigin::Extractor("")] {
            let outer = operation.set_origin(origin);
            AsError::<E>::add_to(operation);
            operation.restore_source(outer);
        }
    }
}

impl Description for Beside<UnknownError> {
    fn add_to(_: &mut Operation<'_>) {}
}

impl Description for UnknownError {
    fn add_to(_: &mut Operation<'_>) {}
}

/// A declared contract with the description of the handler's types.
///
/// It is not `Unpin`, which shows whether the handler's body compiles. `routes![]` knows the contract as `impl Contract`, of
/// which rustc looks up only what an auto trait asks; in place of the type in a body with an error, it finds a type of which
/// everything holds.
pub struct Described<C, D>(Asked<(C, D)>, PhantomPinned);

// Without a bound of `D`: handlers may lead to each other, and the description of one asks for the route of the other.
impl<C: Declaration, D> Declaration for Described<C, D> {
    const ROUTE: &'static RouteInfo = C::ROUTE;
}

impl<C: Declaration, D: Description> Contract for Described<C, D> {
    fn describe(operation: &mut Operation<'_>) {
        D::add_to(operation);
        C::complete(operation);
    }
}

impl<C: HasPath, D> HasPath for Described<C, D> {
    type Parameters = C::Parameters;
}

/// A declared contract that leaves its statuses to the declared body `K`, if that is a set of responses.
pub struct WithStatuses<C, K>(Asked<(C, K)>);

/// Leaves the statuses of the contract to the declared body.
pub fn with_statuses_of<C, K>(_: PhantomData<C>, _: K) -> PhantomData<WithStatuses<C, K>> {
    PhantomData
}

impl<C: Declaration, K: OwnStatuses> Declaration for WithStatuses<C, K> {
    const ROUTE: &'static RouteInfo = &RouteInfo {
        statuses: own_or_usual(K::STATUSES, C::ROUTE.statuses),
        ..*C::ROUTE
    };

    fn complete(operation: &mut Operation<'_>) {
        C::complete(operation);
    }
}

const fn own_or_usual(own: &'static [u16], usual: &'static [u16]) -> &'static [u16] {
    if own.is_empty() { usual } else { own }
}

impl<C: Declares<STATUS>, K: OwnStatuses, const STATUS: u16> Declares<STATUS>
    for WithStatuses<C, K>
{
}
impl<C: DeclaresOneStatus, K: OwnStatuses> DeclaresOneStatus for WithStatuses<C, K> {}
impl<C: DeclaresRedirect, K: OwnStatuses> DeclaresRedirect for WithStatuses<C, K> {}

impl<C: HasPath, K: OwnStatuses> HasPath for WithStatuses<C, K> {
    type Parameters = C::Parameters;
}

/// The contract of a handler whose path has this number of parameters, as its signature names it.
pub trait PathContract<const COUNT: usize>:
    Contract + HasPath<Parameters = Parameters<COUNT>>
{
}

impl<C, const COUNT: usize> PathContract<COUNT> for C where
    C: Contract + HasPath<Parameters = Parameters<COUNT>>
{
}

/// The question whether all types are described.
pub struct Describing<C, D>(Asked<(C, D)>);

impl<C, D> Describing<C, D> {
    /// Takes the parts of the description.
    pub fn of(_: PhantomData<C>, _: D) -> Self {
        Self(PhantomData)
    }
}

impl<C, D: Description> Describing<C, D> {
    /// Returns the contract.
    #[must_use]
    pub fn described(&self) -> PhantomData<Described<C, D>> {
        PhantomData
    }
}

/// The fallback for a type without a description, which is reported elsewhere.
pub trait Undescribed {
    /// The declared contract.
    type C;
    /// Returns the contract.
    fn described(&self) -> PhantomData<Described<Self::C, ()>> {
        PhantomData
    }
}

impl<C, D> Undescribed for Describing<C, D> {
    type C = C;
}
