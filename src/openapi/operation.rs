//! Writing one operation: its parameters, its body and all its responses.

use std::collections::BTreeMap;

use response_core::contract::{
    Content, Header, Operation, Parameter, PathTemplate, Place, RequestBody, Success,
};
use response_core::problem::Fault;
use serde_json::{Map, Value, json};

use super::fault::Sample;
use super::joined::joined;
use super::response::{headers, reason, replace_headers, without_request_id};
use super::shared::{SharedResponses, is_shared};
use super::version::OpenApiVersion;
use super::{Layout, Mounted, errors, fault};

pub(super) fn lay_out(
    mut operation: Operation<'_>,
    mounted: &Mounted<'_>,
    layout: Layout<'_>,
    shared: &mut SharedResponses,
) -> Value {
    let route = operation.route;
    let mut object = Map::new();
    object.insert("operationId".to_owned(), mounted.id.into());
    let tags = mounted.tags();
    if !tags.is_empty() {
        object.insert("tags".to_owned(), json!(tags));
    }
    if let Some(summary) = route.summary {
        object.insert("summary".to_owned(), summary.into());
    }
    if let Some(description) = route.description {
        object.insert("description".to_owned(), description.into());
    }
    if route.deprecated.is_some() {
        object.insert("deprecated".to_owned(), true.into());
    }
    let fault = fault::example(&operation);
    let read = std::mem::take(&mut operation.parameters);
    let mut parameters = unread(mounted.path, &read);
    parameters.extend(read);
    if !parameters.is_empty() {
        let parameters: Vec<_> = parameters.iter().map(parameter).collect();
        object.insert("parameters".to_owned(), parameters.into());
    }
    if let Some(body) = operation.request_body.take() {
        object.insert(
            "requestBody".to_owned(),
            request_body(&body, layout.version),
        );
    }
    let extensions = std::mem::take(&mut operation.extensions);
    // What is changed below is not equal to that of other operations.
    let is_changed = operation.is_sent || route.deprecated.is_some();
    let shared = (!is_changed).then_some(shared);
    let responses = responses(operation, &fault, layout, shared);
    object.insert("responses".to_owned(), responses);
    object.extend(extensions);
    object.into()
}

/// The path parameters that no extractor reads: OpenAPI requires all of them.
fn unread(path: &str, read: &[Parameter]) -> Vec<Parameter> {
    let is_read = |name: &str| {
        read.iter()
            .any(|parameter| parameter.place == Place::Path && parameter.name == name)
    };
    PathTemplate::new(path)
        .parameters()
        .filter(|name| !is_read(name))
        .map(|name| Parameter::new(name, Place::Path, json!({ "type": "string" })))
        .collect()
}

fn parameter(parameter: &Parameter) -> Value {
    let mut schema = parameter.schema.clone();
    let deprecated = schema
        .as_object_mut()
        .and_then(|keywords| keywords.remove("deprecated"));
    let mut object = json!({
        "name": parameter.name,
        "in": parameter.place.name(),
        "required": parameter.required,
    });
    if let Some(style) = parameter.style {
        object["style"] = style.name().into();
        object["explode"] = style.explodes().into();
    }
    object["schema"] = schema;
    if let Some(description) = &parameter.description {
        object["description"] = description.as_str().into();
    }
    if let Some(deprecated) = deprecated {
        object["deprecated"] = deprecated;
    }
    object
}

fn request_body(body: &RequestBody, version: OpenApiVersion) -> Value {
    let mut object =
        json!({ "required": body.required, "content": content(&body.content, version) });
    if let Some(description) = &body.description {
        object["description"] = description.as_str().into();
    }
    object
}

fn content(content: &[Content], version: OpenApiVersion) -> Value {
    let media_types: Map<String, Value> = content
        .iter()
        .map(|content| {
            let mut object = Map::new();
            let keyword = version.schema_keyword(content).to_owned();
            object.insert(keyword, content.schema.clone());
            if let Some(example) = &content.example {
                object.insert("example".to_owned(), example.clone());
            }
            if !content.encoding.is_empty() {
                let each = content.encoding.iter();
                let each = each.map(|(name, style)| {
                    (
                        name.clone(),
                        json!({ "style": style.name(), "explode": style.explodes() }),
                    )
                });
                object.insert("encoding".to_owned(), each.collect());
            }
            (content.media_type.to_owned(), object.into())
        })
        .collect();
    media_types.into()
}

