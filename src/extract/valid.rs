//! [`Valid`]: an extractor that checks constraints.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use garde::Validate;
use response_core::contract::{AfterRefusal, Extractor, Needs, Operation, RequestPart};
use response_core::problem::{Fault, Problem};
use schemars::JsonSchema;

use super::checked::{Checked, ReadBody, ReadParts};
use super::header::as_on_the_wire;
use super::{Cookie, Form, Header, Json, MergePatch, Path, Query, violations};

/// An extractor of this crate whose value satisfies the constraints of [`garde`]: [`Json`], [`MergePatch`], [`Form`], [`Query`],
/// [`Path`], [`Header`] or [`Cookie`].
///
/// ```
/// use garde::Validate;
/// use steadfast::extract::{Json, Valid};
///
/// #[derive(serde::Deserialize, schemars::JsonSchema, Validate)]
/// struct NewUser {
///     #[garde(length(chars, min = 1, max = 100))]
///     name: String,
///     #[garde(range(min = 18))]
///     age: u8,
/// }
///
/// async fn create_user(Valid(Json(new)): Valid<Json<NewUser>>) -> String {
///     format!("{} is {}", new.name, new.age)
/// }
/// ```
///
/// schemars reads the same `#[garde(..)]` attributes, so the document has the constraints as `minLength`, `maximum` and
/// so on, which the extractor inside checks as JSON Schema means them: a length is in code points, whichever unit garde
/// would count. A limit in bytes is a `custom` constraint. What only garde knows is checked after that. `Context` is
/// created by `Default`.
///
/// # Errors
/// Those of the extractor inside, and 422 `validation_error`: `errors` names every violation, as
/// `["body", "items", 2, "price"]`, with the constraint as its `type` (`string_too_short`, `greater_than_equal`, `email`
/// and so on, `missing` for `required`, and `value_error` for a `custom` one) and its limit as `limit`. The names are those
/// in the request if they are the field names in another case; a field that is renamed to something else has its Rust name.
///
/// garde's own messages do not repeat values. The message of a `custom` validator is sent as it is, so it should name
/// what is expected, not what was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Valid<E>(pub E);

/// An extractor whose value can be checked: `Json`, `MergePatch`, `Form`, `Query`, `Path`, `Header`, `Cookie`.
///
/// ```
/// use steadfast::extract::Holds;
/// use steadfast::prelude::*;
///
/// fn inside<E: Holds<Value = u32>>(extractor: &E) -> u32 {
///     *extractor.value()
/// }
///
/// assert_eq!(inside(&Json(7)), inside(&Query(7)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold a value that `Valid` can check",
    label = "not an extractor around a value",
    note = "write `Valid<Json<T>>`, or `MergePatch`, `Form`, `Query`, `Path`, `Header`, `Cookie` in place of `Json`"
)]
pub trait Holds {
    /// The type of the value that is checked.
    type Value;
    /// The value that is checked.
    fn value(&self) -> &Self::Value;
    /// Names parts of the request in faults as they are sent.
    #[doc(hidden)]
    fn named(faults: Vec<Fault>) -> Vec<Fault> {
        faults
    }
}

macro_rules! holds {
    ($($extractor:ident)*) => {$(
        impl<T> Holds for $extractor<T> {
            type Value = T;

            fn value(&self) -> &T {
                &self.0
            }
        }
    )*};
}

holds! {
    Cookie
    Form
    Json
    Path
    Query
}

impl<T, const OR_JSON: bool> Holds for MergePatch<T, OR_JSON> {
    type Value = T;

    fn value(&self) -> &T {
        &self.0
    }
}

impl<T> Holds for Header<T> {
    type Value = T;

    fn value(&self) -> &T {
        &self.0
    }

    fn named(faults: Vec<Fault>) -> Vec<Fault> {
        as_on_the_wire(faults)
    }
}

fn checked<E>(read: Checked<E>) -> Result<Valid<E>, Problem>
where
    E: Holds<Value: Validate<Context: Default> + JsonSchema>,
{
    if read.faults.len() >= Fault::MOST {
        return read.map(Valid).into_result();
    }
    let violations = violations::of(read.part, read.value.value());
    let violations = violations.into_iter().filter(|violation| {
        // The schema has found the same.
        let mut known = read.faults.iter();
        !known.any(|known| violation.is_told_by(known))
    });
    let violations = violations.map(|violation| violation.fault).collect();
    let violations = E::named(violations);
    let mut checked = read.map(Valid);
    checked.faults.extend(violations);
    checked.into_result()
}

impl<E, S> FromRequestParts<S> for Valid<E>
where
    E: ReadParts<S> + Holds<Value: Validate<Context: Default> + JsonSchema>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        checked(E::read_parts(parts, state).await?)
    }
}

impl<E, S> FromRequest<S> for Valid<E>
where
    E: ReadBody + Holds<Value: Validate<Context: Default> + JsonSchema>,
    S: Send + Sync,
{
    type Rejection = Problem;

    fn from_request(request: Request, _: &S) -> impl Future<Output = Result<Self, Problem>> + Send {
        E::read_body(request, checked)
    }
}

#[diagnostic::do_not_recommend]
impl<E> Extractor for Valid<E> {}

#[diagnostic::do_not_recommend]
impl<E: RequestPart> RequestPart for Valid<E> {
    const AFTER_REFUSAL: AfterRefusal = E::AFTER_REFUSAL;
    const NEEDS: Needs = E::NEEDS;

    fn describe(operation: &mut Operation<'_>) {
        E::describe(operation);
    }
}

impl<E> std::ops::Deref for Valid<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.0
    }
}
