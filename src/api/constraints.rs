//! The constraints of `#[schemars(..)]`, which the compiler cannot know: whether they are valid, and, in debug builds, whether
//! what is sent keeps them.

use response_core::contract::{ApiFault, FaultKind, PathTemplate, RouteInfo};
use response_core::message::media_type::is_json;
use serde_json::{Value, json};

use crate::extract::compiled;

#[cfg(debug_assertions)]
use {
    axum::body::{Body, HttpBody, to_bytes},
    axum::http::header::CONTENT_TYPE,
    axum::response::{IntoResponse, Response},
    jsonschema::Validator,
    response_core::message::LOG,
    response_core::message::media_type::takes_in,
    response_core::problem::{ErrorOrigin, Problem},
    std::pin::Pin,
    std::sync::{Arc, OnceLock},
};

/// The document, to whose schemas responses are held.
#[cfg(debug_assertions)]
pub(super) struct Constraints {
    document: Arc<Value>,
}

#[cfg(debug_assertions)]
impl Constraints {
    pub(super) fn of(document: &Value) -> Self {
        Self {
            document: Arc::new(document.clone()),
        }
    }

    /// Logs every JSON response of the route that breaks a constraint.
    pub(super) fn hold(
        &self,
        info: &'static RouteInfo,
        path: &str,
    ) -> impl Fn(Response) -> Pin<Box<dyn Future<Output = Response> + Send>> + Clone + Send + Sync + use<>
    {
        let operation = Arc::new(Operation {
            document: Arc::clone(&self.document),
            path: PathTemplate::new(path).documented(),
            info,
            schemas: OnceLock::new(),
        });
        move |response| {
            let operation = Arc::clone(&operation);
            Box::pin(async move { operation.check(response).await })
        }
    }
}

#[cfg(debug_assertions)]
struct Operation {
    document: Arc<Value>,
    path: String,
    info: &'static RouteInfo,
    /// By status and media type, compiled for the first response.
    schemas: OnceLock<Vec<(u16, String, Validator)>>,
}

#[cfg(debug_assertions)]
impl Operation {
    async fn check(&self, response: Response) -> Response {
        let status = response.status().as_u16();
        let schemas = self.schemas.get_or_init(|| self.compile());
        let media_type = whole_json(&response);
        let is_it = |name: &str| media_type.is_some_and(|sent| takes_in(name, sent));
        let mut schemas = schemas.iter();
        let Some((_, _, schema)) = schemas.find(|(known, name, _)| *known == status && is_it(name))
        else {
            return response;
        };
        let (parts, body) = response.into_parts();
        // The size is known, so the body is there as a whole.
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            return IntoResponse::into_response(Problem::untold().out_of(ErrorOrigin::Handler));
        };
        if let Ok(value) = serde_json::from_slice(&body) {
            self.log_faults(status, schema, &value);
        }
        Response::from_parts(parts, Body::from(body))
    }

    fn compile(&self) -> Vec<(u16, String, Validator)> {
        let schemas = schemas(&self.document, &self.path, self.info);
        let compiled = schemas.map(|(status, media_type, schema)| {
            Some((status, media_type, compiled(&schema).ok()?))
        });
        compiled.flatten().collect()
    }

    fn log_faults(&self, status: u16, schema: &Validator, value: &Value) {
        for fault in schema.iter_errors(value) {
            tracing::error!(
                target: LOG,
                route = self.info.name,
                method = self.info.method,
                path = self.path,
                status,
                // Without the value, which may be a secret.
                "not as documented: `{}`: {}",
                fault.instance_path(),
                fault.masked()
            );
        }
    }
}

/// The faults of what `#[schemars(..)]` says of the successes of a route, such as a pattern that is not a regular expression.
pub(super) fn faults(document: &Value, path: &str, info: &RouteInfo) -> Vec<ApiFault> {
    let path = PathTemplate::new(path).documented();
    schemas(document, &path, info)
        .filter_map(|(status, _, schema)| {
            let error = compiled(&schema).err()?;
            let what = format!("has no valid schema for {status}: {error}");
            Some(ApiFault::new(FaultKind::BadConstraint, what).advising(
                "write the constraint as JSON Schema has it: a pattern is a regular expression of ECMA-262",
            ))
        })
        .collect()
}

/// The schemas of the JSON successes, by status and media type. An error is in the format of the app, which nothing constrains.
fn schemas<'d>(
    document: &'d Value,
    path: &str,
    info: &RouteInfo,
) -> impl Iterator<Item = (u16, String, Value)> + use<'d> {
    let method = info.method.to_ascii_lowercase();
    let responses = document["paths"][path][method]["responses"].as_object();
    let successes = responses
        .into_iter()
        .flatten()
        .filter_map(|(status, response)| {
            let status = status.parse().ok().filter(|status| *status < 400)?;
            Some((status, response["content"].as_object()?))
        });
    successes.flat_map(move |(status, content)| {
        let of_json = content.iter().filter(|(name, _)| is_json(name));
        of_json.map(move |(name, content)| {
            let components = &document["components"];
            let schema = json!({ "allOf": [content["schema"]], "components": components });
            (status, name.clone(), schema)
        })
    })
}

#[cfg(debug_assertions)]
fn whole_json(response: &Response) -> Option<&str> {
    let media_type = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let is_whole = response.body().size_hint().exact().is_some();
    (is_whole && is_json(media_type)).then_some(media_type)
}