/// The responses by status: the successes of the handler, then the errors, those that other operations may have as well by their
/// numbers.
pub(super) fn responses(
    mut operation: Operation<'_>,
    fault: &Fault,
    layout: Layout<'_>,
    mut shared: Option<&mut SharedResponses>,
) -> Value {
    let mut responses = BTreeMap::new();
    for success in std::mem::take(&mut operation.successes) {
        responses.insert(
            success.status,
            success_response(&operation, &success, layout),
        );
    }
    let sample = Sample {
        path: operation.path.as_deref().unwrap_or_default(),
        fault,
    };
    let mut errors = BTreeMap::<u16, Vec<_>>::new();
    for answer in std::mem::take(&mut operation.errors) {
        let answers = errors.entry(answer.status).or_default();
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    for (status, answers) in errors {
        let schemas = &mut *operation.schemas;
        let mut lay_out =
            |answers: &[_]| errors::response(status, answers, layout.errors, sample, schemas);
        let response = match &mut shared {
            Some(shared) if is_shared(&answers, layout.errors) => {
                shared.number(answers, fault, lay_out)
            }
            _ => lay_out(&answers),
        };
        responses.insert(status, response);
    }
    let mut responses: Map<String, Value> = responses
        .into_iter()
        .map(|(status, response)| (status.to_string(), response))
        .collect();
    if !operation.undescribed.is_empty() && !operation.is_sent {
        let description = "Any other response of an argument that the document does not describe";
        responses.insert("default".to_owned(), json!({ "description": description }));
    }
    if operation.is_sent {
        // Whoever gets the request answers it, without what this service adds to its own responses.
        without_request_id(&mut responses);
    } else if let Some(deprecation) = operation.route.deprecated {
        let dates = deprecation.described();
        for (_, response) in &mut responses {
            replace_headers(response, &dates);
        }
    }
    responses.into()
}

fn success_response(operation: &Operation<'_>, success: &Success, layout: Layout<'_>) -> Value {
    let route = operation.route;
    let of_status = operation
        .descriptions
        .iter()
        .find(|(status, _)| *status == success.status)
        .map(|(_, description)| *description);
    let description = of_status
        .or(route.response_description)
        // `response_description` describes only the statuses that the route declares, not further responses of the
        // kind.
        .filter(|_| route.statuses.contains(&success.status))
        .map_or_else(|| reason(success.status), str::to_owned);
    let mut object = json!({ "description": description });
    let mut all = success.headers.clone();
    // A compressed response has no ranges of its own.
    for header in all
        .iter_mut()
        .filter(|header| header.name == "Accept-Ranges")
    {
        header.required &= !layout.is_compressed;
    }
    let is_said = |name: &str| success.headers.iter().any(|header| header.name == name);
    let cache = match operation.is_sent {
        true => route.cache,
        false => route.cache_control(),
    };
    if let Some(cache) = cache
        && !is_said("Cache-Control")
    {
        all.push(constant(
            "Cache-Control",
            "How the response may be cached",
            cache,
        ));
    }
    for (name, value) in route.headers {
        let fixed = constant(name, "Always the same", value);
        let Some(of_replies) = &success.reply_headers else {
            all.push(fixed);
            continue;
        };
        // A header of a reply takes the place of the static one, which is sent where the reply has none.
        let is_same = |header: &Header| header.name.eq_ignore_ascii_case(name);
        if !of_replies.iter().any(is_same) {
            let schema = json!({ "type": "string", "examples": [value] });
            all.push(
                Header::string(
                    name,
                    "Always the same, unless a response sets its own value",
                )
                .schema(schema),
            );
        } else if let Some(declared) = all.iter_mut().find(|header| is_same(header))
            && !declared.required
        {
            declared.required = true;
            declared.schema = joined([&declared.schema, &fixed.schema]);
        }
    }
    object["headers"] = headers(&all);
    if !success.content.is_empty() {
        object["content"] = content(&success.content, layout.version);
    }
    object
}

fn constant(name: &'static str, description: &str, value: &str) -> Header {
    Header::string(name, description).schema(json!({ "type": "string", "const": value }))
}
