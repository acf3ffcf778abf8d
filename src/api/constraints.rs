//! Holding what is sent to the constraints of `#[schemars(..)]`, which the compiler cannot know. Only debug builds do it.

use std::sync::{Arc, OnceLock};

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use jsonschema::Validator;
use response_core::contract::{PathTemplate, RouteInfo};
use response_core::message::LOG;
use response_core::message::media_type::essence;
use response_core::problem::Problem;
use serde_json::{Value, json};

use crate::extract::compiled;

/// The document, to whose schemas responses are held.
pub(super) struct Constraints {
    document: Arc<Value>,
}

impl Constraints {
    pub(super) fn of(document: &Value) -> Self {
        Self {
            document: Arc::new(document.clone()),
        }
    }

    /// Logs every JSON response of the route that breaks a constraint.
    pub(super) fn hold<S>(
        &self,
        handler: MethodRouter<S>,
        info: &'static RouteInfo,
        path: &str,
    ) -> MethodRouter<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        let operation = Arc::new(Operation {
            document: Arc::clone(&self.document),
            path: PathTemplate::new(path).documented(),
            info,
            schemas: OnceLock::new(),
        });
        handler.route_layer(map_response(move |response: Response| {
            let operation = Arc::clone(&operation);
            async move { operation.check(response).await }
        }))
    }
}

struct Operation {
    document: Arc<Value>,
    path: String,
    info: &'static RouteInfo,
    /// By status, compiled for the first response.
    schemas: OnceLock<Vec<(u16, Validator)>>,
}

impl Operation {
    async fn check(&self, response: Response) -> Response {
        let status = response.status().as_u16();
        let schemas = self.schemas.get_or_init(|| self.compile());
        let of_status = schemas.iter().find(|(known, _)| *known == status);
        let Some((_, schema)) = of_status.filter(|_| is_whole_json(&response)) else {
            return response;
        };
        let (parts, body) = response.into_parts();
        // The size is known, so the body is there as a whole.
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            return IntoResponse::into_response(Problem::untold());
        };
        if let Ok(value) = serde_json::from_slice(&body) {
            self.log_faults(status, schema, &value);
        }
        Response::from_parts(parts, Body::from(body))
    }

    fn compile(&self) -> Vec<(u16, Validator)> {
        let method = self.info.method.to_ascii_lowercase();
        let responses = &self.document["paths"][&self.path][method]["responses"];
        let of_json = |(status, response): (&String, &Value)| {
            let content = response["content"].as_object()?;
            let (_, content) = content.iter().find(|(name, _)| is_json(name))?;
            let components = &self.document["components"];
            let schema = json!({ "allOf": [content["schema"]], "components": components });
            Some((status.parse().ok()?, compiled(&schema).ok()?))
        };
        let responses = responses.as_object().into_iter().flatten();
        responses.filter_map(of_json).collect()
    }

    fn log_faults(&self, status: u16, schema: &Validator, value: &Value) {
        for fault in schema.iter_errors(value) {
            tracing::error!(
                target: LOG,
                route = self.info.name,
                method = self.info.method,
                path = self.path,
                status,
                "not as documented: `{}`: {fault}",
                fault.instance_path()
            );
        }
    }
}

fn is_whole_json(response: &Response) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    media_type.is_some_and(|name| is_json(essence(name)))
        && response.body().size_hint().exact().is_some()
}

fn is_json(media_type: &str) -> bool {
    media_type.ends_with("/json") || media_type.ends_with("+json")
}
