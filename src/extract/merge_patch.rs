//! [`MergePatch`]: an extractor of JSON merge patches.

use axum::extract::{FromRequest, Request};
use response_core::contract::{
    AfterRefusal, ApiFault, Content, FaultKind, Needs, Operation, RequestBody, RequestPart,
};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::checked::{Checked, ReadBody};
use super::schema::{Plan, Unset, Why};
use super::{body, json, parameters, refuses};

/// A JSON merge patch (RFC 7396): the body of a PATCH, with a value for what changes and `null` for what is removed.
///
/// ```
/// use steadfast::prelude::*;
///
/// # #[derive(Clone)]
/// # struct User { name: String, phone: Option<String> }
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct UserPatch {
///     name: Field<String>,                  // may change: `null` is refused
///     phone: Field<Option<String>>,         // may change, or be removed by `null`
/// }
///
/// #[derive(ResponseModel)]
/// #[response(from = User)]
/// struct UserOut { name: String, phone: Option<String> }
///
/// #[route(patch, "/me", response = UserOut)]
/// async fn update_me(State(me): State<User>, MergePatch(patch): MergePatch<UserPatch>) -> User {
///     let mut me = me;
///     patch.name.apply(&mut me.name);
///     patch.phone.apply(&mut me.phone);
///     me
/// }
/// ```
///
/// What a patch leaves out stays as it is, so every member of `T` is a [`Field`](crate::Field), which tells a member that was
/// left out from one that is `null`. An object inside it is merged as well (section 2), so its members have to be
/// `Field`s, too; a list and an enum are replaced as a whole. A member of a `BTreeMap` is removed by `null` where its values
/// are `Option`s. A type with a member that is always set is a fault when the router is built
/// ([`NotAMergePatch`](crate::api::FaultKind::NotAMergePatch)).
///
/// The media type is `application/merge-patch+json`, and the document says so. Clients that send the same body as
/// `application/json` are served too by `MergePatch<UserPatch, OR_JSON>` ([`OR_JSON`]). With feature `garde`,
/// `Valid<MergePatch<UserPatch>>` checks the constraints of that crate.
///
/// `Accept-Patch` (RFC 5789 section 3.1) is in the 415, which the document shows. To have it in the answer to OPTIONS as well,
/// add a route for that method: `#[route(options, "/me", status = 204, header("Accept-Patch" = "application/merge-patch+json"))]`.
///
/// # Errors
/// - 415 `unsupported_media_type` with `Accept-Patch` unless `Content-Type` is `application/merge-patch+json` (RFC 5789
///   section 2.2)
/// - 413 `payload_too_large` if the body is longer than `axum::extract::DefaultBodyLimit` allows
/// - 422 `validation_error` if it is not JSON, or not a `T`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MergePatch<T, const OR_JSON: bool = false>(pub T);

/// Lets a [`MergePatch`] be sent as `application/json`, too.
///
/// ```
/// use steadfast::extract::OR_JSON;
/// use steadfast::prelude::*;
///
/// # #[derive(serde::Deserialize, schemars::JsonSchema)]
/// # struct UserPatch { name: Field<String> }
/// #[route(patch, "/me", status = 204)]
/// async fn update_me(MergePatch(patch): MergePatch<UserPatch, OR_JSON>) -> NoContent {
///     assert!(patch.name.is_set());
///     NoContent
/// }
/// ```
pub const OR_JSON: bool = true;

const MEDIA_TYPE: &str = "application/merge-patch+json";
const JSON: &str = "application/json";
const EITHER: &str = "application/merge-patch+json, application/json";

impl<T, const OR_JSON: bool> MergePatch<T, OR_JSON> {
    fn is_taken(media_type: &str) -> bool {
        media_type == MEDIA_TYPE || OR_JSON && media_type == JSON
    }

    fn unsupported() -> Problem {
        let (named, all) = match OR_JSON {
            true => ("application/merge-patch+json` or `application/json", EITHER),
            false => (MEDIA_TYPE, MEDIA_TYPE),
        };
        Problem::unsupported_media_type(named).header("Accept-Patch", all)
    }
}

impl<T, S, const OR_JSON: bool> FromRequest<S> for MergePatch<T, OR_JSON>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    fn from_request(request: Request, _: &S) -> impl Future<Output = Result<Self, Problem>> + Send {
        Self::read_body(request, Checked::into_result)
    }
}

impl<T, const OR_JSON: bool> ReadBody for MergePatch<T, OR_JSON>
where
    T: DeserializeOwned + 'static,
{
    fn read_body<E>(
        request: Request,
        end: fn(Checked<Self>) -> Result<E, Problem>,
    ) -> impl Future<Output = Result<E, Problem>> + Send {
        let is_taken = body::media_type(&request).is_some_and(|given| Self::is_taken(&given));
        let mut reading = is_taken.then(|| body::read(request));
        async move {
            let Some(reading) = &mut reading else {
                return Err(Self::unsupported());
            };
            let read = json::parse(&reading.await?).map_err(Problem::invalid)?;
            end(read.map(Self))
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T, const OR_JSON: bool> RequestPart for MergePatch<T, OR_JSON>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs::BODY;

    fn describe(operation: &mut Operation<'_>) {
        let plan = Plan::of::<T>();
        parameters::report::<Self>(operation, plan, &[Why::Wide]);
        report::<Self>(operation, plan);
        let schema = operation.schemas.request::<T>();
        let mut content = vec![Content::new(MEDIA_TYPE, schema.clone())];
        if OR_JSON {
            content.push(Content::new(JSON, schema));
        }
        operation.request_body = Some(RequestBody::new(content));
        refuses(operation, &Problem::payload_too_large());
        refuses(operation, &Self::unsupported());
        refuses(operation, &Problem::invalid([]));
    }
}

/// Reports a patch that is not an object, and its members that cannot be left out.
fn report<A>(operation: &mut Operation<'_>, plan: &Plan) {
    let argument = parameters::argument::<A>();
    if !plan.root().is_object() {
        let what = format!("reads {argument}, which is not an object");
        operation.faults.push(
            ApiFault::new(FaultKind::NotAMergePatch, what)
                .advising("read a struct whose members are `Field`s"),
        );
    }
    for Unset { way, of } in &plan.unset {
        let name = way.last().map(String::as_str).unwrap_or_default();
        let of = parameters::short_name(of);
        let way = way.join(".");
        let what = format!("reads `{way}` of {argument} as `{of}`, which is always set");
        operation.faults.push(
            ApiFault::new(FaultKind::NotAMergePatch, what)
                .advising(format!("write `{name}: Field<{of}>`")),
        );
    }
}

impl<T, const OR_JSON: bool> std::ops::Deref for MergePatch<T, OR_JSON> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T, const OR_JSON: bool> std::ops::DerefMut for MergePatch<T, OR_JSON> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T, const OR_JSON: bool> From<T> for MergePatch<T, OR_JSON> {
    fn from(inner: T) -> Self {
        Self(inner)
    }
}

#[diagnostic::do_not_recommend]
impl<T, const OR_JSON: bool> response_core::contract::Extractor for MergePatch<T, OR_JSON> {}
