//! [`MultipartForm`]: an extractor of forms with files.

mod parts;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum_typed_multipart::{TryFromMultipartWithState, TypedMultipart, TypedMultipartError};
use response_core::contract::{AfterRefusal, Content, Needs, Operation, RequestBody, RequestPart};
use response_core::problem::Problem;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::axum_inputs::{self, AxumInput};
use super::schema::Plan;
use super::{body, parameters, refuses, wraps};
use response_core::problem::Fault;

const MEDIA_TYPE: &str = "multipart/form-data";

/// A form with files: `multipart/form-data` (RFC 7578).
///
/// The derive of [`axum_typed_multipart`] determines how a field is read from its part; add that crate to your
/// dependencies. `JsonSchema` documents the fields, with [`FilePart`] for a file.
///
/// ```
/// use axum_typed_multipart::{FieldData, TryFromMultipart};
/// use bytes::Bytes;
/// use steadfast::extract::{FilePart, MultipartForm};
///
/// #[derive(TryFromMultipart, schemars::JsonSchema)]
/// struct NewPicture {
///     title: String,
///     #[form_data(limit = "1MiB")]
///     #[schemars(with = "FilePart")]
///     image: FieldData<Bytes>,
/// }
///
/// async fn add_picture(MultipartForm(new): MultipartForm<NewPicture>) -> String {
///     format!("{}: {} bytes", new.title, new.image.contents.len())
/// }
/// ```
///
/// A field that was left blank and a file that was not chosen, as browsers send them, are absent; a text that is empty is a
/// text. What the schema of a text forbids (`#[schemars(length(max = 9))]`) is refused.
///
/// A request can exceed axum's limit of 2 MB only if the route sets another one (`axum::extract::DefaultBodyLimit`).
///
/// # Errors
/// - 415 `unsupported_media_type` unless `Content-Type` is `multipart/form-data`
/// - 413 `payload_too_large` if the body, or a field with a limit, is too long
/// - 422 `validation_error` if it is not a `T`: `errors` names every field that is missing, and every text that is not what
///   the schema says. Of what only the type knows, such as the bytes of a file, it names the first
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MultipartForm<T>(pub T);

wraps!(MultipartForm);

impl<T, S> FromRequest<S> for MultipartForm<T>
where
    T: TryFromMultipartWithState<S> + JsonSchema + Send + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if body::media_type(&request).as_deref() != Some(MEDIA_TYPE) {
            return Err(Problem::unsupported_media_type(MEDIA_TYPE));
        }
        let request = body::within_limit(request)?;
        let plan = Plan::of_schema::<T>();
        let read = async |request| TypedMultipart::<T>::from_request(request, state).await;
        let goes_on = |read: &Result<_, TypedMultipartError>| match read {
            Ok(_) => true,
            Err(error) => is_about_a_part(error),
        };
        let relayed = parts::relayed(request, state, plan.root(), read, goes_on).await;
        let (read, seen) = match relayed {
            Ok(relayed) => relayed,
            Err(response) if response.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(Problem::payload_too_large());
            }
            Err(_) => return Err(malformed()),
        };
        let (value, mut problem) = match read {
            Ok(TypedMultipart(value)) => (Some(value), Problem::invalid([])),
            Err(error) => (None, refusal(error)),
        };
        let checker = match value {
            Some(_) => plan.checker.as_ref(),
            None => plan.checker.as_ref().or(plan.finder.as_ref()),
        };
        if problem.status == StatusCode::UNPROCESSABLE_ENTITY
            && let (Some(checker), Some(seen)) = (checker, seen)
        {
            let mut faults = problem.errors.clone();
            seen.add_faults(checker, plan.root(), &mut faults);
            problem = Problem::invalid(faults);
        }
        match value {
            Some(value) if problem.errors.is_empty() => Ok(Self(value)),
            _ => Err(problem),
        }
    }
}

/// Whether the rest of the form may have faults as well.
fn is_about_a_part(error: &TypedMultipartError) -> bool {
    use TypedMultipartError as E;

    matches!(
        error,
        E::MissingField { .. }
            | E::WrongFieldType { .. }
            | E::InvalidEnumValue { .. }
            | E::DuplicateField { .. }
            | E::UnknownField { .. }
            | E::NamelessField
    )
}

/// The problem for a body that is not a form.
fn malformed() -> Problem {
    Problem::invalid([Fault::new(
        ["body"],
        "not valid `multipart/form-data`",
        "multipart_invalid",
    )])
}

/// The problem for an error. It contains neither the values, which are the client's, nor the names of Rust types.
fn refusal(error: TypedMultipartError) -> Problem {
    use TypedMultipartError as E;

    let at = |name: String, msg: &'static str, kind: &'static str| {
        Problem::invalid([Fault::new(["body".to_owned(), name], msg, kind)])
    };
    match error {
        E::MissingField { field_name } => at(field_name, "field required", "missing"),
        E::WrongFieldType { field_name, .. } => at(field_name, "invalid value", "value_error"),
        E::InvalidEnumValue { field_name, .. } => {
            at(field_name, "unknown variant", "unknown_variant")
        }
        E::DuplicateField { field_name } => {
            at(field_name, "the field is given twice", "duplicate_field")
        }
        E::UnknownField { field_name } => at(field_name, "unknown field", "unknown_field"),
        E::NamelessField => Problem::invalid([Fault::new(
            ["body"],
            "a part has no name",
            "multipart_invalid",
        )]),
        E::FieldTooLarge {
            field_name,
            limit_bytes,
        } => Problem::payload_too_large().detail(format!(
            "the field `{field_name}` is longer than {limit_bytes} bytes"
        )),
        E::Other { source } => Problem::internal(source.as_ref()),
        error if error.get_status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::payload_too_large()
        }
        error if error.get_status().is_server_error() => Problem::internal(&error),
        _ => malformed(),
    }
}

/// A file, in the schema of a [`MultipartForm`]: `#[schemars(with = "FilePart")]`.
///
/// [`MultipartForm`] has an example.
#[derive(Debug)]
pub enum FilePart {}

impl JsonSchema for FilePart {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FilePart".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "binary" })
    }
}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema + 'static> RequestPart for MultipartForm<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs::BODY;

    fn describe(operation: &mut Operation<'_>) {
        let schema = parameters::text_schema::<T>(operation);
        operation.request_body = Some(RequestBody::new([Content::new(MEDIA_TYPE, schema)]));
        refuses(operation, &Problem::payload_too_large());
        refuses(operation, &Problem::unsupported_media_type(MEDIA_TYPE));
        refuses(operation, &Problem::invalid([]));
    }
}

/// The content of the form is not known.
impl AxumInput for Multipart {
    fn describe(operation: &mut Operation<'_>) {
        axum_inputs::body(
            operation,
            MEDIA_TYPE,
            serde_json::json!({ "type": "object" }),
        );
        axum_inputs::refuses(operation, 400, "The body is not `multipart/form-data`");
    }
}
