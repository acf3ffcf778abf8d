//! [`Form`]: an extractor of forms.

use axum::extract::{FromRequest, Request};
use axum::http::{Method, Uri};
use response_core::contract::{
    AfterRefusal, Content, Needs, Operation, Place, RequestBody, RequestPart,
};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::body::Reading;
use super::checked::{Checked, ReadBody};
use super::schema::Plan;
use super::{body, parameters, query, refuses, texts, wraps};

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// A form: the body of a POST, or the query of a GET or HEAD.
///
/// A field that may be given several times is a `Vec`, and one with parts is a struct: `address[city]=Ulm`. A field that is
/// left blank, as browsers send it, counts as left out if it may be left out and is not text.
///
/// # Errors
/// - 415 `unsupported_media_type` unless `Content-Type` is `application/x-www-form-urlencoded`
/// - 413 `payload_too_large` if the body is longer than `axum::extract::DefaultBodyLimit` allows
/// - 422 `validation_error` if it is not a `T`
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Order {
///     item: String,
///     #[schemars(range(min = 1))]
///     amount: Option<u32>,
///     #[serde(default)]
///     tag: Vec<String>,                         // `tag=new&tag=red`
/// }
///
/// #[route(post, "/orders", action, response = Text)]
/// async fn order(Form(order): Form<Order>) -> String {
///     format!("{} of {}", order.amount.unwrap_or(1), order.item)
/// }
/// # let _: axum::Router = Api::new("Shop", "1.0.0").routes(routes![order]).into_router();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form<T>(pub T);

wraps!(Form);

impl<T: DeserializeOwned + 'static> ReadBody for Form<T> {
    fn read_body<E>(
        request: Request,
        end: fn(Checked<Self>) -> Result<E, Problem>,
    ) -> impl Future<Output = Result<E, Problem>> + Send {
        let is_taken = || body::is_of_media_type(&request, MEDIA_TYPE, |given| given == MEDIA_TYPE);
        let mut given = if is_in_query(request.method().as_str()) {
            FormIn::Query(request.uri().clone())
        } else if is_taken() {
            FormIn::Body(body::read(request))
        } else {
            FormIn::Other
        };
        async move {
            let read = match &mut given {
                FormIn::Query(uri) => query::parse(uri.query().unwrap_or_default())?,
                FormIn::Body(reading) => {
                    let bytes = reading.await?;
                    texts::parse("body", &bytes).map_err(Problem::invalid)?
                }
                FormIn::Other => return Err(Problem::unsupported_media_type(MEDIA_TYPE)),
            };
            end(read.map(Self))
        }
    }
}

/// Where a form is.
enum FormIn {
    Query(Uri),
    Body(Reading),
    Other,
}

impl<T, S> FromRequest<S> for Form<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    fn from_request(request: Request, _: &S) -> impl Future<Output = Result<Self, Problem>> + Send {
        Self::read_body(request, Checked::into_result)
    }
}

fn is_in_query(method: &str) -> bool {
    method == Method::GET.as_str() || method == Method::HEAD.as_str()
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema + 'static> RequestPart for Form<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs::BODY;

    fn describe(operation: &mut Operation<'_>) {
        if is_in_query(operation.route.method) {
            <query::Query<T> as RequestPart>::describe(operation);
            return;
        }
        let content = content::<Self, T>(operation);
        operation.request_body = Some(RequestBody::new([content]));
        refuses(operation, &Problem::payload_too_large());
        refuses(operation, &Problem::unsupported_media_type(MEDIA_TYPE));
        refuses(operation, &Problem::invalid([]));
    }
}

/// The body in the document, with the encoding of each member that is a list or an object.
fn content<A, T>(operation: &mut Operation<'_>) -> Content
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let members = parameters::describe::<A, T>(operation, Place::Query, "form");
    let root = Plan::of::<T>().root();
    let pairs = if root.is_list() {
        parameters::rest(&parameters::schema::<T>(), root)
    } else {
        None
    };
    let schema = match pairs {
        Some(pairs) => pairs.schema,
        None => parameters::text_schema::<T>(operation),
    };
    let mut content = Content::new(MEDIA_TYPE, schema);
    let styled = members.into_iter();
    content.encoding = styled
        .filter_map(|member| Some((member.name, member.style?)))
        .collect();
    content
}
